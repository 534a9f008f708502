//! What the monitor tells.

use crate::contract::RiskMonitor;
use alm_engine::monitor::deleverage::{Loan, REACH};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word, signed},
};

impl RiskMonitor {
    /// `State`.
    pub(crate) fn tell_state(&self, output: &mut Output) {
        let state = self.state();
        output
            .numbers(&[
                state.machine.regime as u128,
                state.machine.epoch.into(),
                state.machine.calm.into(),
            ])
            .append(&signed(state.outflows.mean))
            .numbers(&[state.outflows.variance, state.utilisation])
            .append(&signed(state.drift.slope))
            .numbers(&[state.supply]);
    }

    /// The cascade gain of an asset.
    pub(crate) fn tell_gain(&self, asset: &Word, output: &mut Output) -> Result<(), Failure> {
        let index = self.number_of(asset)?;
        let gain = self.gains().get(index).copied().unwrap_or(0);
        output.numbers(&[gain]);
        Ok(())
    }

    /// What is offered for a loan.
    pub(crate) fn tell_offer(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut given = [0; 4];
        arguments.numbers(0, &[16, 16, 8, 8], &mut given)?;
        let [value, debt, threshold, bonus] = given;
        let loan = Loan {
            value,
            debt,
            threshold,
            bonus,
        };
        let offer = loan.offer(self.state().machine.regime, REACH);
        output.numbers(&[offer.repay, offer.bonus]);
        Ok(())
    }
}

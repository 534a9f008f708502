//! A part of a debt that others may repay before it is due: for accounts that have agreed to it, where the risk source offers it.
//!
//! Nobody touches a healthy account that has not asked for it. What the risk source says is held to the desk's own bounds: a
//! fifth of what is owed, half of the bonus, and no more than what a liquidation would repay.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{ICreditDesk::Healthy, IRiskMonitor::offerCall};
use alm_engine::{
    credit::{liquidation::Liquidation, tally::Tally},
    units::{RATIO_UNIT, Ratio},
};
use alm_stylus::{Failure, calls::consult, packed::number, words::Output};

use crate::{account::Account, desk::Desk, errors::about, layout::RISK_SOURCE, weigh::Weighing};

impl Desk {
    /// How much of a healthy account's debt others may repay, and in `liquidation` at which bonus.
    ///
    /// # Errors
    /// `Healthy` if the account has not agreed, or nothing is offered.
    #[inline(never)]
    pub(crate) fn offered(
        &self,
        account: &Account,
        weighing: &Weighing,
        liquidation: &mut Liquidation,
    ) -> Result<u128, Failure> {
        let tally = &weighing.tally;
        let greatest = weighing.terms.bonus_at(self.now());
        let [repay, bonus] = if account.accepts_offers() {
            self.offer_for(tally, greatest)
        } else {
            [0; 2]
        };
        liquidation.bonus = (bonus / RATIO_UNIT).min((greatest / 2).into()) as Ratio;
        let units = liquidation.offered(tally, repay);
        if units == 0 {
            let figures = [tally.health()];
            return Err(about(Healthy::SELECTOR, &account.owner, &figures));
        }
        Ok(units)
    }

    /// What the risk source offers: worth to repay and a bonus, wad. Nothing, if it does not answer.
    #[inline(never)]
    fn offer_for(&self, tally: &Tally, greatest: Ratio) -> [u128; 2] {
        let bonus = u128::from(greatest).saturating_mul(RATIO_UNIT);
        let mut request = Output::default();
        request.append(&offerCall::SELECTOR).numbers(&[
            tally.owned,
            tally.owed,
            tally.threshold(),
            bonus,
        ]);
        let mut answer = [[0; 32]; 2];
        let source = self.fixed_slot(RISK_SOURCE);
        let size = consult(self.vm(), &source, &request, &mut answer).unwrap_or(0);
        if size < answer.as_flattened().len() {
            return [0; 2];
        }
        answer.map(|word| number(&word, 16).unwrap_or(0))
    }
}

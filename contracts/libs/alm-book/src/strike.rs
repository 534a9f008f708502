//! The strike: what a day's actions are measured by, frozen once a day.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{IBalanceSheet as abi, IDepositVault as vault};
use alm_engine::{
    guard::run_off::{Confidence, Outflows, observed},
    imbalance::scale::slow_size,
    money::Amount,
    refusal::Cause,
    units::DAY,
};
use alm_stylus::{Failure, arguments::Arguments, words::Output};

use crate::{
    books::Books,
    errors::refuse,
    layout::{EPOCH, RUN_OFF, RUN_OFF_FLOOR, SIZE, TOP},
    open::Open,
    storage::OUTFLOWS,
};

/// What the past keeps at each strike, wad: RiskMetrics' daily decay.
const WEIGHT: u128 = 940_000_000_000_000_000;
/// Deviations above the mean that the run-off covers: 99 % of a normal outflow.
const DEVIATIONS: u128 = 2_326_347_874_040_841_100;
/// Days of the run-off.
const HORIZON: u16 = 30;
/// Millionths in a basis point.
const MILLIONTHS: u32 = 100;

impl Books {
    /// `strike`.
    pub fn strike(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let now = self.now();
        let (epoch, last) = (now / DAY, open.sheet.field(EPOCH) as u64);
        if epoch <= last {
            let next = last.saturating_add(1).saturating_mul(DAY);
            return Err(refuse(Cause::TooEarly, now.into(), next.into()));
        }
        let supply = self.ask_vault(open, vault::totalSupplyCall::SELECTOR)?;
        let top = self.ask_vault(open, vault::topHoldingCall::SELECTOR)?;
        open.keep_top(top, supply);
        self.observe(open, supply, epoch.saturating_sub(last));
        self.revalue(open);
        let slow = Amount::new(open.sheet.field(SIZE));
        let size = slow_size(slow, open.net_value().gain(), WEIGHT);
        open.sheet.set(SIZE, size.raw());
        open.sheet.set(EPOCH, epoch.into());
        let figures = [
            epoch.into(),
            open.sheet.scale().raw(),
            open.sheet.field(RUN_OFF),
            open.sheet.field(TOP),
        ];
        self.tell(&abi::Struck::SIGNATURE_HASH.0, &[open.token], &figures);
        Ok(())
    }

    /// Adds the days since the last strike to the statistic of outflows, counted in shares, and reads the run-off off
    /// it. Before the first deposits there is nothing to observe.
    fn observe(&self, open: &mut Open, supply: u128, days: u64) {
        let [mean, variance, opening] = self.fields(&open.sheet, &OUTFLOWS);
        let mut outflows = Outflows {
            mean: (mean as u64).cast_signed().into(),
            variance,
        };
        if opening != 0 {
            let left = Amount::new(opening)
                .signed()
                .minus(Amount::new(supply).signed());
            let days = u16::try_from(days).unwrap_or(u16::MAX);
            outflows = outflows.after(observed(Amount::new(opening), left, days), WEIGHT);
        }
        // The least run-off is below one: its basis points are bounded.
        let floor = (open.sheet.field(RUN_OFF_FLOOR) as u32).saturating_mul(MILLIONTHS);
        let run_off = outflows.run_off(Confidence {
            deviations: DEVIATIONS,
            horizon: HORIZON,
            floor,
        });
        open.sheet.set(RUN_OFF, run_off.into());
        let fields = [outflows.mean as u128, outflows.variance, supply];
        self.store_fields(&open.sheet, &OUTFLOWS, &fields);
    }
}

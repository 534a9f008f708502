//! Bounds and steps compiled into the code.

use super::{COUNT, Parameters};
use crate::{haircut::liquidity::Liquidity, units::DAY};

/// Shortest time between two changes of an asset's parameters, seconds.
pub const PARAMETER_DELAY: u64 = DAY;
/// Shortest time between two reports that raise the depth, seconds.
pub const DEPTH_DELAY: u64 = 3_600;
/// Longest life of a liquidity report, seconds.
pub const REPORT_LIFE_MAX: u64 = 30 * DAY;

/// Longest life of a reporter's depth, seconds.
pub const REPORTED_LIFE_MAX: u64 = 3 * DAY;
/// The most a reporter may say, as a multiple of the depth the owner reported last.
pub const REPORTED_DEPTH_MAX: u64 = 4;

/// Lowest value, highest value and largest step of one parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Lowest value.
    pub min: u16,
    /// Highest value.
    pub max: u16,
    /// Largest change at once.
    pub step: u16,
}

const fn bound(min: u16, max: u16, step: u16) -> Bound {
    Bound { min, max, step }
}

/// The bounds, in the order of the parameters.
pub static BOUNDS: [Bound; COUNT] = [
    bound(12_815, 40_000, 5_000), // quantile: 90 % to 99.997 %
    bound(10_000, 30_000, 2_500), // tail multiplier
    bound(1, 20_000, 2_000),      // volatility floor
    bound(0, 2_000, 250),         // bonus
    bound(0, 5_000, 500),         // margin
    bound(1, 9_500, 500),         // threshold floor: above zero, so that no position is stranded
    bound(1, 9_800, 500),         // threshold cap
    bound(0, 9_500, 500),         // opening floor
    bound(10, 2_000, 200),        // tightening a day
    bound(1, 500, 100),           // loosening a day
    bound(0, 1_000, 200),         // hysteresis
    bound(10, 50_000, 10_000),    // loss budget
];

/// Shortest and longest sampling slot, seconds.
pub const INTERVAL: (u32, u32) = (300, 43_200);
/// Lowest and highest first volatility, bps.
pub const FIRST_SIGMA: (u32, u32) = (1, 100_000);

/// Index of the slot length in errors.
pub const INTERVAL_INDEX: u8 = 32;
/// Index of the first volatility in errors.
pub const FIRST_SIGMA_INDEX: u8 = 33;
/// Index of the first liquidity field in errors.
pub const LIQUIDITY_INDEX: u8 = 16;

/// Which rule a value breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Compiled bounds. Figures: the value, the lowest allowed, the highest allowed.
    Bounds,
    /// The largest change at once. Figures: the present value, the value wanted, the largest difference.
    Step,
}

/// A value outside of what governance may set. One shape for both rules, so that it is written and told once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// Index of the parameter.
    pub index: u8,
    /// What is, and what may be; see the rule.
    pub figures: [u64; 3],
}

/// Values under examination: remembers the first that breaks a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Examination(Option<Violation>);

impl Examination {
    /// The first violation.
    #[must_use]
    pub const fn violation(&self) -> Option<&Violation> {
        self.0.as_ref()
    }

    /// A value has to lie in a closed range.
    #[inline(never)]
    pub fn within(&mut self, index: u8, have: u64, min: u64, max: u64) {
        self.demand(
            have >= min && have <= max,
            Rule::Bounds,
            index,
            [have, min, max],
        );
    }

    /// A set of parameters: each within its bounds, the threshold's floor below its cap, the opening floor below the
    /// threshold floor.
    pub fn parameters(&mut self, new: Parameters<'_>) {
        for (index, (have, bound)) in (0u8..).zip(new.0.iter().zip(&BOUNDS)) {
            self.within(index, *have as u64, bound.min.into(), bound.max.into());
        }
        let floor = u64::from(new.threshold_floor());
        self.within(6, new.threshold_cap().into(), floor, BOUNDS[6].max.into());
        self.within(7, new.opening_floor().into(), 0, floor);
    }

    /// How far a set of parameters goes from the present one.
    pub fn steps(&mut self, old: Parameters<'_>, new: Parameters<'_>) {
        for (index, ((have, want), bound)) in (0u8..).zip(old.0.iter().zip(new.0).zip(&BOUNDS)) {
            self.step(index, *have as u64, *want as u64, bound.step.into());
        }
    }

    /// A liquidity report.
    pub fn liquidity(&mut self, report: &Liquidity, valid_until: u64, now: u64) {
        self.within(16, report.depth, 1, u64::MAX);
        self.within(17, report.exposure, 1, u64::MAX);
        self.within(18, report.slippage.into(), 1, 2_000);
        self.within(19, report.half_spread.into(), 0, 1_000);
        self.within(20, report.latency.into(), 60, DAY);
        self.within(21, report.refill.into(), 0, DAY);
        self.within(22, valid_until, now, now.saturating_add(REPORT_LIFE_MAX));
    }

    /// A depth somebody else than the owner reports: at most a multiple of what the owner reported last, for a short time.
    pub fn reported_depth(&mut self, depth: u64, owners: u64, valid_until: u64, now: u64) {
        let most = owners.saturating_mul(REPORTED_DEPTH_MAX);
        self.within(16, depth, 1, most);
        self.within(22, valid_until, now, now.saturating_add(REPORTED_LIFE_MAX));
    }

    /// The depth of a new report against the one in force: it may at most double, and fall as it likes.
    pub fn depth(&mut self, old: u64, new: u64) {
        // A fall passes as no change.
        self.step(LIQUIDITY_INDEX, old, new.max(old), old);
    }

    #[inline(never)]
    fn step(&mut self, index: u8, have: u64, want: u64, max_step: u64) {
        self.demand(
            have.abs_diff(want) <= max_step,
            Rule::Step,
            index,
            [have, want, max_step],
        );
    }

    fn demand(&mut self, holds: bool, rule: Rule, index: u8, figures: [u64; 3]) {
        if !holds && self.0.is_none() {
            self.0 = Some(Violation {
                rule,
                index,
                figures,
            });
        }
    }
}

//! Bounds and steps compiled into the code.

use super::{COUNT, Parameters};
use crate::{haircut::liquidity::Liquidity, units::DAY};

/// Shortest time between two changes of an asset's parameters, seconds.
pub const PARAMETER_DELAY: u64 = DAY;
/// Shortest time between two reports that raise the depth, seconds.
pub const DEPTH_DELAY: u64 = 3_600;
/// Longest life of a liquidity report, seconds.
pub const REPORT_LIFE_MAX: u64 = 30 * DAY;

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

/// A value outside of what governance may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// Outside the compiled bounds.
    OutOfBounds {
        /// Index of the parameter.
        index: u8,
        /// The value.
        have: u64,
        /// The lowest allowed.
        min: u64,
        /// The highest allowed.
        max: u64,
    },
    /// Too far from the present value.
    StepTooLarge {
        /// Index of the parameter.
        index: u8,
        /// The present value.
        have: u64,
        /// The value wanted.
        want: u64,
        /// The largest difference.
        max_step: u64,
    },
}

/// Refuses a value outside of a closed range.
///
/// # Errors
/// [`Violation::OutOfBounds`].
#[inline(never)]
pub fn within(index: u8, have: u64, min: u64, max: u64) -> Result<(), Violation> {
    if have < min || have > max {
        Err(Violation::OutOfBounds {
            index,
            have,
            min,
            max,
        })
    } else {
        Ok(())
    }
}

/// Checks a set of parameters: each within its bounds, the threshold's floor below its cap, the opening floor below
/// the threshold floor.
///
/// # Errors
/// [`Violation::OutOfBounds`] with the first that is not.
pub fn check(parameters: &Parameters) -> Result<(), Violation> {
    for (index, (have, bound)) in (0u8..).zip(parameters.0.iter().zip(&BOUNDS)) {
        within(
            index,
            u64::from(*have),
            u64::from(bound.min),
            u64::from(bound.max),
        )?;
    }
    let floor = u64::from(parameters.threshold_floor());
    within(
        6,
        u64::from(parameters.threshold_cap()),
        floor,
        u64::from(BOUNDS[6].max),
    )?;
    within(7, u64::from(parameters.opening_floor()), 0, floor)
}

/// Checks a change: the new set for itself, and every step.
///
/// # Errors
/// [`Violation`] with the first that fails.
pub fn check_change(old: &Parameters, new: &Parameters) -> Result<(), Violation> {
    check(new)?;
    for (index, ((have, want), bound)) in (0u8..).zip(old.0.iter().zip(&new.0).zip(&BOUNDS)) {
        if have.abs_diff(*want) > bound.step {
            let (have, want, max_step) =
                (u64::from(*have), u64::from(*want), u64::from(bound.step));
            return Err(Violation::StepTooLarge {
                index,
                have,
                want,
                max_step,
            });
        }
    }
    Ok(())
}

/// Checks a liquidity report.
///
/// # Errors
/// [`Violation::OutOfBounds`] with the first field that is outside.
pub fn check_liquidity(report: &Liquidity, valid_until: u64, now: u64) -> Result<(), Violation> {
    within(16, report.depth, 1, u64::MAX)?;
    within(17, report.exposure, 1, u64::MAX)?;
    within(18, u64::from(report.slippage), 1, 2_000)?;
    within(19, u64::from(report.half_spread), 0, 1_000)?;
    within(20, u64::from(report.latency), 60, DAY)?;
    within(21, u64::from(report.refill), 0, DAY)?;
    within(22, valid_until, now, now.saturating_add(REPORT_LIFE_MAX))
}

/// Checks a new report against the one in force: the depth may at most double.
///
/// # Errors
/// [`Violation::StepTooLarge`].
pub fn check_liquidity_change(old: &Liquidity, new: &Liquidity) -> Result<(), Violation> {
    let max_step = old.depth;
    if new.depth.saturating_sub(old.depth) > max_step {
        return Err(Violation::StepTooLarge {
            index: LIQUIDITY_INDEX,
            have: old.depth,
            want: new.depth,
            max_step,
        });
    }
    Ok(())
}

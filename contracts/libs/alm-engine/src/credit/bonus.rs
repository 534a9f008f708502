//! What a liquidator earns: the part of the value repaid that he gets beyond it.

use crate::{
    units::{RATIO_ONE, RATIO_UNIT, Ratio, WAD},
    wide,
};

/// The least shortfall of health at which the bonus is full, wad.
pub const FULL_SHORTFALL_MIN: u128 = WAD / 10;
/// What one unit of a product of two ratios is as a wad.
const PRODUCT_UNIT: u128 = RATIO_UNIT / RATIO_ONE as u128;
/// Seconds after the maturity of a loan in which the bonus for repaying it grows from nothing to half.
pub const LATE_RAMP: u64 = 3_600;

/// The bonus for an account whose health is below one: half of the greatest where it is one, all of it where the collateral
/// bears that for the last time, and straight between.
///
/// So the account that is nearest to owing more than it can pay is worth most to a liquidator, however far the threshold
/// has come down: what he runs out of is the market's depth, and it should go where it is needed first. A bonus that is full
/// earlier makes all accounts alike that a falling threshold has called.
///
/// The part beyond half is paid only as far as the collateral bears it: not beyond `health / threshold`, where taking it would
/// lower the health. Half is always paid, or nobody would liquidate an account that is worth what it owes.
///
/// # Rounding
/// Down.
#[must_use]
#[inline(never)]
pub fn by_shortfall(greatest: Ratio, health: u128, threshold: Ratio) -> Ratio {
    let half = greatest / 2;
    let full = full_shortfall(greatest, threshold);
    let shortfall = WAD.saturating_sub(health).min(full);
    let rest = u128::from(greatest.saturating_sub(half));
    // At most 2^24 * 2^60, by a tenth of a wad at least.
    let beyond = rest.saturating_mul(shortfall).checked_div(full);
    let beyond = beyond.unwrap_or(0) as Ratio;
    half.saturating_add(beyond)
        .min(bearable(health, threshold))
        .max(half)
}

/// The shortfall at which the bonus is full: where health is `threshold (1 + greatest)`, and a tenth at least.
fn full_shortfall(greatest: Ratio, threshold: Ratio) -> u128 {
    let repaid = u128::from(RATIO_ONE).saturating_add(greatest.into());
    // At most 2^24 * 2^25 * 1e4.
    let borne = u128::from(threshold).saturating_mul(repaid);
    WAD.saturating_sub(borne.saturating_mul(PRODUCT_UNIT))
        .max(FULL_SHORTFALL_MIN)
}

/// The bonus for repaying a loan some seconds after its maturity, whatever the health: from nothing to half of the greatest.
///
/// # Rounding
/// Down.
#[must_use]
pub fn by_delay(greatest: Ratio, seconds: u64) -> Ratio {
    let grown = u64::from(greatest / 2).saturating_mul(seconds.min(LATE_RAMP));
    (grown / LATE_RAMP) as Ratio
}

/// The greatest bonus that does not lower the health when the collateral is taken: `health / threshold - 1`.
#[inline(never)]
fn bearable(health: u128, threshold: Ratio) -> Ratio {
    let ratio = wide::mul_div_down(
        health.min(WAD),
        RATIO_ONE.into(),
        u128::from(threshold).saturating_mul(RATIO_UNIT),
    );
    // At most 1e7 * 1e4, for a threshold is at least 1e-4; without one, the largest number.
    let ratio = u64::try_from(ratio).unwrap_or(u64::MAX);
    let beyond = ratio.saturating_sub(RATIO_ONE.into());
    Ratio::try_from(beyond).unwrap_or(Ratio::MAX)
}

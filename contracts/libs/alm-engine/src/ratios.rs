//! From volatility and liquidity to the ratios a lender uses.

use crate::{
    haircut::{
        liquidity::Liquidation,
        shortfall::{deviation_up, expected_shortfall_haircut, within_loss_budget_down},
    },
    parameters::Parameters,
    ramp::Speeds,
    units::{BPS, DAY, RATIO_BPS, RATIO_ONE, Ratio, WAD, ratio_from_wad_down, ratio_to_wad},
    volatility::ewma::variance_of_sigma_up,
    wide,
};

/// How long the opening LTV takes from its last value to its floor once data are stale.
pub const OPENING_DECAY: u64 = DAY;

/// An opening LTV of 1e-11, as a wad.
const OPENING_UNIT: u128 = 10_000_000;

/// The variance the haircut uses: the estimate, and not below the floor. Per second, 1e36, rounded up.
#[must_use]
pub fn variance_with_floor(estimate: u128, parameters: Parameters<'_>) -> u128 {
    estimate.max(variance_of_sigma_up(
        u128::from(parameters.sigma_floor()).saturating_mul(BPS),
    ))
}

/// The haircut of the collateral's value, wad, rounded up: expected shortfall over the liquidation horizon with fat
/// tails, half-spread and impact; raised where the expected loss would exceed its budget.
///
/// `variance` is per second at scale 1e36, its floor already applied.
#[must_use]
pub fn haircut(variance: u128, parameters: Parameters<'_>, liquidation: &Liquidation) -> u128 {
    let deviation = deviation_up(variance, u64::from(liquidation.horizon));
    // Quantile and multiplier are in 1e-4, as a basis point.
    let fat = wide::mul_div_up(deviation, parameters.tail_multiplier().into(), 10_000);
    let quantile = u128::from(parameters.quantile()).saturating_mul(BPS);
    let cost = liquidation.cost_wad();
    let kept = WAD.saturating_sub(expected_shortfall_haircut(fat, quantile, cost, 0));
    let budget = u128::from(parameters.loss_budget()).saturating_mul(crate::units::PPM);
    WAD.saturating_sub(within_loss_budget_down(kept, fat, cost, budget))
}

/// The threshold the rules aim at: `(1 - haircut) / (1 + bonus)` inside governance's floor and cap, and always below
/// the no-spiral bound `1 / ((1 + bonus) lambda)`.
///
/// # Rounding
/// Down.
#[must_use]
pub fn target_threshold(
    haircut: u128,
    parameters: Parameters<'_>,
    liquidation: &Liquidation,
) -> Ratio {
    let repaid = 10_000u64.saturating_add(parameters.bonus().into());
    // At most 1e7 * 1e4.
    let kept = u64::from(ratio_from_wad_down(WAD.saturating_sub(haircut))).saturating_mul(10_000);
    let threshold = kept.checked_div(repaid).unwrap_or(0) as Ratio;
    let floor = bps(parameters.threshold_floor());
    let cap = bps(parameters.threshold_cap());
    threshold
        .max(floor)
        .min(cap)
        .min(no_spiral_bound(parameters.bonus(), liquidation))
}

/// The largest ratio with `LT (1 + bonus) lambda < 1`: above it a partial liquidation raises the LTV it should lower.
#[must_use]
pub fn no_spiral_bound(bonus: u16, liquidation: &Liquidation) -> Ratio {
    let repaid = 10_000u64.saturating_add(bonus.into());
    let lambda = 10_000u64.saturating_add(liquidation.crowding.into());
    // 1e7 * 1e8 < 2^50. Strictly below: one unit less than the quotient rounded up.
    let bound = u64::from(RATIO_ONE)
        .saturating_mul(100_000_000)
        .div_ceil(repaid.saturating_mul(lambda));
    bound.saturating_sub(1) as Ratio
}

/// How fast an asset's thresholds may move.
#[must_use]
pub fn speeds(parameters: Parameters<'_>, liquidation: &Liquidation) -> Speeds {
    Speeds {
        tighten: bps(parameters.tighten_per_day()).min(liquidation.tightening_limit()),
        loosen: bps(parameters.loosen_per_day()),
        band: bps(parameters.hysteresis()),
    }
}

/// The highest LTV of new borrowing: the threshold less the margin; once data are stale for `overdue` seconds, on its
/// way down to the floor. Wad, rounded down.
#[must_use]
pub fn opening_ltv(fresh: Ratio, parameters: Parameters<'_>, overdue: u64) -> u128 {
    let share = 10_000u64.saturating_sub(parameters.margin().into());
    // In units of 1e-11, so that nothing is lost to rounding: at most 2^24 * 1e4.
    let open = u64::from(fresh).saturating_mul(share);
    let floor = u64::from(bps(parameters.opening_floor())).saturating_mul(10_000);
    let left = OPENING_DECAY.saturating_sub(overdue);
    // At most 2^38 * 86400.
    let above = open.saturating_sub(floor).saturating_mul(left) / OPENING_DECAY;
    u128::from(open.min(floor.saturating_add(above))).saturating_mul(OPENING_UNIT)
}

/// Basis points as a stored ratio.
#[must_use]
pub fn bps(value: u16) -> Ratio {
    Ratio::from(value).saturating_mul(RATIO_BPS)
}

/// What a liquidation at the threshold leaves of the LTV's distance to insolvency, for reports: `1 - LT (1 + bonus)`,
/// wad, rounded down.
#[must_use]
pub fn insolvency_distance(threshold: Ratio, bonus: u16) -> u128 {
    let repaid = 10_000u128.saturating_add(bonus.into());
    let owed = wide::mul_div_up(ratio_to_wad(threshold), repaid, 10_000);
    WAD.saturating_sub(owed)
}

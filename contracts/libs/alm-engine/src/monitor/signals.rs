//! Early warnings of a run.

use alm_math::lean;

use crate::{units::WAD, wide};

/// From here on the ratio of tail and density is developed as a continued fraction, wad.
const FAR: u128 = 5 * WAD;
/// Terms of it: the error is below 1e-13 of the ratio from five deviations on.
const TERMS: u128 = 24;
/// Distances are told apart up to 1e12 deviations.
const FARTHEST: u128 = 1 << 100;

/// What may leave within a horizon: a Brownian net outflow. All amounts in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Expected net outflow over the horizon, above zero when it leaves.
    pub drift: i128,
    /// Its standard deviation over the horizon.
    pub deviation: u128,
}

impl Outlook {
    /// From a mean and a standard deviation per unit of time and a horizon in such units (wad): `m H` and `s sqrt H`.
    ///
    /// # Rounding
    /// The drift towards zero when it flows in, else up; the deviation up.
    #[must_use]
    pub fn over(mean: i128, deviation: u128, horizon: u128) -> Self {
        let size = mean.unsigned_abs();
        let drift = if mean < 0 {
            signed(wide::mul_div_down(size, horizon, WAD)).saturating_neg()
        } else {
            signed(wide::mul_div_up(size, horizon, WAD))
        };
        let root = lean::sqrt(horizon).saturating_add(1);
        Self {
            drift,
            deviation: wide::mul_div_up(deviation, root, WAD),
        }
    }

    /// Probability that more than `liquid` leaves at some moment before the horizon's end:
    /// `Phi((m H - L) / s) + e^(2 m H L / s^2) Phi(-(m H + L) / s)`, s over the horizon. Wad, to within three units.
    ///
    /// With a and b for the two distances, the exponential is the density at a over that at b: so nothing
    /// overflows, however sure the outflow is.
    #[must_use]
    pub fn exhaustion(&self, liquid: u128) -> u128 {
        let liquid = signed(liquid);
        if liquid == 0 || self.deviation == 0 {
            return if self.drift >= liquid { WAD } else { 0 };
        }
        let near = self.deviations(liquid.saturating_sub(self.drift));
        let far = self.deviations(liquid.saturating_add(self.drift));
        let direct = lean::normal_cdf(near.saturating_neg());
        direct.saturating_add(reflected(near, far)).min(WAD)
    }

    /// An amount as a number of deviations, wad, towards zero.
    fn deviations(&self, amount: i128) -> i128 {
        let size = wide::mul_div_down(amount.unsigned_abs(), WAD, self.deviation).min(FARTHEST);
        let size = size as i128;
        if amount < 0 {
            size.saturating_neg()
        } else {
            size
        }
    }
}

/// `phi(near) / phi(far) * Phi(-far)`.
fn reflected(near: i128, far: i128) -> u128 {
    if far < 0 {
        // So much flows in that the density at `far` says nothing: the exponent itself, (far^2 - near^2) / 2 < 0.
        let sum = near.unsigned_abs().saturating_add(far.unsigned_abs());
        let difference = near.unsigned_abs().saturating_sub(far.unsigned_abs());
        let exponent = wide::mul_div_up(sum, difference, WAD.saturating_mul(2));
        let kept = lean::normal_cdf(far.saturating_neg());
        return wide::mul_div_up(lean::exp_neg(exponent), kept, WAD);
    }
    wide::mul_div_up(
        lean::normal_pdf(near),
        tail_over_density(far.unsigned_abs()),
        WAD,
    )
}

/// `(1 - Phi(x)) / phi(x)` for x >= 0, wad.
fn tail_over_density(x: u128) -> u128 {
    if x <= FAR {
        // The tail has 126 fractional bits; 2^126 / 1e18 is taken out by the density.
        let tail = wide::mul_div_up(lean::normal_tail(x), WAD, 1 << 63);
        return wide::mul_div_up(tail, WAD, lean::normal_pdf(x as i128)) >> 63;
    }
    // 1 / (x + 1 / (x + 2 / (x + 3 / ...))), from the inside.
    let mut below = x;
    let mut term = TERMS;
    while term > 0 {
        let part = wide::mul_div_down(term.saturating_mul(WAD), WAD, below);
        below = x.saturating_add(part);
        term = term.saturating_sub(1);
    }
    wide::mul_div_up(WAD, WAD, below)
}

/// Time until `liquid` is gone at this mean outflow, in the mean's unit of time, rounded down; `None` if it never is.
#[must_use]
pub fn time_to_exhaustion(mean: i128, liquid: u128) -> Option<u128> {
    let mean = u128::try_from(mean).ok()?;
    liquid.checked_div(mean)
}

/// How a total is spread over holders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The sum of the squared shares (Herfindahl and Hirschman): wad, rounded up.
    pub index: u128,
    /// The largest share: wad, rounded up.
    pub largest: u128,
}

impl Spread {
    /// Of balances; zero of nothing.
    #[must_use]
    pub fn of(balances: &[u128]) -> Self {
        let total = balances
            .iter()
            .fold(0u128, |sum, balance| sum.saturating_add(*balance));
        if total == 0 {
            return Self::default();
        }
        let mut spread = Self::default();
        for balance in balances {
            let share = wide::mul_div_up(*balance, WAD, total).min(WAD);
            spread.index = spread
                .index
                .saturating_add(wide::mul_div_up(share, share, WAD));
            spread.largest = spread.largest.max(share);
        }
        Self {
            index: spread.index.min(WAD),
            ..spread
        }
    }

    /// The number of equal holders that would be as concentrated: wad, rounded down; zero of nothing.
    #[must_use]
    pub fn effective_holders(&self) -> u128 {
        if self.index == 0 {
            return 0;
        }
        wide::mul_div_down(WAD, WAD, self.index)
    }
}

/// How fast the utilisation grows: smoothed change per second, at scale 1e36, above zero while it grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Per second, 1e36.
    pub slope: i128,
}

impl Drift {
    /// After the utilisation went from one wad to another in `dt` seconds; `weight` is what the past keeps, wad.
    ///
    /// # Rounding
    /// Up, to faster growth.
    #[must_use]
    pub fn after(self, last: u128, now: u128, dt: u64, weight: u128) -> Self {
        let kept = weight.min(WAD);
        let observed = slope(last.min(WAD), now.min(WAD), dt);
        // Slopes are at most 1e36 each, so the difference fits.
        let distance = observed.saturating_sub(self.slope);
        let size = distance.unsigned_abs();
        let fresh = WAD.saturating_sub(kept);
        let slope = if distance < 0 {
            let step = wide::mul_div_down(size, fresh, WAD);
            self.slope.saturating_sub(signed(step))
        } else {
            let step = wide::mul_div_up(size, fresh, WAD);
            self.slope.saturating_add(signed(step))
        };
        Self { slope }
    }

    /// The share of what is still free that the drift uses up within a horizon: wad, rounded up, saturating. All of it
    /// where nothing is free.
    #[must_use]
    pub fn used_up(self, utilisation: u128, horizon: u64) -> u128 {
        let free = WAD.saturating_sub(utilisation);
        if free == 0 {
            return WAD;
        }
        let growth = u128::try_from(self.slope).unwrap_or(0);
        let used = wide::mul_div_up(growth, u128::from(horizon), WAD);
        wide::mul_div_up(used, WAD, free)
    }
}

/// Change per second at scale 1e36 of two wads of at most one, rounded up.
fn slope(last: u128, now: u128, dt: u64) -> i128 {
    let dt = u128::from(dt.max(1));
    // At most 1e36.
    let scaled = |size: u128| size.saturating_mul(WAD);
    if now < last {
        let fallen = scaled(last.saturating_sub(now));
        signed(fallen.checked_div(dt).unwrap_or(0)).saturating_neg()
    } else {
        signed(scaled(now.saturating_sub(last)).div_ceil(dt))
    }
}

/// A number as a signed one, saturating.
fn signed(value: u128) -> i128 {
    i128::try_from(value).unwrap_or(i128::MAX)
}

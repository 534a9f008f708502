//! The zero curve: linear in the zero rate between its nodes, flat outside.
//!
//! A discount factor is `e^(-z(t) t)`. Linear zero rates can imply negative forward rates, and with them a free
//! lunch (pay little for a near claim, draw more on a later debt); [`zero_curve`] therefore lifts a node where its
//! segment would fall too fast, so that a longer discount factor is never above a shorter one.

use alm_math::lean;

use crate::{
    rates::rate::Rate,
    units::{BPS, DAY, WAD, YEAR},
    wide,
};

/// One node of a zero curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its tenor in seconds.
    pub seconds: u32,
    /// The zero rate of that tenor, by the year, 1e-18; may be negative.
    pub rate: i64,
}

/// The tenors of the anchor curve, in days.
pub const TENORS: [u16; 6] = [7, 30, 91, 182, 364, 728];
/// The number of its nodes.
pub const NODES: usize = TENORS.len();

/// What governance adds to the anchor at each tenor, in basis points by the year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spreads(pub [i16; NODES]);

/// Any zero curve: nodes by increasing tenor. Without nodes every rate is zero.
#[derive(Clone, Copy, Debug)]
pub struct Curve<'a>(pub &'a [Node]);

/// The two curves that enclose the lagged and the current floating rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curves {
    /// Lower yields, so higher values.
    pub low: [Node; NODES],
    /// Higher yields, so lower values.
    pub high: [Node; NODES],
}

impl Curves {
    /// The curves over the lowest and the highest of the lagged and the current rate.
    #[must_use]
    pub fn enclosing(
        lagged_low: Rate,
        lagged_high: Rate,
        current: Rate,
        spreads: &Spreads,
    ) -> Self {
        Self {
            low: Self::lower(lagged_low, current, spreads),
            high: Self::higher(lagged_high, current, spreads),
        }
    }

    /// The curve over the lower of the lagged and the current rate.
    #[must_use]
    pub fn lower(lagged: Rate, current: Rate, spreads: &Spreads) -> [Node; NODES] {
        zero_curve(lagged.min(current), spreads)
    }

    /// The curve over the higher of the lagged and the current rate.
    #[must_use]
    pub fn higher(lagged: Rate, current: Rate, spreads: &Spreads) -> [Node; NODES] {
        zero_curve(lagged.max(current), spreads)
    }

    /// The curve of lower yields.
    #[must_use]
    pub const fn low(&self) -> Curve<'_> {
        Curve(&self.low)
    }

    /// The curve of higher yields.
    #[must_use]
    pub const fn high(&self) -> Curve<'_> {
        Curve(&self.high)
    }
}

/// The anchor curve: the floating rate and a spread at each tenor. No zero rate is negative, and none is so far below
/// the one before it that a forward rate would be.
///
/// # Rounding
/// Exact but for the lift against negative forward rates, which is rounded up. A higher anchor never gives a lower node.
#[must_use]
pub fn zero_curve(anchor: Rate, spreads: &Spreads) -> [Node; NODES] {
    let mut nodes = [Node::default(); NODES];
    let (mut last, mut last_days) = (0, 0);
    for ((node, spread), days) in nodes.iter_mut().zip(spreads.0).zip(TENORS) {
        // Below 2^64 + 2^15 * 1e14 in size.
        let wanted = i128::from(anchor.raw())
            .saturating_add(i128::from(spread).saturating_mul(BPS as i128))
            .clamp(0, i64::MAX.into());
        let rate = (wanted as u64).max(lift_up(last, last_days, days.into()));
        *node = Node {
            seconds: u32::from(days).saturating_mul(DAY as u32),
            rate: rate as i64,
        };
        (last, last_days) = (rate, days.into());
    }
    nodes
}

/// The least zero rate at the end of a segment whose start is given: the forward rate at the end,
/// `z1 + t1 (z1 - z0) / (t1 - t0)`, is zero for `z1 = z0 t1 / (2 t1 - t0)`; inside the segment it is higher.
fn lift_up(rate: u64, start: u128, end: u128) -> u64 {
    // At most the rate itself, and t1 > t0 >= 0.
    let span = end.saturating_mul(2).saturating_sub(start).max(1);
    u128::from(rate).saturating_mul(end).div_ceil(span) as u64
}

impl Curve<'_> {
    /// The discount factor of a time ahead, wad, not above the true one.
    ///
    /// # Rounding
    /// Down by less than 3e-18 (of itself, where it is above one); one exactly for no time or no rate. Non-increasing in time where the true factor is.
    #[must_use]
    pub fn discount_down(&self, seconds: u64) -> u128 {
        self.discount(seconds, false)
    }

    /// The discount factor of a time ahead, wad, not below the true one.
    ///
    /// # Rounding
    /// Up by less than 3e-18 (of itself, where it is above one); one exactly for no time or no rate. Non-increasing in time where the true factor is.
    #[must_use]
    pub fn discount_up(&self, seconds: u64) -> u128 {
        self.discount(seconds, true)
    }

    /// The discount factor of a time ahead, wad, on the side of the true one that is asked for.
    #[inline(never)]
    pub(crate) fn discount(&self, seconds: u64, up: bool) -> u128 {
        factor(self.exponent(seconds, up), up)
    }

    /// `-z(t) t`, wad, rounded towards the side asked for.
    fn exponent(&self, seconds: u64, up: bool) -> i128 {
        let (rate, per) = self.rate(seconds);
        let divisor = per.saturating_mul(YEAR.into());
        // A positive rate makes the exponent negative: up is towards zero then.
        let product = if up == (rate < 0) {
            wide::mul_div_up(rate.unsigned_abs(), seconds.into(), divisor)
        } else {
            wide::mul_div_down(rate.unsigned_abs(), seconds.into(), divisor)
        };
        let magnitude = i128::try_from(product).unwrap_or(i128::MAX);
        if rate < 0 {
            magnitude
        } else {
            magnitude.saturating_neg()
        }
    }

    /// The zero rate of a time ahead as an exact quotient: a numerator at scale 1e-18, below 2^97 in size, and a
    /// divisor that is not zero.
    fn rate(&self, seconds: u64) -> (i128, u128) {
        let mut before: Option<&Node> = None;
        for node in self.0 {
            if u64::from(node.seconds) >= seconds {
                return before.map_or((node.rate.into(), 1), |last| between(last, node, seconds));
            }
            before = Some(node);
        }
        before.map_or((0, 1), |last| (last.rate.into(), 1))
    }
}

/// The zero rate between two nodes, `(z0 (t1 - t) + z1 (t - t0)) / (t1 - t0)`, for t0 < t <= t1.
fn between(last: &Node, next: &Node, seconds: u64) -> (i128, u128) {
    let time = i128::from(seconds);
    let ahead = i128::from(next.seconds).saturating_sub(time);
    let passed = time.saturating_sub(last.seconds.into());
    let sum = i128::from(last.rate)
        .saturating_mul(ahead)
        .saturating_add(i128::from(next.rate).saturating_mul(passed));
    (sum, ahead.saturating_add(passed).unsigned_abs())
}

/// `e^exponent`, wad, past the true value on the side asked for; one for zero, the largest number beyond `e^20`.
fn factor(exponent: i128, up: bool) -> u128 {
    if exponent == 0 {
        return WAD;
    }
    // The exponential is within half a unit, so one unit is enough.
    match (lean::exp(exponent), up) {
        (Some(nearest), true) => nearest.saturating_add(1),
        (Some(nearest), false) => nearest.saturating_sub(1),
        (None, _) => u128::MAX,
    }
}

//! The change of economic value (dEVE) and of interest income (dNII) under the six shocks.
//!
//! ```text
//! dEVE_i = sum_k CF_k DF_0(k) (1 - e^(-dR_i(t_k) t_k)),    R_i = max(R_0 + dR_i, floor)
//! ```
//!
//! Positive is a loss. The difference is taken on each bucket's factor, where it is exact, not on two sums of the size of
//! the balance sheet. Source: BCBS d368, paragraph 132; automatic options are for the caller to add.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

use alm_math::lean::mul_high;

use crate::{
    analytics::{
        factor::{Factor, fraction_of},
        scale::Scale,
        shocks::{MOVE_BITS, Move, SHOCKS, Shock, Sizes},
        slots::{BUCKETS, MIDPOINTS},
    },
    money::{Amount, Balance},
    units::{BPS, WAD},
    wide,
};

/// A currency's repricing cash flows and what is known of its rates.
#[derive(Clone, Copy, Debug)]
pub struct Exposure<'a> {
    /// Assets less liabilities by Basel's buckets. At most 2^96 - 1 in size.
    pub net: &'a [Balance; BUCKETS],
    /// Zero rates at the midpoints, by the year.
    pub rates: &'a [Move; BUCKETS],
    /// The sizes of its shocks.
    pub sizes: Sizes,
    /// No rate is below it under a shock. `None`: no floor.
    pub floor: Option<Move>,
}

/// What the six shocks take of a currency's economic value, in the order of [`SHOCKS`]: positive is a loss.
pub type Losses = [Balance; 6];

/// `2^168 2^64 / (2^32 1e22 ln 2) / 2^64`: from a move times ten thousandths of a year to a power of two.
const PER_MOVE: u128 = 0xae69_3fb7_3f27_6893_1b67_f94d_b690_50bc;
/// Its fractional bits, less the 128 that the product drops.
const SHIFT: u32 = 40;

/// A discount factor at a midpoint, for a rate below 2^45 in size.
fn factor(rate: Move, midpoint: u32) -> Factor {
    // Below 2^108 in size times 2^18.
    let product = rate.clamp(-RATE_BOUND, RATE_BOUND) * Move::from(midpoint);
    let size = (mul_high(product.unsigned_abs(), PER_MOVE) >> SHIFT) as i128;
    Factor::exp2(if product < 0 { size } else { -size })
}

/// Rates are told apart up to 65,536 times a year.
const RATE_BOUND: Move = (WAD as Move) << (MOVE_BITS + 16);

impl Exposure<'_> {
    /// The economic value at the present rates, rounded down.
    #[must_use]
    pub fn value_down(&self) -> Balance {
        let scale = self.scale();
        let total = self.buckets().fold(0, |total, (bucket, net, midpoint)| {
            total + signed(net, self.discounted(bucket, net, midpoint, scale))
        });
        Balance::new(scale.down(total))
    }

    /// The economic value under a shock, rounded down.
    #[must_use]
    pub fn value_under_down(&self, shock: Shock) -> Balance {
        self.value_down().minus(self.loss_up(shock))
    }

    /// What all six shocks take of the economic value, rounded up.
    #[must_use]
    pub fn losses_up(&self) -> Losses {
        let scale = self.scale();
        let mut sums = [0i128; 6];
        for (bucket, net, midpoint) in self.buckets() {
            let present = self.discounted(bucket, net, midpoint, scale);
            for (sum, shock) in sums.iter_mut().zip(SHOCKS) {
                *sum += signed(net, self.lost(shock, bucket, midpoint, present));
            }
        }
        sums.map(|sum| Balance::new(scale.ceil(sum)))
    }

    /// What a shock takes of the economic value, rounded up.
    #[must_use]
    pub fn loss_up(&self, shock: Shock) -> Balance {
        let scale = self.scale();
        let total = self.buckets().fold(0, |total, (bucket, net, midpoint)| {
            let present = self.discounted(bucket, net, midpoint, scale);
            total + signed(net, self.lost(shock, bucket, midpoint, present))
        });
        Balance::new(scale.ceil(total))
    }

    /// What a parallel shock takes of the interest income of the year to come: every bucket reprices at its midpoint, and
    /// earns or costs the new rate for the rest of the year. Rounded up; positive is a loss.
    #[must_use]
    pub fn income_loss_up(&self, shock: Shock) -> Balance {
        const YEAR: u32 = 10_000;
        // Below 2^106.
        const UNIT: u128 = (WAD << MOVE_BITS) * YEAR as u128;
        let scale = self.scale();
        let total = self.buckets().fold(0, |total, (bucket, net, midpoint)| {
            let left = YEAR.saturating_sub(midpoint);
            // A move is below 2^95 (a rate of 9.2), so this is below 2^109; scaled amounts are below 2^104.
            let share = self.moved(shock, bucket) * Move::from(left);
            let amount = scale.up(net.magnitude());
            let part = wide::mul_div_down(amount, share.unsigned_abs(), UNIT) as i128;
            let gained = (net.raw() < 0) == (share < 0);
            total + if gained { -part } else { part }
        });
        Balance::new(scale.ceil(total))
    }

    /// The rate at a bucket's midpoint under a shock.
    #[must_use]
    pub fn shocked(&self, shock: Shock, bucket: usize) -> Move {
        let rate = self.rates.get(bucket).copied().unwrap_or_default();
        let moved = rate + shock.at(bucket, self.sizes);
        self.floor.map_or(moved, |floor| moved.max(floor))
    }

    fn moved(&self, shock: Shock, bucket: usize) -> Move {
        self.shocked(shock, bucket) - self.rates.get(bucket).copied().unwrap_or_default()
    }

    /// The scaled size of a bucket's present value.
    fn discounted(&self, bucket: usize, net: Balance, midpoint: u32, scale: Scale) -> u128 {
        let rate = self.rates.get(bucket).copied().unwrap_or_default();
        factor(rate, midpoint).of(scale.up(net.magnitude()))
    }

    /// What of a present value a shock takes: negative if it gains.
    fn lost(&self, shock: Shock, bucket: usize, midpoint: u32, present: u128) -> i128 {
        let missing = factor(self.moved(shock, bucket), midpoint).below_one();
        let size = missing.unsigned_abs();
        // A gain may be above one: the whole present value, and a fraction.
        let whole = present * (size >> 64);
        let part = (whole + fraction_of(present, size as u64)) as i128;
        if missing < 0 { -part } else { part }
    }

    /// The buckets that hold something.
    fn buckets(&self) -> impl Iterator<Item = (usize, Balance, u32)> {
        let filled = self.net.iter().copied().zip(MIDPOINTS).enumerate();
        filled
            .filter(|(_, (net, _))| net.raw() != 0)
            .map(|(bucket, (net, midpoint))| (bucket, net, midpoint))
    }

    fn scale(&self) -> Scale {
        let gross = self
            .net
            .iter()
            .fold(0u128, |sum, net| sum.saturating_add(net.magnitude().raw()));
        Scale::of(gross)
    }
}

/// The measure over all currencies, and the shock it comes from: in every shock only losses count, and the worst shock is
/// taken. No loss, no shock.
#[must_use]
pub fn measure(currencies: &[Losses]) -> (Amount, Option<Shock>) {
    let mut worst = (Amount::ZERO, None);
    for (index, shock) in SHOCKS.into_iter().enumerate() {
        let total = currencies.iter().fold(Amount::ZERO, |total, losses| {
            let loss = losses.get(index).copied().unwrap_or_default().gain();
            Amount::new(total.raw().saturating_add(loss.raw()))
        });
        if total > worst.0 {
            worst = (total, Some(shock));
        }
    }
    worst
}

/// Whether a measure makes a bank an outlier: above 15 % of what bears first losses.
#[must_use]
pub fn is_outlier(measure: Amount, first_loss: Amount) -> bool {
    const PART: u128 = 1_500 * BPS;
    measure > first_loss.part_down(PART, WAD)
}

/// With the sign of a net amount.
fn signed(net: Balance, size: impl TryInto<i128>) -> i128 {
    let size = size.try_into().unwrap_or(i128::MAX);
    if net.raw() < 0 { -size } else { size }
}

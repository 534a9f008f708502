//! Cash-flow matching and the survival horizon: how long what there is and comes in covers what leaves.
//!
//! The cumulative gap is `G(T) = resources + inflows due - outflows due - what ran off by T`. Deposits without maturity run
//! off with the square root of time, as a random walk does: a share `r` in thirty days is `r sqrt(T / 30 d)` by `T`. Between
//! two dates on which something is due only the run-off moves, so the instant the gap closes is found in closed form.

use crate::{
    analytics::{
        factor::{fraction_of, product},
        valuation::Due,
    },
    guard::surplus::Liquidity,
    money::{Amount, Balance},
    units::{DAY, WAD},
    wide,
};

/// The horizon of the run-off.
pub const RUN_OFF_HORIZON: u64 = 30 * DAY;

/// Half of what is due to come in is counted upon.
const COUNTED: u128 = 2;

/// What a book is put through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stress {
    /// Cash and the like at the start, less what leaves at once.
    pub resources: Balance,
    /// Deposits without maturity that may run off.
    pub floating: Amount,
    /// The share of them that leaves in thirty days, wad.
    pub run_off: u128,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survival {
    /// Seconds until the gap is below zero; `None` if it never is.
    pub horizon: Option<u64>,
    /// The least cumulative gap on the dates looked at.
    pub least: Balance,
}

impl Stress {
    /// A book as the guard sees it: what queues and the largest holder leave at once.
    #[must_use]
    pub fn of_book(liquidity: &Liquidity) -> Self {
        let staying = liquidity.floating.less(liquidity.queued);
        let top = liquidity.top.min(staying);
        let leaving = [liquidity.queued, liquidity.committed, top]
            .into_iter()
            .fold(Balance::ZERO, |sum, amount| sum.plus(amount.signed()));
        Self {
            resources: liquidity.resources().minus(leaving),
            floating: staying.less(top),
            run_off: u128::from(liquidity.run_off).saturating_mul(crate::units::PPM),
        }
    }

    /// What ran off by a time, rounded up.
    #[must_use]
    pub fn ran_off(&self, seconds: u64) -> Amount {
        self.pace().ran_off(seconds)
    }

    /// What the run-off at any time is read from.
    fn pace(&self) -> Pace {
        Pace {
            floating: self.floating,
            // At most 2^63.
            share: wide::mul_div_up(self.run_off.min(WAD), 1 << 63, WAD) as u64,
        }
    }

    /// The first instant at which more than an amount has run off: rounded down. `None` if that never is.
    #[must_use]
    pub fn exhausted_at(&self, amount: Amount) -> Option<u64> {
        if amount >= self.floating || self.run_off == 0 {
            return None;
        }
        // T = 30 d (share / r)^2. The share is below one, the quotient saturates.
        let share = amount.part_down(WAD, self.floating.raw()).raw();
        let periods = wide::mul_div_down(share, WAD, self.run_off);
        let square = wide::mul_div_down(periods, periods, WAD);
        let seconds = wide::mul_div_down(square, RUN_OFF_HORIZON.into(), WAD);
        Some(u64::try_from(seconds).unwrap_or(u64::MAX))
    }

    /// Walks the dues, by increasing time: half of what comes in is counted upon, what goes out is paid in full.
    #[must_use]
    pub fn survival(&self, dues: &[Due]) -> Survival {
        let mut walk = Walk {
            stress: self,
            pace: self.pace(),
            gap: self.resources,
            horizon: None,
            least: self.resources,
        };
        for due in dues {
            let ran_off = walk.pace.ran_off(due.seconds);
            // Else the gap is open until then.
            if ran_off > walk.gap.gain() {
                walk.until(due.seconds);
            }
            let into = Amount::new(due.faces.assets.raw() / COUNTED);
            walk.gap = walk
                .gap
                .plus(into.signed())
                .minus(due.faces.liabilities.signed());
            walk.at(due.seconds, ran_off);
        }
        walk.until(u64::MAX);
        Survival {
            horizon: walk.horizon,
            least: walk.least,
        }
    }
}

struct Walk<'a> {
    stress: &'a Stress,
    pace: Pace,
    /// The gap before what ran off.
    gap: Balance,
    horizon: Option<u64>,
    least: Balance,
}

impl Walk<'_> {
    /// Only the run-off goes on until a time.
    fn until(&mut self, seconds: u64) {
        if self.horizon.is_none()
            && let Some(end) = self.stress.exhausted_at(self.gap.gain())
            && end < seconds
        {
            self.horizon = Some(end);
        }
    }

    /// What is left at a time by which so much ran off.
    fn at(&mut self, seconds: u64, ran_off: Amount) {
        let left = self.gap.minus(ran_off.signed());
        self.least = self.least.min(left);
        if left < Balance::ZERO && self.horizon.is_none() {
            self.horizon = Some(seconds);
        }
    }
}

/// Deposits that run off, and the share of them that leaves in thirty days as a number with 63 fractional bits, rounded up.
///
/// A ladder has a hundred dues, so a time's root is taken in 64 bits, at a hundredth of what that of a wad costs: it has 46
/// fractional bits and is high by three units of them at most, `4e-14` of what runs off in thirty days.
#[derive(Clone, Copy)]
struct Pace {
    floating: Amount,
    share: u64,
}

/// `2^92 / 30 d`, rounded up: 71 bits.
const PER_SECOND: u128 = (1u128 << 92).div_ceil(RUN_OFF_HORIZON as u128);
/// Times are told apart up to 2^33 seconds, 272 years.
const LONGEST: u64 = 1 << 33;

impl Pace {
    /// What ran off by a time, rounded up.
    fn ran_off(&self, seconds: u64) -> Amount {
        if self.share == 0 || seconds == 0 {
            return Amount::ZERO;
        }
        // Below 2^104: a square with 92 fractional bits, so the root has 46.
        let square = u128::from(seconds.min(LONGEST)).wrapping_mul(PER_SECOND);
        // Below 2^63 times 2^53; with 64 fractional bits, 2^71 at most.
        let share = (product(self.share, root_up(square)) >> 45).saturating_add(1);
        let Ok(share) = u64::try_from(share) else {
            return self.floating;
        };
        let part = fraction_of(self.floating.raw(), share).saturating_add(1);
        Amount::new(part).min(self.floating)
    }
}

/// The square root of a number below 2^106, at most two above it.
fn root_up(square: u128) -> u64 {
    // An even shift that leaves 64 bits; the root of these has 32.
    let shift = (128u32.saturating_sub(square.leading_zeros()))
        .saturating_sub(64)
        .next_multiple_of(2);
    let upper = root_of((square >> shift) as u64);
    // At least 2^31 where anything was shifted out, so that Newton's step squares an error below 2^-31.
    let guess = u128::from(upper) << (shift / 2);
    let Some(quotient) = square.checked_div(guess) else {
        return 0;
    };
    // The mean of two numbers whose product is the square is not below its root; both quotients were rounded down.
    (guess.saturating_add(quotient) >> 1).saturating_add(1) as u64
}

/// The square root, rounded down, bit by bit.
fn root_of(square: u64) -> u64 {
    let (mut rest, mut root, mut bit) = (square, 0u64, 1u64 << 62);
    while bit != 0 {
        let trial = root | bit;
        root >>= 1;
        if rest >= trial {
            rest = rest.wrapping_sub(trial);
            root |= bit;
        }
        bit >>= 2;
    }
    root
}

/// Whether a plan of flows pays for itself: the least cumulative gap over the dues, all of them counted in full, from an
/// opening amount on. Not below zero: dedicated. Otherwise its size is what has to be funded.
#[must_use]
pub fn least_gap(opening: Balance, dues: &[Due]) -> Balance {
    let mut gap = opening;
    dues.iter().fold(opening, |least, due| {
        gap = gap
            .plus(due.faces.assets.signed())
            .minus(due.faces.liabilities.signed());
        least.min(gap)
    })
}

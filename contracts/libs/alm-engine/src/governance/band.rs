//! The steward's band of one parameter.

use super::{Rule, Violation, bounds::Bound, require, within};
use crate::units::YEAR;

/// Least time between two moves a band may allow, seconds.
pub const DELAY_MIN: u64 = 3_600;
/// Longest time between two moves a band may ask for, seconds; storage has four bytes for it.
pub const DELAY_MAX: u64 = YEAR;
/// Significant bits a figure of a band is kept with.
pub const PRECISION: u32 = 58;

/// Place of the lowest value in errors.
const LOW: u8 = 0;
/// Place of the highest value in errors.
const HIGH: u8 = 1;
/// Place of the step in errors.
const STEP: u8 = 2;
/// Place of the delay in errors.
const DELAY: u8 = 3;

/// Where, how far and how often the steward may move a parameter. A step of zero: not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// Lowest value.
    pub low: i128,
    /// Highest value.
    pub high: i128,
    /// Largest distance of one move.
    pub step: u128,
    /// Least time since the last move, whoever made it, seconds.
    pub delay: u64,
}

/// A move of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The parameter.
    pub parameter: u8,
    /// Its value now.
    pub from: i128,
    /// The value wanted.
    pub to: i128,
}

impl Band {
    /// The band the owner gives, as it is kept: the edges' distances from the compiled lower bound, and the step, with
    /// [`PRECISION`] significant bits, each rounded to the tighter side. Only caps above 2^58 base units are rounded at
    /// all, by less than a part in 2^57.
    ///
    /// # Errors
    /// `BandOutOfBounds`.
    #[inline(never)]
    pub fn given(&self, bound: &Bound) -> Result<Self, Violation> {
        let rule = Rule::BandOutOfBounds;
        within(rule, LOW, self.low, [bound.low, self.high])?;
        require(self.high <= bound.high, rule, HIGH, self.high, bound.high)?;
        within(rule, STEP, shown(self.step), [0, shown(bound.step)])?;
        let delays = [DELAY_MIN.into(), DELAY_MAX.into()];
        within(rule, DELAY, self.delay.into(), delays)?;
        let kept = self.rounded(bound);
        require(kept.low <= kept.high, rule, LOW, kept.low, kept.high)?;
        Ok(kept)
    }

    /// The band the steward's admin gives in place of the present one, as it is kept: nothing of it looser.
    ///
    /// # Errors
    /// `BandOutOfBounds`, `BandWidened`.
    #[inline(never)]
    pub fn tightened(&self, to: &Self, bound: &Bound) -> Result<Self, Violation> {
        let (to, rule) = (to.given(bound)?, Rule::BandWidened);
        require(to.low >= self.low, rule, LOW, to.low, self.low)?;
        require(to.high <= self.high, rule, HIGH, to.high, self.high)?;
        let steps = [to.step, self.step].map(shown);
        let [step, largest] = steps;
        require(step <= largest, rule, STEP, step, largest)?;
        let [delay, least] = [to.delay, self.delay].map(i128::from);
        require(delay >= least, rule, DELAY, delay, least)?;
        Ok(to)
    }

    /// Whether the steward may make a move `now`, after a last one.
    ///
    /// # Errors
    /// `BandClosed`, `ChangeTooSoon`, `OutsideBand`, `StepTooLarge`.
    #[inline(never)]
    pub fn permits(&self, wanted: &Move, changed_at: u64, now: u64) -> Result<(), Violation> {
        let Move {
            parameter,
            from,
            to,
        } = *wanted;
        require(self.step > 0, Rule::BandClosed, parameter, 0, 1)?;
        let [now, earliest] = [now, changed_at.saturating_add(self.delay)].map(i128::from);
        require(
            now >= earliest,
            Rule::ChangeTooSoon,
            parameter,
            now,
            earliest,
        )?;
        within(Rule::OutsideBand, parameter, to, [self.low, self.high])?;
        let [distance, largest] = [to.abs_diff(from), self.step].map(shown);
        require(
            distance <= largest,
            Rule::StepTooLarge,
            parameter,
            distance,
            largest,
        )
    }

    /// Rounded to what storage keeps. The edges lie within the bound.
    fn rounded(&self, bound: &Bound) -> Self {
        let above = |value: i128| value.saturating_sub(bound.low).unsigned_abs();
        let value = |above: u128| bound.low.saturating_add_unsigned(above);
        Self {
            low: value(coarse_up(above(self.low))),
            high: value(coarse_down(above(self.high))),
            step: coarse_down(self.step),
            delay: self.delay,
        }
    }
}

/// A number below 2^127 as a figure of an error.
fn shown(number: u128) -> i128 {
    i128::try_from(number).unwrap_or(i128::MAX)
}

/// The largest number of [`PRECISION`] significant bits that is not above.
fn coarse_down(number: u128) -> u128 {
    let bits = u128::BITS.saturating_sub(number.leading_zeros());
    // Below 128.
    let shift = bits.saturating_sub(PRECISION) & 127;
    (number >> shift) << shift
}

/// The smallest number of [`PRECISION`] significant bits that is not below. At most 2^96 comes in.
fn coarse_up(number: u128) -> u128 {
    let down = coarse_down(number);
    let rest = number.saturating_sub(down);
    if rest == 0 {
        return number;
    }
    let bits = u128::BITS.saturating_sub(number.leading_zeros());
    // Below 128; a carry into the next bit is a power of two, which has one significant bit.
    let unit = 1u128 << (bits.saturating_sub(PRECISION) & 127);
    down.saturating_add(unit)
}

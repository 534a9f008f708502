//! How large a buffer pool should be, how much of that it is, and what leaving a small one costs.

use crate::{
    book::income::BufferShare,
    money::{Amount, Balance},
};

/// One, in parts per million.
const MILLION: u128 = 1_000_000;
/// Parts per million in a basis point.
const MILLIONTHS: u32 = 100;
/// One, as a number of basis points.
const BASIS: u128 = 10_000;

/// A book under a chosen stress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stress {
    /// The book's liquidity surplus, the buffer included.
    pub surplus: Balance,
    /// What of the buffer it includes.
    pub countable: Amount,
    /// The surplus at which nothing costs anything: what the buffer is to restore.
    pub neutral: Amount,
    /// Floating deposits that do not queue to leave.
    pub staying: Amount,
    /// The part of these the book expects to leave, ppm.
    pub run_off: u32,
    /// The part that leaves under the chosen stress, ppm.
    pub stressed: u32,
    /// How much of the net outflow must be covered, basis points.
    pub coverage: u16,
}

impl Stress {
    /// The least countable buffer with which the surplus, under the stress, is the neutral one.
    ///
    /// Inflows are not counted upon to cover more because more leaves, so this is never too small.
    ///
    /// # Rounding
    /// Up.
    #[must_use]
    pub fn target(&self) -> Amount {
        let more = self.stressed.saturating_sub(self.run_off);
        let outflow = self.staying.part_up(more.into(), MILLION);
        let cover = outflow.part_up(self.coverage.into(), BASIS);
        let alone = self.surplus.minus(self.countable.signed());
        let stressed = alone.minus(cover.signed());
        self.neutral
            .signed()
            .minus(stressed)
            .gain()
            .min(Amount::MAX)
    }
}

/// How much of its target a buffer is, in basis points, rounded down; the largest number without a target.
#[must_use]
pub fn coverage(countable: Amount, target: Amount) -> u16 {
    if target.is_zero() {
        return u16::MAX;
    }
    let part = countable.part_down(BASIS, target.raw()).raw();
    u16::try_from(part).unwrap_or(u16::MAX)
}

/// What those who leave a small pool pay to those who stay, in basis points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Premium {
    /// The coverage at or below which the premium is highest.
    pub thin: u16,
    /// The coverage at or above which there is none.
    pub ample: u16,
    /// The highest premium.
    pub highest: u16,
}

impl Premium {
    /// The premium at a coverage: a line between the two points, flat outside, rounded down.
    #[must_use]
    pub fn at(&self, coverage: u16) -> u16 {
        let ppm = |bps: u16| u32::from(bps).saturating_mul(MILLIONTHS);
        let line = BufferShare {
            thin: ppm(self.thin),
            ample: ppm(self.ample),
            high: ppm(self.highest),
            low: 0,
        };
        // At most the highest.
        (line.at(ppm(coverage)) / MILLIONTHS) as u16
    }
}

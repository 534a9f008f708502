//! A ratio that goes from one value to another in a straight line of time.

use crate::units::{DAY, Ratio};

/// The path of a ratio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ramp {
    /// Where it begins.
    pub from: Ratio,
    /// Where it ends.
    pub to: Ratio,
    /// When it begins.
    pub start: u64,
    /// When it ends; not before it begins.
    pub end: u64,
}

impl Ramp {
    /// The ratio at an instant.
    ///
    /// # Rounding
    /// The way covered is rounded down: it is never further than promised, up or down.
    #[must_use]
    pub fn at(&self, now: u64) -> Ratio {
        if now >= self.end {
            return self.to;
        }
        let (elapsed, whole) = (
            now.saturating_sub(self.start),
            self.end.saturating_sub(self.start),
        );
        // A ratio has 32 bits, and what has elapsed is less than the whole.
        let way = u64::from(self.from.abs_diff(self.to)).saturating_mul(elapsed);
        let way = way.checked_div(whole).unwrap_or(0) as Ratio;
        if self.to < self.from {
            self.from.saturating_sub(way)
        } else {
            self.from.saturating_add(way)
        }
    }

    /// The first instant at which a fall from one ratio to another may end, at a greatest speed a day. A rise may end now.
    ///
    /// # Rounding
    /// The time is rounded up.
    #[must_use]
    pub fn earliest_end(from: Ratio, to: Ratio, speed: Ratio, now: u64) -> u64 {
        let fall = u64::from(from.saturating_sub(to)).saturating_mul(DAY);
        now.saturating_add(fall.div_ceil(u64::from(speed.max(1))))
    }
}

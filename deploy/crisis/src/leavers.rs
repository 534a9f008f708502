//! Depositors who leave after a fall: the same part of them in every pool, decided by prices alone, so that what differs
//! between pools is how they are paid.
//!
//! With `f` the fall from the highest price of the last day, `slope (f - calm)` of the depositors want out, at most `most`.
//! Who has asked does not take it back: the largest part so far counts. In March 2020 a fall by half moved about two fifths of
//! the deposits of the large pools; the run of November 2025 took seven tenths of seventeen vaults in ten days.

use std::collections::VecDeque;

use crate::DAY;

/// How they react.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nerves {
    /// The fall within a day that moves nobody.
    pub calm: f64,
    /// The part that leaves for each further one of the fall.
    pub slope: f64,
    /// The part that leaves at most.
    pub most: f64,
}

/// The part of the depositors that has asked to leave.
#[derive(Debug, Clone)]
pub struct Leavers {
    nerves: Nerves,
    /// Prices of the last day that no later one has reached, falling.
    highs: VecDeque<(u64, f64)>,
    asked: f64,
}

impl Leavers {
    /// Nobody yet.
    #[must_use]
    pub fn new(nerves: Nerves) -> Self {
        Self {
            nerves,
            highs: VecDeque::new(),
            asked: 0.0,
        }
    }

    /// Takes in a price, and tells which part of the depositors has asked to leave so far.
    pub fn see(&mut self, time: u64, price: f64) -> f64 {
        while self.highs.back().is_some_and(|(_, high)| *high <= price) {
            self.highs.pop_back();
        }
        self.highs.push_back((time, price));
        while self
            .highs
            .front()
            .is_some_and(|(seen, _)| seen + DAY < time)
        {
            self.highs.pop_front();
        }
        let high = self.highs.front().map_or(price, |(_, high)| *high);
        let fall = 1.0 - price / high;
        let part = (self.nerves.slope * (fall - self.nerves.calm)).clamp(0.0, self.nerves.most);
        self.asked = self.asked.max(part);
        self.asked
    }
}

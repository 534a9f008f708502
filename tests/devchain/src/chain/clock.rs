//! What time the next block has.

use std::time::{SystemTime, UNIX_EPOCH};

/// The chain's time: a wall clock with an offset, or time that moves only when told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    frozen_at: Option<u64>,
    offset: i64,
    next: Option<u64>,
    interval: Option<u64>,
}

impl Clock {
    /// Starts at `start` (the system's time when `None`). A `frozen` clock stands still between
    /// changes, which makes runs repeatable to the byte.
    pub fn new(start: Option<u64>, frozen: bool) -> Self {
        let now = system_time();
        let start = start.unwrap_or(now);
        if frozen {
            return Self {
                frozen_at: Some(start),
                offset: 0,
                next: None,
                interval: None,
            };
        }
        Self {
            frozen_at: None,
            offset: difference(start, now),
            next: None,
            interval: None,
        }
    }

    /// The time now.
    pub fn now(&self) -> u64 {
        self.frozen_at
            .unwrap_or_else(system_time)
            .saturating_add_signed(self.offset)
    }

    /// The time the next block would have if it were made now, after a parent of time `parent`.
    /// Blocks of a rollup may share a second, so it is never before the parent's, but may equal it.
    pub fn peek(&self, parent: u64) -> u64 {
        if let Some(next) = self.next {
            return next.max(parent);
        }
        match self.interval {
            Some(interval) => parent.saturating_add(interval),
            None => self.now().max(parent),
        }
    }

    /// Takes the time of the next block; a time set for it is used up and the clock goes on from it.
    pub fn take(&mut self, parent: u64) -> u64 {
        let time = self.peek(parent);
        if self.next.take().is_some() || self.frozen_at.is_some() {
            self.set(time);
        }
        time
    }

    /// Sets the time now.
    pub fn set(&mut self, time: u64) {
        self.next = None;
        self.offset = difference(time, self.frozen_at.unwrap_or_else(system_time));
    }

    /// Sets the time of the next block alone.
    pub fn set_next(&mut self, time: u64) {
        self.next = Some(time);
    }

    /// Moves the time on, and returns the whole offset from the wall clock, in seconds.
    pub fn increase(&mut self, seconds: u64) -> i64 {
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        self.offset = self.offset.saturating_add(seconds);
        self.next = self.next.map(|next| next.saturating_add_signed(seconds));
        self.offset
    }

    /// Sets, or with `None` ends, a fixed distance between the times of blocks.
    pub fn set_interval(&mut self, interval: Option<u64>) {
        self.interval = interval;
    }

    /// The fixed distance between the times of blocks.
    pub fn interval(&self) -> Option<u64> {
        self.interval
    }
}

fn system_time() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_secs())
}

fn difference(a: u64, b: u64) -> i64 {
    let clamp = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    clamp(a).saturating_sub(clamp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_take_uses_the_set_time_once_and_goes_on_from_it() {
        let mut clock = Clock::new(Some(1_000), true);
        clock.set_next(5_000);
        assert_eq!((clock.take(1_000), clock.take(5_000)), (5_000, 5_000));
        clock.increase(60);
        assert_eq!(clock.take(5_000), 5_060);
    }

    #[test]
    fn test_take_is_never_before_the_parent() {
        let mut clock = Clock::new(Some(1_000), true);
        clock.set_next(10);
        assert_eq!(clock.take(2_000), 2_000);
    }

    #[test]
    fn test_interval_counts_from_the_parent() {
        let mut clock = Clock::new(Some(1_000), true);
        clock.set_interval(Some(12));
        assert_eq!(clock.take(2_000), 2_012);
        clock.set_interval(None);
        assert_eq!(clock.take(2_012), 2_012);
    }

    #[test]
    fn test_new_starts_at_the_given_second_also_when_it_runs() {
        let clock = Clock::new(Some(1_600_000_000), false);
        assert!((1_600_000_000..1_600_000_060).contains(&clock.now()));
    }
}

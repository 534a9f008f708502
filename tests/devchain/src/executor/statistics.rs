//! What an executor has done so far.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Counters of a running executor.
#[derive(Debug, Default)]
pub(super) struct Statistics {
    calls: AtomicU64,
    round_trips: AtomicU64,
    failures: AtomicU64,
    nanoseconds: AtomicU64,
}

/// What an executor has done since it started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Program calls entered.
    pub calls: u64,
    /// Requests answered; a call takes one or more.
    pub round_trips: u64,
    /// Requests that could not be answered. Anything but zero makes the tests' results worthless.
    pub failures: u64,
    /// Time spent in programs, in microseconds.
    pub busy_microseconds: u64,
}

impl Statistics {
    /// Counts one request.
    pub(super) fn count(&self, first: bool, failed: bool, spent: Duration) {
        self.round_trips.fetch_add(1, Relaxed);
        self.calls.fetch_add(u64::from(first), Relaxed);
        self.failures.fetch_add(u64::from(failed), Relaxed);
        let nanoseconds = u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX);
        self.nanoseconds.fetch_add(nanoseconds, Relaxed);
    }

    /// The counters now.
    pub(super) fn summary(&self) -> Summary {
        Summary {
            calls: self.calls.load(Relaxed),
            round_trips: self.round_trips.load(Relaxed),
            failures: self.failures.load(Relaxed),
            busy_microseconds: self.nanoseconds.load(Relaxed) / 1_000,
        }
    }
}

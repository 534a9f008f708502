//! Which rounds of a feed become samples.
//!
//! Time is cut into absolute slots of a fixed length. The sample of a slot is the first round written in it, whoever
//! asks and whenever: the sequence of samples is a function of the feed's history alone, so nobody can lower an
//! estimate by calling often, or at a chosen instant.

/// The most rounds of the past one call looks up. A search over any number of rounds takes at most 64 look-ups, so
/// every call that finds work takes at least one sample; what is left over is done by the next call.
pub const MAX_LOOKUPS: u32 = 64;

/// A round of a price feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Number of the round: phase in the upper 16 of 80 bits, the aggregator's own round in the lower 64.
    pub id: u128,
    /// Price at the feed's decimals, not zero.
    pub price: u128,
    /// When the feed wrote it.
    pub updated_at: u64,
}

impl Round {
    /// The slot the round was written in.
    #[must_use]
    pub fn slot(&self, interval: u64) -> u64 {
        self.updated_at.checked_div(interval).unwrap_or(0)
    }

    /// The aggregator that wrote it.
    #[must_use]
    pub fn phase(&self) -> u128 {
        self.id >> 64
    }
}

/// The first round after `last` that lies in a later slot; `None` if `latest` lies in no later slot, or the look-ups
/// are used up.
///
/// Rounds are numbered in the order of time. A feed that changed its aggregator (another phase) has no rounds in
/// between that could be looked up: its newest round is taken.
///
/// # Errors
/// Those of `look_up`.
pub fn next_sample<E>(
    last: &Round,
    latest: &Round,
    interval: u64,
    look_ups: &mut u32,
    mut look_up: impl FnMut(u128) -> Result<Round, E>,
) -> Result<Option<Round>, E> {
    let past = last.slot(interval);
    if latest.slot(interval) <= past {
        return Ok(None);
    }
    let (mut low, mut high) = (last.id, *latest);
    if last.phase() != latest.phase() {
        low = high.id;
    }
    // Every round up to `low` lies in the past slot, `high` does not.
    while high.id > low.saturating_add(1) {
        let Some(left) = look_ups.checked_sub(1) else {
            return Ok(None);
        };
        *look_ups = left;
        let middle = look_up(low.midpoint(high.id))?;
        if middle.slot(interval) > past {
            high = middle;
        } else {
            low = middle.id;
        }
    }
    Ok(Some(high))
}

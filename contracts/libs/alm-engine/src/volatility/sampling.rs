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

/// Replaces the newest round by the first round after `last` that lies in a later slot. `false` if the newest lies in
/// no later slot, or the look-ups are used up: `newest` is then of no use.
///
/// Rounds are numbered in the order of time. A feed that changed its aggregator (another phase) has no rounds in
/// between that could be looked up: its newest round is taken.
///
/// # Errors
/// Those of `look_up`, which writes a round by its number.
pub fn next_sample<E>(
    last: &Round,
    newest: &mut Round,
    interval: u64,
    look_ups: &mut u32,
    mut look_up: impl FnMut(u128, &mut Round) -> Result<(), E>,
) -> Result<bool, E> {
    let past = last.slot(interval);
    if newest.slot(interval) <= past {
        return Ok(false);
    }
    let mut low = last.id;
    if last.phase() != newest.phase() {
        low = newest.id;
    }
    let mut middle = Round::default();
    // Every round up to `low` lies in the past slot, `newest` does not.
    while newest.id > low.saturating_add(1) {
        let Some(left) = look_ups.checked_sub(1) else {
            return Ok(false);
        };
        *look_ups = left;
        look_up(low.midpoint(newest.id), &mut middle)?;
        if middle.slot(interval) > past {
            *newest = middle;
        } else {
            low = middle.id;
        }
    }
    Ok(true)
}

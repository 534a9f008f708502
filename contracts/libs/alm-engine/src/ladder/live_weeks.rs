//! Which weeks hold anything: a ring of 256 bits, so that a roll reads only what there is.

use crate::week::{LONGEST, Week};

/// How far ahead of the last rolled grid date a week can be live: positions are booked after a roll to the last grid
/// date, at most [`LONGEST`] ahead of it.
const REACH: u16 = LONGEST + 1;

/// The live weeks: bit `k mod 256` for week `k`. All lie within [`LONGEST`] weeks after the last rolled grid date, so no
/// two share a bit.
///
/// One storage slot, its 64-bit limbs in ascending order of significance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LiveWeeks(pub [u64; 4]);

impl LiveWeeks {
    /// Whether no week is live.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0 == [0; 4]
    }

    /// Whether a week is marked.
    #[must_use]
    pub fn contains(&self, week: Week) -> bool {
        self.limb(week) & bit(week) != 0
    }

    /// Marks a week; nothing changes if it is.
    pub fn mark(&mut self, week: Week) {
        if let Some(limb) = self.0.get_mut(place(week)) {
            *limb |= bit(week);
        }
    }

    /// Clears a week; nothing changes if it is not marked.
    pub fn clear(&mut self, week: Week) {
        if let Some(limb) = self.0.get_mut(place(week)) {
            *limb &= !bit(week);
        }
    }

    /// The earliest live week that a roll from `rolled` to now has to roll, if there is one.
    #[must_use]
    pub fn first_due(&self, rolled: Week, now: u64) -> Option<Week> {
        self.within(rolled, Week::at_or_before(now)).next()
    }

    /// The live weeks after the last rolled grid date, ascending: at most 105.
    #[must_use]
    pub fn after(&self, rolled: Week) -> Iter {
        self.within(rolled, rolled.later(REACH))
    }

    /// The live weeks after `first`, up to `last` and at most 105 ahead, ascending. `first` is the last rolled grid
    /// date, or a later one.
    #[must_use]
    pub fn within(&self, first: Week, last: Week) -> Iter {
        Iter {
            live: *self,
            next: first.later(1),
            end: last.min(first.later(REACH)).later(1),
        }
    }

    fn limb(&self, week: Week) -> u64 {
        self.0.get(place(week)).copied().unwrap_or(0)
    }
}

/// The live weeks of a span, ascending.
#[derive(Clone, Debug)]
pub struct Iter {
    live: LiveWeeks,
    next: Week,
    /// The first week beyond. The last week that exists is never reached, so the search ends.
    end: Week,
}

impl Iterator for Iter {
    type Item = Week;

    fn next(&mut self) -> Option<Week> {
        while self.next < self.end {
            let left = self.live.limb(self.next) >> (self.next.index() & 63);
            if left == 0 {
                // On to the next limb.
                self.next = Week::new(self.next.index() | 63).later(1);
                continue;
            }
            // At most 63 zeros.
            let found = self.next.later(left.trailing_zeros() as u16);
            self.next = found.later(1);
            return (found < self.end).then_some(found);
        }
        None
    }
}

/// The limb of a week.
fn place(week: Week) -> usize {
    usize::from(week.index() >> 6 & 3)
}

/// The bit of a week in its limb.
fn bit(week: Week) -> u64 {
    1 << (week.index() & 63)
}

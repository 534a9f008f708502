//! Which rounds become samples, by looking at every one of them: a second opinion on the engine's search.

use super::history::Round;

/// Length of a slot, seconds.
const SLOT: u64 = alm_harness::HOUR;

/// The samples taken so far.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// Place of the last one.
    last: usize,
    /// Slots whose round was lost because the aggregator changed meanwhile.
    pub(super) lost: usize,
}

impl Samples {
    /// What a keeper who comes now finds due of the rounds told so far, as places.
    pub(super) fn due(&mut self, told: &[Round]) -> Vec<usize> {
        let mut due = Vec::new();
        while let Some(next) = self.next(told) {
            self.lost += slots(&told[self.last + 1..next], &told[self.last], &told[next]);
            self.last = next;
            due.push(next);
        }
        due
    }

    fn next(&self, told: &[Round]) -> Option<usize> {
        let (last, newest) = (&told[self.last], told.len() - 1);
        if slot(&told[newest]) <= slot(last) {
            return None;
        }
        if told[newest].phase() != last.phase() || has_hole(told, self.last) {
            return Some(newest);
        }
        (self.last + 1..=newest).find(|place| slot(&told[*place]) > slot(last))
    }
}

/// Whether a number is missing between a round and the newest.
fn has_hole(told: &[Round], last: usize) -> bool {
    told[last..]
        .windows(2)
        .any(|pair| follows_hole(pair[0], pair[1]))
}

/// Whether numbers are missing between two rounds of one aggregator.
pub(super) fn follows_hole(before: Round, after: Round) -> bool {
    before.phase() == after.phase() && after.id != before.id + 1
}

/// Slots strictly between those of two rounds in which something was written.
fn slots(between: &[Round], first: &Round, last: &Round) -> usize {
    let mut found: Vec<u64> = between.iter().map(slot).collect();
    found.retain(|found| *found > slot(first) && *found < slot(last));
    found.dedup();
    found.len()
}

fn slot(round: &Round) -> u64 {
    round.time / SLOT
}

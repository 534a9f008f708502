//! What a message accumulates beside the state: open pages, open contracts, recent programs.

use alloy_primitives::{Address, B256, U256};

use crate::program::pages::PageCounter;

/// Accumulated over the frames of one message.
#[derive(Debug, Default)]
pub(crate) struct MessageState {
    /// Pages of programs.
    pub(crate) pages: PageCounter,
    /// Contracts that are open and not by a delegate call, outermost first.
    pub(crate) spans: Vec<Address>,
    /// Programs called in this block, most recent last.
    pub(crate) recent: RecentPrograms,
    /// Wei paid for posting to L1.
    pub(crate) l1_fee: U256,
}

impl MessageState {
    /// Whether `address` is open more than once.
    pub(crate) fn reentrant(&self, address: Address) -> bool {
        self.spans.iter().filter(|open| **open == address).count() > 1
    }
}

/// The programs called most recently in a block.
#[derive(Debug, Default)]
pub(crate) struct RecentPrograms(Vec<B256>);

impl RecentPrograms {
    /// Continues from the messages before, oldest first.
    pub(crate) fn new(recent: Vec<B256>) -> Self {
        Self(recent)
    }

    /// Notes a call and tells whether the program was among the recent ones.
    pub(crate) fn insert(&mut self, code_hash: B256, capacity: usize) -> bool {
        let known = self.0.iter().position(|hash| *hash == code_hash);
        if let Some(position) = known {
            self.0.remove(position);
        }
        self.0.push(code_hash);
        let excess = self.0.len().saturating_sub(capacity);
        self.0.drain(..excess);
        known.is_some()
    }

    /// Oldest first.
    pub(crate) fn into_inner(self) -> Vec<B256> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_insert_forgets_the_least_recently_called() {
        let mut recent = RecentPrograms::default();
        let hash = B256::with_last_byte;
        assert!(!recent.insert(hash(1), 2));
        assert!(!recent.insert(hash(2), 2));
        assert!(recent.insert(hash(1), 2));
        assert!(!recent.insert(hash(3), 2));
        assert!(!recent.insert(hash(2), 2), "2 was the oldest and is gone");
        assert_eq!(recent.into_inner(), [hash(3), hash(2)]);
    }

    #[test]
    fn test_insert_with_no_capacity_remembers_nothing() {
        let mut recent = RecentPrograms::default();
        assert!(!recent.insert(B256::ZERO, 0));
        assert!(!recent.insert(B256::ZERO, 0));
    }

    #[test]
    fn test_reentrant_needs_two_open_spans() {
        let (a, b) = (Address::with_last_byte(1), Address::with_last_byte(2));
        let state = MessageState {
            spans: vec![a, b, a],
            ..MessageState::default()
        };
        assert!(state.reentrant(a));
        assert!(!state.reentrant(b));
    }
}

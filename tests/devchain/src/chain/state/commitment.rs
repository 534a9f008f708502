//! What stands in for the root of a state trie.

use alloy_primitives::{B256, U256};

use super::{Key, State};

impl State {
    /// Hashes what was written after `since`, in order of key, on top of `parent`: the commitment
    /// that stands in for a trie root.
    pub fn commitment(&self, parent: B256, since: u64) -> B256 {
        let start = self
            .journal
            .partition_point(|(version, _)| *version <= since);
        let mut lines: Vec<[u8; 84]> = self
            .journal
            .iter()
            .skip(start)
            .map(|(_, key)| self.commitment_line(*key))
            .collect();
        lines.sort_unstable();
        lines.dedup();
        let mut hasher = alloy_primitives::Keccak256::new();
        hasher.update(parent);
        lines.iter().for_each(|line| hasher.update(line));
        hasher.finalize()
    }

    fn commitment_line(&self, key: Key) -> [u8; 84] {
        let mut line = [0_u8; 84];
        let (address, slot, value) = match key {
            Key::Slot(address, slot) => (address, slot.into(), self.slot(address, slot, None)),
            Key::Head(address) => {
                let head = self.head(address, None).unwrap_or_default();
                let mixed = head.code_hash ^ B256::from(U256::from(head.nonce));
                (address, mixed, head.balance)
            }
        };
        line[..20].copy_from_slice(address.as_slice());
        line[20..52].copy_from_slice(B256::as_slice(&slot));
        line[52..].copy_from_slice(&value.to_be_bytes::<32>());
        line
    }
}

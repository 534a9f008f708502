//! The storage cache of one call frame.

use std::collections::BTreeMap;

use alloy_primitives::B256;

/// A slot as the program sees it, and as the state holds it if that is known.
#[derive(Debug, Clone, Copy)]
struct Slot {
    value: B256,
    known: Option<B256>,
}

/// Slots read and written by one frame. Nothing reaches the state before a flush.
#[derive(Debug, Default)]
pub struct StorageCache {
    slots: BTreeMap<B256, Slot>,
    reads: u64,
    writes: u64,
}

impl StorageCache {
    /// Gas for growing the cache that a host function must hold in reserve.
    pub const REQUIRED_ACCESS_GAS: u64 = 10;

    /// Counts a read and returns its gas.
    pub fn read_gas(&mut self) -> u64 {
        self.reads += 1;
        match self.reads {
            0..=32 => 0,
            33..=128 => 2,
            _ => 10,
        }
    }

    /// Counts a write and returns its gas.
    pub fn write_gas(&mut self) -> u64 {
        self.writes += 1;
        match self.writes {
            0..=8 => 0,
            9..=64 => 7,
            _ => 10,
        }
    }

    /// Value of a cached slot.
    pub fn get(&self, key: &B256) -> Option<B256> {
        self.slots.get(key).map(|slot| slot.value)
    }

    /// Remembers what the state holds.
    pub fn insert_known(&mut self, key: B256, value: B256) {
        let known = Some(value);
        self.slots.insert(key, Slot { value, known });
    }

    /// Writes to the cache.
    pub fn write(&mut self, key: B256, value: B256) {
        let known = self.slots.get(&key).and_then(|slot| slot.known);
        self.slots.insert(key, Slot { value, known });
    }

    /// Takes what differs from the state, in ascending order of slots. A slot written without
    /// having been read counts as different. Afterwards the slots are known, or forgotten if
    /// `clear`.
    pub fn flush(&mut self, clear: bool) -> Vec<(B256, B256)> {
        let mut dirty = Vec::new();
        for (key, slot) in &mut self.slots {
            if slot.known != Some(slot.value) {
                dirty.push((*key, slot.value));
                slot.known = Some(slot.value);
            }
        }
        if clear {
            self.slots.clear();
        }
        dirty
    }
}

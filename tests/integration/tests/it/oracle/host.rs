//! The host functions a program without calls needs, and their prices.

use std::collections::{BTreeMap, BTreeSet};

use ethers::{types::Address, utils::keccak256};

use super::{
    Word,
    price::{INK_PER_GAS, read, write},
};

const ZERO: Word = [0; 32];
/// Gas of a slot's first touch in a transaction, and of a later one.
const COLD_SLOT: u64 = 2_100;
const WARM_SLOT: u64 = 100;
/// Gas of a look into the world behind the cache.
const CACHE_MISS: u64 = 5;

/// The world as the program sees it, for one transaction.
pub(crate) struct Host {
    pub(crate) sender: Address,
    pub(crate) arguments: Vec<u8>,
    pub(crate) storage: BTreeMap<Word, Word>,
    /// Values the program sees, and those known to stand in the world.
    pub(crate) cache: BTreeMap<Word, (Word, Option<Word>)>,
    pub(crate) warm: BTreeSet<Word>,
    pub(crate) output: Vec<u8>,
    pub(crate) logs: Vec<(Vec<Word>, Vec<u8>)>,
    pub(crate) refund: u64,
}

impl Host {
    /// Calls a host function; returns its ink, and its result if it has one.
    pub(crate) fn call(
        &mut self,
        name: &str,
        arguments: &[u64],
        memory: &mut [u8],
    ) -> (u64, Option<u64>) {
        let at = |index: usize| arguments[index] as usize;
        match name {
            "msg_reentrant" => (8_400, Some(0)),
            "pay_for_memory_grow" => {
                assert_eq!(arguments, [0], "the program grows its memory");
                (8_400, None)
            }
            "read_args" => {
                let length = self.arguments.len();
                memory[at(0)..][..length].copy_from_slice(&self.arguments);
                (8_400 + write(length as u64), None)
            }
            "write_result" => {
                self.output = memory[at(0)..][..at(1)].to_vec();
                (8_400 + 2 * read(arguments[1]), None)
            }
            "msg_sender" => {
                memory[at(0)..][..20].copy_from_slice(self.sender.as_bytes());
                (13_440, None)
            }
            "msg_value" => {
                memory[at(0)..][..32].copy_from_slice(&ZERO);
                (13_440, None)
            }
            "native_keccak256" => {
                let hash = keccak256(&memory[at(0)..][..at(1)]);
                memory[at(2)..][..32].copy_from_slice(&hash);
                let words = arguments[1].div_ceil(32);
                (121_800 + 21_000 * words.saturating_sub(2), None)
            }
            "storage_load_bytes32" => {
                let (gas, value) = self.load(word(memory, at(0)));
                memory[at(1)..][..32].copy_from_slice(&value);
                (18_480 + gas * INK_PER_GAS, None)
            }
            "storage_cache_bytes32" => {
                let (key, value) = (word(memory, at(0)), word(memory, at(1)));
                let known = self.cache.get(&key).and_then(|entry| entry.1);
                self.cache.insert(key, (value, known));
                (18_480, None)
            }
            "storage_flush_cache" => (68_073 + self.flush() * INK_PER_GAS, None),
            "emit_log" => {
                let (length, topics) = (at(1), at(2));
                let bytes = &memory[at(0)..][..length];
                let words = (0..topics).map(|topic| word(bytes, topic * 32)).collect();
                self.logs.push((words, bytes[topics * 32..].to_vec()));
                let data = arguments[1] - 32 * arguments[2];
                let gas = 375 * (1 + arguments[2]) + 8 * data;
                (68_073 + read(arguments[1]) + gas * INK_PER_GAS, None)
            }
            other => panic!("the oracle does not know {other}"),
        }
    }

    fn load(&mut self, key: Word) -> (u64, Word) {
        if let Some((value, _)) = self.cache.get(&key) {
            return (0, *value);
        }
        let value = self.storage.get(&key).copied().unwrap_or(ZERO);
        self.cache.insert(key, (value, Some(value)));
        let touch = if self.warm.insert(key) {
            COLD_SLOT
        } else {
            WARM_SLOT
        };
        (touch + CACHE_MISS, value)
    }

    /// Writes what differs. A transaction of these programs flushes once, at its end, so that every
    /// write is the first to its slot.
    fn flush(&mut self) -> u64 {
        let mut gas = 0;
        for (key, (value, known)) in &mut self.cache {
            if *known == Some(*value) {
                continue;
            }
            let old = self.storage.get(key).copied().unwrap_or(ZERO);
            gas += if self.warm.insert(*key) { COLD_SLOT } else { 0 };
            gas += match (old == *value, old == ZERO) {
                (true, _) => WARM_SLOT,
                (false, true) => 20_000,
                (false, false) => 2_900,
            };
            self.refund += if old != ZERO && *value == ZERO {
                4_800
            } else {
                0
            };
            self.storage.insert(*key, *value);
            *known = Some(*value);
        }
        gas
    }
}

fn word(memory: &[u8], at: usize) -> Word {
    memory[at..][..32].try_into().expect("32 bytes")
}

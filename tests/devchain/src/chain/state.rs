//! Accounts, code and storage with their history.
//!
//! Every write belongs to a version. A version is closed by [`State::advance`], which the chain does
//! after every transaction and every outside change; so an old block, the moment before a
//! transaction and a snapshot are each one number, reading the past is a binary search per key, and
//! going back costs only what is undone.

mod commitment;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::VecDeque;

use alloy_primitives::{
    Address, B256, Bytes, KECCAK256_EMPTY, U256,
    map::{AddressHashMap, B256HashMap, HashMap},
};
use revm::state::{Account as TouchedAccount, AccountInfo, Bytecode, EvmState};

use super::history::History;

/// What an account is besides its storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountHead {
    /// Balance in wei.
    pub balance: U256,
    /// Nonce.
    pub nonce: u64,
    /// Hash of the code; that of no bytes when there is none.
    pub code_hash: B256,
}

impl Default for AccountHead {
    fn default() -> Self {
        Self {
            balance: U256::ZERO,
            nonce: 0,
            code_hash: KECCAK256_EMPTY,
        }
    }
}

/// One account with all its history.
#[derive(Debug, Clone, Default)]
struct Entry {
    head: History<Option<AccountHead>>,
    storage: HashMap<U256, History<U256>>,
}

/// What a version wrote.
#[derive(Debug, Clone, Copy)]
enum Key {
    Head(Address),
    Slot(Address, U256),
}

/// The state of the chain and what it was.
#[derive(Debug, Clone)]
pub struct State {
    accounts: AddressHashMap<Entry>,
    codes: B256HashMap<Bytecode>,
    journal: VecDeque<(u64, Key)>,
    version: u64,
    floor: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            accounts: AddressHashMap::default(),
            codes: B256HashMap::default(),
            journal: VecDeque::new(),
            // Version 0 is that of nothing written yet.
            version: 1,
            floor: 0,
        }
    }
}

impl State {
    /// The version now being written.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The oldest version that can still be read.
    pub fn floor(&self) -> u64 {
        self.floor
    }

    /// Closes the version and returns it; what is written from here on belongs to the next.
    pub fn advance(&mut self) -> u64 {
        let closed = self.version;
        self.version += 1;
        closed
    }

    /// An account, now or at an older version.
    pub fn head(&self, address: Address, at: Option<u64>) -> Option<AccountHead> {
        let history = &self.accounts.get(&address)?.head;
        at.map_or_else(|| history.latest(), |version| history.at(version))
            .copied()
            .flatten()
    }

    /// A slot, now or at an older version; zero when never written.
    pub fn slot(&self, address: Address, slot: U256, at: Option<u64>) -> U256 {
        self.accounts
            .get(&address)
            .and_then(|entry| entry.storage.get(&slot))
            .and_then(|history| at.map_or_else(|| history.latest(), |v| history.at(v)))
            .copied()
            .unwrap_or_default()
    }

    /// Code by its hash; empty when unknown.
    pub fn code(&self, hash: B256) -> Bytecode {
        self.codes.get(&hash).cloned().unwrap_or_default()
    }

    /// Replaces an account's head; `None` deletes the account.
    pub fn set_head(&mut self, address: Address, head: Option<AccountHead>) {
        let entry = self.accounts.entry(address).or_default();
        if entry.head.latest().copied().flatten() == head {
            return;
        }
        if entry.head.write(self.version, head) {
            self.journal.push_back((self.version, Key::Head(address)));
        }
    }

    /// Changes an account's head in place, creating the account when there is none.
    pub fn update_head(&mut self, address: Address, change: impl FnOnce(&mut AccountHead)) {
        let mut head = self.head(address, None).unwrap_or_default();
        change(&mut head);
        self.set_head(address, Some(head));
    }

    /// Writes a slot.
    pub fn set_slot(&mut self, address: Address, slot: U256, value: U256) {
        let entry = self.accounts.entry(address).or_default();
        let history = entry.storage.entry(slot).or_default();
        if history.latest().copied().unwrap_or_default() == value {
            return;
        }
        if history.write(self.version, value) {
            self.journal
                .push_back((self.version, Key::Slot(address, slot)));
        }
    }

    /// Sets the code of an account.
    pub fn set_code(&mut self, address: Address, code: Bytes) {
        let code_hash = self.store_code(bytecode(code));
        self.update_head(address, |head| head.code_hash = code_hash);
    }

    fn store_code(&mut self, code: Bytecode) -> B256 {
        if code.is_empty() {
            return KECCAK256_EMPTY;
        }
        let hash = code.hash_slow();
        self.codes.entry(hash).or_insert(code);
        hash
    }

    /// Writes what an execution has changed.
    pub fn commit(&mut self, changes: EvmState) {
        for (address, account) in changes {
            if account.is_touched() {
                self.commit_account(address, account);
            }
        }
    }

    fn commit_account(&mut self, address: Address, account: TouchedAccount) {
        if account.is_selfdestructed() {
            self.clear_storage(address);
            return self.set_head(address, None);
        }
        if account.is_created() {
            self.clear_storage(address);
        }
        for (slot, value) in account.changed_storage_slots() {
            self.set_slot(address, *slot, value.present_value);
        }
        self.commit_head(address, account.info);
    }

    fn commit_head(&mut self, address: Address, info: AccountInfo) {
        if info.is_empty() {
            // EIP-161: a touched account that is empty does not exist.
            return self.set_head(address, None);
        }
        if let Some(code) = info.code.filter(|_| info.code_hash != KECCAK256_EMPTY) {
            self.codes.entry(info.code_hash).or_insert(code);
        }
        let head = AccountHead {
            balance: info.balance,
            nonce: info.nonce,
            code_hash: info.code_hash,
        };
        self.set_head(address, Some(head));
    }

    fn clear_storage(&mut self, address: Address) {
        let slots: Vec<U256> = self.storage_of(address).map(|(slot, _)| slot).collect();
        for slot in slots {
            self.set_slot(address, slot, U256::ZERO);
        }
    }

    /// The non-zero slots of an account now, in no particular order.
    pub fn storage_of(&self, address: Address) -> impl Iterator<Item = (U256, U256)> + '_ {
        self.accounts.get(&address).into_iter().flat_map(|entry| {
            entry.storage.iter().filter_map(|(slot, history)| {
                history
                    .latest()
                    .filter(|value| !value.is_zero())
                    .map(|value| (*slot, *value))
            })
        })
    }

    /// The accounts that exist now, in no particular order.
    pub fn accounts(&self) -> impl Iterator<Item = (Address, AccountHead)> + '_ {
        self.accounts
            .iter()
            .filter_map(|(address, entry)| Some((*address, (*entry.head.latest()?)?)))
    }
}

/// Code as revm wants it: a delegation designator is one, everything else is plain, whatever its
/// first byte (programs start with `0xEF`).
pub fn bytecode(code: Bytes) -> Bytecode {
    if code.len() == 23 && code.starts_with(&[0xef, 0x01, 0x00]) {
        return Bytecode::new_raw(code);
    }
    Bytecode::new_legacy(code)
}

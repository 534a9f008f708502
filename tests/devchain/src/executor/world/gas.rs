//! Gas of what the client does. The client's EVM meters something else (the overhead of the shim),
//! so these are the rules of a chain applied to one call on its own: every account and slot is
//! cold the first time *in this call*, refunds do not exist, and a value before the first read
//! counts as non-zero. Deterministic, so that a guess about gas is always right.

use std::collections::HashSet;

use alloy_primitives::{Address, B256, U256};

use crate::{
    executor::ARBOS,
    program::pages::{PageCounter, PageModel},
};

const WARM: u64 = 100;
const COLD_SLOT: u64 = 2_100;
const COLD_ACCOUNT: u64 = 2_600;
const SET_SLOT: u64 = 20_000;
const RESET_SLOT: u64 = 2_900;
const CALL_VALUE: u64 = 9_000;
const CREATE: u64 = 32_000;
const CREATE2_WORD: u64 = 6;

/// What has been touched in this call.
#[derive(Debug)]
pub(super) struct GasModel {
    slots: HashSet<B256>,
    accounts: HashSet<Address>,
    pages: PageCounter,
}

impl GasModel {
    pub(super) fn new(contract: Address, pages: u16) -> Self {
        let pages = PageCounter {
            open: pages,
            ever: pages,
        };
        Self {
            slots: HashSet::new(),
            accounts: HashSet::from([contract]),
            pages,
        }
    }

    /// SLOAD.
    pub(super) fn load(&mut self, key: B256) -> u64 {
        if self.slots.insert(key) {
            COLD_SLOT
        } else {
            WARM
        }
    }

    /// SSTORE.
    pub(super) fn store(&mut self, key: B256, before: Option<B256>, after: B256) -> u64 {
        let cold = if self.slots.insert(key) { COLD_SLOT } else { 0 };
        cold + match before {
            Some(before) if before == after => WARM,
            Some(before) if before.is_zero() => SET_SLOT,
            _ => RESET_SLOT,
        }
    }

    /// Access to an account.
    pub(super) fn account(&mut self, address: Address) -> u64 {
        if self.accounts.insert(address) {
            COLD_ACCOUNT
        } else {
            WARM
        }
    }

    /// What a call costs before its callee starts.
    pub(super) fn call_base(&mut self, target: Address, value: U256) -> u64 {
        self.account(target) + if value.is_zero() { 0 } else { CALL_VALUE }
    }

    /// What a deployment costs before its init code starts.
    pub(super) fn create_base(&self, salted: bool, length: usize) -> u64 {
        let words = u64::try_from(length.div_ceil(32)).unwrap_or(u64::MAX);
        CREATE
            + if salted {
                words.saturating_mul(CREATE2_WORD)
            } else {
                0
            }
    }

    /// Pages opened by the program; beyond the limit they cannot be paid.
    pub(super) fn add_pages(&mut self, pages: u16) -> u64 {
        self.pages.add(pages, &PageModel::new(ARBOS))
    }
}

//! A world for one program: state in maps, fixed answers, everything asked written down.

use std::collections::{BTreeMap, HashSet};

use alloy_primitives::{Address, B256, Bytes, U256, address};

use crate::program::{
    api::{
        ApiError, ApiResult, CallAnswer, CallRequest, CreateAnswer, CreateRequest, EvmApi, EvmEnv,
        HostioTrace, StoreOutcome,
    },
    pages::{PageCounter, PageModel},
};

/// The acting contract.
pub(super) const CONTRACT: Address = address!("00000000000000000000000000000000000000c0");
/// Another account, with code.
pub(super) const OTHER: Address = address!("00000000000000000000000000000000000000aa");

/// What the world answers and what it was asked.
#[derive(Debug)]
pub(super) struct World {
    pub(super) slots: BTreeMap<B256, B256>,
    pub(super) warm_slots: HashSet<B256>,
    pub(super) warm_accounts: HashSet<Address>,
    pub(super) transient: BTreeMap<B256, B256>,
    pub(super) balances: BTreeMap<Address, U256>,
    pub(super) codes: BTreeMap<Address, Bytes>,
    /// Answer to every call, or suspension.
    pub(super) call_answer: Option<CallAnswer>,
    pub(super) create_answer: CreateAnswer,
    pub(super) store_answer: (StoreOutcome, u64),
    pub(super) read_only: bool,
    pub(super) pages: PageCounter,
    pub(super) page_model: PageModel,
    pub(super) tracing: bool,
    pub(super) calls: Vec<CallRequest>,
    pub(super) creates: Vec<CreateRequest>,
    pub(super) stores: Vec<(Vec<(B256, B256)>, u64)>,
    pub(super) logs: Vec<(Vec<B256>, Bytes)>,
    pub(super) loads: Vec<B256>,
    pub(super) traces: Vec<HostioTrace>,
}

impl Default for World {
    fn default() -> Self {
        Self {
            slots: BTreeMap::new(),
            warm_slots: HashSet::new(),
            warm_accounts: HashSet::new(),
            transient: BTreeMap::new(),
            balances: BTreeMap::new(),
            codes: BTreeMap::new(),
            call_answer: None,
            create_answer: CreateAnswer::HostError,
            store_answer: (StoreOutcome::Done, 0),
            read_only: false,
            pages: PageCounter::default(),
            page_model: PageModel::new(61),
            tracing: false,
            calls: Vec::new(),
            creates: Vec::new(),
            stores: Vec::new(),
            logs: Vec::new(),
            loads: Vec::new(),
            traces: Vec::new(),
        }
    }
}

impl World {
    fn account_gas(&mut self, address: Address) -> u64 {
        if self.warm_accounts.insert(address) {
            2_600
        } else {
            100
        }
    }
}

impl EvmApi for World {
    fn storage_load(&mut self, key: B256) -> ApiResult<(B256, u64)> {
        self.loads.push(key);
        let gas = if self.warm_slots.insert(key) {
            2_100
        } else {
            100
        };
        Ok((self.slots.get(&key).copied().unwrap_or_default(), gas))
    }

    fn storage_store(
        &mut self,
        slots: &[(B256, B256)],
        gas_left: u64,
    ) -> ApiResult<(StoreOutcome, u64)> {
        self.stores.push((slots.to_vec(), gas_left));
        if self.read_only {
            return Ok((StoreOutcome::WriteProtection, 0));
        }
        self.slots.extend(slots.iter().copied());
        Ok(self.store_answer)
    }

    fn transient_load(&mut self, key: B256) -> ApiResult<B256> {
        Ok(self.transient.get(&key).copied().unwrap_or_default())
    }

    fn transient_store(&mut self, key: B256, value: B256) -> ApiResult<bool> {
        if !self.read_only {
            self.transient.insert(key, value);
        }
        Ok(!self.read_only)
    }

    fn call(&mut self, request: CallRequest) -> ApiResult<CallAnswer> {
        self.calls.push(request);
        self.call_answer.clone().ok_or(ApiError::Suspended)
    }

    fn create(&mut self, request: CreateRequest) -> ApiResult<CreateAnswer> {
        self.creates.push(request);
        Ok(self.create_answer.clone())
    }

    fn emit_log(&mut self, topics: Vec<B256>, data: Bytes) -> ApiResult<bool> {
        if !self.read_only {
            self.logs.push((topics, data));
        }
        Ok(!self.read_only)
    }

    fn account_balance(&mut self, address: Address) -> ApiResult<(U256, u64)> {
        let gas = self.account_gas(address);
        Ok((
            self.balances.get(&address).copied().unwrap_or_default(),
            gas,
        ))
    }

    fn account_code(&mut self, address: Address) -> ApiResult<(Bytes, u64)> {
        let gas = self.account_gas(address);
        Ok((self.codes.get(&address).cloned().unwrap_or_default(), gas))
    }

    fn account_codehash(&mut self, address: Address) -> ApiResult<(B256, u64)> {
        let gas = self.account_gas(address);
        let hash = self.codes.get(&address).map(alloy_primitives::keccak256);
        Ok((hash.unwrap_or_default(), gas))
    }

    fn add_pages(&mut self, pages: u16) -> ApiResult<u64> {
        Ok(self.pages.add(pages, &self.page_model))
    }

    fn tracing(&self) -> bool {
        self.tracing
    }

    fn trace(&mut self, event: HostioTrace) {
        self.traces.push(event);
    }
}

/// An environment in which every field has a value of its own.
pub(super) fn env() -> EvmEnv {
    EvmEnv {
        arbos_version: 61,
        block_basefee: U256::from(100_000_000),
        chain_id: 412_346,
        block_coinbase: Address::with_last_byte(0xcb),
        block_gas_limit: 1 << 50,
        block_number: 18_000_000,
        block_timestamp: 1_763_679_600,
        contract_address: CONTRACT,
        msg_sender: Address::with_last_byte(0x5e),
        msg_value: U256::from(7),
        tx_gas_price: U256::from(100_000_001),
        tx_origin: Address::with_last_byte(0x07),
        reentrant: false,
        read_only: false,
    }
}

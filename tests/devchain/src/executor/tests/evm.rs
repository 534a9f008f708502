//! A small EVM state that programs act on, directly or through a client.

use std::collections::BTreeMap;

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};

use super::{script, script::Step, slot};
use crate::program::api::{
    ApiResult, CallAnswer, CallKind, CallRequest, CreateAnswer, CreateRequest, EvmApi, Outcome,
    StoreOutcome,
};

/// State and what was done to it, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Evm {
    pub(super) slots: BTreeMap<B256, B256>,
    pub(super) transient: BTreeMap<B256, B256>,
    pub(super) history: Vec<String>,
}

impl Evm {
    pub(super) fn new(values: &[u8]) -> Self {
        let slots = (0..)
            .zip(values)
            .map(|(key, value)| (slot(key), B256::with_last_byte(*value)));
        Self {
            slots: slots.collect(),
            transient: BTreeMap::new(),
            history: Vec::new(),
        }
    }

    /// Runs a script directly.
    pub(super) fn run(&mut self, steps: &[Step]) -> (Outcome, Bytes) {
        let result = script::play(steps, self).expect("this world never suspends");
        (result.outcome, result.output)
    }

    /// A callee that re-enters: unless static, it changes the caller's first slot.
    pub(super) fn answer(&mut self, kind: CallKind, input: &[u8]) -> (bool, Bytes) {
        self.history.push(format!("call {kind:?} {input:?}"));
        let mark = keccak256(input);
        if kind != CallKind::Static {
            self.slots.insert(slot(0), B256::with_last_byte(mark[0]));
        }
        (
            !mark[1].is_multiple_of(4),
            Bytes::copy_from_slice(&mark[..usize::from(mark[2] % 40).min(32)]),
        )
    }

    /// A deployment: works unless the code says otherwise; the init code touches nothing.
    pub(super) fn deploy(&mut self, code: &[u8]) -> Address {
        self.history.push(format!("create {code:?}"));
        let hash = keccak256(code);
        if hash[0].is_multiple_of(4) {
            Address::ZERO
        } else {
            Address::from_word(hash)
        }
    }

    pub(super) fn balance(account: Address) -> U256 {
        U256::from(account[0])
    }

    pub(super) fn load(&self, key: B256) -> B256 {
        self.slots.get(&key).copied().unwrap_or_default()
    }

    pub(super) fn transient(&self, key: B256) -> B256 {
        self.transient.get(&key).copied().unwrap_or_default()
    }

    pub(super) fn log(&mut self, topics: &[B256], data: &[u8]) {
        self.history.push(format!("log {topics:?} {data:?}"));
    }
}

impl EvmApi for Evm {
    fn storage_load(&mut self, key: B256) -> ApiResult<(B256, u64)> {
        Ok((self.load(key), 0))
    }

    fn storage_store(
        &mut self,
        slots: &[(B256, B256)],
        _gas_left: u64,
    ) -> ApiResult<(StoreOutcome, u64)> {
        self.slots.extend(slots.iter().copied());
        Ok((StoreOutcome::Done, 0))
    }

    fn transient_load(&mut self, key: B256) -> ApiResult<B256> {
        Ok(self.transient(key))
    }

    fn transient_store(&mut self, key: B256, value: B256) -> ApiResult<bool> {
        self.transient.insert(key, value);
        Ok(true)
    }

    fn call(&mut self, request: CallRequest) -> ApiResult<CallAnswer> {
        let (success, output) = self.answer(request.kind, &request.input);
        Ok(CallAnswer {
            success,
            output,
            gas_cost: 0,
        })
    }

    fn create(&mut self, request: CreateRequest) -> ApiResult<CreateAnswer> {
        let address = self.deploy(&request.code);
        let address = (!address.is_zero()).then_some(address);
        Ok(CreateAnswer::Done {
            address,
            output: Bytes::new(),
            gas_cost: 0,
        })
    }

    fn emit_log(&mut self, topics: Vec<B256>, data: Bytes) -> ApiResult<bool> {
        self.log(&topics, &data);
        Ok(true)
    }

    fn account_balance(&mut self, address: Address) -> ApiResult<(U256, u64)> {
        Ok((Self::balance(address), 0))
    }

    fn account_code(&mut self, _address: Address) -> ApiResult<(Bytes, u64)> {
        Ok((Bytes::new(), 0))
    }

    fn account_codehash(&mut self, _address: Address) -> ApiResult<(B256, u64)> {
        Ok((B256::ZERO, 0))
    }

    fn add_pages(&mut self, _pages: u16) -> ApiResult<u64> {
        Ok(0)
    }
}

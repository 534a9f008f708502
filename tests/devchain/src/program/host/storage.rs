//! Permanent and transient storage.

use super::{Escape, HostFailure, HostResult, Hostio};
use crate::program::{
    api::StoreOutcome,
    pricing::{COLD_SLOAD_GAS, EVM_API, HOSTIO, PTR, SSTORE_SENTRY_GAS, TRANSIENT_GAS},
    storage::StorageCache,
};

/// A flush that cannot be paid is out of gas from this ArbOS version on, a failure before.
const ARBOS_FLUSH_OUT_OF_GAS: u64 = 50;

impl Hostio<'_, '_> {
    /// Reads a slot through the frame's cache. The reserve is asked for even on a hit.
    pub fn storage_load_bytes32(&mut self, key: u32, dest: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 2 * PTR)?;
        let api_gas = self.host.config.ink_to_gas(EVM_API);
        self.require_gas(COLD_SLOAD_GAS + StorageCache::REQUIRED_ACCESS_GAS + api_gas)?;
        let key = self.read_b256(key)?;
        let mut gas = self.host.storage.read_gas();
        let value = match self.host.storage.get(&key) {
            Some(value) => value,
            None => {
                let (value, cost) = self.host.api.storage_load(key)?;
                self.host.storage.insert_known(key, value);
                gas = gas.saturating_add(cost).saturating_add(api_gas);
                value
            }
        };
        self.buy_gas(gas)?;
        self.write_bytes(dest, value.as_slice())?;
        let (args, outs) = (&[key.as_slice()], &[value.as_slice()]);
        self.trace("storage_load_bytes32", args, outs)
    }

    /// Writes a slot to the frame's cache only, even in a static frame.
    pub fn storage_cache_bytes32(&mut self, key: u32, value: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 2 * PTR)?;
        self.require_gas(SSTORE_SENTRY_GAS + StorageCache::REQUIRED_ACCESS_GAS)?;
        let key = self.read_b256(key)?;
        let value = self.read_b256(value)?;
        let gas = self.host.storage.write_gas();
        self.host.storage.write(key, value);
        self.buy_gas(gas)?;
        let args = &[key.as_slice(), value.as_slice()];
        self.trace("storage_cache_bytes32", args, &[])
    }

    /// Writes what is dirty to the state, and forgets everything if asked.
    pub fn storage_flush_cache(&mut self, clear: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + EVM_API)?;
        self.require_gas(SSTORE_SENTRY_GAS)?;
        let gas_left = self.gas_left()?.saturating_add(1);
        let dirty = self.host.storage.flush(clear != 0);
        if !dirty.is_empty() {
            let (outcome, gas) = self.host.api.storage_store(&dirty, gas_left)?;
            self.settle_flush(outcome, gas)?;
        }
        let flag = [u8::from(clear != 0)];
        self.trace("storage_flush_cache", &[&flag], &[])
    }

    fn settle_flush(&mut self, outcome: StoreOutcome, gas: u64) -> HostResult<()> {
        match outcome {
            StoreOutcome::Done => self.buy_gas(gas),
            StoreOutcome::OutOfGas if self.host.env.arbos_version >= ARBOS_FLUSH_OUT_OF_GAS => {
                self.exhaust()
            }
            StoreOutcome::OutOfGas => Err(Escape::Failure(HostFailure::Flush)),
            StoreOutcome::WriteProtection => {
                self.buy_gas(gas)?;
                Err(HostFailure::WriteProtection.into())
            }
        }
    }

    /// Reads a transient slot, uncached.
    pub fn transient_load_bytes32(&mut self, key: u32, dest: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 2 * PTR + EVM_API)?;
        self.buy_gas(TRANSIENT_GAS)?;
        let key = self.read_b256(key)?;
        let value = self.host.api.transient_load(key)?;
        self.write_bytes(dest, value.as_slice())?;
        let (args, outs) = (&[key.as_slice()], &[value.as_slice()]);
        self.trace("transient_load_bytes32", args, outs)
    }

    /// Writes a transient slot at once.
    pub fn transient_store_bytes32(&mut self, key: u32, value: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 2 * PTR + EVM_API)?;
        self.buy_gas(TRANSIENT_GAS)?;
        let key = self.read_b256(key)?;
        let value = self.read_b256(value)?;
        if !self.host.api.transient_store(key, value)? {
            return Err(HostFailure::WriteProtection.into());
        }
        let args = &[key.as_slice(), value.as_slice()];
        self.trace("transient_store_bytes32", args, &[])
    }
}

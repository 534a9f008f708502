//! Block, message and transaction.

use alloy_primitives::{Address, U256};

use super::{HostResult, Hostio};
use crate::program::pricing::{HOSTIO, PTR};

impl Hostio<'_, '_> {
    fn put_word(&mut self, name: &'static str, dest: u32, value: U256) -> HostResult<()> {
        self.buy_ink(HOSTIO + PTR)?;
        let bytes = value.to_be_bytes::<32>();
        self.write_bytes(dest, &bytes)?;
        self.trace(name, &[], &[&bytes])
    }

    fn put_address(&mut self, name: &'static str, dest: u32, value: Address) -> HostResult<()> {
        self.buy_ink(HOSTIO + PTR)?;
        self.write_bytes(dest, value.as_slice())?;
        self.trace(name, &[], &[value.as_slice()])
    }

    fn give_u64(&mut self, name: &'static str, value: u64) -> HostResult<u64> {
        self.buy_ink(HOSTIO)?;
        self.trace(name, &[], &[&value.to_be_bytes()])?;
        Ok(value)
    }

    fn give_u32(&mut self, name: &'static str, value: u32) -> HostResult<u32> {
        self.buy_ink(HOSTIO)?;
        self.trace(name, &[], &[&value.to_be_bytes()])?;
        Ok(value)
    }

    /// Base fee in wei.
    pub fn block_basefee(&mut self, dest: u32) -> HostResult<()> {
        self.put_word("block_basefee", dest, self.host.env.block_basefee)
    }

    /// Address of the sequencer's batch poster.
    pub fn block_coinbase(&mut self, dest: u32) -> HostResult<()> {
        self.put_address("block_coinbase", dest, self.host.env.block_coinbase)
    }

    /// Gas limit of the header.
    pub fn block_gas_limit(&mut self) -> HostResult<u64> {
        self.give_u64("block_gas_limit", self.host.env.block_gas_limit)
    }

    /// Number of the L1 block.
    pub fn block_number(&mut self) -> HostResult<u64> {
        self.give_u64("block_number", self.host.env.block_number)
    }

    /// Seconds since the Unix epoch.
    pub fn block_timestamp(&mut self) -> HostResult<u64> {
        self.give_u64("block_timestamp", self.host.env.block_timestamp)
    }

    /// Chain id.
    pub fn chainid(&mut self) -> HostResult<u64> {
        self.give_u64("chainid", self.host.env.chain_id)
    }

    /// Acting contract.
    pub fn contract_address(&mut self, dest: u32) -> HostResult<()> {
        self.put_address("contract_address", dest, self.host.env.contract_address)
    }

    /// Gas left after paying for this call, rounded down.
    pub fn evm_gas_left(&mut self) -> HostResult<u64> {
        self.buy_ink(HOSTIO)?;
        let gas = self.gas_left()?;
        self.trace("evm_gas_left", &[], &[&gas.to_be_bytes()])?;
        Ok(gas)
    }

    /// Ink left after paying for this call.
    pub fn evm_ink_left(&mut self) -> HostResult<u64> {
        self.buy_ink(HOSTIO)?;
        let ink = self.ink()?;
        self.trace("evm_ink_left", &[], &[&ink.to_be_bytes()])?;
        Ok(ink)
    }

    /// 1 if the acting contract is already open further up.
    pub fn msg_reentrant(&mut self) -> HostResult<u32> {
        self.give_u32("msg_reentrant", self.host.env.reentrant.into())
    }

    /// Caller.
    pub fn msg_sender(&mut self, dest: u32) -> HostResult<()> {
        self.put_address("msg_sender", dest, self.host.env.msg_sender)
    }

    /// Value in wei.
    pub fn msg_value(&mut self, dest: u32) -> HostResult<()> {
        self.put_word("msg_value", dest, self.host.env.msg_value)
    }

    /// Gas price in wei.
    pub fn tx_gas_price(&mut self, dest: u32) -> HostResult<()> {
        self.put_word("tx_gas_price", dest, self.host.env.tx_gas_price)
    }

    /// Ink per gas.
    pub fn tx_ink_price(&mut self) -> HostResult<u32> {
        self.give_u32("tx_ink_price", self.host.config.ink_price)
    }

    /// Originator of the transaction.
    pub fn tx_origin(&mut self, dest: u32) -> HostResult<()> {
        self.put_address("tx_origin", dest, self.host.env.tx_origin)
    }
}

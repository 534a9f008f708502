//! Calldata, results, return data, logs, hashing.

use alloy_primitives::{B256, Bytes, keccak256};

use super::{Escape, HostFailure, HostResult, Hostio, overlap};
use crate::program::pricing::{self, EVM_API, HOSTIO};

impl Hostio<'_, '_> {
    /// Copies the whole calldata.
    pub fn read_args(&mut self, dest: u32) -> HostResult<()> {
        let args = self.host.calldata;
        self.buy_ink(HOSTIO)?;
        self.pay_for_write(args.len() as u32)?;
        self.write_bytes(dest, args)?;
        self.trace("read_args", &[], &[args])
    }

    /// Sets the output; the last call wins, and the program goes on.
    pub fn write_result(&mut self, data: u32, len: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO)?;
        self.pay_for_read(len)?;
        self.pay_for_read(len)?; // once more for the world's own copy
        self.host.output = self.read_bytes(data, len)?.into();
        let output = self.host.output.clone();
        self.trace("write_result", &[&output], &[])
    }

    /// Ends the program.
    pub fn exit_early(&mut self, status: u32) -> HostResult<()> {
        self.trace("exit_early", &[&status.to_be_bytes()], &[])?;
        Err(Escape::Exit(status))
    }

    /// Copies the part of the last return data there is, and says how much.
    pub fn read_return_data(&mut self, dest: u32, offset: u32, size: u32) -> HostResult<u32> {
        self.buy_ink(HOSTIO + EVM_API)?;
        let rest = (self.host.return_data.len() as u32).saturating_sub(offset);
        self.pay_for_write(size.min(rest))?;
        let part = overlap(&self.host.return_data, offset, size);
        if !part.is_empty() {
            self.write_bytes(dest, &part)?;
        }
        let args = [offset.to_be_bytes(), size.to_be_bytes()];
        self.trace("read_return_data", &[&args[0], &args[1]], &[&part])?;
        Ok(part.len() as u32)
    }

    /// Length of the last return data, zero before the first call.
    pub fn return_data_size(&mut self) -> HostResult<u32> {
        self.buy_ink(HOSTIO)?;
        let len = self.host.return_data.len() as u32;
        self.trace("return_data_size", &[], &[&len.to_be_bytes()])?;
        Ok(len)
    }

    /// Emits a log: topics first, 32 bytes each, then data.
    pub fn emit_log(&mut self, data: u32, len: u32, topics: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + EVM_API)?;
        if topics > 4 || len < topics * 32 {
            return Err(HostFailure::Topics { topics, len }.into());
        }
        self.pay_for_read(len)?;
        let data_len = u64::from(len - topics * 32);
        let topic_gas = pricing::LOG_TOPIC_GAS * (1 + u64::from(topics));
        self.buy_gas(topic_gas + pricing::LOG_DATA_GAS * data_len)?;
        let bytes = Bytes::from(self.read_bytes(data, len)?);
        let (head, _) = bytes.split_at((topics * 32) as usize);
        let list = head.chunks(32).map(B256::from_slice).collect();
        let rest = bytes.slice(head.len()..);
        if !self.host.api.emit_log(list, rest)? {
            return Err(HostFailure::WriteProtection.into());
        }
        self.trace("emit_log", &[&topics.to_be_bytes(), &bytes], &[])
    }

    /// Hashes; there is no base price.
    pub fn native_keccak256(&mut self, input: u32, len: u32, dest: u32) -> HostResult<()> {
        self.buy_ink(pricing::keccak(len))?;
        let preimage = self.read_bytes(input, len)?;
        let digest = keccak256(&preimage);
        self.write_bytes(dest, digest.as_slice())?;
        self.trace("native_keccak256", &[&preimage], &[digest.as_slice()])
    }
}

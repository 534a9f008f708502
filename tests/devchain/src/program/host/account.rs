//! What a program may learn of accounts.

use alloy_primitives::{Address, Bytes};

use super::{HostResult, Hostio, overlap};
use crate::program::pricing::{CODE_SIZE_GAS, COLD_ACCOUNT_GAS, EVM_API, HOSTIO, PTR};

impl Hostio<'_, '_> {
    /// Balance in wei.
    pub fn account_balance(&mut self, address: u32, dest: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 2 * PTR + EVM_API)?;
        self.require_gas(COLD_ACCOUNT_GAS)?;
        let address = self.read_address(address)?;
        let (balance, gas) = self.host.api.account_balance(address)?;
        self.buy_gas(gas)?;
        let balance = balance.to_be_bytes::<32>();
        self.write_bytes(dest, &balance)?;
        self.trace("account_balance", &[address.as_slice()], &[&balance])
    }

    /// Copies the part of the code there is, and says how much; the price is that of all of it.
    pub fn account_code(
        &mut self,
        address: u32,
        offset: u32,
        size: u32,
        dest: u32,
    ) -> HostResult<u32> {
        let (address, code) = self.load_code(address)?;
        self.pay_for_write(code.len() as u32)?;
        let part = overlap(&code, offset, size);
        self.write_bytes(dest, &part)?;
        let numbers = [offset.to_be_bytes(), size.to_be_bytes()];
        let args = [address.as_slice(), &numbers[0], &numbers[1]];
        self.trace("account_code", &args, &[&part])?;
        Ok(part.len() as u32)
    }

    /// Size of the code.
    pub fn account_code_size(&mut self, address: u32) -> HostResult<u32> {
        let (address, code) = self.load_code(address)?;
        let len = code.len() as u32;
        let outs = len.to_be_bytes();
        self.trace("account_code_size", &[address.as_slice()], &[&outs])?;
        Ok(len)
    }

    /// Code of an account. The last one that has code is kept, so that asking again is free.
    fn load_code(&mut self, address: u32) -> HostResult<(Address, Bytes)> {
        self.buy_ink(HOSTIO + EVM_API)?;
        self.require_gas(COLD_ACCOUNT_GAS)?;
        let address = self.read_address(address)?;
        if let Some((last, code)) = &self.host.last_code
            && *last == address
        {
            return Ok((address, code.clone()));
        }
        let (code, gas) = self.host.api.account_code(address)?;
        if !code.is_empty() {
            self.host.last_code = Some((address, code.clone()));
        }
        self.buy_gas(gas.saturating_add(CODE_SIZE_GAS))?;
        Ok((address, code))
    }

    /// Hash of the code.
    pub fn account_codehash(&mut self, address: u32, dest: u32) -> HostResult<()> {
        self.buy_ink(HOSTIO + 2 * PTR + EVM_API)?;
        self.require_gas(COLD_ACCOUNT_GAS)?;
        let address = self.read_address(address)?;
        let (hash, gas) = self.host.api.account_codehash(address)?;
        self.buy_gas(gas)?;
        self.write_bytes(dest, hash.as_slice())?;
        let (args, outs) = (&[address.as_slice()], &[hash.as_slice()]);
        self.trace("account_codehash", args, outs)
    }
}

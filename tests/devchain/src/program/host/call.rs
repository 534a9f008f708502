//! Calls and deployments.

use alloy_primitives::{Address, B256, Bytes, U256};

use super::{HostFailure, HostResult, Hostio};
use crate::program::{
    api::{CallKind, CallRequest, CreateAnswer, CreateRequest},
    pricing::{EVM_API, HOSTIO, PTR},
};

/// Status of a call that failed for whatever reason.
const CALL_FAILED: u32 = 2;

/// Pointers of a call as the program passes them.
#[derive(Debug, Clone, Copy)]
pub struct CallPointers {
    /// Address of the callee.
    pub target: u32,
    /// Calldata.
    pub data: u32,
    /// Its length.
    pub data_len: u32,
    /// Value in wei, for plain calls.
    pub value: Option<u32>,
    /// Gas asked for.
    pub gas: u64,
    /// Where the length of the return data goes.
    pub return_len: u32,
}

/// Pointers of a deployment as the program passes them.
#[derive(Debug, Clone, Copy)]
pub struct CreatePointers {
    /// Init code.
    pub code: u32,
    /// Its length.
    pub code_len: u32,
    /// Value in wei.
    pub endowment: u32,
    /// Salt, for CREATE2.
    pub salt: Option<u32>,
    /// Where the address goes.
    pub address: u32,
    /// Where the length of the revert data goes.
    pub revert_len: u32,
}

impl Hostio<'_, '_> {
    /// Runs a call of any kind and returns its status: 0, or 2 on any failure.
    pub fn call(&mut self, kind: CallKind, pointers: CallPointers) -> HostResult<u32> {
        self.buy_ink(HOSTIO + 3 * PTR + EVM_API)?;
        self.pay_for_read(pointers.data_len)?;
        self.pay_for_read(pointers.data_len)?; // once more for the world's own copy
        let request = self.call_request(kind, pointers)?;
        let (target, input, value) = (request.target, request.input.clone(), request.value);
        let answer = self.host.api.call(request)?;
        self.buy_gas(answer.gas_cost)?;
        let len = answer.output.len() as u32;
        self.host.return_data = answer.output;
        self.write_u32(pointers.return_len, len)?;
        let status = if answer.success { 0 } else { CALL_FAILED };
        self.trace_call(kind, target, pointers, &input, value, (len, status))?;
        Ok(status)
    }

    fn call_request(&mut self, kind: CallKind, pointers: CallPointers) -> HostResult<CallRequest> {
        let gas_left = self.gas_left()?;
        let target = self.read_address(pointers.target)?;
        let input = self.read_bytes(pointers.data, pointers.data_len)?.into();
        let value = match pointers.value {
            Some(value) => self.read_u256(value)?,
            None => U256::ZERO,
        };
        Ok(CallRequest {
            kind,
            target,
            input,
            value,
            gas_left,
            gas_requested: pointers.gas.min(gas_left),
        })
    }

    fn trace_call(
        &mut self,
        kind: CallKind,
        target: Address,
        pointers: CallPointers,
        input: &Bytes,
        value: U256,
        (len, status): (u32, u32),
    ) -> HostResult<()> {
        let name = match kind {
            CallKind::Call => "call_contract",
            CallKind::Delegate => "delegate_call_contract",
            CallKind::Static => "static_call_contract",
        };
        let gas = pointers.gas.to_be_bytes();
        let value = value.to_be_bytes::<32>();
        let value: &[u8] = match kind {
            CallKind::Call => &value,
            CallKind::Delegate | CallKind::Static => &[],
        };
        let args = [target.as_slice(), &gas, value, input];
        self.trace(name, &args, &[&len.to_be_bytes(), &[status as u8]])
    }

    /// Deploys a contract. A deployment that fails gives the zero address; one that cannot be
    /// started ends the program.
    pub fn create(&mut self, pointers: CreatePointers) -> HostResult<()> {
        let count = if pointers.salt.is_some() { 4 } else { 3 };
        self.buy_ink(HOSTIO + count * PTR + EVM_API)?;
        self.pay_for_read(pointers.code_len)?;
        self.pay_for_read(pointers.code_len)?; // once more for the world's own copy
        let code = Bytes::from(self.read_bytes(pointers.code, pointers.code_len)?);
        let endowment = self.read_u256(pointers.endowment)?;
        let salt = match pointers.salt {
            Some(salt) => Some(self.read_b256(salt)?),
            None => None,
        };
        let request = CreateRequest {
            code: code.clone(),
            endowment,
            salt,
            gas_left: self.gas_left()?,
        };
        let (address, output, gas_cost) = match self.host.api.create(request)? {
            CreateAnswer::Done {
                address,
                output,
                gas_cost,
            } => (address.unwrap_or_default(), output, gas_cost),
            CreateAnswer::HostError => return Err(HostFailure::Create.into()),
        };
        self.buy_gas(gas_cost)?;
        let len = output.len() as u32;
        self.host.return_data = output;
        self.write_u32(pointers.revert_len, len)?;
        self.write_bytes(pointers.address, address.as_slice())?;
        self.trace_create(endowment, salt, &code, address, len)
    }

    fn trace_create(
        &mut self,
        endowment: U256,
        salt: Option<B256>,
        code: &Bytes,
        address: Address,
        len: u32,
    ) -> HostResult<()> {
        let name = if salt.is_some() { "create2" } else { "create1" };
        let endowment = endowment.to_be_bytes::<32>();
        let salt = salt.as_ref().map_or(&[][..], |s| s.as_slice());
        let outs = [address.as_slice(), &len.to_be_bytes()];
        self.trace(name, &[&endowment, salt, code], &outs)
    }
}

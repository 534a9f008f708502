//! The world a program of this chain runs in: the state of the message and the machine's frames.

mod callee;

use alloy_primitives::{Address, B256, Bytes, Log, U256};
use revm::{
    Database,
    context_interface::{ContextTr, JournalTr, context::ContextError},
    handler::FrameResult,
    interpreter::{CreateInputs, FrameInput, InstructionResult},
};

use super::{machine::Machine, storage_gas};
use crate::program::{
    api::{
        ApiError, ApiResult, CallAnswer, CallRequest, CreateAnswer, CreateRequest, EvmApi,
        HostioTrace, StoreOutcome,
    },
    pages::PageModel,
};

const COLD_ACCOUNT: u64 = 2_600;
const COLD_SLOT: u64 = 2_100;
const WARM: u64 = 100;
const STIPEND: u64 = 2_300;

/// The world of one program frame.
pub(crate) struct World<'m, 'a, DB: Database> {
    /// The machine that runs the message.
    pub(crate) machine: &'m mut Machine<'a, DB>,
    /// Acting contract.
    pub(crate) acting: Address,
    /// Caller, which a delegate call passes on.
    pub(crate) caller: Address,
    /// Value, which a delegate call passes on.
    pub(crate) value: U256,
    /// No state may change.
    pub(crate) read_only: bool,
    /// Depth of this frame.
    pub(crate) depth: usize,
    /// Refund counted so far.
    pub(crate) refund: i64,
    /// Price of pages.
    pub(crate) pages: PageModel,
}

impl<DB: Database> EvmApi for World<'_, '_, DB> {
    fn storage_load(&mut self, key: B256) -> ApiResult<(B256, u64)> {
        let load = self
            .machine
            .ctx
            .journaled_state
            .sload(self.acting, key.into());
        let load = load.map_err(fatal)?;
        Ok((
            load.data.into(),
            if load.is_cold { COLD_SLOT } else { WARM },
        ))
    }

    fn storage_store(
        &mut self,
        slots: &[(B256, B256)],
        gas_left: u64,
    ) -> ApiResult<(StoreOutcome, u64)> {
        if self.read_only {
            return Ok((StoreOutcome::WriteProtection, 0));
        }
        let mut left = gas_left;
        for (key, value) in slots {
            let journal = &mut self.machine.ctx.journaled_state;
            let stored = journal.sstore(self.acting, (*key).into(), (*value).into());
            let stored = stored.map_err(fatal)?;
            let (cost, refund) = storage_gas::store(&stored.data, stored.is_cold);
            self.refund += refund;
            match left.checked_sub(cost) {
                Some(rest) => left = rest,
                None => return Ok((StoreOutcome::OutOfGas, gas_left)),
            }
        }
        Ok((StoreOutcome::Done, gas_left - left))
    }

    fn transient_load(&mut self, key: B256) -> ApiResult<B256> {
        let journal = &mut self.machine.ctx.journaled_state;
        Ok(journal.tload(self.acting, key.into()).into())
    }

    fn transient_store(&mut self, key: B256, value: B256) -> ApiResult<bool> {
        if !self.read_only {
            let journal = &mut self.machine.ctx.journaled_state;
            journal.tstore(self.acting, key.into(), value.into());
        }
        Ok(!self.read_only)
    }

    fn call(&mut self, request: CallRequest) -> ApiResult<CallAnswer> {
        if self.read_only && !request.value.is_zero() {
            return Self::refused(0);
        }
        let Some(base) = self.call_base_cost(&request)? else {
            return Self::refused(request.gas_left);
        };
        let forwardable = u128::from(request.gas_left - base) * 63 / 64;
        let mut gas = request.gas_requested.min(forwardable as u64);
        if !request.value.is_zero() {
            gas = gas.saturating_add(STIPEND);
        }
        let inputs = self.call_inputs(&request, gas)?;
        let frame = FrameInput::Call(Box::new(inputs));
        let result = self.run_callee(frame)?;
        let (status, returned) = self.settle(&result);
        let output = match status.is_ok_or_revert() {
            true => result.into_interpreter_result().output,
            false => Bytes::new(),
        };
        Ok(CallAnswer {
            success: status.is_ok(),
            output,
            gas_cost: base.saturating_add(gas.saturating_sub(returned)),
        })
    }

    fn create(&mut self, request: CreateRequest) -> ApiResult<CreateAnswer> {
        let (scheme, base) = callee::create_scheme(&request);
        if self.read_only || request.gas_left < base {
            return Ok(CreateAnswer::HostError);
        }
        let left = request.gas_left - base;
        let kept = left / 64;
        let (code, endowment, gas) = (request.code, request.endowment, left - kept);
        let inputs = CreateInputs::new(self.acting, scheme, endowment, code, gas, 0);
        let result = self.run_callee(FrameInput::Create(Box::new(inputs)))?;
        let (status, returned) = self.settle(&result);
        let address = match &result {
            FrameResult::Create(outcome) if status.is_ok() => outcome.address,
            _ => None,
        };
        let output = match status {
            InstructionResult::Revert => result.into_interpreter_result().output,
            _ => Bytes::new(),
        };
        Ok(CreateAnswer::Done {
            address,
            output,
            gas_cost: request.gas_left.saturating_sub(returned + kept),
        })
    }

    fn emit_log(&mut self, topics: Vec<B256>, data: Bytes) -> ApiResult<bool> {
        if !self.read_only {
            let log = Log::new_unchecked(self.acting, topics, data);
            self.machine.ctx.journal_mut().log(log);
        }
        Ok(!self.read_only)
    }

    fn account_balance(&mut self, address: Address) -> ApiResult<(U256, u64)> {
        let load = self
            .machine
            .ctx
            .journaled_state
            .load_account(address)
            .map_err(fatal)?;
        Ok((load.data.info.balance, Self::account_gas(load.is_cold)))
    }

    fn account_code(&mut self, address: Address) -> ApiResult<(Bytes, u64)> {
        let load = self
            .machine
            .ctx
            .journaled_state
            .load_account_with_code(address);
        let load = load.map_err(fatal)?;
        let code = load.data.info.code.as_ref();
        let code = code.map(|code| code.original_bytes()).unwrap_or_default();
        Ok((code, Self::account_gas(load.is_cold)))
    }

    fn account_codehash(&mut self, address: Address) -> ApiResult<(B256, u64)> {
        let load = self
            .machine
            .ctx
            .journaled_state
            .load_account(address)
            .map_err(fatal)?;
        let hash = match load.data.info.is_empty() {
            true => B256::ZERO,
            false => load.data.info.code_hash,
        };
        Ok((hash, Self::account_gas(load.is_cold)))
    }

    fn add_pages(&mut self, pages: u16) -> ApiResult<u64> {
        Ok(self.machine.message.pages.add(pages, &self.pages))
    }

    fn tracing(&self) -> bool {
        self.machine.recorder.wants_hostios()
    }

    fn trace(&mut self, event: HostioTrace) {
        self.machine.recorder.hostio(event);
    }
}

fn fatal(error: impl std::fmt::Display) -> ApiError {
    ApiError::Fatal(error.to_string())
}

fn unfinished<E: std::fmt::Display>(error: ContextError<E>) -> ApiError {
    match error {
        ContextError::Db(error) => fatal(error),
        ContextError::Custom(error) => ApiError::Fatal(error),
    }
}

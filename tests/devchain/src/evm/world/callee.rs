//! Callees of a program: what a call costs before it starts, its frame, and how it settles.

use alloy_primitives::Bytes;
use revm::{
    Database,
    context_interface::{CreateScheme, JournalTr},
    handler::FrameResult,
    interpreter::{CallInput, CallInputs, CallScheme, CallValue, FrameInput, InstructionResult},
};

use super::{COLD_ACCOUNT, WARM, World, fatal, unfinished};
use crate::program::api::{ApiResult, CallAnswer, CallKind, CallRequest, CreateRequest};

const NEW_ACCOUNT: u64 = 25_000;
const VALUE_TRANSFER: u64 = 9_000;
const CREATE: u64 = 32_000;
const HASH_WORD: u64 = 6;

impl<DB: Database> World<'_, '_, DB> {
    pub(super) fn account_gas(cold: bool) -> u64 {
        if cold { COLD_ACCOUNT } else { WARM }
    }

    /// Base cost of a call; `None` when `budget` does not cover it.
    pub(super) fn call_base_cost(&mut self, request: &CallRequest) -> ApiResult<Option<u64>> {
        let load = self
            .machine
            .ctx
            .journaled_state
            .load_account_with_code(request.target);
        let load = load.map_err(fatal)?;
        let mut cost = Self::account_gas(load.is_cold);
        if !request.value.is_zero() {
            cost += VALUE_TRANSFER;
            if load.data.info.is_empty() {
                cost += NEW_ACCOUNT;
            }
        }
        Ok((cost <= request.gas_left).then_some(cost))
    }

    pub(super) fn call_inputs(
        &mut self,
        request: &CallRequest,
        gas_limit: u64,
    ) -> ApiResult<CallInputs> {
        let delegate = request.kind == CallKind::Delegate;
        let (target_address, caller, value) = match delegate {
            true => (self.acting, self.caller, CallValue::Apparent(self.value)),
            false => (
                request.target,
                self.acting,
                CallValue::Transfer(request.value),
            ),
        };
        Ok(CallInputs {
            input: CallInput::Bytes(request.input.clone()),
            return_memory_offset: 0..0,
            gas_limit,
            reservoir: 0,
            bytecode_address: request.target,
            known_bytecode: self.machine.code_to_run(request.target).map_err(fatal)?,
            target_address,
            caller,
            value,
            scheme: match request.kind {
                CallKind::Call => CallScheme::Call,
                CallKind::Delegate => CallScheme::DelegateCall,
                CallKind::Static => CallScheme::StaticCall,
            },
            is_static: self.read_only || request.kind == CallKind::Static,
            charged_new_account_state_gas: false,
        })
    }

    /// Runs a callee to its end.
    pub(super) fn run_callee(&mut self, frame: FrameInput) -> ApiResult<FrameResult> {
        let result = self.machine.run_nested(frame, self.depth + 1);
        result.map_err(unfinished)
    }

    /// Takes over the refund of a callee; how it ended and the gas it returns.
    pub(super) fn settle(&mut self, result: &FrameResult) -> (InstructionResult, u64) {
        let status = result.instruction_result();
        if status.is_ok() {
            self.refund += result.gas().refunded();
        }
        let returned = match status.is_ok_or_revert() {
            true => result.gas().remaining(),
            false => 0,
        };
        (status, returned)
    }

    pub(super) fn refused(gas_cost: u64) -> ApiResult<CallAnswer> {
        Ok(CallAnswer {
            success: false,
            output: Bytes::new(),
            gas_cost,
        })
    }
}

/// How a contract is created, and the base cost of it.
pub(super) fn create_scheme(request: &CreateRequest) -> (CreateScheme, u64) {
    match request.salt {
        None => (CreateScheme::Create, CREATE),
        Some(salt) => {
            let words = (request.code.len() as u64).div_ceil(32);
            let scheme = CreateScheme::Create2 { salt: salt.into() };
            (scheme, CREATE + HASH_WORD * words)
        }
    }
}

//! The frame of a Stylus program: what its start costs, its run, and what its end means.

use alloy_primitives::{B256, Bytes};
use revm::{
    Database,
    interpreter::{CallInputs, CallScheme, InstructionResult},
};

use super::{
    host_frame::HostOutcome,
    machine::{Fault, Machine},
    world::World,
};
use crate::{
    arbos::{
        context::{Failure, State},
        params::StylusParams,
        programs::{params_free, record_slot},
        record::ProgramRecord,
    },
    program::{
        self, CompiledProgram, RunConfig,
        api::{ApiError, EvmEnv, Outcome, RunResult},
    },
};

/// Version of ArbOS from which the programs called recently in a block start as cached.
const RECENT_SINCE: u64 = 60;
/// Native stack a program must find: what the runtime allows it, and room for the frames around.
const STACK_RED_ZONE: usize = program::MAX_WASM_STACK + (512 << 10);
/// Native stack added when there is less.
const STACK_SEGMENT: usize = 32 << 20;

impl<'a, DB: Database> Machine<'a, DB> {
    /// Runs the program of a call, on a native stack that is deep enough.
    pub(crate) fn run_program(
        &mut self,
        inputs: &CallInputs,
        depth: usize,
    ) -> Result<HostOutcome, Fault<DB>> {
        stacker::maybe_grow(STACK_RED_ZONE, STACK_SEGMENT, || {
            let spans = self.message.spans.len();
            if !delegates(inputs) {
                self.message.spans.push(inputs.target_address);
            }
            let open = self.message.pages.open;
            let outcome = self.start_program(inputs, depth);
            self.message.pages.open = open;
            self.message.spans.truncate(spans);
            outcome
        })
    }

    fn start_program(
        &mut self,
        inputs: &CallInputs,
        depth: usize,
    ) -> Result<HostOutcome, Fault<DB>> {
        let code_hash = inputs.known_bytecode.0;
        let params = params_free(&mut self.ctx).map_err(fault::<DB>)?;
        let word = self.ctx.read(record_slot(code_hash)).map_err(fault::<DB>)?;
        let record = ProgramRecord::decode(word);
        if let Some(text) = unusable(&record, self.scene.block.timestamp, &params) {
            return Ok(self.halt(text));
        }
        let start = self.start_cost(&record, code_hash, &params);
        let Some(gas) = inputs.gas_limit.checked_sub(start) else {
            return Ok(HostOutcome::consumed(InstructionResult::OutOfGas));
        };
        let model = params.page_model(self.scene.config.arbos_version);
        self.message.pages.add(record.footprint, &model);
        let program = match self.compiled(inputs, &params)? {
            Ok(program) => program,
            Err(text) => return Ok(self.halt(text)),
        };
        self.run_compiled(&program, inputs, depth, gas, &params)
    }

    /// Gas of memory and start-up. The program counts as called whether it can pay or not.
    fn start_cost(
        &mut self,
        record: &ProgramRecord,
        code_hash: B256,
        params: &StylusParams,
    ) -> u64 {
        let version = self.scene.config.arbos_version;
        let pages = self.message.pages;
        let model = params.page_model(version);
        let memory = model.gas(record.footprint, pages.open, pages.ever);
        let recent = version >= RECENT_SINCE
            && self
                .message
                .recent
                .insert(code_hash, params.block_cache_size.into());
        let mut cost = memory.saturating_add(record.cached_gas(params));
        if !record.cached && !recent {
            cost = cost.saturating_add(record.init_gas(params));
        }
        cost
    }

    /// The program ready to run; a text when its code cannot be prepared any more.
    fn compiled(
        &mut self,
        inputs: &CallInputs,
        params: &StylusParams,
    ) -> Result<Result<CompiledProgram, String>, Fault<DB>> {
        let (code_hash, code) = &inputs.known_bytecode;
        if let Some(program) = self.programs.find(*code_hash, params.version) {
            return Ok(Ok(program));
        }
        let code = code.original_bytes();
        let fragments = self.fragments(&code)?;
        let debug = self.scene.config.debug;
        Ok(self
            .programs
            .compile(*code_hash, &code, &fragments, params, debug))
    }

    /// Codes of the fragments of a root, in order; none for a program in one piece.
    fn fragments(&mut self, code: &Bytes) -> Result<Vec<Bytes>, Fault<DB>> {
        let Ok(root) = devchain_wasm::prefix::Root::parse(code) else {
            return Ok(Vec::new());
        };
        let codes = root
            .fragments
            .iter()
            .map(|address| Ok(self.ctx.code(*address)?.0));
        codes.collect::<Result<_, Failure>>().map_err(fault::<DB>)
    }

    fn run_compiled(
        &mut self,
        program: &CompiledProgram,
        inputs: &CallInputs,
        depth: usize,
        gas: u64,
        params: &StylusParams,
    ) -> Result<HostOutcome, Fault<DB>> {
        let env = self.program_env(inputs);
        let calldata = inputs.input.bytes(&self.ctx);
        let config = params.run_config();
        let pages = params.page_model(self.scene.config.arbos_version);
        let mut world = World {
            machine: self,
            acting: inputs.target_address,
            caller: inputs.caller,
            value: inputs.value.get(),
            read_only: inputs.is_static,
            depth,
            refund: 0,
            pages,
        };
        let ink = config.gas_to_ink(gas);
        let run = program::run(program, &calldata, &env, config, ink, &mut world);
        let refund = world.refund;
        match run {
            Ok(run) => Ok(ended(run, inputs.gas_limit, &config, refund)),
            Err(ApiError::Fatal(error)) => Err(Fault::<DB>::Custom(error)),
            Err(error @ ApiError::Suspended) => Err(Fault::<DB>::Custom(error.to_string())),
        }
    }

    fn program_env(&self, inputs: &CallInputs) -> EvmEnv {
        let block = self.scene.block;
        EvmEnv {
            arbos_version: self.scene.config.arbos_version,
            block_basefee: self.ctx.block.basefee.try_into().unwrap_or_default(),
            chain_id: block.chain_id,
            block_coinbase: block.coinbase,
            block_gas_limit: block.gas_limit,
            block_number: block.l1_number,
            block_timestamp: block.timestamp,
            contract_address: inputs.target_address,
            msg_sender: inputs.caller,
            msg_value: inputs.value.get(),
            tx_gas_price: self.ctx.tx.gas_price.try_into().unwrap_or_default(),
            tx_origin: self.ctx.tx.caller,
            reentrant: self.message.reentrant(inputs.target_address),
            read_only: inputs.is_static,
        }
    }
}

/// Whether a call runs code on behalf of another contract.
pub(crate) fn delegates(inputs: &CallInputs) -> bool {
    matches!(
        inputs.scheme,
        CallScheme::DelegateCall | CallScheme::CallCode
    )
}

/// Why a program cannot be called, if it cannot.
fn unusable(record: &ProgramRecord, now: u64, params: &StylusParams) -> Option<String> {
    if record.version == 0 {
        return Some("program not activated".into());
    }
    if record.version != params.version {
        let (have, want) = (record.version, params.version);
        return Some(format!(
            "program needs upgrade: version {have}, current {want}"
        ));
    }
    let expired = record.expired(now, params);
    expired.then(|| format!("program expired: age {} seconds", record.age(now)))
}

/// Translates the end of a run. Return data costs at least what it would in the EVM.
fn ended(run: RunResult, gas_limit: u64, config: &RunConfig, refund: i64) -> HostOutcome {
    let result = match run.outcome {
        Outcome::Success => InstructionResult::Return,
        Outcome::Revert | Outcome::Failure => InstructionResult::Revert,
        Outcome::OutOfInk => return HostOutcome::consumed(InstructionResult::OutOfGas),
        Outcome::OutOfStack => return HostOutcome::consumed(InstructionResult::CallTooDeep),
    };
    let output = match run.outcome {
        Outcome::Failure => Bytes::new(),
        _ => run.output,
    };
    let Some(most_left) = gas_limit.checked_sub(memory_gas(output.len())) else {
        return HostOutcome::consumed(InstructionResult::OutOfGas);
    };
    HostOutcome {
        result,
        output,
        gas_left: config.ink_to_gas(run.ink_left).min(most_left),
        refund,
    }
}

/// Gas of that much EVM memory.
fn memory_gas(bytes: usize) -> u64 {
    let words = (bytes as u64).div_ceil(32);
    3 * words + words * words / 512
}

fn fault<DB: Database>(failure: Failure) -> Fault<DB> {
    match failure {
        Failure::Fatal(error) => Fault::<DB>::Custom(error),
        other => Fault::<DB>::Custom(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_memory_gas_is_that_of_the_evm() {
        assert_eq!(memory_gas(0), 0);
        assert_eq!(memory_gas(1), 3);
        assert_eq!(memory_gas(32 * 32), 32 * 3 + 2);
    }

    #[test]
    fn test_ended_charges_return_data_the_minimum() {
        let run = RunResult {
            outcome: Outcome::Success,
            output: vec![0; 64].into(),
            ink_left: 1_000_000,
        };
        let outcome = ended(run, 100, &RunConfig::default(), 0);
        assert_eq!(outcome.gas_left, 94);
    }

    #[test]
    fn test_ended_by_stack_consumes_everything() {
        let run = RunResult {
            outcome: Outcome::OutOfStack,
            output: Bytes::new(),
            ink_left: 5,
        };
        let outcome = ended(run, 100, &RunConfig::default(), 7);
        assert_eq!(outcome.result, InstructionResult::CallTooDeep);
        assert_eq!((outcome.gas_left, outcome.refund), (0, 0));
    }
}

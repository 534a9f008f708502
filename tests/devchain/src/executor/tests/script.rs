//! Programs made of steps. Each carries a running value, so that what was read decides what is
//! written, called and logged later.

use std::{path::PathBuf, sync::Arc};

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};

use super::slot;
use crate::{
    executor::programs::{Program, Runtime},
    program::api::{
        ApiResult, CallKind, CallRequest, CreateAnswer, CreateRequest, EvmApi, EvmEnv, Outcome,
        RunResult,
    },
};

/// One step.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Load(u8),
    Store(u8, u8),
    TransientLoad(u8),
    TransientStore(u8, u8),
    /// Static when true.
    Call(bool),
    Log,
    Create,
    Balance,
    /// Reverts when the running value is below this.
    RevertIfLow(u8),
}

/// A runtime whose every program is the same script.
pub(super) struct Scripts(Arc<Script>);

struct Script(Vec<Step>);

impl Scripts {
    pub(super) fn new(steps: Vec<Step>) -> Self {
        Self(Arc::new(Script(steps)))
    }
}

impl Runtime for Scripts {
    fn compile(&self, _wasm: &[u8]) -> Result<Arc<dyn Program>, String> {
        Ok(self.0.clone())
    }
}

impl Program for Script {
    fn run(
        &self,
        _env: &EvmEnv,
        _calldata: &[u8],
        _ink: u64,
        world: &mut dyn EvmApi,
    ) -> ApiResult<RunResult> {
        play(&self.0, world)
    }

    fn pages(&self) -> u16 {
        1
    }
}

/// A file that can be registered; its content does not matter.
pub(super) fn any_wasm() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../foundry/programs/storage.wat")
}

/// Plays a script in a world.
pub(super) fn play(steps: &[Step], world: &mut dyn EvmApi) -> ApiResult<RunResult> {
    let mut value = B256::ZERO;
    for step in steps {
        if matches!(step, Step::RevertIfLow(bound) if value[31] < *bound) {
            return Ok(ended(Outcome::Revert, value));
        }
        let seen = play_one(step, value, world)?;
        value = keccak256([value, seen].concat());
    }
    Ok(ended(Outcome::Success, value))
}

fn play_one(step: &Step, value: B256, world: &mut dyn EvmApi) -> ApiResult<B256> {
    match step {
        Step::Load(key) => world.storage_load(slot(*key)).map(|(value, _)| value),
        Step::Store(key, salt) => {
            let small = B256::with_last_byte(value[31] ^ salt);
            world
                .storage_store(&[(slot(*key), small)], u64::MAX)
                .map(|_| small)
        }
        Step::TransientLoad(key) => world.transient_load(slot(*key)),
        Step::TransientStore(key, salt) => {
            let small = B256::with_last_byte(value[31] ^ salt);
            world.transient_store(slot(*key), small).map(|_| small)
        }
        Step::Call(read_only) => call(*read_only, value, world),
        Step::Log => world.emit_log(vec![value], value.into()).map(|_| value),
        Step::Create => create(value, world),
        Step::Balance => world
            .account_balance(Address::repeat_byte(value[31] % 3))
            .map(|(balance, _)| balance.into()),
        Step::RevertIfLow(_) => Ok(value),
    }
}

fn call(read_only: bool, value: B256, world: &mut dyn EvmApi) -> ApiResult<B256> {
    let answer = world.call(CallRequest {
        kind: if read_only {
            CallKind::Static
        } else {
            CallKind::Call
        },
        target: Address::repeat_byte(value[30] % 2),
        input: Bytes::copy_from_slice(&value[28..]),
        value: U256::ZERO,
        gas_left: 1_000_000,
        gas_requested: u64::MAX,
    })?;
    Ok(keccak256(
        [&[u8::from(answer.success)], answer.output.as_ref()].concat(),
    ))
}

fn create(value: B256, world: &mut dyn EvmApi) -> ApiResult<B256> {
    let request = CreateRequest {
        code: value.into(),
        endowment: U256::ZERO,
        salt: Some(value),
        gas_left: 1_000_000,
    };
    Ok(match world.create(request)? {
        CreateAnswer::Done { address, .. } => address.unwrap_or_default().into_word(),
        CreateAnswer::HostError => B256::ZERO,
    })
}

fn ended(outcome: Outcome, value: B256) -> RunResult {
    RunResult {
        outcome,
        output: value.into(),
        ink_left: 0,
    }
}

//! The chain's own runtime, for the executor.

use std::sync::Arc;

use devchain_wasm::{Rules, prepare};

use super::{
    ARBOS,
    programs::{Program, Runtime},
};
use crate::program::{
    CompiledProgram, RunConfig,
    api::{ApiResult, EvmApi, EvmEnv, RunResult},
    run,
};

/// Validates, instruments and meters as the chain does.
#[derive(Debug, Default)]
pub struct StylusRuntime;

#[derive(Debug)]
struct StylusProgram {
    compiled: CompiledProgram,
    pages: u16,
}

impl Runtime for StylusRuntime {
    fn compile(&self, wasm: &[u8]) -> Result<Arc<dyn Program>, String> {
        let rules = Rules::for_arbos(ARBOS, false);
        let prepared = prepare(wasm, &rules).map_err(|error| error.to_string())?;
        let compiled =
            CompiledProgram::new(&prepared.wasm, false).map_err(|error| error.to_string())?;
        Ok(Arc::new(StylusProgram {
            compiled,
            pages: prepared.activation.footprint,
        }))
    }
}

impl Program for StylusProgram {
    fn run(
        &self,
        env: &EvmEnv,
        calldata: &[u8],
        ink: u64,
        world: &mut dyn EvmApi,
    ) -> ApiResult<RunResult> {
        run(
            &self.compiled,
            calldata,
            env,
            RunConfig::default(),
            ink,
            world,
        )
    }

    fn pages(&self) -> u16 {
        self.pages
    }
}

//! Programs compiled so far, by code hash. They depend on nothing but the code, so they live as
//! long as the executor.

use std::collections::HashMap;

use alloy_primitives::{B256, Bytes};
use devchain_wasm::{
    Rules,
    prefix::{self, Root},
};

use crate::{arbos::params::StylusParams, program::CompiledProgram};

/// Compiled programs.
#[derive(Debug, Default)]
pub(crate) struct ProgramStore {
    programs: HashMap<(B256, u16), CompiledProgram>,
}

impl ProgramStore {
    /// The program of a code, compiled for a version of Stylus.
    pub(crate) fn find(&self, code_hash: B256, version: u16) -> Option<CompiledProgram> {
        self.programs.get(&(code_hash, version)).cloned()
    }

    /// Unpacks, instruments and compiles a program that has been activated before.
    ///
    /// # Errors
    /// A text when the code does not compile, which activation excludes unless the state was
    /// edited by hand.
    pub(crate) fn compile(
        &mut self,
        code_hash: B256,
        code: &Bytes,
        fragments: &[Bytes],
        params: &StylusParams,
        debug: bool,
    ) -> Result<CompiledProgram, String> {
        let max = params.max_wasm_size as usize;
        let wasm = match Root::parse(code) {
            Ok(root) => root.assemble(fragments, max),
            Err(_) => prefix::decompress(code, max),
        };
        let wasm = wasm.map_err(|error| error.to_string())?;
        // Only what changes the instrumented code counts here: the limits held at activation.
        let rules = Rules {
            stylus_version: params.version,
            arbos_version: 0,
            debug,
            page_limit: devchain_wasm::rules::HEAP_BOUND_PAGES as u16,
        };
        let prepared = devchain_wasm::prepare(&wasm, &rules).map_err(|error| error.to_string())?;
        let program = CompiledProgram::new(&prepared.wasm, debug);
        let program = program.map_err(|error| error.to_string())?;
        self.programs
            .insert((code_hash, params.version), program.clone());
        Ok(program)
    }
}

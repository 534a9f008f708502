//! Machine code of this process, by the hash of the instrumented module.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use alloy_primitives::{B256, keccak256};

use super::{engine::CompileError, run::CompiledProgram};

/// Programs kept; beyond that the cache starts over.
const CAPACITY: usize = 1024;

type Programs = HashMap<(B256, bool), CompiledProgram>;

static PROGRAMS: LazyLock<Mutex<Programs>> = LazyLock::new(Mutex::default);

/// Compiles a program, or takes it from the cache.
pub(super) fn compiled(instrumented: &[u8], debug: bool) -> Result<CompiledProgram, CompileError> {
    let key = (keccak256(instrumented), debug);
    let lock = || PROGRAMS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(program) = lock().get(&key) {
        return Ok(program.clone());
    }
    // Not under the lock: compiling takes long, and doing it twice does no harm.
    let program = CompiledProgram::compile(instrumented, debug)?;
    let mut programs = lock();
    if programs.len() >= CAPACITY {
        programs.clear();
    }
    programs.insert(key, program.clone());
    Ok(program)
}

//! Instrumentation, in the reference's order: start, meter, dynamic, depth, heap.

mod depth;
mod dynamic;
mod encode;
mod heap;
mod meter;

use wasmparser::{ExternalKind, Operator};

use crate::{ENTRY_POINT, MEMORY, Rules, ValidationError, hostio, module::Module};

pub(crate) use encode::encode;

/// Number of globals the instrumentation adds.
pub(crate) const ADDED_GLOBALS: u32 = 4;

/// Indices of the added globals.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AddedGlobals {
    pub(crate) ink_left: u32,
    pub(crate) ink_status: u32,
    pub(crate) scratch: u32,
    pub(crate) stack_left: u32,
}

impl AddedGlobals {
    /// They follow the module's own.
    pub(crate) fn of(module: &Module<'_>) -> Self {
        let first = module.globals.len() as u32;
        Self {
            ink_left: first,
            ink_status: first + 1,
            scratch: first + 2,
            stack_left: first + 3,
        }
    }
}

/// Rewrites every function; exports and start function by the debug flag.
pub(crate) fn instrument(module: &mut Module<'_>, rules: &Rules) -> Result<(), ValidationError> {
    if !rules.debug {
        module.exports.retain(|e| is_kept(e.name, e.kind));
        module.function_names.clear();
    }
    let globals = AddedGlobals::of(module);
    let pay_for_memory_grow = heap::import(module)?;
    for function in 0..module.codes.len() {
        let Some(code) = module.codes.get_mut(function) else {
            continue;
        };
        let ops = std::mem::take(&mut code.ops);
        let locals = code.locals.len() as u64;
        let ops = meter::apply(ops, &module.types, globals);
        let ops = dynamic::apply(ops, globals);
        let words = depth::frame_words(module, &ops, function as u32, locals)?;
        let ops = depth::apply(ops, words, globals.stack_left);
        let ops = heap::apply(ops, pay_for_memory_grow, globals.scratch);
        if let Some(code) = module.codes.get_mut(function) {
            code.ops = ops;
        }
    }
    Ok(())
}

/// Exports that stay on chains that are not debug chains.
fn is_kept(name: &str, kind: ExternalKind) -> bool {
    (name == ENTRY_POINT && kind == ExternalKind::Func)
        || (name == MEMORY && kind == ExternalKind::Memory)
}

fn global_get<'a>(global_index: u32) -> Operator<'a> {
    Operator::GlobalGet { global_index }
}

fn global_set<'a>(global_index: u32) -> Operator<'a> {
    Operator::GlobalSet { global_index }
}

fn if_empty<'a>() -> Operator<'a> {
    Operator::If {
        blockty: wasmparser::BlockType::Empty,
    }
}

/// True if the memory may grow, so that growth must be paid for.
pub(crate) fn may_grow(module: &Module<'_>) -> bool {
    let fixed = |m: &wasmparser::MemoryType| m.maximum == Some(m.initial);
    !module.memories.first().is_some_and(fixed)
}

/// Index of the import that pays for memory, if the memory may grow.
fn pay_import(module: &Module<'_>) -> Result<Option<u32>, ValidationError> {
    if !may_grow(module) {
        return Ok(None);
    }
    module
        .import_index(hostio::VM_HOOKS, hostio::PAY_FOR_MEMORY_GROW)
        .map(Some)
        .ok_or(ValidationError::MissingMemoryGrow)
}

//! Memory growth is paid for by a host function just before it happens.

use wasmparser::Operator;

use super::{global_get, global_set, pay_import};
use crate::{ValidationError, module::Module};

/// Index of the paying import, or `None` where the memory cannot grow.
pub(super) fn import(module: &Module<'_>) -> Result<Option<u32>, ValidationError> {
    pay_import(module)
}

/// Puts the payment in front of each `memory.grow`; the pages are on top of the stack.
pub(super) fn apply(
    ops: Vec<Operator<'_>>,
    pay_for_memory_grow: Option<u32>,
    scratch: u32,
) -> Vec<Operator<'_>> {
    let Some(function_index) = pay_for_memory_grow else {
        return ops;
    };
    let mut out = Vec::with_capacity(ops.len());
    for op in ops {
        if matches!(op, Operator::MemoryGrow { .. }) {
            out.extend([
                global_set(scratch),
                global_get(scratch),
                global_get(scratch),
                Operator::Call { function_index },
            ]);
        }
        out.push(op);
    }
    out
}

//! Ink per byte of `memory.fill` and `memory.copy`, whose length only the run knows.

use wasmparser::Operator;

use super::{AddedGlobals, global_get, global_set, if_empty};
use crate::price::BULK_BYTE_INK;

/// Puts the charge in front of each bulk operator; the length is on top of the stack.
pub(super) fn apply(ops: Vec<Operator<'_>>, globals: AddedGlobals) -> Vec<Operator<'_>> {
    let mut out = Vec::with_capacity(ops.len());
    for op in ops {
        if matches!(
            op,
            Operator::MemoryFill { .. } | Operator::MemoryCopy { .. }
        ) {
            charge(&mut out, globals);
        }
        out.push(op);
    }
    out
}

/// `old - length * price` cannot overflow in the product; an underflow shows as `old < new`.
fn charge(out: &mut Vec<Operator<'_>>, globals: AddedGlobals) {
    out.extend([
        global_set(globals.scratch),
        global_get(globals.ink_left),
        global_get(globals.ink_left),
        global_get(globals.scratch),
        Operator::I64ExtendI32U,
        Operator::I64Const {
            value: BULK_BYTE_INK as i64,
        },
        Operator::I64Mul,
        Operator::I64Sub,
        global_set(globals.ink_left),
        global_get(globals.ink_left),
        Operator::I64LtU,
        if_empty(),
        Operator::I32Const { value: 1 },
        global_set(globals.ink_status),
        Operator::Unreachable,
        Operator::End,
        global_get(globals.scratch),
    ]);
}

//! Ink: every block is paid for before it runs.

use wasmparser::{FuncType, Operator};

use super::{AddedGlobals, global_get, global_set, if_empty};
use crate::{operators::ends_block, price};

/// Puts in front of each block: trap with status 1 if the ink is short, else deduct.
pub(super) fn apply<'a>(
    ops: Vec<Operator<'a>>,
    types: &[FuncType],
    globals: AddedGlobals,
) -> Vec<Operator<'a>> {
    let mut out = Vec::with_capacity(ops.len() * 3);
    let mut block = Vec::new();
    let mut cost = 0u64;
    for op in ops {
        cost = cost.saturating_add(price::operator_ink(&op, types));
        let end = ends_block(&op);
        block.push(op);
        if end {
            header(
                &mut out,
                cost.saturating_add(price::BLOCK_HEADER_INK),
                globals,
            );
            out.append(&mut block);
            cost = 0;
        }
    }
    out
}

fn header(out: &mut Vec<Operator<'_>>, cost: u64, globals: AddedGlobals) {
    let value = cost as i64;
    out.extend([
        global_get(globals.ink_left),
        Operator::I64Const { value },
        Operator::I64LtU,
        if_empty(),
        Operator::I32Const { value: 1 },
        global_set(globals.ink_status),
        Operator::Unreachable,
        Operator::End,
        global_get(globals.ink_left),
        Operator::I64Const { value },
        Operator::I64Sub,
        global_set(globals.ink_left),
    ]);
}

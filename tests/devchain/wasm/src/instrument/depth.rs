//! Stack words: a frame's size is known statically, so overflow is the same on every machine.

use wasmparser::{BlockType, FuncType, Operator};

use super::{global_get, global_set, if_empty};
use crate::{ValidationError, module::Module};

/// Most words of a frame.
const MAX_FRAME_WORDS: u64 = 10 * 1024;
/// Most values on the operand stack at once.
const MAX_STACK_WORDS: u64 = 4096;
/// Words every frame counts for return address and saved state.
const FRAME_OVERHEAD_WORDS: u64 = 4;

/// Size of the frame in words, from code that is already metered.
pub(super) fn frame_words(
    module: &Module<'_>,
    ops: &[Operator<'_>],
    function: u32,
    locals: u64,
) -> Result<u64, ValidationError> {
    let have = worst_stack(module, ops);
    if have > MAX_STACK_WORDS {
        return Err(ValidationError::StackContention {
            function,
            have,
            want: MAX_STACK_WORDS,
        });
    }
    let have = have + locals + FRAME_OVERHEAD_WORDS;
    if have > MAX_FRAME_WORDS {
        return Err(ValidationError::FrameTooLarge {
            function,
            have,
            want: MAX_FRAME_WORDS,
        });
    }
    Ok(have)
}

/// Deducts the frame on entry, gives it back before every return and at the end.
///
/// A branch to the function's own label leaves without giving back, as in the reference.
pub(super) fn apply(ops: Vec<Operator<'_>>, words: u64, stack_left: u32) -> Vec<Operator<'_>> {
    let value = words as i32;
    let mut out = Vec::with_capacity(ops.len() + 24);
    out.extend([
        global_get(stack_left),
        Operator::I32Const { value },
        Operator::I32LeU,
        if_empty(),
        Operator::I32Const { value: 0 },
        global_set(stack_left),
        Operator::Unreachable,
        Operator::End,
        global_get(stack_left),
        Operator::I32Const { value },
        Operator::I32Sub,
        global_set(stack_left),
    ]);
    let last = ops.len().saturating_sub(1);
    for (index, op) in ops.into_iter().enumerate() {
        if index == last {
            give_back(&mut out, value, stack_left);
            out.push(Operator::Return);
        } else if matches!(op, Operator::Return) {
            give_back(&mut out, value, stack_left);
        }
        out.push(op);
    }
    out
}

fn give_back(out: &mut Vec<Operator<'_>>, value: i32, stack_left: u32) {
    out.extend([
        global_get(stack_left),
        Operator::I32Const { value },
        Operator::I32Add,
        global_set(stack_left),
    ]);
}

/// Operand stack while walking a function, and its worst height.
#[derive(Default)]
struct Height {
    now: u64,
    worst: u64,
    /// Heights at the beginning of open blocks.
    scopes: Vec<u64>,
}

impl Height {
    fn push(&mut self, count: usize) {
        self.now += count as u64;
        self.worst = self.worst.max(self.now);
    }

    fn pop(&mut self, count: usize) {
        self.now = self.now.saturating_sub(count as u64);
    }

    /// Results are pushed before parameters are popped, so both count at once.
    fn call(&mut self, ty: &FuncType) {
        self.push(ty.results().len());
        self.pop(ty.params().len());
    }

    fn open(&mut self, blockty: BlockType, types: &[FuncType]) {
        match blockty {
            BlockType::Empty => {}
            BlockType::Type(_) => self.push(1),
            BlockType::FuncType(index) => {
                if let Some(ty) = types.get(index as usize) {
                    self.call(ty);
                }
            }
        }
        self.scopes.push(self.now);
    }

    /// Back to the height at which the innermost block began.
    fn rewind(&mut self) {
        if let Some(height) = self.scopes.last() {
            self.now = *height;
        }
    }
}

fn worst_stack(module: &Module<'_>, ops: &[Operator<'_>]) -> u64 {
    let mut height = Height {
        scopes: vec![0],
        ..Height::default()
    };
    for op in ops {
        step(&mut height, module, op);
    }
    height.worst
}

fn step(height: &mut Height, module: &Module<'_>, op: &Operator<'_>) {
    use Operator::*;
    match op {
        Block { blockty } | Loop { blockty } => height.open(*blockty, &module.types),
        If { blockty } => {
            height.pop(1);
            height.open(*blockty, &module.types);
        }
        Else => height.rewind(),
        End => {
            height.rewind();
            height.scopes.pop();
        }
        Call { function_index } => {
            if let Some(ty) = module.function_type(*function_index) {
                height.call(ty);
            }
        }
        CallIndirect { type_index, .. } => {
            if let Some(ty) = module.types.get(*type_index as usize) {
                height.call(ty);
            }
            height.pop(1);
        }
        MemoryFill { .. } | MemoryCopy { .. } => height.pop(3),
        LocalGet { .. } | GlobalGet { .. } | MemorySize { .. } => height.push(1),
        I32Const { .. } | I64Const { .. } | F32Const { .. } | F64Const { .. } => height.push(1),
        Select => height.pop(2),
        I32Store { .. } | I64Store { .. } | F32Store { .. } | F64Store { .. } => height.pop(2),
        I32Store8 { .. } | I32Store16 { .. } => height.pop(2),
        I64Store8 { .. } | I64Store16 { .. } | I64Store32 { .. } => height.pop(2),
        Drop | BrIf { .. } | BrTable { .. } | LocalSet { .. } | GlobalSet { .. } => height.pop(1),
        op if is_binary(op) => height.pop(1),
        _ => {}
    }
}

/// Integer operators that take two values and leave one.
#[rustfmt::skip]
fn is_binary(op: &Operator<'_>) -> bool {
    use Operator::*;
    matches!(
        op,
        I32Eq | I32Ne | I32LtS | I32LtU | I32GtS | I32GtU | I32LeS | I32LeU | I32GeS | I32GeU
            | I64Eq | I64Ne | I64LtS | I64LtU | I64GtS | I64GtU | I64LeS | I64LeU | I64GeS | I64GeU
            | I32Add | I32Sub | I32Mul | I32DivS | I32DivU | I32RemS | I32RemU
            | I64Add | I64Sub | I64Mul | I64DivS | I64DivU | I64RemS | I64RemU
            | I32And | I32Or | I32Xor | I32Shl | I32ShrS | I32ShrU | I32Rotl | I32Rotr
            | I64And | I64Or | I64Xor | I64Shl | I64ShrS | I64ShrU | I64Rotl | I64Rotr
    )
}

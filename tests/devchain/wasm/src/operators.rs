//! Operators that no program may contain, in lists that a reader can hold against the reference.

use wasmparser::Operator;

use crate::{ValidationError, module::Module};

/// Mnemonic of an operator in the parser's spelling (`I32Add`, `MemoryInit`, ...).
pub(crate) fn mnemonic(op: &Operator<'_>) -> String {
    let text = format!("{op:?}");
    let end = text.find([' ', '{', '(']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().to_owned()
}

/// Refuses floats and what is left of bulk memory, in every function.
pub(crate) fn check(module: &Module<'_>) -> Result<(), ValidationError> {
    for (function, code) in module.codes.iter().enumerate() {
        let function = function as u32;
        for op in &code.ops {
            if is_unsupported(op) {
                let operator = mnemonic(op);
                return Err(ValidationError::Operator { function, operator });
            }
            if is_float_arithmetic(op) {
                let operator = mnemonic(op);
                return Err(ValidationError::Float { function, operator });
            }
        }
    }
    Ok(())
}

/// What the accepted features would let through but no stage of the reference implements.
fn is_unsupported(op: &Operator<'_>) -> bool {
    use Operator::*;
    matches!(
        op,
        MemoryInit { .. }
            | DataDrop { .. }
            | ElemDrop { .. }
            | TableInit { .. }
            | TableCopy { .. }
            | TableFill { .. }
            | TableGet { .. }
            | TableSet { .. }
            | TableGrow { .. }
            | TableSize { .. }
            | TypedSelect { .. }
    )
}

/// Arithmetic, comparison and conversion; loads, stores, constants and reinterpretation are not.
#[rustfmt::skip]
fn is_float_arithmetic(op: &Operator<'_>) -> bool {
    use Operator::*;
    matches!(
        op,
        F32Eq | F32Ne | F32Lt | F32Gt | F32Le | F32Ge | F64Eq | F64Ne | F64Lt | F64Gt | F64Le | F64Ge
            | F32Abs | F32Neg | F32Ceil | F32Floor | F32Trunc | F32Nearest | F32Sqrt
            | F64Abs | F64Neg | F64Ceil | F64Floor | F64Trunc | F64Nearest | F64Sqrt
            | F32Add | F32Sub | F32Mul | F32Div | F32Min | F32Max | F32Copysign
            | F64Add | F64Sub | F64Mul | F64Div | F64Min | F64Max | F64Copysign
            | I32TruncF32S | I32TruncF32U | I32TruncF64S | I32TruncF64U
            | I64TruncF32S | I64TruncF32U | I64TruncF64S | I64TruncF64U
            | I32TruncSatF32S | I32TruncSatF32U | I32TruncSatF64S | I32TruncSatF64U
            | I64TruncSatF32S | I64TruncSatF32U | I64TruncSatF64S | I64TruncSatF64U
            | F32ConvertI32S | F32ConvertI32U | F32ConvertI64S | F32ConvertI64U | F32DemoteF64
            | F64ConvertI32S | F64ConvertI32U | F64ConvertI64S | F64ConvertI64U | F64PromoteF32
    )
}

/// True for an operator that closes a metered block.
pub(crate) fn ends_block(op: &Operator<'_>) -> bool {
    use Operator::*;
    matches!(
        op,
        End | Else
            | Return
            | Loop { .. }
            | Br { .. }
            | BrTable { .. }
            | BrIf { .. }
            | If { .. }
            | Call { .. }
            | CallIndirect { .. }
    )
}

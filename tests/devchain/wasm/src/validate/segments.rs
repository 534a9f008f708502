//! Globals and segments: plain constants, inside their memory or table.

use wasmparser::{ConstExpr, DataKind, Element, ElementItems, ElementKind, Operator};

use crate::{ValidationError, module::Module};

/// Bytes of a WASM page.
const PAGE_BYTES: u64 = 65_536;

/// Checks initialisers.
pub(super) fn check(module: &Module<'_>) -> Result<(), ValidationError> {
    for (index, global) in module.globals.iter().enumerate() {
        if constant(&global.init_expr)?.is_none() {
            return Err(ValidationError::GlobalInitializer(index as u32));
        }
    }
    for index in 0..module.datas.len() {
        data(module, index)?;
    }
    for (index, segment) in module.elements.iter().enumerate() {
        element(module, index as u32, segment)?;
    }
    Ok(())
}

/// The operator of an expression that consists of one constant.
fn constant<'a>(expr: &ConstExpr<'a>) -> Result<Option<Operator<'a>>, ValidationError> {
    let mut reader = expr.get_operators_reader();
    let first = reader.read()?;
    let is_end = matches!(reader.read()?, Operator::End) && reader.eof();
    let is_constant = matches!(
        first,
        Operator::I32Const { .. }
            | Operator::I64Const { .. }
            | Operator::F32Const { .. }
            | Operator::F64Const { .. }
    );
    Ok((is_end && is_constant).then_some(first))
}

fn offset(expr: &ConstExpr<'_>) -> Result<Option<u64>, ValidationError> {
    Ok(match constant(expr)? {
        Some(Operator::I32Const { value }) => Some(u64::from(value as u32)),
        _ => None,
    })
}

fn data(module: &Module<'_>, index: usize) -> Result<(), ValidationError> {
    let (Some(segment), Some(memory)) = (module.datas.get(index), module.memories.first()) else {
        return Ok(());
    };
    let DataKind::Active { offset_expr, .. } = &segment.kind else {
        return Ok(());
    };
    let (what, index) = ("data", index as u32);
    let Some(offset) = offset(offset_expr)? else {
        return Err(ValidationError::SegmentNotConstant { what, index });
    };
    let end = offset + segment.data.len() as u64;
    bounds(what, index, end, memory.initial * PAGE_BYTES)
}

fn element(module: &Module<'_>, index: u32, segment: &Element<'_>) -> Result<(), ValidationError> {
    let ElementKind::Active {
        table_index,
        offset_expr,
    } = &segment.kind
    else {
        return Ok(());
    };
    let what = "element";
    let (Some(offset), ElementItems::Functions(items)) = (offset(offset_expr)?, &segment.items)
    else {
        return Err(ValidationError::SegmentNotConstant { what, index });
    };
    let table = module.tables.get(table_index.unwrap_or_default() as usize);
    let size = table.map_or(0, |t| t.initial);
    bounds(what, index, offset + u64::from(items.count()), size)
}

fn bounds(what: &'static str, index: u32, have: u64, want: u64) -> Result<(), ValidationError> {
    if have > want {
        return Err(ValidationError::SegmentOutOfBounds {
            what,
            index,
            have,
            want,
        });
    }
    Ok(())
}

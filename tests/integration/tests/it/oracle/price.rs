//! The published prices, in ink unless a name says gas. A gas is 10,000 ink.

use wasmparser::{FuncType, Operator};

pub(crate) const INK_PER_GAS: u64 = 10_000;
/// On entering a run of operators that nothing jumps out of or into.
pub(crate) const RUN: u64 = 2_450;
/// Each byte that `memory.copy` and `memory.fill` move.
pub(crate) const BULK_BYTE: u64 = 100;

/// The transaction itself, in gas.
pub(crate) fn intrinsic(data: &[u8]) -> u64 {
    let bytes = data.iter().map(|byte| if *byte == 0 { 4 } else { 16 });
    21_000 + bytes.sum::<u64>()
}

/// Pages of memory that cost nothing; the oracle has no prices for more.
pub(crate) const FREE_PAGES: u64 = 2;

/// Growing the memory of a program to so many pages, by so many.
pub(crate) fn grow(pages: u64, by: u64) -> u64 {
    assert!(pages <= FREE_PAGES, "{pages} pages are not free");
    if by == 0 { 8_400 } else { 0 }
}

/// Bytes handed to the program.
pub(crate) fn write(bytes: u64) -> u64 {
    5_040 + 30 * bytes.saturating_sub(32)
}

/// Bytes taken from the program.
pub(crate) fn read(bytes: u64) -> u64 {
    16_381 + 55 * bytes.saturating_sub(32)
}

/// One operator. Families of names carry the price: the parser spells `i32.add` as `I32Add`.
pub(crate) fn operator(op: &Operator<'_>, types: &[FuncType]) -> u64 {
    match op {
        Operator::BrTable { targets } => return 2_400 + 325 * u64::from(targets.len()),
        Operator::CallIndirect { type_index, .. } => {
            return 13_610 + 650 * types[*type_index as usize].params().len() as u64;
        }
        _ => {}
    }
    let text = format!("{op:?}");
    let name = text.split([' ', '{', '(']).next().unwrap_or_default();
    plain(name).unwrap_or_else(|| panic!("{name} has no price"))
}

fn plain(name: &str) -> Option<u64> {
    let fixed = match name {
        "Unreachable" | "Return" | "Nop" | "I32Const" | "I64Const" | "Block" | "Loop" | "Else"
        | "End" => 1,
        "Drop" => 9,
        "Br" | "BrIf" | "If" => 765,
        "Select" => 1_250,
        "Call" => 3_800,
        "LocalGet" | "LocalTee" => 75,
        "LocalSet" => 210,
        "GlobalGet" => 225,
        "GlobalSet" => 575,
        "MemorySize" => 3_000,
        "MemoryGrow" => 8_050,
        "MemoryCopy" | "MemoryFill" => 950,
        "I32Mul" | "I64Mul" => 160,
        "I32Popcnt" => 2_650,
        "I64Popcnt" => 6_000,
        "I32WrapI64" => 100,
        _ => 0,
    };
    if fixed > 0 {
        return Some(fixed);
    }
    let (wide, rest) = match name.split_at_checked(3)? {
        ("I32", rest) => (false, rest),
        ("I64", rest) => (true, rest),
        _ => return None,
    };
    let pick = |narrow: u64, broad: u64| Some(if wide { broad } else { narrow });
    let starts = |heads: &[&str]| heads.iter().any(|head| rest.starts_with(head));
    if starts(&["Extend"]) {
        return Some(100);
    }
    if starts(&["Load"]) {
        return pick(670, 680);
    }
    if starts(&["Store"]) {
        return pick(825, 950);
    }
    if starts(&["Div", "Rem"]) {
        return pick(1_120, 1_270);
    }
    if starts(&["Clz", "Ctz"]) {
        return Some(210);
    }
    if starts(&["Eq", "Ne", "Lt", "Gt", "Le", "Ge"]) {
        return pick(170, 225);
    }
    if starts(&["Add", "Sub", "And", "Or", "Xor", "Shl", "Shr", "Rot"]) {
        return pick(70, 100);
    }
    None
}

/// Whether a run of operators ends with this one.
pub(crate) fn ends_run(op: &Operator<'_>) -> bool {
    matches!(
        op,
        Operator::End
            | Operator::Else
            | Operator::Return
            | Operator::Loop { .. }
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::If { .. }
            | Operator::Call { .. }
            | Operator::CallIndirect { .. }
    )
}

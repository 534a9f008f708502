//! Counts and sizes.

use crate::{Rules, ValidationError, instrument, module::Module, rules::HEAP_BOUND_PAGES};

const MAX_EXPORTS: u64 = 1024;
const MAX_NAME_BYTES: usize = 512;
const MAX_DATA_SEGMENTS: u64 = 128;
const MAX_ELEMENT_SEGMENTS: u64 = 128;
const MAX_FUNCTIONS: u64 = 4096;
const MAX_GLOBALS: u64 = 32_768;
const MAX_LOCALS: u64 = 348;
const MAX_OPERATORS: u64 = 65_536;
const MAX_IMPORTS: u64 = 513;
const MAX_TABLE_ENTRIES: u64 = 4096;
const MAX_ELEMENT_BYTES: u64 = 4096;
/// Imports are limited from this ArbOS version on.
const ARBOS_IMPORT_LIMIT: u64 = 32;

/// Number and names of exports, and the module's name.
pub(super) fn exports(module: &Module<'_>) -> Result<(), ValidationError> {
    limit("exports", module.exports.len() as u64, MAX_EXPORTS)?;
    for export in &module.exports {
        name("export name", export.name)?;
    }
    name("module name", module.module_name.unwrap_or_default())
}

fn name(what: &'static str, name: &str) -> Result<(), ValidationError> {
    if name.len() > MAX_NAME_BYTES {
        return Err(ValidationError::NameTooLong {
            what,
            have: name.len(),
            want: MAX_NAME_BYTES,
        });
    }
    Ok(())
}

/// Initial pages against the bound of every program and the pages free now.
pub(super) fn memory(module: &Module<'_>, rules: &Rules) -> Result<(), ValidationError> {
    let memory = module.memories.first();
    let have = memory.ok_or(ValidationError::MissingMemory)?.initial;
    let want = HEAP_BOUND_PAGES.min(rules.page_limit.into());
    if have > want {
        return Err(ValidationError::MemoryTooLarge { have, want });
    }
    Ok(())
}

/// Everything else that is counted; operators are those of the instrumented program.
pub(super) fn counts(module: &Module<'_>, rules: &Rules) -> Result<(), ValidationError> {
    limit("memories", module.memories.len() as u64, 1)?;
    limit(
        "data segments",
        module.datas.len() as u64,
        MAX_DATA_SEGMENTS,
    )?;
    limit(
        "element segments",
        module.elements.len() as u64,
        MAX_ELEMENT_SEGMENTS,
    )?;
    limit("functions", module.codes.len() as u64, MAX_FUNCTIONS)?;
    let globals = module.globals.len() as u64 + u64::from(instrument::ADDED_GLOBALS);
    limit("globals", globals, MAX_GLOBALS)?;
    for (function, code) in module.codes.iter().enumerate() {
        let function = function as u32;
        limit_in(function, "locals", code.locals.len() as u64, MAX_LOCALS)?;
        limit_in(function, "operators", code.ops.len() as u64, MAX_OPERATORS)?;
    }
    if rules.arbos_version >= ARBOS_IMPORT_LIMIT {
        limit("imports", module.imports.len() as u64, MAX_IMPORTS)?;
    }
    let entries = module.tables.iter().map(|t| t.initial);
    limit(
        "table entries",
        entries.fold(0, u64::saturating_add),
        MAX_TABLE_ENTRIES,
    )?;
    // The reference counts the bytes of the segments, not their items.
    let bytes: u64 = module.elements.iter().map(|e| e.range.len() as u64).sum();
    limit("element entries", bytes, MAX_ELEMENT_BYTES)
}

fn limit(what: &'static str, have: u64, want: u64) -> Result<(), ValidationError> {
    if have > want {
        return Err(ValidationError::TooMany { what, have, want });
    }
    Ok(())
}

fn limit_in(
    function: u32,
    what: &'static str,
    have: u64,
    want: u64,
) -> Result<(), ValidationError> {
    if have > want {
        return Err(ValidationError::TooManyInFunction {
            function,
            what,
            have,
            want,
        });
    }
    Ok(())
}

//! Memory, entry point, reserved names.

use wasmparser::{ExternalKind, FuncType, ValType};

use super::imports::signature;
use crate::{ENTRY_POINT, MEMORY, ValidationError, module::Module};

/// Beginning of names that belong to the instrumentation.
pub(super) const RESERVED: &str = "stylus";

/// Checks what is exported.
pub(super) fn check(module: &Module<'_>) -> Result<(), ValidationError> {
    for export in &module.exports {
        let symbol = last_part(export.name);
        if module.imports.iter().any(|i| i.name == symbol) {
            return Err(ValidationError::ReExportedImport(symbol.to_owned()));
        }
        if symbol.starts_with(RESERVED) {
            return Err(ValidationError::ReservedSymbol {
                direction: "exports",
                name: symbol.to_owned(),
            });
        }
    }
    let is_memory = |e: &&wasmparser::Export<'_>| e.name == MEMORY && e.index == 0;
    match module.exports.iter().find(is_memory) {
        Some(export) if export.kind == ExternalKind::Memory => entry_point(module),
        _ => Err(ValidationError::MissingMemory),
    }
}

/// The symbol in a name qualified as `module__symbol`.
fn last_part(name: &str) -> &str {
    name.rsplit("__").next().unwrap_or(name)
}

fn entry_point(module: &Module<'_>) -> Result<(), ValidationError> {
    let found = module.exports.iter().find(|e| e.name == ENTRY_POINT);
    let export = found.ok_or(ValidationError::MissingEntryPoint)?;
    if export.kind != ExternalKind::Func {
        return Err(ValidationError::EntryPointKind);
    }
    let want = FuncType::new([ValType::I32], [ValType::I32]);
    match module.function_type(export.index) {
        Some(ty) if *ty == want => Ok(()),
        other => Err(ValidationError::EntryPointType {
            have: other.map(signature).unwrap_or_default(),
        }),
    }
}

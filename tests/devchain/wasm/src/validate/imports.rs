//! Imports: known functions with their exact types.

use std::collections::HashMap;

use wasmparser::{FuncType, ValType};

use super::exports::RESERVED;
use crate::{
    Rules, ValidationError, hostio,
    module::{FunctionImport, Module},
};

/// Checks what is imported.
pub(super) fn check(module: &Module<'_>, rules: &Rules) -> Result<(), ValidationError> {
    let mut seen = HashMap::new();
    for import in &module.imports {
        let key = (import.module, import.name);
        if seen
            .insert(key, import.type_index)
            .unwrap_or(import.type_index)
            != import.type_index
        {
            return Err(ValidationError::InconsistentImport {
                module: import.module.to_owned(),
                name: import.name.to_owned(),
            });
        }
        if import.name.starts_with(RESERVED) {
            return Err(ValidationError::ReservedSymbol {
                direction: "imports",
                name: import.name.to_owned(),
            });
        }
        check_one(module, import, rules)?;
    }
    Ok(())
}

fn check_one(
    parsed: &Module<'_>,
    import: &FunctionImport<'_>,
    rules: &Rules,
) -> Result<(), ValidationError> {
    let module = import.module.to_owned();
    let name = import.name.to_owned();
    let Some(host) = hostio::find(import.module, import.name) else {
        return Err(ValidationError::UnknownImport { module, name });
    };
    if host.debug && !rules.debug {
        return Err(ValidationError::DebugImport { module, name });
    }
    let want = FuncType::new(host.params.to_vec(), host.results.to_vec());
    match parsed.types.get(import.type_index as usize) {
        Some(have) if *have == want => Ok(()),
        have => Err(ValidationError::ImportType {
            module,
            name,
            have: have.map(signature).unwrap_or_default(),
            want: signature(&want),
        }),
    }
}

/// A type as text: `(i32, i64) -> (i32)`.
pub(super) fn signature(ty: &FuncType) -> String {
    let list = |types: &[ValType]| {
        let names: Vec<_> = types.iter().map(ToString::to_string).collect();
        names.join(", ")
    };
    format!("({}) -> ({})", list(ty.params()), list(ty.results()))
}

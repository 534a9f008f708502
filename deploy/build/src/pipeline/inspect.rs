//! What must hold of the bytes before they may ship.

use devchain_wasm::{Rules, prepare};
use wasmparser::{ExternalKind, Parser, Payload};

use crate::{BuildError, Contract};

/// Most bytes of deployed code on any chain.
const MAX_CODE_BYTES: usize = 24_576;

/// Both rule sets in use: today's chains, and those not yet upgraded.
const ARBOS_VERSIONS: [u64; 2] = [61, 51];

/// The function a chain calls must be exported.
pub(super) fn entry_point(contract: &Contract, wasm: &[u8]) -> Result<(), BuildError> {
    let found = exports(wasm).map_err(|error| {
        BuildError::malformed(format!("the WASM of `{}`", contract.name), error)
    })?;
    if found.iter().any(|name| name == devchain_wasm::ENTRY_POINT) {
        return Ok(());
    }
    Err(BuildError::NoEntryPoint {
        contract: contract.name.clone(),
    })
}

/// An activation must accept the program.
pub(super) fn activation(contract: &Contract, wasm: &[u8]) -> Result<(), BuildError> {
    for arbos in ARBOS_VERSIONS {
        prepare(wasm, &Rules::for_arbos(arbos, false)).map_err(|error| BuildError::Refused {
            contract: contract.name.clone(),
            arbos,
            reason: error.to_string(),
        })?;
    }
    Ok(())
}

/// The deployed code must fit the chain, and the contract's own budget.
pub(super) fn size(contract: &Contract, have: usize) -> Result<(), BuildError> {
    let limits = [
        (Some(MAX_CODE_BYTES), "the chain's limit"),
        (contract.max_code_bytes, "its budget"),
    ];
    for (limit, whose) in limits {
        if let Some(limit) = limit.filter(|limit| have > *limit) {
            return Err(BuildError::TooLarge {
                contract: contract.name.clone(),
                have,
                limit,
                whose,
            });
        }
    }
    Ok(())
}

fn exports(wasm: &[u8]) -> wasmparser::Result<Vec<String>> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ExportSection(section) = payload? {
            for export in section {
                let export = export?;
                if export.kind == ExternalKind::Func {
                    names.push(export.name.to_owned());
                }
            }
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Level;

    fn contract(max_code_bytes: Option<usize>) -> Contract {
        Contract {
            name: "vault".to_owned(),
            folder: "contracts/vault".into(),
            level: Level::Three,
            ships: true,
            max_code_bytes,
        }
    }

    fn wasm(text: &str) -> Vec<u8> {
        wat::parse_str(text).expect("a well-formed program")
    }

    #[test]
    fn test_entry_point_missing_is_an_error() {
        let bare = wasm(r#"(module (memory (export "user_entrypoint") 1))"#);
        let error = entry_point(&contract(None), &bare).expect_err("a memory is no function");
        assert!(matches!(error, BuildError::NoEntryPoint { .. }));
    }

    #[test]
    fn test_activation_refuses_floating_point() {
        let program = wasm(
            r#"(module (memory (export "memory") 1)
                (func (export "user_entrypoint") (param i32) (result i32)
                    (i32.trunc_f32_s (f32.const 1))))"#,
        );
        let error = activation(&contract(None), &program).expect_err("chains have no floats");
        assert!(
            matches!(error, BuildError::Refused { arbos: 61, .. }),
            "{error}"
        );
    }

    #[test]
    fn test_size_at_the_limit_passes_and_above_fails() {
        assert!(size(&contract(None), MAX_CODE_BYTES).is_ok());
        let error = size(&contract(None), MAX_CODE_BYTES + 1).expect_err("one byte too many");
        assert!(
            error.to_string().contains("24577 bytes compressed, 24576"),
            "{error}"
        );
    }

    #[test]
    fn test_size_above_the_budget_fails() {
        assert!(size(&contract(Some(100)), 100).is_ok());
        let error = size(&contract(Some(100)), 101).expect_err("one byte too many");
        assert!(error.to_string().contains("its budget"), "{error}");
    }
}

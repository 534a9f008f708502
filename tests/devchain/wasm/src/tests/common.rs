//! Helpers of the tests in this folder.

use crate::{Prepared, Rules, ValidationError, hostio::HostFunction, prepare};
use wasmparser::{Parser, Payload};

/// Rules of ArbOS 61, not a debug chain.
pub(super) fn rules() -> Rules {
    Rules::for_arbos(61, false)
}

/// A module with `fields` and a trivial entry point, in a memory that cannot grow.
pub(super) fn module(fields: &str) -> String {
    format!(
        r#"(module {fields}
            (memory (export "memory") 1 1)
            (func (export "user_entrypoint") (param i32) (result i32) (i32.const 0)))"#
    )
}

/// The import of a host function as text.
pub(super) fn import(function: &HostFunction) -> String {
    let list = |types: &[wasmparser::ValType]| {
        let names: Vec<_> = types.iter().map(ToString::to_string).collect();
        names.join(" ")
    };
    format!(
        r#"(import "{}" "{}" (func (param {}) (result {})))"#,
        function.module,
        function.name,
        list(function.params),
        list(function.results)
    )
}

pub(super) fn wasm(wat: &str) -> Vec<u8> {
    wat::parse_str(wat).unwrap_or_else(|e| panic!("{e}"))
}

pub(super) fn accept(wat: &str, rules: &Rules) -> Prepared {
    prepare(&wasm(wat), rules).unwrap_or_else(|e| panic!("{e}"))
}

pub(super) fn refuse(wat: &str, rules: &Rules) -> ValidationError {
    match prepare(&wasm(wat), rules) {
        Ok(_) => panic!("accepted"),
        Err(error) => error,
    }
}

/// Demands that plain WASM validation refuses with this text.
pub(super) fn is_malformed(error: &ValidationError, text: &str) {
    match error {
        ValidationError::Malformed { message, .. } => assert!(message.contains(text), "{message}"),
        other => panic!("{other}"),
    }
}

/// Names of a module's exports, in order.
pub(super) fn export_names(wasm: &[u8]) -> Vec<String> {
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ExportSection(exports) = payload.unwrap() {
            names.extend(exports.into_iter().map(|e| e.unwrap().name.to_owned()));
        }
    }
    names
}

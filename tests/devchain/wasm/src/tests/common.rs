//! Helpers of the tests in this folder.

use crate::{Prepared, Rules, ValidationError, prepare};

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

//! `term-desk` in tests: its bindings, and those of the fixed side of the balance sheet.

pub use alm_deploy::contracts::{fixed_book::abi::FixedBook, term_desk::abi::*};

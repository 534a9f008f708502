//! `balance-sheet` in tests.

pub use alm_deploy::contracts::balance_sheet::abi::*;

//! `deposit-vault` in tests.

pub use alm_deploy::contracts::deposit_vault::{NOBODY, abi::*};

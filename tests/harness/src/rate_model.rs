//! `rate-model` in tests.

pub use alm_deploy::contracts::rate_model::abi::*;

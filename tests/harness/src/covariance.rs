//! `covariance` in tests.

pub use alm_deploy::contracts::covariance::{PACKAGE, abi::*};

//! `depth-reader` in tests.

pub use alm_deploy::contracts::depth_reader::{PACKAGE, abi::*};

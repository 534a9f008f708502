//! Execution of one message: EVM frames by revm, program frames by [`crate::program`], ArbOS rules
//! and precompiles.

pub mod types;

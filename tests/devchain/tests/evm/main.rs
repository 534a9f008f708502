//! Messages run by the executor: Stylus programs beside EVM code, ArbOS rules and precompiles.
#![allow(missing_docs, unreachable_pub)]

mod asm;
mod chain;
mod contracts;

mod call_matrix;
mod creation;
mod gas;
mod storage;

//! Messages run by the executor: Stylus programs beside EVM code, ArbOS rules and precompiles.
#![allow(missing_docs, unreachable_pub)]

mod asm;
mod chain;
mod contracts;

mod activation;
mod caching;
mod call_matrix;
mod creation;
mod deviations;
mod gas;
mod l1_pricing;
mod limits;
mod precompiles;
mod storage;
mod traces;
mod transactions;

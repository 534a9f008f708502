//! Stylus programs at run time: host functions, ink, storage cache, the WASM runtime behind a trait.
//!
//! [`CompiledProgram::new`] takes an instrumented module from [`devchain_wasm::prepare`]; [`run`]
//! runs it against a world that implements [`api::EvmApi`].

pub mod api;
mod cache;
pub mod engine;
pub mod host;
pub mod pages;
pub mod pricing;
mod run;
pub mod storage;
#[cfg(test)]
mod tests;
mod wasmtime;

pub use self::{
    run::{CompiledProgram, RunConfig, run, run_on},
    wasmtime::{EXECUTION_STACK, MAX_WASM_STACK, WasmtimeEngine, WasmtimeModule},
};

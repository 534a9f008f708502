//! Execution of one message: EVM frames by revm, program frames by [`crate::program`], ArbOS rules
//! and precompiles by [`crate::arbos`].
//!
//! The entry point is [`Executor`]: one message and a database in, a [`types::Executed`] out;
//! nothing is committed here.

mod environment;
mod executor;
mod halt;
mod handler;
mod machine;
mod precompiles;
pub mod types;
mod validate;

pub use executor::Executor;

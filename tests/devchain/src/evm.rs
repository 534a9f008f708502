//! Execution of one message: EVM frames by revm, program frames by [`crate::program`], ArbOS rules
//! and precompiles by [`crate::arbos`].
//!
//! The entry point is [`Executor`]: one message and a database in, a [`types::Executed`] out;
//! nothing is committed here.

mod environment;
mod executor;
mod frame_stack;
mod halt;
mod handler;
mod host_frame;
mod hostio_recorder;
mod machine;
mod message_state;
mod nested;
mod precompiles;
mod program_frame;
mod program_store;
mod recorder;
mod selfdestruct;
mod state;
mod steps;
mod storage_gas;
pub mod types;
mod validate;
mod world;

pub use environment::MAX_CODE_SIZE;
pub use executor::Executor;

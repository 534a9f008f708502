//! What a machine has and what it lacks: tools on the path, compilers that can build contracts.
//!
//! No dependencies, so that the front binary compiles in seconds; the contract pipeline uses the
//! same search, so that both agree on which compiler builds the contracts.

mod failure;
pub mod path;
pub mod process;
pub mod toolchain;

pub use failure::Failure;
pub use toolchain::Toolchain;

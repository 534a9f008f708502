//! From Rust source to the bytes that ship.
//!
//! [`Pipeline`] compiles one contract at a time with the standard library built from source and
//! panics that abort at once, makes the encoding plain, optimises, checks against the rules of an
//! activation and the size limits, and compresses. [`Manifest`] records what came out and of what
//! tools; [`sizes`] is the part of it that is committed and compared.

pub mod artifact;
pub mod contract;
mod error;
pub mod helpers;
pub mod interfaces;
pub mod manifest;
mod pipeline;
pub mod sizes;
mod solc;
pub mod workspace;

pub use artifact::Artifact;
pub use contract::{Contract, Level};
pub use error::BuildError;
pub use manifest::{Entry, Manifest, Tools};
pub use pipeline::{Built, Pipeline};
pub use workspace::Workspace;

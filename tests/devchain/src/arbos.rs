//! The operating system of the chain: its parameters and program records (ordinary storage of one
//! account, so that snapshots, reverts and state overrides need nothing special) and its
//! precompiles.

pub mod config;
pub mod genesis;

pub use config::{ArbosConfig, GenesisAccount};
pub use genesis::CREATE2_FACTORY;

//! The operating system of the chain: its parameters and program records (ordinary storage of one
//! account, so that snapshots, reverts and state overrides need nothing special) and its
//! precompiles.

mod activation;
pub mod config;
pub(crate) mod context;
mod data_pricer;
pub mod genesis;
pub mod l1_pricing;
mod outbox;
pub mod params;
pub(crate) mod precompile;
pub(crate) mod precompiles;
pub(crate) mod programs;
pub mod record;
mod sets;
pub mod storage;
pub mod upgrade;

pub use config::{ArbosConfig, GenesisAccount};
pub use genesis::{CACHE_MANAGER, CREATE2_FACTORY, STYLUS_DEPLOYER};
pub(crate) use l1_pricing::stand_in_signature;
pub use l1_pricing::{L1_FUNDS_POOL, Posting};

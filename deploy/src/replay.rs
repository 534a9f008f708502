//! Playing histories of prices or flows through the deployed contracts, and judging what they did.

mod actions;
mod config;
mod crisis;
mod events;
mod keep_alive;
pub mod margin_calls;
mod observation;
mod pool;
mod run;
mod session;
mod timeline;

pub use config::{ConfigError, ReplayConfig};
pub use crisis::{
    CrisisError, CrisisInput, CrisisObservation, CrisisSettings, CrisisSettingsError, Histories,
    Policy, replay_crisis,
};
pub use observation::Observation;
pub use pool::{
    PoolObservation, PoolReplayError, PoolSettings, PoolSettingsError, Population, replay_flows,
};
pub use run::{Watcher, replay};
pub use session::Session;
pub use timeline::{Moment, merge};

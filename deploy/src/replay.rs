//! Playing a price history through the deployed contracts, and judging what they did.

mod config;
pub mod margin_calls;
mod observation;
mod run;
mod session;
mod timeline;

pub use config::{ConfigError, ReplayConfig};
pub use observation::Observation;
pub use run::{Watcher, replay};
pub use session::Session;
pub use timeline::{Moment, merge};

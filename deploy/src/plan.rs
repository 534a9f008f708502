//! What is to be deployed: a TOML file with units, checked before anything is sent.

mod asset;
mod error;
mod file;
mod settings;
mod units;

pub use asset::{AssetPlan, AssetSettings, AssetTerms};
pub use error::PlanError;
pub use file::Plan;
pub use settings::{FeedSettings, LiquiditySettings, ParameterSettings};
pub use units::{UnitError, parse_duration, parse_fraction};

//! What is to be deployed: a TOML file with units, checked before anything is sent.

mod file;
mod settings;
mod units;

pub use file::{AssetPlan, Plan, PlanError};
pub use settings::{FeedSettings, LiquiditySettings, ParameterSettings};
pub use units::{UnitError, parse_duration, parse_fraction};

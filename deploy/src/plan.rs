//! What is to be deployed: a TOML file with units, checked before anything is sent.

mod amounts;
mod asset;
mod band;
mod book;
mod book_settings;
mod buffer_settings;
mod credit;
mod error;
mod file;
mod fixed_settings;
mod governance;
mod matrix;
mod monitor;
mod parameter;
mod settings;
mod units;

pub use amounts::{parse_amount, parse_power, parse_spread};
pub use asset::{AssetPlan, AssetSettings, AssetTerms};
pub use band::{BandFault, BandPlan, BandTerms};
pub use book::{BookPlan, BookTerms, DeskPlan};
pub use book_settings::{RateSettings, RateTerms, TermSettings};
pub use buffer_settings::{BufferPlan, BufferSettings, StrategySettings};
pub use credit::{CreditAssetPlan, CreditLine, CreditLinePlan, CreditPlan};
pub use error::PlanError;
pub use file::Plan;
pub use fixed_settings::FixedSettings;
pub use governance::{GovernancePlan, StewardPlan};
pub use matrix::{MatrixPlan, MatrixTerms};
pub use monitor::MonitorPlan;
pub use settings::{FeedSettings, LiquiditySettings, ParameterSettings};
pub use units::{UnitError, parse_duration, parse_fraction};

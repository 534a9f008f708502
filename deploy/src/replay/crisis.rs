//! A crisis played through three whole pools on the same path of prices: what a policy of collateral ratios is worth.
//!
//! Each pool stands on a chain of its own, deployed by the same plan as anywhere: balance sheet, vault, rate model, credit desk,
//! risk engine. They differ in these points, and in no other:
//!
//! | | terms of collateral | guard of the book | redemption queue, buffer pool |
//! |---|---|---|---|
//! | static | constant, pushed by a key that is the desk's risk source | as wide as the contract allows | none |
//! | static with buffer | the same | the same | both |
//! | engine | risk engine, through the risk monitor, once an hour | default terms | both |
//!
//! The constant terms are those the engine's pool offered on average in the calm months ([`alm_crisis::calibration`]), so the
//! engine's pool is played first. People and market: [`alm_crisis`]. All three see the same borrowers (appetites, sizes and
//! times of review), the same depositors who leave, the same market, the same prices.
//!
//! A step is one price: it is published and sampled; keepers do what is due (once an hour they note prices, report the depth
//! the market shows, push terms; once a day they refresh the rate and strike); liquidators take what pays; depositors leave;
//! borrowers whose review is due move their loans.
//!
//! *Bad debt* is what the desk gave up, at its worth then, and what accounts owe at the end beyond the worth of their collateral.

mod accounts;
mod depositors;
mod error;
mod keeper;
mod liquidations;
mod observation;
mod outcome;
mod policy;
mod pool;
mod run;
mod settings;
mod stage;
mod stand;

pub use error::CrisisError;
pub use observation::CrisisObservation;
pub use policy::Policy;
pub use run::{CrisisInput, Histories, replay_crisis};
pub use settings::{CrisisSettings, CrisisSettingsError};

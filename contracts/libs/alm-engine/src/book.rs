//! A book: the balance sheet of one currency, and what floating depositors own of it.
//!
//! ```text
//! net value = cash + floating debt + carrying value - claims - unreleased drip
//! ```
//!
//! [`state::Book`] is what every action touches; [`claims::Claims`] divides the one number of claims into its parts
//! and is touched seldom. Every transition says what it posts, so that over any call the net value moves by what
//! floating depositors brought, less what they took, plus posted income, less recorded losses, to the unit.

pub mod claims;
pub mod debt;
pub mod deficit;
pub mod drip;
pub mod flows;
pub mod income;
pub mod loss;
pub mod priority;
pub mod provision;
pub mod shares;
pub mod state;

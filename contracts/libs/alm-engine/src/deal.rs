//! Dealing in fixed positions: what one costs or brings, its imbalance included, and where it leaves the book.
//!
//! A deal has a base price, by the [`Factors`] of the rate model, and a cash leg of its own to or from the pot: the rise
//! of the potential is paid, its fall goes to the drip, and of a new fixed deposit the freed part becomes a premium. The
//! position is booked at the base price, never at one that contains the leg.
//!
//! A premium is face beyond what the price buys. The book's cost of it accrues until maturity like any discount, so it
//! is earned by time, and who leaves early has what has accrued: the rest was never booked. What the pot frees for it
//! reaches the floating depositors, who bear that accrual, through the drip.

mod deposit;
mod exchange;
mod factors;
mod standing;

pub use deposit::{Deposit, Offer};
pub use exchange::{early_exit, ended, loan, repayment};
pub use factors::Factors;
pub use standing::{Change, Standing};

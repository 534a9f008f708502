//! A buffer pool: the backstop of one book. Its suppliers bear losses first and lend for redemptions, and earn a share of
//! the book's income for it.
//!
//! ```text
//! net = cash + strategies + lent - charged - unreleased drip
//! ```
//!
//! `lent` is what the book has drawn and not repaid, at most what it owes; `charged` what the pool owes the book for losses it
//! bore. Income counts when it is paid, and is released over a week; losses count at once.
//!
//! - [`accounts`]: the line above, and what moves it; [`backing`]: what of it the book may count on;
//! - [`exit`]: requests to leave, and what they fetch; [`target`]: how large the pool should be, and what leaving it small costs;
//! - [`strategy`]: what is lent out at interest, believed no more than a governed growth; [`treasury`]: where the assets
//!   should lie; [`allowance`]: how fast they may get there.

pub mod accounts;
pub mod allowance;
pub mod backing;
pub mod exit;
pub mod strategy;
pub mod target;
pub mod treasury;

/// One, as a number of basis points.
const BASIS: u128 = 10_000;

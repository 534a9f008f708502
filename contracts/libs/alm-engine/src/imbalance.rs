//! The imbalance potential: one price for what any action does to the balance of a book.
//!
//! `Phi` ([`potential`]) is a convex function of the book's reading at one snapshot of its parameters, rounded up to
//! whole units of the token. An action that raises it pays the difference into the pot, one that lowers it may be paid
//! from the pot what is there ([`pot`]). Because what is paid is a difference of an integer function of the state,
//! the parts of a split action sum to the whole exactly, and a round trip cannot profit. [`exit`] has the fee of
//! leaving at once, in both directions; [`premium`] what a new fixed deposit may earn; [`huber`] the shape; [`scale`]
//! the size of a book that the shape is measured by.

pub mod exit;
pub mod huber;
pub mod loan;
pub mod pot;
pub mod potential;
pub mod premium;
pub mod scale;

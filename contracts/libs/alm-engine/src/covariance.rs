//! How collaterals move together, and what a lender may allow for it.
//!
//! - [`marginal`]: one asset's part of an exponentially weighted covariance, one step per sample;
//! - [`correlation`]: two assets' correlation from both parts, and what is believed of it under stress;
//! - [`triangle`]: all pairs of up to sixteen assets, eight to a storage slot;
//! - [`credit`]: what a portfolio's haircut is below the sum of its haircuts.
//!
//! The recursion `C <- a C + (1 - a) r s / dt` needs three figures a pair. Divided by the deviations it needs one: with
//! `e = r sqrt((1 - a) / (dt V))`, the share of an asset's deviation that the newest return made, and
//! `c = sqrt(1 - e^2)`, the share the past kept, the correlation moves as `rho <- c c' rho + e e'`. It is the same number, it
//! cannot leave [-1, 1], and an asset's part is computed once for all its pairs.

pub mod correlation;
pub mod credit;
pub mod marginal;
pub mod triangle;

pub use correlation::{Estimate, Stress};
pub use marginal::{Marginal, Move};

//! Volatility from irregular price samples.
//!
//! - [`ewma`]: the variance estimator the contracts run, one step per sample;
//! - [`sampling`]: which rounds of a feed become samples, so that nobody can choose them;
//! - [`range`]: estimators from open, high, low and close, for reports and cross-checks.

pub mod ewma;
pub mod range;
pub mod sampling;

pub use ewma::{Variances, sigma_annual_up, variance_of_sigma_up};

//! Correctly rounded fixed-point mathematics for the ALM engine.
//!
//! * **A unit is a type.** [`Wad`], [`SignedWad`], [`Ray`], [`Bps`], [`Assets`], [`Shares`], [`Seconds`] and
//!   [`Timestamp`] do not mix, and none of them has an operator: same-unit sums are `checked_add`/`checked_sub`,
//!   every product and quotient says which way it rounds (`mul_down`, `div_up`, ...).
//! * **Functions are correctly rounded.** [`exp`], [`ln`], [`pow`], [`sqrt`], [`normal_cdf`] and the others return
//!   the multiple of 1e-18 nearest to the true value (at most 0.5 ulp away) wherever that value fits.
//! * **Nothing wraps and nothing panics.** What cannot be answered is a [`MathError`].
//!
//! Two cores do the work. [`lean`] works on 128-bit mantissas, has no table and no wide division, and is what a
//! contract links; the wide functions of the crate root call it wherever its accuracy suffices, so both agree by
//! construction. Only results of more than 128 bits, powers and quantiles use the 384-bit core behind them.
#![no_std]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[cfg(test)]
extern crate std;

mod decimal;
mod error;
mod functions;
pub mod lean;
mod mul_div;
mod units;
mod wide;

pub use decimal::ParseDecimalError;
pub use error::{Function, MathError};
pub use functions::{
    exp, expm1, ln, ln_ratio, log1p, normal_cdf, normal_pdf, normal_quantile, pow, sqrt,
};
pub use mul_div::{mul_div_down, mul_div_up};
pub use units::{
    Assets, BPS_ONE, Bps, RAY_ONE, Ray, SECONDS_PER_YEAR, Seconds, Shares, SignedWad, Timestamp,
    WAD_ONE, Wad,
};

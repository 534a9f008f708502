//! The functions a contract links: 128-bit in and out, small code, no table, no wide division.
//!
//! Arguments and results are raw integers at scale 1e18 (wad). Every result is correctly rounded: at most 0.5 ulp
//! of 1e-18 from the true value. Inside, numbers are `Float`s of 128 significant bits, one series serves the
//! exponential, the logarithm and the normal distribution, and one division serves all. Only the inner loops are
//! written out, where a call through memory costs more ink than the work.
//!
//! How sure the rounding is: each function states the bits it has left below half an ulp (2^-61). A result is
//! misrounded only if the true value lies closer than that to the midpoint between two neighbours, which for
//! `g` spare bits happens with probability about 2^-g for an argument that was not built for it.
// The kernels argue the range of every sum and shift beside it; checked forms would double the code for
// branches that cannot be taken.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

mod exp;
mod float;
mod ln;
mod mul_div;
mod normal;
mod series;
mod sqrt;

pub use exp::{decay, exp, exp_neg, one_minus_exp_neg};
pub use float::mul_high;
pub use ln::{ln, ln_ratio};
pub use mul_div::{div_down, div_up, mul_div_down, mul_div_up, mul_down, mul_up};
pub use normal::{normal_cdf, normal_pdf, normal_tail};
pub use sqrt::sqrt;

pub(crate) use float::Float;
pub(crate) use ln::ln_parts;

/// One, at scale 1e18.
pub const ONE: u128 = 1_000_000_000_000_000_000;

/// `numerator / 2^shift` rounded to the nearest integer, halves up. 1 <= shift.
#[inline]
fn round_shift(numerator: u128, shift: u32) -> u128 {
    if shift > 128 {
        return 0;
    }
    // After a shift of at least one there is room for the carry, unless nothing was cut off: shift - 1 >= 0.
    let doubled = numerator.checked_shr(shift - 1).unwrap_or(0);
    (doubled >> 1) + (doubled & 1)
}

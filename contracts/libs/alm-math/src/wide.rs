//! The 384-bit core: results of more than 128 bits, powers, and quantiles.
//!
//! Numbers are unsigned fixed-point with 384 fractional bits in 512-bit words, with products in 1024. That leaves more
//! than 50 bits below half an ulp even for a power of 256 bits whose exponent multiplies an error by 2^67.
// ruint's operators wrap; every sum, product and shift below argues that it fits.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

mod exp;
mod fixed;
mod ln;
mod normal;
mod pow;
mod sqrt;
#[cfg(test)]
mod tests;

pub(crate) use exp::exp;
pub(crate) use normal::normal_quantile;
pub(crate) use pow::pow;
pub(crate) use sqrt::sqrt;

//! Rates of a book: what floating loans pay, and the zero curve that prices fixed positions.
//!
//! A yearly rate is continuously compounded over a year of 365 days, at scale 1e-18 ([`rate::Rate`]); a book keeps
//! its floating rate per second ([`rate::PerSecond`]).

pub mod adaptive_curve;
pub mod curve;
pub mod floating;
pub mod index;
pub mod kink;
pub mod lagged;
pub mod quote;
pub mod rate;
pub mod spreads;
pub mod utilisation;

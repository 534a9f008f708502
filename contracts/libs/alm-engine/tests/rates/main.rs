//! Rates, curves, quotes and the index against exact arithmetic.

mod adaptive_curve;
#[path = "../common/mod.rs"]
mod common;
mod curve;
mod floating;
mod index;
mod kink;
mod lagged;
mod oracle;
mod quote;
mod spreads;
mod taylor;

//! Rates, curves, quotes and the index against exact arithmetic.

#[path = "../common/mod.rs"]
mod common;
mod curve;
mod index;
mod oracle;

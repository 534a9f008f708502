//! Tests of the whole pass, from text to figures.

mod common;
mod counts;
mod features;
mod figures;
mod instrument;
mod prefix;
mod price;
mod symbols;
mod validate;

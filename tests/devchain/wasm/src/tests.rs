//! Tests of the whole pass, from text to figures.

mod common;
mod figures;
mod instrument;
mod prefix;
mod price;
mod validate;

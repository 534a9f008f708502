//! Tests of the whole pass, from text to figures.

mod common;
mod prefix;

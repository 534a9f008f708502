//! The tool as a program.
fn main() {}

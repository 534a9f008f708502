//! The command line tool of the engine, as a library.
//!
//! Tests, replays and the tool itself build, deploy and report through the same code.

pub mod cli;
pub mod commands;
pub mod prices;
pub mod replay;
pub mod report;

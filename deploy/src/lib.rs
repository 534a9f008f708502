//! The command line tool of the engine, as a library.
//!
//! Tests, replays and the tool itself build, deploy and report through the same code.

pub mod account;
pub mod artifacts;
pub mod bench;
pub mod bindings;
pub mod cli;
pub mod commands;
pub mod contracts;
pub mod convert;
pub mod deployment;
pub mod embedded;
pub mod feed;
pub mod flows;
pub mod liquidity;
pub mod plan;
pub mod prices;
pub mod record;
pub mod replay;
pub mod report;
pub mod revert;
pub mod sheet;
pub mod standard;
pub mod token;
pub mod transport;

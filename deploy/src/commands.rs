//! One module a verb: its arguments, and the function that runs it.

pub mod bench;
pub mod build;
mod cargo;
pub mod chain;
pub mod check;
pub mod demo;
pub mod deploy;
mod progress;
pub mod replay;
pub mod report;
pub mod stylus;
pub mod test;

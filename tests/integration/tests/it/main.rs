//! Scenarios on the shipped bytes: one binary, one module a subject.

mod crash;
mod credit;
mod crisis;
mod deployment;
mod feeds;
mod flows;
mod gas;
mod governance;
mod oracle;
mod pool;
mod program;
mod real;
mod reentry;
mod replay;
mod rounds;
mod sampling;
mod sheet;
mod solidity;
mod vault;

use ethers::types::U256;

/// A wad from a number of ten-thousandths.
fn bps(value: u64) -> U256 {
    U256::from(value) * U256::exp10(14)
}

//! An embedded Arbitrum-like chain that runs Stylus programs beside Solidity.

pub mod arbos;
pub mod chain;
pub mod evm;
pub mod program;

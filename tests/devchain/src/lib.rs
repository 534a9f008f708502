//! An embedded Arbitrum-like chain that runs Stylus programs beside Solidity. `README.md` says where
//! it follows the reference and where it does not.

pub mod arbos;
pub mod chain;
pub mod config;
pub mod evm;
pub mod executor;
pub mod node;
pub mod program;
pub mod rpc;

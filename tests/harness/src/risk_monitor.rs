//! `risk-monitor` in tests.

pub use alm_deploy::contracts::risk_monitor::{PACKAGE, abi::*};

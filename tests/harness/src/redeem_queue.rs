//! `redeem-queue` in tests.

pub use alm_deploy::contracts::redeem_queue::{abi::*, name};

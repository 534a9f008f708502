//! The test harness: a chain, funded actors, feeds, the deployed engine, typed reverts, time.
//!
//! Chains are in process by default. With `ALM_RPC_URL` set, the same tests run against that chain;
//! those that need to move time need a chain that can (`evm_increaseTime`).

mod actor;
mod chain;
mod engine;
mod feed;
mod revert;

pub use actor::Actor;
pub use chain::Chain;
pub use engine::{Fixture, asset};
pub use feed::Feed;
pub use revert::check_revert;

/// The generated bindings, those the deploy library itself uses.
pub use alm_deploy::bindings;

/// One minute, in seconds.
pub const MINUTE: u64 = 60;
/// One hour, in seconds.
pub const HOUR: u64 = 3_600;
/// One day, in seconds.
pub const DAY: u64 = 86_400;

/// Asserts that a call reverts with exactly this typed error, arguments included.
#[macro_export]
macro_rules! assert_reverts_with {
    ($call:expr, $error:expr $(,)?) => {{
        let call = $call;
        match call.call().await {
            Ok(answer) => panic!("expected {:?}, the call returned {answer:?}", $error),
            Err(error) => $crate::check_revert(&error, $error),
        }
    }};
}

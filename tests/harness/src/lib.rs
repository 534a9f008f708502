//! The test harness: a chain, funded actors, feeds, the deployed engine, typed reverts, time.
//!
//! Chains are in process by default. With `ALM_RPC_URL` set, the same tests run against that chain;
//! those that need to move time need a chain that can (`evm_increaseTime`).

mod actor;
mod chain;
mod feed;
mod fixture;
mod revert;
pub mod risk_engine;

pub use actor::Actor;
pub use chain::Chain;
pub use fixture::Fixture;
pub use revert::{check_revert, revert_data};

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

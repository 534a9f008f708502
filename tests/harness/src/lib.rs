//! The test harness: a chain, funded actors, the deployed standard case, typed reverts, time.
//!
//! What belongs to one contract stands in that contract's file, beside `risk_engine.rs`: its
//! bindings, and what tests do with it as methods of [`Fixture`].
//!
//! Each test has a chain of its own, in its process. With `ALM_RPC_URL` set, the same tests run
//! against the chain it names, one after the other, for they move its time and take snapshots, and
//! each from the state the first one found:
//!
//! ```text
//! cargo alm chain --port 18547 &
//! ALM_RPC_URL=http://127.0.0.1:18547 cargo test --profile host -p alm-integration
//! ```
//!
//! It has to be a development chain that makes a block of every transaction, sets its time
//! (`evm_setNextBlockTimestamp`) and goes back to snapshots (`evm_snapshot`). None of the tests is
//! skipped there. Those of replays and of gas figures run on a chain in process all the same,
//! because that is what they test.

mod actor;
mod attempt;
pub mod balance_sheet;
pub mod buffer_pool;
mod chain;
pub mod covariance;
pub mod credit_desk;
pub mod deposit_vault;
pub mod depth_reader;
mod feed;
mod fixture;
mod keep_alive;
mod ladder;
mod ledger;
pub mod parameters;
mod pool;
mod positions;
mod program;
pub mod rate_model;
pub mod redeem_queue;
mod revert;
pub mod risk_engine;
pub mod risk_monitor;
pub mod term_desk;
pub mod treasury_book;

pub use actor::Actor;
pub use attempt::Attempt;
pub use chain::Chain;
pub use fixture::Fixture;
pub use keep_alive::KeepAlive;
pub use ladder::StoredLadder;
pub use ledger::Ledger;
pub use pool::Pool;
pub use positions::{FixedLoan, Positions};
pub use program::TestProgram;
pub use revert::{check_revert, revert_data};

/// One minute, in seconds.
pub const MINUTE: u64 = 60;
/// One hour, in seconds.
pub const HOUR: u64 = 3_600;
/// One day, in seconds.
pub const DAY: u64 = 86_400;
/// One week, in seconds: the distance of grid dates.
pub const WEEK: u64 = 604_800;

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

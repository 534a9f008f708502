//! `balance-sheet` in tests: its bindings, and those of what it does for the redemption queue.

pub use alm_deploy::contracts::balance_sheet::abi::*;
pub use redemptions::{ReleasedFilter, ReservedFilter};

mod redemptions {
    #![allow(
        missing_docs,
        clippy::all,
        clippy::pedantic,
        unreachable_pub,
        dead_code
    )] // generated
    ethers::contract::abigen!(
        Redemptions,
        "../../solidity-interfaces/abi/IRedemptions.json"
    );
}

//! Requests to leave: their storage, and what is refused.

mod common;

use alloy_primitives::{I256, U256};
use alm_abi::{
    IBufferPool::{
        DeadlinePassed, ExitCancelled, ExitRequested, NoPreview, TooEarly, ZeroAmount,
        balanceOfCall, cancelExitCall, convertToAssetsCall, exitOfCall, maxRedeemCall,
        maxWithdrawCall, previewExitCall, previewRedeemCall, redeemCall, requestExitCall,
        totalAssetsCall,
    },
    IBufferTreasury::accountsCall,
    IDepositVault::{ERC20InsufficientBalance, ERC4626ExceededMaxRedeem},
};
use common::*;

const SHARES: u128 = 1_000_000_000_000;
const CASH: u128 = 1_000_000;
const OPENS: u64 = NOW + 30 * DAY;

/// A million units, of which Alice has a quarter and Bob the rest.
fn bench() -> Bench {
    Bench::with_shares(&[(ALICE, SHARES / 4), (BOB, SHARES - SHARES / 4)], CASH)
}

fn request(bench: &mut Bench, shares: u128) -> Result<U256, Vec<u8>> {
    let shares = number(shares);
    bench.call(ALICE, requestExitCall { shares })
}

fn signed(value: u64) -> I256 {
    I256::try_from(value).unwrap()
}

#[test]
fn test_a_request_holds_shares_and_price_in_one_slot() {
    let mut bench = bench();
    assert_eq!(request(&mut bench, SHARES / 4), Ok(U256::from(OPENS)));
    let expected =
        (U256::from(SHARES / 4) << 128) | (U256::from(250_000u64) << 32) | U256::from(OPENS);
    assert_eq!(bench.slot(mapped(ALICE, 12)), expected);
    let told: ExitRequested = bench.event();
    assert_eq!((told.owner, told.shares), (ALICE, number(SHARES / 4)));
    assert_eq!(
        (told.assets, told.opens),
        (number(250_000), U256::from(OPENS))
    );
    let account = bench.this();
    assert_eq!(
        bench.call(BOB, balanceOfCall { account }),
        Ok(number(SHARES / 4)),
        "INV-SHARE-01"
    );
    let exit = bench.call(BOB, exitOfCall { owner: ALICE }).unwrap();
    assert_eq!(exit.closes, U256::from(OPENS + 2 * DAY));
    let none = bench.call(BOB, exitOfCall { owner: BOB }).unwrap();
    assert_eq!((none.shares, none.closes), (U256::ZERO, U256::ZERO));
}

#[test]
fn test_requests_are_refused_for_nothing_and_for_more_than_there_is() {
    let mut bench = bench();
    let zero = ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    assert_error(request(&mut bench, 0), zero);
    let poor = ERC20InsufficientBalance {
        sender: ALICE,
        balance: number(SHARES / 4),
        needed: number(SHARES / 4 + 1),
    };
    assert_error(request(&mut bench, SHARES / 4 + 1), poor);
}

#[test]
fn test_claims_have_their_time() {
    let mut bench = bench();
    request(&mut bench, SHARES / 4).unwrap();
    let redeem = |shares: u128| redeemCall {
        shares: number(shares),
        receiver: ALICE,
        owner: ALICE,
    };
    let max = |bench: &mut Bench| {
        let shares = bench.call(BOB, maxRedeemCall { owner: ALICE }).unwrap();
        let assets = bench.call(BOB, maxWithdrawCall { owner: ALICE }).unwrap();
        (shares, assets)
    };
    assert_eq!(max(&mut bench), (U256::ZERO, U256::ZERO), "INV-MAX-01");
    let early = TooEarly {
        have: signed(NOW),
        want: signed(OPENS),
    };
    assert_error(bench.call(ALICE, redeem(1_000_000)), early);
    bench.vm.set_block_timestamp(OPENS);
    assert_eq!(max(&mut bench), (number(SHARES / 4), number(250_000)));
    let more = ERC4626ExceededMaxRedeem {
        owner: ALICE,
        shares: number(SHARES / 4 + 1),
        max: number(SHARES / 4),
    };
    assert_error(bench.call(ALICE, redeem(SHARES / 4 + 1)), more);
    let end = OPENS + 2 * DAY;
    bench.vm.set_block_timestamp(end);
    assert_eq!(max(&mut bench), (U256::ZERO, U256::ZERO), "INV-MAX-01");
    let late = DeadlinePassed {
        have: signed(end),
        want: signed(end - 1),
    };
    assert_error(bench.call(ALICE, redeem(1_000_000)), late);
}

#[test]
fn test_a_request_ends_by_its_owner_or_once_lapsed() {
    let mut bench = bench();
    request(&mut bench, SHARES / 4).unwrap();
    let cancel = || cancelExitCall { owner: ALICE };
    let early = TooEarly {
        have: signed(NOW),
        want: signed(OPENS + 2 * DAY),
    };
    assert_error(bench.call(BOB, cancel()), early);
    assert_eq!(bench.call(ALICE, cancel()), Ok(number(SHARES / 4)));
    assert_eq!(bench.slot(mapped(ALICE, 12)), U256::ZERO);
    request(&mut bench, SHARES / 8).unwrap();
    bench.vm.set_block_timestamp(OPENS + 2 * DAY);
    assert_eq!(bench.call(BOB, cancel()), Ok(number(SHARES / 8)));
    let told: ExitCancelled = bench.event();
    assert_eq!((told.owner, told.caller), (ALICE, BOB));
    let account = ALICE;
    assert_eq!(
        bench.call(BOB, balanceOfCall { account }),
        Ok(number(SHARES / 4))
    );
    let zero = ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    assert_error(bench.call(ALICE, cancel()), zero);
}

#[test]
fn test_tokens_that_arrive_are_a_gain_released_over_a_week() {
    let mut bench = bench();
    bench.answer(&[CASH + 70_000, 0, 0, 0, 0]);
    assert_eq!(bench.call(BOB, totalAssetsCall {}), Ok(number(CASH)));
    let accounts = bench.call(BOB, accountsCall {}).unwrap();
    assert_eq!(
        (accounts.cash, accounts.drip),
        (number(CASH + 70_000), number(70_000))
    );
    // A request stores what it has seen.
    request(&mut bench, 1_000_000).unwrap();
    bench.vm.set_block_timestamp(NOW + 7 * DAY / 2);
    assert_eq!(
        bench.call(BOB, totalAssetsCall {}),
        Ok(number(CASH + 35_000))
    );
    let shares = number(SHARES);
    let worth = bench.call(BOB, convertToAssetsCall { shares }).unwrap();
    assert_eq!(
        worth,
        number(CASH + 35_000 - 1),
        "virtual shares have a part"
    );
    assert_eq!(
        bench.call(BOB, previewExitCall { owner: ALICE }),
        Ok(number(1)),
        "not above the price of the request"
    );
}

#[test]
fn test_claims_cannot_be_previewed_without_their_owner() {
    let mut bench = bench();
    let shares = number(1);
    let refused = bench.call(BOB, previewRedeemCall { shares });
    assert_error(refused, NoPreview {});
}

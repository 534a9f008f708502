//! What the owner may do, and nobody else.

mod common;

use alloy_primitives::{Address, U256};
use alloy_sol_types::{SolCall, SolError, SolValue};
use alm_abi::IRiskEngine::{
    AlreadyListed, ChangeTooSoon, FeedChanged, FeedDecimals, LiquidityChanged, ListingChanged,
    NotListed, NotOwner, NotPendingOwner, OwnershipTransferStarted, OwnershipTransferred,
    ParameterOutOfBounds, ParameterStepTooLarge, Parameters, ParametersChanged, ZeroAddress,
    acceptOwnershipCall, delistCall, feedOfCall, liquidityCall, listCall, ownerCall,
    parametersCall, pendingOwnerCall, relistCall, setFeedCall, transferOwnershipCall,
};
use common::*;

fn set_feed(feed: Address, interval: u32) -> setFeedCall {
    setFeedCall {
        asset: ASSET,
        feed,
        interval,
        history: false,
    }
}

#[test]
fn test_constructor_zero_owner_reverts() {
    let vm = stylus_sdk::testing::TestVM::default();
    let mut contract = risk_engine::RiskEngine::from(&vm);
    assert_error(contract.constructor(Address::ZERO), ZeroAddress {});
}

#[test]
fn test_constructor_twice_reverts() {
    let mut bench = Bench::empty();
    let again = [&[0x55, 0x85, 0x25, 0x8d], ANYONE.into_word().as_slice()].concat();
    assert_eq!(
        bench.contract.route(&again),
        Err(NotOwner { caller: OWNER }.abi_encode())
    );
    assert_eq!(bench.call(FEED, ownerCall {}), Ok(OWNER));
}

#[test]
fn test_route_refuses_malformed_calldata() {
    let mut bench = Bench::listed();
    let mut dirty = alm_abi::IRiskEngine::pokeCall { asset: ASSET }.abi_encode();
    dirty[4] = 1;
    for calldata in [
        vec![],
        vec![1, 2, 3],
        dirty[..35].to_vec(),
        dirty.clone(),
        vec![9; 36],
    ] {
        assert_eq!(bench.contract.route(&calldata), Err(vec![]), "{calldata:?}");
    }
}

#[test]
fn test_ownership_moves_in_two_steps() {
    let mut bench = Bench::empty();
    bench
        .call(OWNER, transferOwnershipCall { newOwner: ANYONE })
        .unwrap();
    let event: OwnershipTransferStarted = bench.event();
    assert_eq!((event.previousOwner, event.newOwner), (OWNER, ANYONE));
    assert_eq!(bench.call(FEED, ownerCall {}), Ok(OWNER));
    assert_eq!(bench.call(FEED, pendingOwnerCall {}), Ok(ANYONE));
    assert_error(
        bench.call(FEED, acceptOwnershipCall {}),
        NotPendingOwner { caller: FEED },
    );
    bench.call(ANYONE, acceptOwnershipCall {}).unwrap();
    let event: OwnershipTransferred = bench.event();
    assert_eq!((event.previousOwner, event.newOwner), (OWNER, ANYONE));
    assert_eq!(bench.call(FEED, ownerCall {}), Ok(ANYONE));
    assert_eq!(bench.call(FEED, pendingOwnerCall {}), Ok(Address::ZERO));
    assert_error(
        bench.call(OWNER, transferOwnershipCall { newOwner: OWNER }),
        NotOwner { caller: OWNER },
    );
}

#[test]
fn test_governance_by_others_reverts() {
    let mut bench = Bench::listed();
    let refused = || NotOwner { caller: ANYONE };
    assert_error(bench.call(ANYONE, list(FEED)), refused());
    assert_error(bench.call(ANYONE, delistCall { asset: ASSET }), refused());
    assert_error(bench.call(ANYONE, relistCall { asset: ASSET }), refused());
    assert_error(bench.call(ANYONE, set_feed(FEED, 3_600)), refused());
    assert_error(bench.call(ANYONE, set_parameters(parameters())), refused());
    assert_error(bench.call(ANYONE, set_liquidity(liquidity())), refused());
    assert_error(
        bench.call(ANYONE, transferOwnershipCall { newOwner: ANYONE }),
        refused(),
    );
}

#[test]
fn test_list_stores_and_emits() {
    let mut bench = Bench::listed();
    assert_eq!(bench.event::<ListingChanged>().asset, ASSET);
    let feed: FeedChanged = bench.event();
    assert_eq!(
        (
            feed.oldFeed,
            feed.newFeed,
            feed.decimals,
            feed.interval,
            feed.history
        ),
        (Address::ZERO, FEED, 8, 3_600, true)
    );
    let changed: ParametersChanged = bench.event();
    assert_eq!(
        changed.newParameters.abi_encode(),
        parameters().abi_encode()
    );
    let changed: LiquidityChanged = bench.event();
    assert_eq!(changed.newLiquidity.abi_encode(), liquidity().abi_encode());
    assert_eq!(
        bench
            .call(ANYONE, parametersCall { asset: ASSET })
            .unwrap()
            .abi_encode(),
        parameters().abi_encode()
    );
    assert_eq!(
        bench
            .call(ANYONE, liquidityCall { asset: ASSET })
            .unwrap()
            .abi_encode(),
        liquidity().abi_encode()
    );
    let feed = bench.call(ANYONE, feedOfCall { asset: ASSET }).unwrap();
    assert_eq!(
        (feed.feed, feed.decimals, feed.interval, feed.history),
        (FEED, 8, 3_600, true)
    );
    assert_eq!(
        bench.call(ANYONE, feedOfCall { asset: FEED }).unwrap().feed,
        Address::ZERO
    );
    let risk = bench.risk();
    assert_eq!(
        risk.sigmaUsed / U256::from(10_000_000_000u64),
        U256::from(80_000_000u64),
        "80 % to ten digits"
    );
    assert!(risk.listed && !risk.stale);
}

#[test]
fn test_list_refuses() {
    let mut bench = Bench::listed();
    assert_error(
        bench.call(OWNER, list(ASSET)),
        AlreadyListed { asset: ASSET },
    );
    assert_error(bench.call(OWNER, list(Address::ZERO)), ZeroAddress {});
    let other = |change: fn(&mut listCall)| {
        let mut call = list(OWNER);
        change(&mut call);
        call
    };
    assert_error(
        bench.call(OWNER, other(|call| call.feed = Address::ZERO)),
        ZeroAddress {},
    );
    assert_error(
        bench.call(OWNER, other(|call| call.interval = 299)),
        out_of_bounds(32, 299, 300, 43_200),
    );
    assert_error(
        bench.call(OWNER, other(|call| call.firstSigma = 0)),
        out_of_bounds(33, 0, 1, 100_000),
    );
    assert_error(
        bench.call(OWNER, other(|call| call.parameters.margin = 5_001)),
        out_of_bounds(4, 5_001, 0, 5_000),
    );
    assert_error(
        bench.call(OWNER, other(|call| call.liquidity.depth = 0)),
        out_of_bounds(16, 0, 1, u64::MAX),
    );
}

#[test]
fn test_list_feed_with_too_many_decimals_reverts() {
    let mut bench = Bench::empty();
    // The test VM answers decimals() with the round's number.
    bench.quote(19, 1, START);
    assert_error(
        bench.call(OWNER, list(ASSET)),
        FeedDecimals {
            feed: FEED,
            decimals: U256::from(19),
        },
    );
}

#[test]
fn test_set_parameters_checks_delay_bound_and_step() {
    let mut bench = Bench::listed();
    let wider = |change: fn(&mut Parameters)| {
        let mut value = parameters();
        change(&mut value);
        set_parameters(value)
    };
    let too_soon = ChangeTooSoon {
        asset: ASSET,
        notBefore: U256::from(START + DAY),
    };
    assert_error(
        bench.call(OWNER, wider(|value| value.bonus = 600)),
        too_soon,
    );
    bench.at(START + DAY);
    assert_error(
        bench.call(OWNER, wider(|value| value.bonus = 2_001)),
        out_of_bounds(3, 2_001, 0, 2_000),
    );
    let step = ParameterStepTooLarge {
        parameter: 3,
        have: U256::from(500),
        want: U256::from(751),
        maxStep: U256::from(250),
    };
    assert_error(bench.call(OWNER, wider(|value| value.bonus = 751)), step);
    let floor_above_cap = wider(|value| {
        value.thresholdFloor = 3_500;
        value.openingFloor = 0;
        value.thresholdCap = 3_499;
    });
    assert_error(
        bench.call(OWNER, floor_above_cap),
        out_of_bounds(6, 3_499, 3_500, 9_800),
    );
    let before = bench.risk();
    bench.call(OWNER, wider(|value| value.bonus = 750)).unwrap();
    let event: ParametersChanged = bench.event();
    assert_eq!(
        (event.oldParameters.bonus, event.newParameters.bonus),
        (500, 750)
    );
    let after = bench.risk();
    assert!(after.targetThreshold < before.targetThreshold);
    assert_eq!(
        after.liquidationThreshold, before.liquidationThreshold,
        "INV-RISK-01: a change of rules is ramped too"
    );
    assert!(after.openingLtv < before.openingLtv);
}

#[test]
fn test_set_liquidity_checks_delay_bound_and_step() {
    let mut bench = Bench::listed();
    let deeper = |depth: u64| {
        let mut value = liquidity();
        value.depth = depth;
        set_liquidity(value)
    };
    let too_soon = ChangeTooSoon {
        asset: ASSET,
        notBefore: U256::from(START + HOUR),
    };
    assert_error(bench.call(OWNER, deeper(10_000_001)), too_soon);
    bench.at(START + HOUR);
    let step = ParameterStepTooLarge {
        parameter: 16,
        have: U256::from(10_000_000),
        want: U256::from(20_000_001),
        maxStep: U256::from(10_000_000),
    };
    assert_error(bench.call(OWNER, deeper(20_000_001)), step);
    let before = bench.risk();
    bench.call(OWNER, deeper(1_000_000)).unwrap();
    assert!(
        bench.risk().haircut > before.haircut,
        "a thinner market means a longer sale"
    );
    let event: LiquidityChanged = bench.event();
    assert_eq!(
        (event.oldLiquidity.depth, event.newLiquidity.depth),
        (10_000_000, 1_000_000)
    );
    let mut late = liquidity();
    late.depth = 1_000_000;
    late.validUntil = START + HOUR + 31 * DAY;
    let bounds = out_of_bounds(22, late.validUntil, START + HOUR, START + HOUR + 30 * DAY);
    assert_error(bench.call(OWNER, set_liquidity(late)), bounds);
}

#[test]
fn test_set_feed_keeps_volatility() {
    let mut bench = Bench::listed();
    let before = bench.risk();
    bench.at(START + HOUR);
    bench.quote(12, 5, START + HOUR);
    bench.call(OWNER, set_feed(FEED, 7_200)).unwrap();
    let event: FeedChanged = bench.event();
    assert_eq!(
        (
            event.oldFeed,
            event.newFeed,
            event.decimals,
            event.interval,
            event.history
        ),
        (FEED, FEED, 12, 7_200, false)
    );
    assert_eq!(
        bench.risk().sigmaUsed,
        before.sigmaUsed,
        "a change of scale is no move"
    );
    assert_error(
        bench.call(OWNER, set_feed(Address::ZERO, 7_200)),
        ZeroAddress {},
    );
    assert_error(
        bench.call(OWNER, set_feed(FEED, 43_201)),
        out_of_bounds(32, 43_201, 300, 43_200),
    );
}

#[test]
fn test_governance_unknown_asset_reverts() {
    let mut bench = Bench::empty();
    let unknown = || NotListed { asset: ASSET };
    assert_error(bench.call(OWNER, delistCall { asset: ASSET }), unknown());
    assert_error(bench.call(OWNER, relistCall { asset: ASSET }), unknown());
    assert_error(bench.call(OWNER, set_feed(FEED, 3_600)), unknown());
    assert_error(bench.call(OWNER, set_parameters(parameters())), unknown());
    assert_error(bench.call(OWNER, set_liquidity(liquidity())), unknown());
    assert_error(
        bench.call(OWNER, parametersCall { asset: ASSET }),
        unknown(),
    );
}

fn out_of_bounds(parameter: u8, have: u64, min: u64, max: u64) -> ParameterOutOfBounds {
    ParameterOutOfBounds {
        parameter,
        have: U256::from(have),
        min: U256::from(min),
        max: U256::from(max),
    }
}

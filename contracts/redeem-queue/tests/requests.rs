//! Requests, their storage, and what is refused.

mod common;

use alloy_primitives::{Address, B256, I256, U256};
use alloy_sol_types::SolCall;
use alm_abi::{
    IDepositVault::enqueueCall,
    IRedeemQueue::{
        AmountTooLarge, BelowMinimum, NotOperator, RedeemRequest, TooManyRequests, ZeroAmount,
        generationCall, lineCall, pendingRedeemRequestCall, requestRedeemCall, requestsOfCall,
        setOperatorCall,
    },
};
use common::*;

fn pending(bench: &mut Bench, id: u32, controller: Address) -> U256 {
    let call = pendingRedeemRequestCall {
        requestId: U256::from(id),
        controller,
    };
    bench.call(BOB, call).expect("a view")
}

fn requests_of(bench: &mut Bench, controller: Address) -> (U256, U256) {
    let told = bench.call(BOB, requestsOfCall { controller }).unwrap();
    (told.older, told.newer)
}

fn signed(value: i128) -> I256 {
    I256::try_from(value).unwrap()
}

#[test]
fn test_a_request_joins_the_generation_of_its_day() {
    let mut bench = Bench::new();
    assert_eq!(bench.request(ALICE, 5_000), Ok(number(1)));
    let event: RedeemRequest = bench.event();
    assert_eq!((event.controller, event.owner), (ALICE, ALICE));
    assert_eq!((event.requestId, event.sender), (number(1), ALICE));
    assert_eq!(event.shares, number(5_000));
    assert_eq!(bench.request(BOB, 3_000), Ok(number(1)));
    assert_eq!(bench.request(ALICE, 1), Ok(number(1)), "added to");
    bench.pass(1);
    assert_eq!(bench.request(BOB, 2_000), Ok(number(2)));
    assert_eq!(pending(&mut bench, 1, ALICE), number(5_001));
    assert_eq!(pending(&mut bench, 1, BOB), number(3_000));
    assert_eq!(pending(&mut bench, 2, BOB), number(2_000));
    assert_eq!(pending(&mut bench, 2, ALICE), U256::ZERO);
    assert_eq!(requests_of(&mut bench, ALICE), (number(1), U256::ZERO));
    assert_eq!(requests_of(&mut bench, BOB), (number(1), number(2)));
    let line = bench.call(BOB, lineCall {}).unwrap();
    assert_eq!((line.head, line.tail), (number(1), number(2)));
}

#[test]
fn test_layout() {
    let mut bench = Bench::new();
    bench.request(ALICE, 5_000).unwrap();
    bench.pass(1);
    bench.request(ALICE, 7_000).unwrap();
    let today = number(u128::from(NOW / DAY));
    // Head 1, tail 2, its day.
    let line = (number(1) << 224) | (number(2) << 192) | ((today + number(1)) << 160);
    assert_eq!(bench.slot(B256::with_last_byte(1)), line);
    let first = (today << 224) | (number(5_000) << 104);
    let generation = mapped(number(1), 2);
    assert_eq!(bench.slot(generation), first);
    assert_eq!(bench.slot(further(generation, 1)), U256::ZERO);
    let controller = mapped(key(ALICE), 3);
    // A newer one, generation 1, 5,000 shares, nothing collected.
    let older = (number(1) << 248) | (number(1) << 216) | (number(5_000) << 96);
    assert_eq!(bench.slot(controller), older);
    assert_eq!(bench.slot(further(controller, 1)), U256::ZERO);
    let newer = (number(2) << 224) | (number(7_000) << 104);
    assert_eq!(bench.slot(further(controller, 2)), newer);
    bench.settle(5_000, 1_600, 800);
    let second = (number(1_600) << 136) | (number(800) << 40);
    assert_eq!(bench.slot(further(generation, 1)), second);
    bench.pass(1);
    bench.redeem(ALICE, 600, 300);
    assert_eq!(bench.slot(controller), older | number(300));
    let collected = number(600) << 136;
    assert_eq!(bench.slot(further(controller, 1)), collected);
}

#[test]
fn test_a_third_request_waits_for_the_first_to_be_claimed() {
    let mut bench = Bench::new();
    bench.request(ALICE, 5_000).unwrap();
    bench.pass(1);
    bench.request(ALICE, 6_000).unwrap();
    bench.pass(1);
    let error = TooManyRequests {
        controller: ALICE,
        requestId: number(1),
    };
    assert_error(bench.request(ALICE, 7_000), error);
    bench.settle(11_000, 5_000, 2_500);
    bench.redeem(ALICE, 5_000, 2_500);
    assert_eq!(requests_of(&mut bench, ALICE), (number(2), U256::ZERO));
    assert_eq!(bench.request(ALICE, 7_000), Ok(number(3)));
    assert_eq!(requests_of(&mut bench, ALICE), (number(2), number(3)));
}

#[test]
fn test_dust_nothing_and_too_much_are_refused() {
    let mut bench = Bench::new();
    let error = BelowMinimum {
        have: signed(999),
        want: signed(1_000),
    };
    assert_error(bench.request(ALICE, 999), error);
    let error = ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    assert_error(bench.request(ALICE, 0), error);
    let most = (1_i128 << 120) - 1;
    let given = [number(1 << 120), U256::MAX];
    for (shares, have) in given.into_iter().zip([1 << 120, i128::MAX]) {
        let call = requestRedeemCall {
            shares,
            controller: ALICE,
            owner: ALICE,
        };
        let error = AmountTooLarge {
            have: signed(have),
            want: signed(most),
        };
        assert_error(bench.call(ALICE, call), error);
    }
}

#[test]
fn test_who_may_request_for_whom() {
    let mut bench = Bench::new();
    let shares = number(5_000);
    let ask = |controller, owner| requestRedeemCall {
        shares,
        controller,
        owner,
    };
    let expect = |bench: &Bench, spender| {
        bench.vm.clear_mocks();
        let enqueue = enqueueCall {
            owner: ALICE,
            spender,
            shares,
        };
        bench.expect(VAULT, enqueue, Vec::new());
    };
    // A stranger to the controller, whose places would be filled.
    let error = || NotOperator {
        account: VAULT,
        caller: ALICE,
    };
    assert_error(bench.call(ALICE, ask(VAULT, ALICE)), error());
    // No operator: on the caller's allowance, for either of the two.
    expect(&bench, BOB);
    bench.call(BOB, ask(ALICE, ALICE)).expect("by allowance");
    bench.call(BOB, ask(BOB, ALICE)).expect("by allowance");
    // An operator: with the owner's consent.
    let set = setOperatorCall {
        operator: BOB,
        approved: true,
    };
    bench.call(ALICE, set).unwrap();
    expect(&bench, ALICE);
    bench.call(BOB, ask(ALICE, ALICE)).expect("as operator");
    bench.call(BOB, ask(BOB, ALICE)).expect("as operator");
    assert_eq!(pending(&mut bench, 1, ALICE), number(10_000));
    assert_eq!(pending(&mut bench, 1, BOB), number(10_000));
}

#[test]
fn test_a_generation_is_told() {
    let mut bench = Bench::new();
    bench.request(ALICE, 5_000).unwrap();
    let told = |bench: &mut Bench, id: U256| {
        let told = bench.call(BOB, generationCall { requestId: id }).unwrap();
        let times = [told.settledFrom, told.claimedFrom];
        (times, [told.asked, told.filled, told.paid])
    };
    let (times, figures) = told(&mut bench, number(1));
    assert_eq!(times, [NOW + DAY, NOW + 2 * DAY].map(U256::from));
    assert_eq!(figures, [number(5_000), U256::ZERO, U256::ZERO]);
    for id in [U256::ZERO, number(2), U256::MAX] {
        let (times, figures) = told(&mut bench, id);
        assert!(times.iter().chain(&figures).all(U256::is_zero));
    }
}

#[test]
fn test_a_refusal_of_the_vault_is_passed_on() {
    let mut bench = Bench::new();
    bench.vm.clear_mocks();
    let call = requestRedeemCall {
        shares: number(5_000),
        controller: ALICE,
        owner: ALICE,
    };
    let enqueue = enqueueCall {
        owner: ALICE,
        spender: ALICE,
        shares: number(5_000),
    };
    let error = vec![1, 2, 3, 4, 5];
    let data = enqueue.abi_encode();
    bench
        .vm
        .mock_call(VAULT, data, U256::ZERO, Err(error.clone()));
    assert_eq!(bench.call(ALICE, call).err(), Some(error));
}

//! Settling, claiming and cancelling.

mod common;

use alloy_primitives::{Address, I256, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    IDepositVault,
    IRedeemQueue::{
        AmountTooSmall, NotOperator, RequestCancelled, Settled, TooEarly, UnknownRequest, Withdraw,
        ZeroAmount, cancelCall, claimableRedeemRequestCall, lineCall, maxRedeemCall,
        maxWithdrawCall, pendingRedeemRequestCall, redeemCall, settleCall, withdrawCall,
    },
};
use common::*;

fn signed(value: i128) -> I256 {
    I256::try_from(value).unwrap()
}

/// Pending and claimable shares, and the most of both kinds that can be claimed.
fn parts(bench: &mut Bench, id: u32, controller: Address) -> [u128; 4] {
    let id = U256::from(id);
    let pending = pendingRedeemRequestCall {
        requestId: id,
        controller,
    };
    let claimable = claimableRedeemRequestCall {
        requestId: id,
        controller,
    };
    [
        bench.call(BOB, pending).unwrap(),
        bench.call(BOB, claimable).unwrap(),
        bench.call(BOB, maxRedeemCall { controller }).unwrap(),
        bench.call(BOB, maxWithdrawCall { controller }).unwrap(),
    ]
    .map(|figure| figure.to::<u128>())
}

fn line(bench: &mut Bench) -> (u128, u128) {
    let line = bench.call(BOB, lineCall {}).unwrap();
    (line.head.to(), line.tail.to())
}

#[test]
fn test_a_partial_settlement_is_shared_pro_rata_and_claimed_a_day_later() {
    let mut bench = Bench::new();
    bench.request(ALICE, 6_000).unwrap();
    bench.request(BOB, 3_000).unwrap();
    bench.pass(1);
    bench.settle(9_000, 4_500, 2_001);
    let event: Settled = bench.event();
    let told = (event.requestId, event.shares, event.assets);
    assert_eq!(told, (number(1), number(4_500), number(2_001)));
    assert_eq!(line(&mut bench), (1, 1), "the rest goes on waiting");
    assert_eq!(parts(&mut bench, 1, ALICE), [6_000, 0, 0, 0], "not yet");
    bench.pass(1);
    assert_eq!(parts(&mut bench, 1, ALICE), [3_000, 3_000, 3_000, 1_334]);
    assert_eq!(parts(&mut bench, 1, BOB), [1_500, 1_500, 1_500, 667]);
    bench.redeem(BOB, 1_500, 667);
    let event: Withdraw = bench.event();
    assert_eq!((event.sender, event.receiver, event.owner), (BOB, BOB, BOB));
    assert_eq!((event.assets, event.shares), (number(667), number(1_500)));
    assert_eq!(parts(&mut bench, 1, BOB), [1_500, 0, 0, 0]);
    bench.settle(4_500, 4_500, 1_800);
    assert_eq!(line(&mut bench), (2, 1), "nobody waits");
    assert_eq!(parts(&mut bench, 1, BOB), [0, 1_500, 1_500, 600]);
    bench.redeem(BOB, 1_500, 600);
    assert_eq!(parts(&mut bench, 1, BOB), [0; 4]);
    bench.redeem(ALICE, 6_000, 2_534);
    assert_eq!(parts(&mut bench, 1, ALICE), [0; 4]);
}

#[test]
fn test_nothing_is_settled_on_its_day() {
    let mut bench = Bench::new();
    bench.request(ALICE, 6_000).unwrap();
    bench.vm.clear_mocks();
    // No call is expected: one would be answered with an error.
    let refusal = Err(vec![1]);
    let wanted = number(6_000);
    let call = IDepositVault::settleCall { wanted }.abi_encode();
    bench.vm.mock_call(VAULT, call, U256::ZERO, refusal);
    let settled = bench.call(BOB, settleCall {}).expect("nothing to do");
    assert_eq!((settled.shares, settled.assets), (U256::ZERO, U256::ZERO));
    bench.pass(1);
    assert!(bench.call(BOB, settleCall {}).is_err(), "now it asks");
}

#[test]
fn test_generations_are_settled_in_order_eight_in_a_call() {
    let mut bench = Bench::new();
    let who = |day: u32| Address::repeat_byte(0x60 + day as u8);
    for day in 1..=10 {
        assert_eq!(bench.request(who(day), 1_000), Ok(U256::from(day)));
        bench.pass(1);
    }
    // Eight wait before the ninth is looked at; there is cash for two and a half.
    bench.settle(8_000, 2_500, 1_250);
    assert_eq!(line(&mut bench), (3, 10));
    let event: Settled = bench.event();
    let told = (event.requestId, event.shares, event.assets);
    assert_eq!(told, (number(3), number(500), number(250)));
    bench.pass(1);
    assert_eq!(parts(&mut bench, 2, who(2)), [0, 1_000, 1_000, 500]);
    assert_eq!(parts(&mut bench, 3, who(3)), [500, 500, 500, 250]);
    assert_eq!(parts(&mut bench, 4, who(4)), [1_000, 0, 0, 0]);
    bench.settle(7_500, 7_500, 3_000);
    assert_eq!(line(&mut bench), (11, 10), "all ten");
    assert_eq!(parts(&mut bench, 10, who(10)), [0, 1_000, 1_000, 400]);
}

#[test]
fn test_emptied_generations_are_passed_without_asking_for_cash() {
    let mut bench = Bench::new();
    for day in 1..=9 {
        bench.request(ALICE, 1_000).unwrap();
        bench.cancel(ALICE, day, 1_000).unwrap();
        bench.pass(1);
    }
    bench.request(BOB, 2_000).unwrap();
    bench.pass(1);
    assert_eq!(line(&mut bench), (1, 10));
    let settled = bench.call(BOB, settleCall {}).expect("eight are empty");
    assert_eq!((settled.shares, settled.assets), (U256::ZERO, U256::ZERO));
    assert_eq!(line(&mut bench), (9, 10));
    bench.settle(2_000, 2_000, 7);
    assert_eq!(line(&mut bench), (11, 10));
}

#[test]
fn test_without_cash_nobody_moves() {
    let mut bench = Bench::new();
    bench.request(ALICE, 1_000).unwrap();
    bench.pass(1);
    bench.settle(1_000, 0, 0);
    assert_eq!(line(&mut bench), (1, 1));
    assert_eq!(parts(&mut bench, 1, ALICE), [1_000, 0, 0, 0]);
}

#[test]
fn test_a_vault_that_answers_too_little_or_too_much_is_refused() {
    let mut bench = Bench::new();
    bench.request(ALICE, 1_000).unwrap();
    bench.pass(1);
    let wanted = number(1_000);
    for answer in [
        number(1).abi_encode(),
        (number(1 << 120), number(1)).abi_encode(),
    ] {
        bench.vm.clear_mocks();
        bench.expect(VAULT, IDepositVault::settleCall { wanted }, answer);
        let outcome = bench.call(BOB, settleCall {});
        assert_eq!(outcome.err(), Some(Vec::new()));
    }
}

#[test]
fn test_claims_are_refused_early_for_too_much_and_for_nothing() {
    let mut bench = Bench::new();
    bench.request(ALICE, 6_000).unwrap();
    bench.pass(1);
    bench.settle(6_000, 6_000, 3_000);
    let redeem = |shares: u128| redeemCall {
        shares: number(shares),
        receiver: ALICE,
        controller: ALICE,
    };
    let withdraw = |assets: u128| withdrawCall {
        assets: number(assets),
        receiver: ALICE,
        controller: ALICE,
    };
    let early = || TooEarly {
        have: signed((NOW + DAY).into()),
        want: signed((NOW + 2 * DAY).into()),
    };
    assert_error(bench.call(ALICE, redeem(1)), early());
    assert_error(bench.call(ALICE, withdraw(1)), early());
    bench.pass(1);
    let much = |have, want| AmountTooSmall {
        have: signed(have),
        want: signed(want),
    };
    assert_error(bench.call(ALICE, redeem(6_001)), much(6_000, 6_001));
    assert_error(bench.call(ALICE, withdraw(3_001)), much(3_000, 3_001));
    let nothing = || ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    assert_error(bench.call(ALICE, redeem(0)), nothing());
    assert_error(bench.call(ALICE, withdraw(0)), nothing());
    // A share of half a unit fetches nothing by itself.
    assert_error(bench.call(ALICE, redeem(1)), nothing());
    let of_another = || NotOperator {
        account: ALICE,
        caller: BOB,
    };
    assert_error(bench.call(BOB, redeem(1)), of_another());
    assert_error(bench.call(BOB, withdraw(1)), of_another());
}

#[test]
fn test_a_withdrawal_in_parts_takes_shares_rounded_up() {
    let mut bench = Bench::new();
    bench.request(ALICE, 1_000).unwrap();
    bench.pass(2);
    bench.settle(1_000, 1_000, 300);
    let release = IDepositVault::releaseCall {
        assets: number(100),
        receiver: BOB,
    };
    for (shares, left) in [(334, 666), (333, 333), (333, 0)] {
        bench.vm.clear_mocks();
        bench.expect(VAULT, release.clone(), Vec::new());
        let withdraw = withdrawCall {
            assets: number(100),
            receiver: BOB,
            controller: ALICE,
        };
        assert_eq!(bench.call(ALICE, withdraw), Ok(number(shares)));
        assert_eq!(parts(&mut bench, 1, ALICE)[1], left);
    }
}

#[test]
fn test_cancelling_gives_back_what_waits_and_pays_what_is_due() {
    let mut bench = Bench::new();
    bench.request(ALICE, 6_000).unwrap();
    bench.request(BOB, 3_000).unwrap();
    bench.pass(1);
    bench.settle(9_000, 4_500, 2_001);
    // What was settled cannot be paid yet.
    let early = TooEarly {
        have: signed((NOW + DAY).into()),
        want: signed((NOW + 2 * DAY).into()),
    };
    assert_error(bench.cancel(ALICE, 1, 3_000), early);
    bench.pass(1);
    assert_eq!(bench.cancel(ALICE, 1, 3_000), Ok(number(1_334)));
    let event: RequestCancelled = bench.event();
    assert_eq!((event.controller, event.sender), (ALICE, ALICE));
    assert_eq!((event.requestId, event.shares), (number(1), number(3_000)));
    let event: Withdraw = bench.event();
    assert_eq!((event.assets, event.shares), (number(1_334), number(3_000)));
    assert_eq!(parts(&mut bench, 1, ALICE), [0; 4]);
    assert_eq!(parts(&mut bench, 1, BOB), [1_500, 1_500, 1_500, 667]);
    bench.settle(1_500, 1_500, 700);
    bench.redeem(BOB, 3_000, 1_367);
}

#[test]
fn test_what_is_not_open_cannot_be_cancelled() {
    let mut bench = Bench::new();
    bench.request(ALICE, 6_000).unwrap();
    let unknown = |id| UnknownRequest {
        controller: ALICE,
        requestId: id,
    };
    let huge = number(1 << 32) + number(1);
    for id in [U256::ZERO, number(2), huge, U256::MAX] {
        let call = cancelCall {
            requestId: id,
            controller: ALICE,
        };
        assert_error(bench.call(ALICE, call), unknown(id));
    }
    let call = cancelCall {
        requestId: number(1),
        controller: ALICE,
    };
    let error = NotOperator {
        account: ALICE,
        caller: BOB,
    };
    assert_error(bench.call(BOB, call.clone()), error);
    bench.cancel(ALICE, 1, 6_000).unwrap();
    assert_error(bench.call(ALICE, call.clone()), unknown(number(1)));
    // What is wholly settled waits no more.
    bench.request(ALICE, 6_000).unwrap();
    bench.pass(1);
    bench.settle(6_000, 6_000, 5_000);
    let error = ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    assert_error(bench.call(ALICE, call), error);
}

#[test]
fn test_a_cancelled_newer_request_leaves_the_older_alone() {
    let mut bench = Bench::new();
    bench.request(ALICE, 5_000).unwrap();
    bench.pass(1);
    bench.request(ALICE, 6_000).unwrap();
    assert_eq!(bench.cancel(ALICE, 2, 6_000), Ok(U256::ZERO));
    assert_eq!(parts(&mut bench, 1, ALICE), [5_000, 0, 0, 0]);
    bench.request(ALICE, 7_000).unwrap();
    assert_eq!(bench.cancel(ALICE, 1, 5_000), Ok(U256::ZERO));
    assert_eq!(parts(&mut bench, 2, ALICE), [7_000, 0, 0, 0]);
    bench.pass(2);
    // The first generation is empty.
    bench.settle(7_000, 7_000, 3_500);
    bench.redeem(ALICE, 7_000, 3_500);
}

//! Fixed deposits: what is asked of whom, and what is refused before anything moves.

mod common;

use alloy_primitives::{Address, I256, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::IFixedBook::{
    defundFixedCall, fundFixedCall, previewDefundFixedCall, previewFundFixedCall, redeemFixedCall,
    rollFixedCall,
};
use alm_abi::ITermDesk::{
    AmountTooLarge, DeadlinePassed, ERC6909InsufficientBalance, ERC6909InvalidReceiver, NotMatured,
    Transfer, ZeroAmount, balanceOfCall, depositCall, exitCall, previewDepositCall,
    previewExitCall, previewRollOverCall, redeemCall, redeemManyCall, rollOverCall,
};
use common::*;

const WEEK: u64 = 604_800;

fn deposit() -> depositCall {
    depositCall {
        token: TOKEN,
        maturity: MATURITY,
        assets: number(7),
        minFace: number(3),
        receiver: BOB,
        deadline: U256::from(NOW),
    }
}

fn exit() -> exitCall {
    exitCall {
        token: TOKEN,
        maturity: MATURITY,
        face: number(40),
        minAssets: number(3),
        receiver: BOB,
        owner: ALICE,
        deadline: U256::from(NOW),
    }
}

fn redeem() -> redeemCall {
    redeemCall {
        token: TOKEN,
        maturity: MATURITY,
        face: number(40),
        receiver: BOB,
        owner: ALICE,
    }
}

fn roll_over() -> rollOverCall {
    rollOverCall {
        token: TOKEN,
        matured: MATURITY,
        face: number(40),
        maturity: MATURITY + WEEK,
        minFace: number(3),
        receiver: BOB,
        owner: ALICE,
        deadline: U256::from(NOW),
    }
}

fn balance(bench: &mut Bench, owner: Address, maturity: u64) -> U256 {
    let id = id_of(TOKEN, maturity);
    let call = balanceOfCall { owner, id };
    bench.call(BOB, call).expect("a view")
}

/// The token says true, the balance sheet a face of one: the test VM has one answer for all.
fn accept_deposit(bench: &Bench) {
    let one = number(1).abi_encode();
    let pull = alm_abi::IDepositVault::transferFromCall {
        from: ALICE,
        to: SHEET,
        value: number(7),
    };
    bench.expect(TOKEN, pull, one.clone());
    let fund = fundFixedCall {
        token: TOKEN,
        maturity: MATURITY,
        assets: number(7),
        minFace: number(3),
    };
    bench.expect(SHEET, fund, one);
}

#[test]
fn test_deposit_issues_what_the_sheet_says() {
    let mut bench = Bench::empty();
    accept_deposit(&bench);
    assert_eq!(bench.call(ALICE, deposit()), Ok(number(1)));
    let event: Transfer = bench.event();
    assert_eq!(
        (event.caller, event.sender, event.receiver),
        (ALICE, Address::ZERO, BOB)
    );
    assert_eq!((event.id, event.amount), (id(), number(1)));
    assert_eq!(bench.slot(balance_slot(BOB)), number(1));
}

#[test]
fn test_exit_burns_and_has_the_receiver_paid() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let defund = defundFixedCall {
        token: TOKEN,
        maturity: MATURITY,
        face: number(40),
        minAssets: number(3),
        receiver: BOB,
    };
    bench.expect(SHEET, defund, number(39).abi_encode());
    assert_eq!(bench.call(ALICE, exit()), Ok(number(39)));
    assert_eq!(balance(&mut bench, ALICE, MATURITY), number(60));
    let event: Transfer = bench.event();
    assert_eq!((event.sender, event.receiver), (ALICE, Address::ZERO));
    assert_eq!((event.id, event.amount), (id(), number(40)));
}

#[test]
fn test_redeem_burns_and_has_the_receiver_paid() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let request = redeemFixedCall {
        token: TOKEN,
        maturity: MATURITY,
        face: number(40),
        receiver: BOB,
    };
    // A part of it was lost.
    bench.expect(SHEET, request, number(39).abi_encode());
    assert_eq!(bench.call(ALICE, redeem()), Ok(number(39)));
    assert_eq!(balance(&mut bench, ALICE, MATURITY), number(60));
}

#[test]
fn test_roll_over_burns_the_old_and_issues_the_new() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let request = rollFixedCall {
        token: TOKEN,
        matured: MATURITY,
        face: number(40),
        maturity: MATURITY + WEEK,
        minFace: number(3),
    };
    bench.expect(SHEET, request, number(41).abi_encode());
    assert_eq!(bench.call(ALICE, roll_over()), Ok(number(41)));
    assert_eq!(balance(&mut bench, ALICE, MATURITY), number(60));
    assert_eq!(balance(&mut bench, BOB, MATURITY + WEEK), number(41));
}

#[test]
fn test_redeem_many_takes_all_there_is() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let last = mapped(
        id_of(TOKEN, MATURITY + 2 * WEEK),
        mapped(ALICE, U256::from(1)),
    );
    bench.store(last, number(23));
    // The test VM answers every call as it does the last: a part of each was lost, the same of both.
    for (maturity, face) in [(MATURITY, 100), (MATURITY + 2 * WEEK, 23)] {
        let request = redeemFixedCall {
            token: TOKEN,
            maturity,
            face: number(face),
            receiver: BOB,
        };
        bench.expect(SHEET, request, number(20).abi_encode());
    }
    // One of them twice, and one that was never held.
    let weeks = [0, 1, 2, 2];
    let many = redeemManyCall {
        token: TOKEN,
        maturities: weeks.map(|week| MATURITY + week * WEEK).to_vec(),
        receiver: BOB,
        owner: ALICE,
    };
    assert_eq!(bench.call(ALICE, many), Ok(number(40)));
    assert_eq!(balance(&mut bench, ALICE, MATURITY), U256::ZERO);
    assert_eq!(bench.slot(last), U256::ZERO);
}

#[test]
fn test_nothing_is_refused() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let error = || ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    let face = U256::ZERO;
    let assets = U256::ZERO;
    let call = depositCall {
        assets,
        ..deposit()
    };
    assert_error(bench.call(ALICE, call), error());
    let call = exitCall { face, ..exit() };
    assert_error(bench.call(ALICE, call), error());
    let call = redeemCall { face, ..redeem() };
    assert_error(bench.call(ALICE, call), error());
    let call = rollOverCall {
        face,
        ..roll_over()
    };
    assert_error(bench.call(ALICE, call), error());
}

#[test]
fn test_the_zero_receiver_is_refused() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let receiver = Address::ZERO;
    let error = || ERC6909InvalidReceiver { receiver };
    let call = depositCall {
        receiver,
        ..deposit()
    };
    assert_error(bench.call(ALICE, call), error());
    let call = exitCall { receiver, ..exit() };
    assert_error(bench.call(ALICE, call), error());
    let call = redeemCall {
        receiver,
        ..redeem()
    };
    assert_error(bench.call(ALICE, call), error());
    let call = rollOverCall {
        receiver,
        ..roll_over()
    };
    assert_error(bench.call(ALICE, call), error());
    let call = redeemManyCall {
        token: TOKEN,
        maturities: vec![MATURITY],
        receiver,
        owner: ALICE,
    };
    assert_error(bench.call(ALICE, call), error());
}

#[test]
fn test_what_comes_too_late_is_refused() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    for late in [NOW - 1, 0] {
        let deadline = U256::from(late);
        let error = || DeadlinePassed {
            have: I256::try_from(NOW).unwrap(),
            want: I256::try_from(late).unwrap(),
        };
        let call = depositCall {
            deadline,
            ..deposit()
        };
        assert_error(bench.call(ALICE, call), error());
        let call = exitCall { deadline, ..exit() };
        assert_error(bench.call(ALICE, call), error());
        let call = rollOverCall {
            deadline,
            ..roll_over()
        };
        assert_error(bench.call(ALICE, call), error());
    }
}

#[test]
fn test_amounts_out_of_range_are_refused() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let largest = (U256::ONE << 96) - U256::ONE;
    for assets in [largest + U256::ONE, U256::ONE << 128, U256::MAX] {
        let error = AmountTooLarge {
            have: I256::try_from(assets).unwrap_or(I256::MAX),
            want: I256::try_from(largest).unwrap(),
        };
        let call = depositCall {
            assets,
            ..deposit()
        };
        assert_error(bench.call(ALICE, call), error);
    }
    for face in [number(101), U256::MAX] {
        let error = ERC6909InsufficientBalance {
            sender: ALICE,
            balance: number(100),
            needed: face,
            id: id(),
        };
        assert_error(bench.call(ALICE, exitCall { face, ..exit() }), error);
    }
}

#[test]
fn test_a_balance_stays_below_its_bound() {
    let mut bench = Bench::with_claims(&[(BOB, u128::MAX)]);
    accept_deposit(&bench);
    let error = AmountTooLarge {
        have: I256::ONE << 128,
        want: I256::try_from(u128::MAX).unwrap(),
    };
    assert_error(bench.call(ALICE, deposit()), error);
}

#[test]
fn test_quotes_are_those_of_the_sheet() {
    let mut bench = Bench::empty();
    let (token, amount) = (TOKEN, number(40));
    let answer = number(39).abi_encode();
    let fund = previewFundFixedCall {
        token,
        maturity: MATURITY,
        assets: amount,
    };
    bench.expect_view(SHEET, fund, answer.clone());
    let call = previewDepositCall {
        token,
        maturity: MATURITY,
        assets: amount,
    };
    assert_eq!(bench.call(BOB, call), Ok(number(39)));
    let defund = previewDefundFixedCall {
        token,
        maturity: MATURITY,
        face: amount,
    };
    bench.expect_view(SHEET, defund, answer.clone());
    let call = previewExitCall {
        token,
        maturity: MATURITY,
        face: amount,
    };
    assert_eq!(bench.call(BOB, call), Ok(number(39)));
}

#[test]
fn test_a_claim_is_not_renewed_before_its_maturity() {
    let mut bench = Bench::empty();
    let call = |matured| previewRollOverCall {
        token: TOKEN,
        matured,
        face: number(40),
        maturity: MATURITY,
    };
    let answer = number(39).abi_encode();
    let fund = previewFundFixedCall {
        token: TOKEN,
        maturity: MATURITY,
        assets: number(40),
    };
    bench.expect_view(SHEET, fund, answer);
    assert_eq!(bench.call(BOB, call(NOW)), Ok(number(39)));
    let error = NotMatured {
        have: I256::try_from(NOW).unwrap(),
        want: I256::try_from(NOW + 1).unwrap(),
    };
    assert_error(bench.call(BOB, call(NOW + 1)), error);
}

#[test]
fn test_maturities_have_64_bits() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let calls = [
        deposit().abi_encode(),
        exit().abi_encode(),
        redeem().abi_encode(),
        roll_over().abi_encode(),
    ];
    for mut calldata in calls {
        calldata[4 + 32 + 23] = 1;
        assert_eq!(bench.contract.route(&calldata), Err(vec![]));
    }
    let mut calldata = roll_over().abi_encode();
    calldata[4 + 3 * 32] = 1;
    assert_eq!(bench.contract.route(&calldata), Err(vec![]));
}

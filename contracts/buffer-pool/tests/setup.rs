//! What is set at construction and by the owner, and where it lies.

mod common;

use alloy_primitives::{Address, B256, I256, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    IBufferPool::{ZeroAddress, assetCall, balanceSheetCall, decimalsCall, nameCall, transferCall},
    IBufferTreasury::{
        BufferTerms, NotOwner, OutOfBounds, TermsChanged, UnknownStrategy, acceptOwnershipCall,
        ownerCall, setStrategyCall, setTermsCall, termsCall, transferOwnershipCall,
    },
    IDepositVault::{ERC20InvalidReceiver, TextTooLong, UnsuitableToken},
};
use common::*;

#[test]
fn test_construction_is_told_and_happens_once() {
    let mut bench = Bench::bare();
    assert_eq!(bench.call(ALICE, assetCall {}), Ok(ASSET));
    assert_eq!(bench.call(ALICE, balanceSheetCall {}), Ok(SHEET));
    assert_eq!(bench.call(ALICE, ownerCall {}), Ok(OWNER));
    assert_eq!(bench.call(ALICE, decimalsCall {}), Ok(12));
    assert_eq!(bench.call(ALICE, nameCall {}), Ok("ALM buffer".to_owned()));
    let asset = bench.slot(B256::with_last_byte(7));
    assert_eq!(asset >> 248, number(12), "slot 7: decimals above");
    let again = bench.set_up(ASSET, SHEET, "again", ALICE);
    assert_error(again, NotOwner { caller: ALICE });
}

#[test]
fn test_construction_refuses_what_cannot_work() {
    for (asset, sheet) in [(Address::ZERO, SHEET), (ASSET, Address::ZERO)] {
        let mut bench = Bench::raw();
        bench.answer(&[6]);
        assert_error(bench.set_up(asset, sheet, "x", OWNER), ZeroAddress {});
    }
    let mut bench = Bench::raw();
    bench.answer(&[6]);
    assert_error(
        bench.set_up(ASSET, SHEET, "x", Address::ZERO),
        ZeroAddress {},
    );
    let mut bench = Bench::raw();
    bench.answer(&[250]);
    let token = ASSET;
    assert_error(
        bench.set_up(ASSET, SHEET, "x", OWNER),
        UnsuitableToken { token },
    );
    let mut bench = Bench::raw();
    bench.answer(&[6]);
    let (length, max) = (number(32), number(31));
    let long = "a name of no less than 32 letters";
    assert_error(
        bench.set_up(ASSET, SHEET, &long[..32], OWNER),
        TextTooLong { length, max },
    );
}

#[test]
fn test_terms_are_the_owners_and_lie_in_one_slot() {
    let mut bench = Bench::bare();
    let caller = ALICE;
    assert_error(bench.call(ALICE, set_terms()), NotOwner { caller });
    bench.call(OWNER, set_terms()).expect("the owner may");
    let told = bench.call(ALICE, termsCall {}).expect("anybody may ask");
    assert_eq!(told.abi_encode(), terms().abi_encode());
    let mut expected = U256::from(30 * DAY);
    for bps in [2_000u64, 100, 3_000, 2_500, 10_000, 500] {
        expected = (expected << 16) | U256::from(bps);
    }
    expected = (expected << 96) | terms().cap;
    assert_eq!(bench.slot(B256::with_last_byte(9)), expected << 32);
    let changed: TermsChanged = bench.event();
    assert_eq!(changed.current.abi_encode(), terms().abi_encode());
    assert_eq!(changed.previous.cooldown, U256::ZERO);
}

#[test]
fn test_terms_keep_to_their_bounds() {
    type Change = fn(&mut BufferTerms, U256);
    let cases: [(Change, u128, u128); 8] = [
        (|terms, to| terms.cooldown = to, 2_591_999, 2_592_000),
        (|terms, to| terms.cooldown = to, 10_368_001, 10_368_000),
        (|terms, to| terms.cashFloor = to, 10_001, 10_000),
        (|terms, to| terms.band = to, 1_001, 1_000),
        (|terms, to| terms.stress = to, 10_001, 10_000),
        (|terms, to| terms.thin = to, 65_535, 65_534),
        (|terms, to| terms.ample = to, 2_500, 2_501),
        (|terms, to| terms.premium = to, 1_001, 1_000),
    ];
    let mut bench = Bench::bare();
    for (change, have, want) in cases {
        let mut terms = terms();
        change(&mut terms, number(have));
        let refused = bench.call(OWNER, setTermsCall { newTerms: terms });
        let signed = |value: u128| I256::try_from(value).unwrap();
        let (have, want) = (signed(have), signed(want));
        assert_error(refused, OutOfBounds { have, want });
    }
    let mut wide = terms();
    wide.cap = U256::ONE << 96;
    let refused = bench.call(OWNER, setTermsCall { newTerms: wide });
    assert_eq!(
        refused.err(),
        Some(Vec::new()),
        "no amount is above 2^96 - 1"
    );
}

#[test]
fn test_ownership_moves_in_two_steps() {
    let mut bench = Bench::bare();
    bench
        .call(OWNER, transferOwnershipCall { newOwner: ALICE })
        .expect("nominated");
    assert_eq!(bench.call(BOB, ownerCall {}), Ok(OWNER));
    bench.call(ALICE, acceptOwnershipCall {}).expect("accepted");
    assert_eq!(bench.call(BOB, ownerCall {}), Ok(ALICE));
    let caller = OWNER;
    assert_error(bench.call(OWNER, set_terms()), NotOwner { caller });
}

#[test]
fn test_there_are_four_strategies() {
    let mut bench = Bench::bare();
    let index = number(4);
    let call = setStrategyCall {
        index,
        vault: BOB,
        cap: number(1),
        haircut: number(1),
        growth: number(1),
        flow: number(1),
    };
    assert_error(bench.call(OWNER, call), UnknownStrategy { index });
}

#[test]
fn test_the_pool_takes_no_shares_of_its_own_by_transfer() {
    let mut bench = Bench::with_shares(&[(ALICE, 1_000)], 10);
    let receiver = bench.this();
    let value = number(1);
    let call = transferCall {
        to: receiver,
        value,
    };
    assert_error(bench.call(ALICE, call), ERC20InvalidReceiver { receiver });
}

#[test]
fn test_what_is_no_function_is_refused() {
    let mut bench = Bench::with_shares(&[], 0);
    assert_eq!(bench.contract.route(&[]), Err(Vec::new()));
    assert_eq!(bench.contract.route(&[1, 2, 3, 4]), Err(Vec::new()));
    let short = &set_terms().abi_encode()[..100];
    bench.vm.set_sender(OWNER);
    assert_eq!(bench.contract.route(short), Err(Vec::new()));
}

//! What the owner may do, and nobody else.

mod common;

use alloy_primitives::{Address, I256, U256};
use alloy_sol_types::{SolCall, SolError};
use alm_abi::IRateModel::{
    Accrued, AlreadyListed, BalanceSheetChanged, ChangeTooSoon, NotBalanceSheet, NotListed,
    NotOwner, NotPendingOwner, OwnershipTransferStarted, OwnershipTransferred, RateOutOfBounds,
    SpreadOutOfBounds, SpreadsChanged, UtilisationAboveOne, ZeroAddress, acceptOwnershipCall,
    ownerCall, pendingOwnerCall, setBalanceSheetCall, spreadsCall, transferOwnershipCall,
};
use common::*;

fn set_balance_sheet(balance_sheet: Address) -> setBalanceSheetCall {
    setBalanceSheetCall {
        book: TOKEN,
        balanceSheet: balance_sheet,
    }
}

fn outside(node: u8, have: i16, min: i16, max: i16) -> SpreadOutOfBounds {
    let wide = |value: i16| I256::try_from(value).expect("fits");
    SpreadOutOfBounds {
        node: U256::from(node),
        have: wide(have),
        min: wide(min),
        max: wide(max),
    }
}

#[test]
fn test_constructor_zero_owner_reverts() {
    let vm = stylus_sdk::testing::TestVM::default();
    let mut contract = rate_model::RateModel::from(&vm);
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
    assert_eq!(bench.call(ANYONE, ownerCall {}), Ok(OWNER));
}

#[test]
fn test_route_refuses_malformed_calldata() {
    let mut bench = Bench::listed();
    let mut dirty = alm_abi::IRateModel::ratesCall { book: TOKEN }.abi_encode();
    dirty[4] = 1;
    for calldata in [
        vec![],
        vec![1, 2, 3],
        dirty[..35].to_vec(),
        dirty.clone(),
        vec![0; 36],
        accrue(U256::ZERO).abi_encode()[..67].to_vec(),
        list(ANYONE).abi_encode()[..320].to_vec(),
    ] {
        bench.vm.set_sender(OWNER);
        assert_eq!(bench.contract.route(&calldata), Err(vec![]), "{calldata:?}");
    }
}

#[test]
fn test_route_refuses_what_is_no_int16() {
    let mut bench = Bench::listed();
    bench.at(START + DAY);
    bench.vm.set_sender(OWNER);
    for (place, byte) in [(36, 1), (65, 0xff), (36 + 29, 0x80)] {
        let mut dirty = set_spreads([1, 0, 0, 0, 0, 0]).abi_encode();
        dirty[place] = byte;
        assert_eq!(bench.contract.route(&dirty), Err(vec![]), "{place}");
    }
    // A negative one without the extension of its sign.
    let mut dirty = set_spreads([-1, 0, 0, 0, 0, 0]).abi_encode();
    dirty[36..66].fill(0);
    assert_eq!(bench.contract.route(&dirty), Err(vec![]));
}

#[test]
fn test_ownership_moves_in_two_steps() {
    let mut bench = Bench::empty();
    bench
        .call(OWNER, transferOwnershipCall { newOwner: ANYONE })
        .expect("nominated");
    let event: OwnershipTransferStarted = bench.event();
    assert_eq!((event.previousOwner, event.newOwner), (OWNER, ANYONE));
    assert_eq!(bench.call(SHEET, pendingOwnerCall {}), Ok(ANYONE));
    assert_error(
        bench.call(SHEET, acceptOwnershipCall {}),
        NotPendingOwner { caller: SHEET },
    );
    bench
        .call(ANYONE, acceptOwnershipCall {})
        .expect("accepted");
    let event: OwnershipTransferred = bench.event();
    assert_eq!((event.previousOwner, event.newOwner), (OWNER, ANYONE));
    assert_error(
        bench.call(OWNER, transferOwnershipCall { newOwner: OWNER }),
        NotOwner { caller: OWNER },
    );
}

#[test]
fn test_governance_by_others_reverts() {
    let mut bench = Bench::listed();
    bench.at(START + DAY);
    for caller in [ANYONE, SHEET] {
        let refused = || NotOwner { caller };
        assert_error(bench.call(caller, list(ANYONE)), refused());
        assert_error(bench.call(caller, set_spreads(SPREADS)), refused());
        assert_error(bench.call(caller, set_balance_sheet(ANYONE)), refused());
    }
}

#[test]
fn test_list_stores_and_emits() {
    let mut bench = Bench::listed();
    let event: BalanceSheetChanged = bench.event();
    assert_eq!(
        (event.book, event.previous, event.current),
        (TOKEN, Address::ZERO, SHEET)
    );
    let event: SpreadsChanged = bench.event();
    assert_eq!(
        (event.book, event.previous, event.current),
        (TOKEN, [0; 6], SPREADS)
    );
    let event: Accrued = bench.event();
    assert_eq!(event.utilisation.to::<u64>(), TARGET);
    assert_eq!(event.rateAtTarget.to::<u64>(), LEVEL);
    let rates = bench.rates();
    assert_eq!(rates.balanceSheet, SHEET);
    assert_eq!(rates.rate, event.rate);
    assert_eq!(rates.rate.to::<u64>(), LEVEL.div_ceil(31_536_000));
    assert_eq!(rates.annualRate.to::<u64>(), LEVEL);
    assert_eq!(rates.laggedLow.to::<u64>(), LEVEL);
    assert_eq!(rates.laggedHigh.to::<u64>(), LEVEL);
    assert_eq!(rates.meanUtilisation.to::<u64>(), TARGET);
    assert_eq!((rates.updatedAt, rates.spreadsChangedAt), (START, START));
    assert_eq!(bench.call(ANYONE, spreadsCall { book: TOKEN }), Ok(SPREADS));
}

#[test]
fn test_list_refuses_bad_figures() {
    let mut bench = Bench::listed();
    assert_error(
        bench.call(OWNER, list(TOKEN)),
        AlreadyListed { book: TOKEN },
    );
    assert_error(bench.call(OWNER, list(Address::ZERO)), ZeroAddress {});
    let mut call = list(ANYONE);
    call.balanceSheet = Address::ZERO;
    assert_error(bench.call(OWNER, call), ZeroAddress {});
    for have in [WAD / 1_000 - 1, 2 * WAD + 1] {
        let mut call = list(ANYONE);
        call.rateAtTarget = have;
        let (min, max) = (U256::from(WAD / 1_000), U256::from(2 * WAD));
        let have = U256::from(have);
        assert_error(bench.call(OWNER, call), RateOutOfBounds { have, min, max });
    }
    let mut call = list(ANYONE);
    call.utilisation = WAD + 1;
    let (have, want) = (U256::from(WAD + 1), U256::from(WAD));
    assert_error(bench.call(OWNER, call), UtilisationAboveOne { have, want });
    let mut call = list(ANYONE);
    call.spreads[3] = -2_001;
    assert_error(bench.call(OWNER, call), outside(3, -2_001, -2_000, 2_000));
}

#[test]
fn test_set_spreads_within_bounds_step_and_delay() {
    let mut bench = Bench::listed();
    bench.at(START + DAY - 1);
    let too_soon = ChangeTooSoon {
        book: TOKEN,
        notBefore: START + DAY,
    };
    assert_error(bench.call(OWNER, set_spreads(SPREADS)), too_soon);
    bench.at(START + DAY);
    let mut far = SPREADS;
    far[5] = 351;
    assert_error(
        bench.call(OWNER, set_spreads(far)),
        outside(5, 351, -50, 350),
    );
    far[5] = 350;
    far[0] = -220;
    bench.call(OWNER, set_spreads(far)).expect("changed");
    let event: SpreadsChanged = bench.event();
    assert_eq!((event.previous, event.current), (SPREADS, far));
    assert_eq!(bench.rates().spreadsChangedAt, START + DAY);
    let too_soon = ChangeTooSoon {
        book: TOKEN,
        notBefore: START + 2 * DAY,
    };
    assert_error(bench.call(OWNER, set_spreads(far)), too_soon);
    // The rates have not moved by it.
    assert_eq!(bench.rates().annualRate.to::<u64>(), LEVEL);
}

#[test]
fn test_set_balance_sheet_moves_the_right_to_report() {
    let mut bench = Bench::listed();
    assert_error(
        bench.call(OWNER, set_balance_sheet(Address::ZERO)),
        ZeroAddress {},
    );
    bench
        .call(OWNER, set_balance_sheet(ANYONE))
        .expect("replaced");
    let event: BalanceSheetChanged = bench.event();
    assert_eq!((event.previous, event.current), (SHEET, ANYONE));
    let refused = NotBalanceSheet {
        book: TOKEN,
        caller: SHEET,
    };
    assert_error(bench.call(SHEET, accrue(U256::ZERO)), refused);
    bench.call(ANYONE, accrue(U256::ZERO)).expect("accrued");
}

#[test]
fn test_governance_of_an_unknown_book_reverts() {
    let mut bench = Bench::empty();
    let unknown = || NotListed { book: TOKEN };
    assert_error(bench.call(OWNER, set_spreads(SPREADS)), unknown());
    assert_error(bench.call(OWNER, set_balance_sheet(SHEET)), unknown());
}

//! Construction and what is fixed by it.

mod common;

use alloy_primitives::{Address, B256, U256};
use alm_abi::IDepositVault::{
    InvalidInitialization, TextTooLong, UnsuitableToken, ZeroAddress, assetCall, balanceSheetCall,
    decimalsCall, nameCall, symbolCall,
};
use common::*;

#[test]
fn test_constructor_stores_and_tells() {
    let mut bench = Bench::empty();
    assert_eq!(bench.call(BOB, assetCall {}), Ok(ASSET));
    assert_eq!(bench.call(BOB, balanceSheetCall {}), Ok(SHEET));
    assert_eq!(bench.call(BOB, decimalsCall {}), Ok(12));
    assert_eq!(bench.call(BOB, nameCall {}), Ok("ALM deposits".to_owned()));
    assert_eq!(bench.call(BOB, symbolCall {}), Ok("almUSD".to_owned()));
}

#[test]
fn test_layout_of_the_first_slots() {
    let bench = Bench::empty();
    let asset = U256::from_be_bytes(ASSET.into_word().0) | (U256::from(12) << 248);
    assert_eq!(bench.slot(B256::ZERO), asset);
    let sheet = U256::from_be_bytes(SHEET.into_word().0);
    assert_eq!(bench.slot(B256::with_last_byte(1)), sheet);
    // Solidity's short string: the text at the left, twice its length at the right.
    let mut name = [0; 32];
    name[..12].copy_from_slice(b"ALM deposits");
    name[31] = 24;
    assert_eq!(
        bench.slot(B256::with_last_byte(3)),
        U256::from_be_bytes(name)
    );
}

#[test]
fn test_constructor_runs_once() {
    let mut bench = Bench::empty();
    assert_error(bench.set_up(BOB, BOB, "x", "x"), InvalidInitialization {});
    assert_eq!(bench.call(BOB, assetCall {}), Ok(ASSET));
}

#[test]
fn test_constructor_refuses_what_cannot_be() {
    let mut bench = Bench::raw();
    bench.answer(6);
    assert_error(bench.set_up(Address::ZERO, SHEET, "", ""), ZeroAddress {});
    assert_error(bench.set_up(ASSET, Address::ZERO, "", ""), ZeroAddress {});
    // More decimals than leave room for six, or than fit their type.
    for decimals in [250, 256] {
        bench.answer(decimals);
        let outcome = bench.set_up(ASSET, SHEET, "", "");
        assert_error(outcome, UnsuitableToken { token: ASSET });
    }
    let mut bench = Bench::raw();
    bench.answer(249);
    bench.set_up(ASSET, SHEET, "", "").expect("255 decimals");
}

#[test]
fn test_texts_have_at_most_31_bytes() {
    let (fits, long) = ("a".repeat(31), "a".repeat(32));
    let error = || TextTooLong {
        length: U256::from(32),
        max: U256::from(31),
    };
    for (name, symbol) in [(&long, &fits), (&fits, &long)] {
        let mut bench = Bench::raw();
        bench.answer(6);
        assert_error(bench.set_up(ASSET, SHEET, name, symbol), error());
    }
    let mut bench = Bench::raw();
    bench.answer(6);
    bench.set_up(ASSET, SHEET, &fits, "").expect("they fit");
    assert_eq!(bench.call(BOB, nameCall {}), Ok(fits));
    assert_eq!(bench.call(BOB, symbolCall {}), Ok(String::new()));
}

//! Names: the currency's symbol and the maturity's date, against a calendar counted day by day.

mod common;

use alloy_primitives::U256;
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    IDepositVault,
    ITermDesk::{UnsuitableToken, decimalsCall, nameCall, symbolCall},
};
use common::*;

const DAY: u64 = 86_400;

/// A token that answers `symbol()` with these bytes.
fn bench_of(answer: Vec<u8>) -> Bench {
    let bench = Bench::empty();
    bench.expect_view(TOKEN, IDepositVault::symbolCall {}, answer);
    bench
}

fn name(bench: &mut Bench, maturity: u64) -> String {
    let id = id_of(TOKEN, maturity);
    bench.call(BOB, nameCall { id }).expect("a view")
}

#[test]
fn test_name_and_symbol() {
    let mut bench = bench_of("USDC".abi_encode());
    assert_eq!(name(&mut bench, MATURITY), "USDC fixed 2027-01-21");
    let symbol = bench.call(BOB, symbolCall { id: id() });
    assert_eq!(symbol, Ok("USDC-2027-01-21".to_owned()));
}

#[test]
fn test_the_longest_symbol_fits() {
    let longest = "a".repeat(32);
    let mut bench = bench_of(longest.abi_encode());
    let expected = format!("{longest} fixed 2027-01-21");
    assert_eq!(name(&mut bench, MATURITY), expected);
}

#[test]
fn test_symbols_of_other_forms() {
    let mut old = [0; 32];
    old[..3].copy_from_slice(b"MKR");
    let full = [b'z'; 32];
    let mut endless = "USDC".abi_encode();
    endless[32] = 1;
    for (answer, symbol) in [
        (old.to_vec(), "MKR".to_owned()),
        (full.to_vec(), "z".repeat(32)),
        // No symbol: too long, none, cut off, of an impossible length.
        ("a".repeat(33).abi_encode(), String::new()),
        (String::new().abi_encode(), String::new()),
        (vec![], String::new()),
        (vec![1; 31], String::new()),
        (vec![0; 64], String::new()),
        (endless, String::new()),
    ] {
        let mut bench = bench_of(answer);
        let expected = format!("{symbol} fixed 2027-01-21");
        assert_eq!(name(&mut bench, MATURITY), expected);
    }
}

/// Days of a month.
fn days(year: u64, month: u64) -> u64 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[test]
fn test_dates_are_those_of_a_calendar_counted_day_by_day() {
    let mut bench = bench_of("U".abi_encode());
    let (mut year, mut month, mut day) = (1970, 1, 1);
    // Until 2410: every rule for leap years, once at least.
    for today in 0..160_700_u64 {
        if today.is_multiple_of(7) || day == 29 || day == 1 || month == 12 {
            let second = today * 7_919 % DAY;
            let expected = format!("U fixed {year:04}-{month:02}-{day:02}");
            assert_eq!(name(&mut bench, today * DAY + second), expected);
        }
        day += 1;
        if day > days(year, month) {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert!(year > 2400);
}

#[test]
fn test_the_last_instant_has_a_name() {
    let mut bench = bench_of("U".abi_encode());
    assert_eq!(name(&mut bench, u64::MAX).len(), "U fixed 2027-01-21".len());
}

#[test]
fn test_decimals_are_the_currencys() {
    let mut bench = Bench::empty();
    let call = IDepositVault::decimalsCall {};
    bench.expect_view(TOKEN, call.clone(), U256::from(6).abi_encode());
    assert_eq!(bench.call(BOB, decimalsCall { id: id() }), Ok(6));
    bench.vm.clear_mocks();
    bench.expect_view(TOKEN, call, vec![0; 31]);
    let error = UnsuitableToken { token: TOKEN };
    assert_error(bench.call(BOB, decimalsCall { id: id() }), error);
}

#[test]
fn test_no_name_for_a_call_cut_short() {
    let mut bench = Bench::empty();
    let calldata = nameCall { id: id() }.abi_encode();
    assert_eq!(bench.contract.route(&calldata[..35]), Err(vec![]));
}

//! The curves the contract tells.

mod common;

use alloy_primitives::U256;
use alm_abi::IRateModel::{
    NotListed, curveCall, curveReturn, discountFactorsCall, floatingRateCall, laggedRateCall,
    spreadsCall,
};
use alm_engine::rates::{
    curve::{Curves, Spreads},
    rate::Rate,
};
use common::*;

fn curve(bench: &mut Bench) -> curveReturn {
    bench
        .call(ANYONE, curveCall { book: TOKEN })
        .expect("listed")
}

#[test]
fn test_curve_is_the_settled_rate_and_its_spreads() {
    let mut bench = Bench::listed();
    let told = curve(&mut bench);
    assert_eq!(told.low, told.high);
    let level = i64::try_from(LEVEL).expect("fits");
    let want = SPREADS.map(|spread| U256::from(level + i64::from(spread) * 100_000_000_000_000));
    assert_eq!(told.low, want);
}

#[test]
fn test_curve_spans_the_lagged_and_the_current_rate() {
    let mut bench = Bench::listed();
    bench.report(START, WAD);
    bench.report(START + HOUR, WAD / 4);
    bench.at(START + 2 * HOUR);
    let rates = bench.rates();
    let told = curve(&mut bench);
    let rate = |figure: U256| Rate::new(figure.to());
    let curves = Curves::enclosing(
        rate(rates.laggedLow),
        rate(rates.laggedHigh),
        rate(rates.annualRate),
        &Spreads(SPREADS),
    );
    assert!(told.low[0] < told.high[0]);
    assert_eq!(told.low, curves.low.map(|node| U256::from(node.rate)));
    assert_eq!(told.high, curves.high.map(|node| U256::from(node.rate)));
    let lagged = bench
        .call(ANYONE, laggedRateCall { book: TOKEN })
        .expect("listed");
    assert_eq!(
        (lagged.low, lagged.high),
        (rates.laggedLow, rates.laggedHigh)
    );
    for ahead in [0, 1, DAY, 7 * DAY, 100 * DAY, 728 * DAY, u64::MAX] {
        let call = discountFactorsCall { book: TOKEN, ahead };
        let factors = bench.call(ANYONE, call).expect("listed");
        assert_eq!(factors.low.to::<u128>(), curves.high().discount_down(ahead));
        assert_eq!(factors.high.to::<u128>(), curves.low().discount_up(ahead));
    }
}

#[test]
fn test_views_of_an_unknown_book_revert() {
    let mut bench = Bench::empty();
    let unknown = || NotListed { book: TOKEN };
    let book = TOKEN;
    assert_error(bench.call(ANYONE, curveCall { book }), unknown());
    assert_error(bench.call(ANYONE, laggedRateCall { book }), unknown());
    assert_error(bench.call(ANYONE, floatingRateCall { book }), unknown());
    assert_error(bench.call(ANYONE, spreadsCall { book }), unknown());
    let call = discountFactorsCall { book, ahead: 1 };
    assert_error(bench.call(ANYONE, call), unknown());
}

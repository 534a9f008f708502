//! What the contract quotes: factors of one maturity, and of all grid dates.

mod common;

use alloy_primitives::U256;
use alm_abi::IRateModel::{
    NotListed, ReportTooOld, curveCall, discountFactorsCall, quotesCall, quotesReturn,
    weeklyFactorsCall,
};
use alm_engine::rates::{
    curve::{Curves, Spreads},
    quote::{Quotes, Wanted},
    rate::Rate,
};
use common::*;

const WEEK: u64 = 604_800;
/// 0.5 % by the year.
const HALF_SPREAD: u64 = 5_000_000_000_000_000;

fn quotes(ahead: u64, half_spread: u64) -> quotesCall {
    quotesCall {
        book: TOKEN,
        ahead,
        halfSpread: half_spread,
        wanted: Wanted::ALL.0,
    }
}

fn weekly(first: u64) -> weeklyFactorsCall {
    weeklyFactorsCall { book: TOKEN, first }
}

/// A book whose lagged and current rates differ, at a time.
fn moved() -> (Bench, u64) {
    let mut bench = Bench::listed();
    bench.report(START, WAD);
    bench.report(START + HOUR, WAD / 4);
    let now = START + 2 * HOUR;
    bench.at(now);
    (bench, now)
}

fn words(told: &quotesReturn) -> [U256; 4] {
    [told.deposit, told.loan, told.low, told.high]
}

#[test]
fn test_quotes_are_the_rules_factors() {
    let (mut bench, _) = moved();
    let rates = bench.rates();
    let rate = |figure: U256| Rate::new(figure.to());
    let curves = Curves::enclosing(
        rate(rates.laggedLow),
        rate(rates.laggedHigh),
        rate(rates.annualRate),
        &Spreads(SPREADS),
    );
    for half_spread in [0, HALF_SPREAD, 100 * HALF_SPREAD, u64::MAX] {
        let rules = Quotes::new(curves, Rate::new(half_spread));
        for ahead in [0, 1, DAY, 7 * DAY, 100 * DAY, 728 * DAY, u64::MAX] {
            let want = rules.factors(ahead, Wanted::ALL);
            let want = [want.deposit, want.loan, want.low, want.high];
            let told = bench
                .call(ANYONE, quotes(ahead, half_spread))
                .expect("quoted");
            assert_eq!(words(&told), want.map(U256::from), "{half_spread} {ahead}");
        }
    }
}

#[test]
fn test_quotes_lie_around_the_discount_factors() {
    let (mut bench, _) = moved();
    let ahead = 91 * DAY;
    let told = bench
        .call(ANYONE, quotes(ahead, HALF_SPREAD))
        .expect("quoted");
    let call = discountFactorsCall { book: TOKEN, ahead };
    let factors = bench.call(ANYONE, call).expect("listed");
    assert!(told.loan < factors.low && factors.low <= told.low);
    assert!(told.low < told.high, "{} {}", told.low, told.high);
    assert!(told.high < told.deposit);
    // The lower curve's factor is rounded up in both; the higher one's once down and once up.
    assert_eq!(told.high, factors.high);
    assert!(told.low - factors.low <= U256::from(4));
}

#[test]
fn test_quotes_that_are_not_wanted_are_zero() {
    let (mut bench, _) = moved();
    let all = bench
        .call(ANYONE, quotes(91 * DAY, HALF_SPREAD))
        .expect("quoted");
    for wanted in 0..=u8::MAX {
        let mut call = quotes(91 * DAY, HALF_SPREAD);
        call.wanted = wanted;
        let told = bench.call(ANYONE, call).expect("quoted");
        let want = [0, 1, 2, 3].map(|place| {
            let is_wanted = wanted >> place & 1 == 1;
            if is_wanted {
                words(&all)[place]
            } else {
                U256::ZERO
            }
        });
        assert_eq!(words(&told), want, "{wanted}");
    }
}

#[test]
fn test_quotes_of_no_time_are_one() {
    let (mut bench, _) = moved();
    let told = bench.call(ANYONE, quotes(0, HALF_SPREAD)).expect("quoted");
    assert_eq!(words(&told), [U256::from(WAD); 4]);
}

#[test]
fn test_weekly_factors_are_the_discount_factors_of_grid_dates() {
    let (mut bench, now) = moved();
    let first = now - now % WEEK + WEEK;
    let told = bench.call(ANYONE, weekly(first)).expect("told");
    for (week, (low, high)) in (0..).zip(told.low.into_iter().zip(told.high)) {
        let call = discountFactorsCall {
            book: TOKEN,
            ahead: first + week * WEEK - now,
        };
        let factors = bench.call(ANYONE, call).expect("listed");
        assert_eq!((low, high), (factors.low, factors.high), "{week}");
        assert!(low < high);
    }
}

#[test]
fn test_weekly_factors_of_dates_passed_are_one() {
    let (mut bench, now) = moved();
    let told = bench.call(ANYONE, weekly(now - 2 * WEEK)).expect("told");
    let one = U256::from(WAD);
    assert_eq!((told.low[2], told.high[1]), (one, one));
    assert!(told.low[3] < one && told.high[3] < one);
    let told = bench.call(ANYONE, weekly(u64::MAX)).expect("told");
    assert_eq!(told.low, [U256::ZERO; 104]);
}

#[test]
fn test_quotes_need_a_report_of_the_last_day() {
    let mut bench = Bench::listed();
    bench.at(START + DAY);
    bench.call(ANYONE, quotes(WEEK, 0)).expect("a day is fresh");
    bench.call(ANYONE, weekly(START + WEEK)).expect("as above");
    bench.at(START + DAY + 1);
    let too_old = || ReportTooOld {
        book: TOKEN,
        age: U256::from(DAY + 1),
        greatest: U256::from(DAY),
    };
    assert_error(bench.call(ANYONE, quotes(WEEK, 0)), too_old());
    assert_error(bench.call(ANYONE, weekly(START + WEEK)), too_old());
    // What needs no fresh report is told as before.
    bench
        .call(ANYONE, curveCall { book: TOKEN })
        .expect("listed");
    bench.report(START + DAY + 1, TARGET);
    bench.call(ANYONE, quotes(WEEK, 0)).expect("fresh again");
}

#[test]
fn test_quotes_of_an_unknown_book_revert() {
    let mut bench = Bench::empty();
    let unknown = || NotListed { book: TOKEN };
    assert_error(bench.call(ANYONE, quotes(WEEK, 0)), unknown());
    assert_error(bench.call(ANYONE, weekly(START)), unknown());
}

#[test]
fn test_quotes_reject_numbers_too_wide() {
    let mut bench = Bench::listed();
    use alloy_sol_types::SolCall;
    for place in [36, 68] {
        let mut calldata = quotes(WEEK, 0).abi_encode();
        // The lowest bit above 64.
        calldata[place + 23] = 1;
        assert_eq!(bench.contract.route(&calldata), Err(Vec::new()), "{place}");
    }
    let mut calldata = quotes(WEEK, 0).abi_encode();
    // The lowest bit above 8.
    calldata[100 + 30] = 1;
    assert_eq!(bench.contract.route(&calldata), Err(Vec::new()));
    let mut calldata = weekly(START).abi_encode();
    calldata[36 + 23] = 1;
    assert_eq!(bench.contract.route(&calldata), Err(Vec::new()));
}

//! Prices of both sides: against exact values, and against every cycle through the four doors.

use alloy_primitives::U512;
use alm_engine::{
    money::Amount,
    rates::{
        curve::{Curves, Spreads},
        quote::{Factors, Quotes, Wanted, fresh, repayment},
        rate::Rate,
    },
    refusal::{Cause, Refusal},
    units::{DAY, WAD},
};
use proptest::prelude::*;

use crate::oracle::{exp_neg, whole, wide};

const LONGEST: u64 = 728 * DAY;

fn flat(low: u64, high: u64, half_spread: u64) -> Quotes {
    let curves = Curves::enclosing(
        Rate::new(low),
        Rate::new(high),
        Rate::new(low),
        &Spreads::default(),
    );
    Quotes::new(curves, Rate::new(half_spread))
}

/// `face e^(-rate seconds / year)` with 200 fractional bits.
fn value(face: u128, rate: u64, seconds: u64) -> U512 {
    let exponent = wide(rate.into()) * wide(seconds.into());
    exp_neg(exponent, wide(WAD) * wide(31_536_000)) * wide(face)
}

#[test]
fn test_prices_at_two_yields() {
    // 4 % and 6 %, half-spread 1 %: claims are sold at 3 %, debts bought at 7 %.
    let quotes = flat(
        40_000_000_000_000_000,
        60_000_000_000_000_000,
        10_000_000_000_000_000,
    );
    let face = Amount::new(1_000_000);
    let year = 365 * DAY;
    assert_eq!(quotes.deposit(face, year).raw(), 970_446); // e^-0.03 = 0.97044553
    assert_eq!(quotes.loan(face, year).raw(), 932_393); // e^-0.07 = 0.93239382
    // Value e^-0.06 = 0.94176453, spread e^-0.06 - e^-0.07.
    assert_eq!(
        quotes.early_exit(face, Amount::new(990_000), year).raw(),
        932_393
    );
    assert_eq!(
        quotes.early_exit(face, Amount::new(930_000), year).raw(),
        920_628
    );
    assert_eq!(quotes.early_exit(face, Amount::new(5), year).raw(), 0);
    // e^-0.04 = 0.96078944.
    assert_eq!(
        quotes.repayment(face, Amount::new(950_000), year).raw(),
        960_790
    );
    assert_eq!(
        quotes.repayment(face, Amount::new(970_000), year).raw(),
        970_000
    );
    assert_eq!(quotes.repayment(face, Amount::new(2_000_000), year), face);
}

#[test]
fn test_prices_at_maturity_are_the_face() {
    let quotes = flat(
        40_000_000_000_000_000,
        60_000_000_000_000_000,
        10_000_000_000_000_000,
    );
    let face = Amount::new(123_457);
    assert_eq!(quotes.deposit(face, 0), face);
    assert_eq!(quotes.loan(face, 0), face);
    assert_eq!(quotes.early_exit(face, face, 0), face);
    assert_eq!(quotes.repayment(face, face, 0), face);
}

#[test]
fn test_factors_at_two_yields() {
    // 4 % and 6 %, half-spread 1 %; the exponentials to more digits than a wad has.
    let quotes = flat(
        40_000_000_000_000_000,
        60_000_000_000_000_000,
        10_000_000_000_000_000,
    );
    let near = |have: u128, want: u128| assert!(have.abs_diff(want) <= 2, "{have} {want}");
    let factors = quotes.factors(365 * DAY, Wanted::ALL);
    near(factors.deposit, 970_445_533_548_508_177); // e^-0.03
    near(factors.loan, 932_393_819_905_948_229); // e^-0.07
    near(factors.low, 941_764_533_584_248_710); // e^-0.06
    near(factors.high, 960_789_439_152_323_209); // e^-0.04
    let one = Factors {
        deposit: WAD,
        loan: WAD,
        low: WAD,
        high: WAD,
    };
    assert_eq!(quotes.factors(0, Wanted::ALL), one);
}

#[test]
fn test_factors_that_are_not_wanted_are_zero_and_need_no_curve() {
    let (low, high) = (40_000_000_000_000_000, 60_000_000_000_000_000);
    let spread = Rate::new(10_000_000_000_000_000);
    let curves = |on_lower, on_higher| {
        let spreads = Spreads([7, -3, 11, 0, 2, 5]);
        let whole = Curves::enclosing(Rate::new(low), Rate::new(high), Rate::new(low), &spreads);
        let mut some = Curves::default();
        if on_lower {
            some.low = whole.low;
        }
        if on_higher {
            some.high = whole.high;
        }
        some
    };
    let seconds = 100 * DAY;
    let all = Quotes::new(curves(true, true), spread).factors(seconds, Wanted::ALL);
    for bits in 0..=u8::MAX {
        let wanted = Wanted(bits);
        let some = |bit: u8, factor| if bits & bit == 0 { 0 } else { factor };
        let want = Factors {
            deposit: some(1, all.deposit),
            loan: some(2, all.loan),
            low: some(4, all.low),
            high: some(8, all.high),
        };
        let needed = curves(wanted.on_lower(), wanted.on_higher());
        let have = Quotes::new(needed, spread).factors(seconds, wanted);
        assert_eq!(have, want, "{bits}");
    }
    assert_eq!(Wanted::EXIT, Wanted(Wanted::LOAN.0 | Wanted::LOW.0));
}

#[test]
fn test_fresh_names_the_age_and_the_limit() {
    assert_eq!(fresh(100, 160, 60), Ok(()));
    assert_eq!(fresh(100, 50, 0), Ok(()));
    let refused = Refusal::new(Cause::RateStale, 61u64, 60u64);
    assert_eq!(fresh(100, 161, 60), Err(refused));
}

#[test]
fn test_repayment_needs_no_quote() {
    let (face, cost) = (Amount::new(1_000), Amount::new(900));
    assert_eq!(repayment(None, face, cost, LONGEST), face);
    let quotes = flat(40_000_000_000_000_000, 40_000_000_000_000_000, 0);
    assert_eq!(repayment(Some(&quotes), face, cost, LONGEST).raw(), 924);
}

fn quotes() -> impl Strategy<Value = Quotes> {
    let rate = || 0..4_000_000_000_000_000_000u64;
    (
        rate(),
        rate(),
        rate(),
        prop::array::uniform6(-2_000i16..=2_000),
        0..100_000_000_000_000_000u64,
    )
        .prop_map(|(one, other, current, spreads, half_spread)| {
            let lagged = (Rate::new(one.min(other)), Rate::new(one.max(other)));
            let curves =
                Curves::enclosing(lagged.0, lagged.1, Rate::new(current), &Spreads(spreads));
            Quotes::new(curves, Rate::new(half_spread))
        })
}

fn faces() -> impl Strategy<Value = Amount> {
    (0u32..90, any::<u128>()).prop_map(|(bits, random)| Amount::new(random % (1 << bits)))
}

proptest! {
    #[test]
    fn fuzz_prices_enclose_the_value_on_their_side(
        low in 0..2_000_000_000_000_000_000u64, more in 0..2_000_000_000_000_000_000u64,
        spread in 0..100_000_000_000_000_000u64, face in faces(), seconds in 0..LONGEST,
    ) {
        let high = low + more;
        let quotes = flat(low, high, spread);
        let unit = |face: Amount| whole(2) + whole(face.raw()) * wide(5) / wide(WAD);
        let sold = value(face.raw(), low.saturating_sub(spread), seconds);
        let price = whole(quotes.deposit(face, seconds).raw());
        prop_assert!(price + (sold >> 150) >= sold && price <= sold + unit(face));
        let bought = value(face.raw(), high + spread, seconds);
        let price = whole(quotes.loan(face, seconds).raw());
        prop_assert!(price <= bought + (bought >> 150) && price + unit(face) >= bought);
        let owed = value(face.raw(), low, seconds);
        let price = whole(quotes.repayment(face, Amount::ZERO, seconds).raw());
        prop_assert!(price + (owed >> 150) >= owed && price <= owed + unit(face));
    }

    #[test]
    fn fuzz_no_cycle_pays(quotes in quotes(), face in faces(), early in 0..LONGEST, late in 0..LONGEST) {
        let (early, late) = (early.min(late), early.max(late));
        let paid = quotes.deposit(face, late);
        let drawn = quotes.loan(face, late);
        prop_assert!(paid <= face && drawn <= paid, "INV-PHI-02");
        // Buy and give back, draw and pay back, at once.
        prop_assert!(quotes.early_exit(face, paid, late) <= paid, "INV-PHI-02");
        prop_assert!(quotes.repayment(face, drawn, late) >= drawn, "INV-PHI-02");
        // Whatever the cost is by then: no more than a new debt of the same face would bring, no less than a claim.
        prop_assert!(quotes.early_exit(face, face, late) <= drawn, "INV-PHI-02");
        prop_assert!(quotes.repayment(face, Amount::ZERO, late) <= paid);
        // A claim that matures first never costs less than a debt due later brings.
        prop_assert!(quotes.deposit(face, early) >= drawn, "INV-PHI-02");
    }

    /// The factors, next to the exponential on 200 bits, each on its side.
    #[test]
    fn fuzz_factors_enclose_the_value_on_their_side(
        low in 0..2_000_000_000_000_000_000u64, more in 0..2_000_000_000_000_000_000u64,
        spread in 0..100_000_000_000_000_000u64, seconds in 0..LONGEST,
    ) {
        let high = low + more;
        let factors = flat(low, high, spread).factors(seconds, Wanted::ALL);
        let above = |factor: u128, rate: u64| {
            let exact = value(WAD, rate, seconds);
            whole(factor) + (exact >> 150) >= exact && whole(factor) <= exact + whole(3)
        };
        prop_assert!(above(factors.deposit, low.saturating_sub(spread)));
        prop_assert!(above(factors.low, high));
        prop_assert!(above(factors.high, low));
        let bought = value(WAD, high + spread, seconds);
        prop_assert!(whole(factors.loan) <= bought + (bought >> 150) && whole(factors.loan) + whole(3) >= bought);
    }

    /// Whoever has the factors has the prices: balance sheet and pool multiply faces by what the rate model answers.
    #[test]
    fn fuzz_prices_are_faces_times_factors(quotes in quotes(), face in faces(), cost in 0..=WAD, seconds in 0..LONGEST) {
        let factors = quotes.factors(seconds, Wanted::ALL);
        let up = |factor| Amount::new((wide(face.raw()) * wide(factor)).div_ceil(wide(WAD)).to());
        let down = |factor| Amount::new((wide(face.raw()) * wide(factor) / wide(WAD)).to());
        prop_assert_eq!(quotes.deposit(face, seconds), up(factors.deposit));
        prop_assert_eq!(quotes.loan(face, seconds), down(factors.loan));
        let cost = face.part_down(cost, WAD);
        prop_assert_eq!(quotes.repayment(face, cost, seconds), cost.max(up(factors.high)));
        let spread = up(factors.low).less(down(factors.loan));
        prop_assert_eq!(quotes.early_exit(face, cost, seconds), cost.min(up(factors.low)).less(spread));
        prop_assert!(factors.loan <= factors.low && factors.low <= factors.high);
        prop_assert!(factors.high <= factors.deposit && factors.deposit <= WAD, "INV-PHI-02");
    }

    #[test]
    fn fuzz_early_exit_never_exceeds_cost_or_value(quotes in quotes(), face in faces(), cost in 0..=WAD, seconds in 0..LONGEST) {
        let cost = face.part_down(cost, WAD);
        let exit = quotes.early_exit(face, cost, seconds);
        prop_assert!(exit <= cost && exit <= face);
        let owed = quotes.repayment(face, cost, seconds);
        prop_assert!(owed >= cost && owed <= face);
    }
}

#[test]
fn test_a_spread_above_the_yield_sells_at_par_never_above() {
    let quotes = flat(
        10_000_000_000_000_000,
        10_000_000_000_000_000,
        90_000_000_000_000_000,
    );
    let face = Amount::new(1_000_000);
    assert_eq!(quotes.deposit(face, LONGEST), face);
    assert!(quotes.loan(face, LONGEST).raw() < 820_000);
}

//! Amounts, balances and the maturity grid against plain arithmetic.
use alloy_primitives::U512;
use alm_engine::{
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
    week::{LONGEST, WEEK, Week},
};
use proptest::prelude::*;

const MAX: u128 = (1 << 96) - 1;

#[test]
fn test_stored_names_the_amount_and_the_limit() {
    assert_eq!(Amount::new(MAX).stored(), Ok(Amount::MAX));
    let refused = Refusal::new(Cause::AmountTooLarge, MAX + 1, MAX);
    assert_eq!(Amount::new(MAX + 1).stored(), Err(refused));
    assert_eq!(Amount::MAX.plus(Amount::new(1)), Err(refused));
}

#[test]
fn test_minus_names_both_amounts() {
    let refused = Refusal::new(Cause::AmountTooSmall, 2u128, 3u128);
    assert_eq!(Amount::new(2).minus(Amount::new(3)), Err(refused));
    assert_eq!(Amount::new(2).less(Amount::new(3)), Amount::ZERO);
}

#[test]
fn test_open_names_the_nearest_date_that_would_do() {
    let now = 3_000 * WEEK + 5;
    let first = 3_001 * WEEK;
    let last = (3_000 + u64::from(LONGEST)) * WEEK;
    assert_eq!(Week::open(first, now), Ok(Week::new(3_001)));
    assert_eq!(Week::open(last, now), Ok(Week::new(3_104)));
    for (maturity, cause, want) in [
        (first + 1, Cause::MaturityOffGrid, first + WEEK),
        (3_000 * WEEK, Cause::MaturityPassed, first),
        (0, Cause::MaturityPassed, first),
        (last + WEEK, Cause::MaturityTooFar, last),
        (u64::MAX, Cause::MaturityTooFar, last),
    ] {
        let refused = Refusal::new(cause, maturity, want);
        assert_eq!(Week::open(maturity, now), Err(refused), "{maturity}");
    }
    // On a grid date that very date has passed.
    assert!(Week::open(first, first).is_err());
}

proptest! {
    #[test]
    fn fuzz_parts_enclose_the_exact_quotient(amount in 0..=MAX, top in any::<u128>(), bottom in 1..=u128::MAX) {
        let exact = U512::from(amount) * U512::from(top);
        let low = exact / U512::from(bottom);
        let high = low + U512::from(u8::from(low * U512::from(bottom) != exact));
        let saturated = |wide: U512| wide.min(U512::from(u128::MAX)).to::<u128>();
        let amount = Amount::new(amount);
        prop_assert_eq!(amount.part_down(top, bottom).raw(), saturated(low));
        prop_assert_eq!(amount.part_up(top, bottom).raw(), saturated(high));
    }

    #[test]
    fn fuzz_a_balance_is_its_gain_less_its_shortfall(units in any::<i128>()) {
        let balance = Balance::new(units);
        prop_assert!(balance.gain().is_zero() || balance.shortfall().is_zero());
        prop_assert_eq!(balance.gain().raw() + balance.shortfall().raw(), units.unsigned_abs());
        prop_assert_eq!(balance.magnitude().raw(), units.unsigned_abs());
    }

    #[test]
    fn fuzz_every_open_week_comes_back(now in 0..40_000 * WEEK, ahead in 1..=LONGEST) {
        let week = Week::at_or_before(now).later(ahead);
        prop_assert_eq!(Week::open(week.instant(), now), Ok(week));
    }
}

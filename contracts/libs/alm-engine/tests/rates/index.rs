//! The index of floating loans against the exact exponential.

use alloy_primitives::U512;
use alm_engine::{
    money::Amount,
    rates::{
        index::Index,
        rate::{PerSecond, Rate},
    },
    units::YEAR,
};
use proptest::prelude::*;

use crate::oracle::{exp, whole, wide};

const WAD: u128 = 1_000_000_000_000_000_000;

/// `index e^(rate seconds)` with 200 fractional bits.
fn exact(index: Index, rate: PerSecond, seconds: u64) -> U512 {
    let exponent = wide(u128::from(rate.raw()) * u128::from(seconds));
    exp(exponent, wide(WAD)) * wide(index.raw())
}

fn indexes() -> impl Strategy<Value = Index> {
    (Index::ONE.raw()..=1 << 90).prop_map(Index::new)
}

/// Up to 800 % by the year, small ones as often as large ones.
fn rates() -> impl Strategy<Value = PerSecond> {
    (0u32..38, any::<u64>())
        .prop_map(|(bits, random)| PerSecond::new(random % (1u64 << bits).min(253_678_335_870)))
}

#[test]
fn test_after_grows_by_the_exponential() {
    // 4 % for a year: e^0.04 = 1.040810774192388226757...
    let rate = Rate::new(40_000_000_000_000_000).per_second_up();
    assert_eq!(rate.raw(), 1_268_391_680);
    let grown = Index::ONE.after(rate, YEAR).raw();
    assert!(
        grown.abs_diff(1_040_810_774_192_388_226_757_000) < 30_000_000_000_000_000,
        "{grown}"
    );
}

#[test]
fn test_after_stands_still_at_the_end_of_its_range() {
    let fast = PerSecond::new(u64::MAX);
    assert_eq!(Index::ONE.after(fast, u64::MAX), Index::MAX);
    assert_eq!(Index::MAX.after(fast, 1), Index::MAX, "INV-BOOK-04");
    assert_eq!(Index::new(u128::MAX), Index::MAX);
    // What it has become is still a debt that storage can hold twice over.
    assert_eq!(
        Index::MAX.debt_up(Amount::new(1_000)).raw(),
        79_228_163,
        "1,000 shares at the last index"
    );
}

#[test]
fn test_after_moves_only_with_time_and_rate() {
    let index = Index::new(Index::ONE.raw() + 7);
    assert_eq!(index.after(PerSecond::new(9), 0), index);
    assert_eq!(index.after(PerSecond::ZERO, 9), index);
    assert!(index.after(PerSecond::new(1), 1) > index);
}

#[test]
fn test_debt_and_shares_round_for_the_pool() {
    let index = Index::new(Index::ONE.raw() * 3 / 2);
    assert_eq!(index.debt_up(Amount::new(3)).raw(), 5);
    assert_eq!(index.shares_drawn_up(Amount::new(5)).raw(), 4);
    assert_eq!(index.shares_repaid_down(Amount::new(5)).raw(), 3);
}

proptest! {
    #[test]
    fn fuzz_after_encloses_the_exponential(index in indexes(), rate in rates(), seconds in 0..50_000_000u64) {
        let after = index.after(rate, seconds);
        let truth = exact(index, rate, seconds);
        // The oracle's own error, far below a unit.
        let slack = truth >> 150;
        if after < Index::MAX {
            prop_assert!(whole(after.raw()) + slack >= truth);
            let most = truth + truth * wide(3) / wide(WAD) + whole(1) + slack;
            prop_assert!(whole(after.raw()) <= most);
        } else {
            prop_assert!(truth + truth * wide(3) / wide(WAD) + whole(1) >= whole(Index::MAX.raw()));
        }
    }

    #[test]
    fn fuzz_after_never_falls(index in indexes(), rate in rates(), more in rates(), seconds in 0..50_000_000u64, later in 0..50_000_000u64) {
        let after = index.after(rate, seconds);
        prop_assert!(after >= index, "INV-BOOK-04");
        prop_assert!(index.after(rate, seconds + later) >= after, "INV-BOOK-04");
        let higher = PerSecond::new(rate.raw() + more.raw());
        prop_assert!(index.after(higher, seconds) >= after);
    }

    #[test]
    fn fuzz_after_two_steps_never_lead_lower_than_one(index in indexes(), rate in rates(), cuts in prop::collection::vec(0..2_000_000u64, 1..50)) {
        let whole_step = index.after(rate, cuts.iter().sum());
        let stepwise = cuts.iter().fold(index, |now, seconds| now.after(rate, *seconds));
        prop_assert!(stepwise >= whole_step);
        // And above it by 4e-18 of it and one unit a step at most.
        let steps = cuts.len() as u128;
        let most = whole_step.raw() + steps * (whole_step.raw() / (WAD / 4) + 2);
        prop_assert!(stepwise.raw() <= most.min(Index::MAX.raw()));
    }

    /// Where the rounding of the exponential is all that tells two steps from one: exponents around a billionth.
    #[test]
    fn fuzz_after_two_short_steps_never_lead_lower_than_one(index in indexes(), rate in 100_000_000..3_000_000_000u64, first in 1..4u64, second in 1..4u64) {
        let rate = PerSecond::new(rate);
        let stepwise = index.after(rate, first).after(rate, second);
        prop_assert!(stepwise >= index.after(rate, first + second));
    }

    #[test]
    fn fuzz_shares_never_leave_the_pool_short(index in indexes(), drawn in 0..1u128 << 90, repaid in 0..1u128 << 90) {
        let (drawn, repaid) = (Amount::new(drawn), Amount::new(repaid));
        // The debt of what is drawn covers it, and is the least that does: two units above at an index below two shares.
        let shares = index.shares_drawn_up(drawn);
        let debt = index.debt_up(shares);
        prop_assert!(debt >= drawn);
        let per_share = index.raw().div_ceil(Index::ONE.raw());
        prop_assert!(debt.raw() - drawn.raw() <= per_share);
        // What a repayment cancels never owed more than was paid.
        let cancelled = index.shares_repaid_down(repaid);
        let owed = wide(cancelled.raw()) * wide(index.raw());
        prop_assert!(owed <= wide(repaid.raw()) * wide(Index::ONE.raw()));
        // Paying what the shares owe cancels them all.
        prop_assert!(index.shares_repaid_down(debt) >= shares);
    }

    #[test]
    fn fuzz_per_second_encloses_the_yearly_rate(wad in any::<u64>()) {
        let rate = Rate::new(wad);
        let second = u128::from(rate.per_second_up().raw());
        prop_assert!(second * u128::from(YEAR) >= rate.wad());
        prop_assert!(second * u128::from(YEAR) < rate.wad() + u128::from(YEAR));
        prop_assert_eq!(Rate::saturated(rate.wad()), rate);
    }
}

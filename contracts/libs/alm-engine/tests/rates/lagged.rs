//! The lagged tracks against exact arithmetic, and what a manipulator can do to them.

use alloy_primitives::U512;
use alm_engine::rates::{
    lagged::{Lagged, TAU_CAUTIOUS, TAU_GENEROUS},
    rate::Rate,
};
use proptest::prelude::*;

use crate::oracle::{exp_neg, whole, wide};

/// Where a track is after some seconds, with 200 fractional bits.
fn exact(past: Rate, held: Rate, seconds: u64, rising: u64, falling: u64) -> U512 {
    let tau = if held > past { rising } else { falling };
    let weight = exp_neg(wide(seconds.into()), wide(tau.into()));
    wide(past.wad()) * weight + wide(held.wad()) * (whole(1) - weight)
}

fn rates() -> impl Strategy<Value = Rate> {
    (0..8_000_000_000_000_000_000u64).prop_map(Rate::new)
}

fn states() -> impl Strategy<Value = Lagged> {
    (rates(), rates()).prop_map(|(one, other)| Lagged {
        low: one.min(other),
        high: one.max(other),
    })
}

#[test]
fn test_after_is_quick_to_be_cautious_and_slow_to_trust() {
    let four = Rate::new(40_000_000_000_000_000);
    let eight = Rate::new(80_000_000_000_000_000);
    let risen = Lagged::settled(four).after(eight, 3_600);
    // 1 - 1/e of the way in an hour, 1 - e^(-1/24) for the other side.
    assert_eq!(risen.high.raw(), 65_284_822_353_142_308);
    assert_eq!(risen.low.raw(), 41_632_421_715_634_472);
    let fallen = Lagged::settled(eight).after(four, 3_600);
    assert_eq!(fallen.low.raw(), 54_715_177_646_857_692);
    assert_eq!(fallen.high.raw(), 78_367_578_284_365_528);
}

#[test]
fn test_after_no_time_changes_nothing() {
    let state = Lagged {
        low: Rate::new(7),
        high: Rate::new(9),
    };
    for held in [0, 8, u64::MAX] {
        assert_eq!(state.after(Rate::new(held), 0), state);
    }
}

proptest! {
    #[test]
    fn fuzz_after_is_the_weighted_mean(state in states(), held in rates(), seconds in 0..1_000_000u64) {
        let after = state.after(held, seconds);
        let low = exact(state.low, held, seconds, TAU_GENEROUS, TAU_CAUTIOUS);
        let high = exact(state.high, held, seconds, TAU_CAUTIOUS, TAU_GENEROUS);
        // The weights are right to half a unit, on gaps of at most 8: four units, and one from the product.
        let near = whole(6);
        prop_assert!(whole(after.low.wad()) <= low + near && whole(after.low.wad()) + near >= low);
        prop_assert!(whole(after.high.wad()) <= high + near && whole(after.high.wad()) + near >= high);
        prop_assert!(after.low <= after.high);
        // Between the past and what held.
        prop_assert!(after.low >= state.low.min(held) && after.low <= state.low.max(held));
        prop_assert!(after.high >= state.high.min(held) && after.high <= state.high.max(held));
    }

    #[test]
    fn fuzz_after_composes(state in states(), held in rates(), cuts in prop::collection::vec(0..5_000u64, 1..40)) {
        let once = state.after(held, cuts.iter().sum());
        let stepwise = cuts.iter().fold(state, |now, seconds| now.after(held, *seconds));
        let allowed = 6 * cuts.len() as u64 + 6;
        prop_assert!(once.low.raw().abs_diff(stepwise.low.raw()) <= allowed);
        prop_assert!(once.high.raw().abs_diff(stepwise.high.raw()) <= allowed);
    }

    #[test]
    fn fuzz_after_a_short_spike_moves_the_generous_side_little(start in rates(), spike in rates(), seconds in 1..60u64) {
        let state = Lagged::settled(start).after(spike, seconds);
        let gap = spike.raw().abs_diff(start.raw());
        let moved = if spike > start { state.low.raw() - start.raw() } else { start.raw() - state.high.raw() };
        prop_assert!(u128::from(moved) <= u128::from(gap) * u128::from(seconds) / u128::from(TAU_GENEROUS) + 8);
    }
}

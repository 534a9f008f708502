//! Bundles for a desk, against the desk's own rules and against somebody who asks for them all the time.

use alm_engine::{
    haircut::liquidity::{Liquidation, Liquidity},
    monitor::{
        regime::Regime,
        terms::{BUNDLE_DELAY, BUNDLE_LIFE, Bundle, Measured, bundle, less_margin},
    },
    parameters::Parameters,
    ratios::speeds,
    units::{DAY, RATIO_ONE, Ratio},
};
use proptest::prelude::*;

const NOW: u64 = 1_700_000_000;

fn measured() -> impl Strategy<Value = Measured> {
    (
        1_000u32..9_800_000,
        0u32..=RATIO_ONE,
        0u32..2_000_000,
        prop_oneof![0u32..1_000, 10_000u32..2_000_000],
        0u64..80 * DAY,
    )
        .prop_map(|(target, share, bonus, tighten_per_day, life)| Measured {
            target,
            opening: (u64::from(target) * u64::from(share) / u64::from(RATIO_ONE)) as Ratio,
            bonus,
            tighten_per_day,
            valid_until: NOW - 40 * DAY + life,
        })
}

fn regime() -> impl Strategy<Value = Regime> {
    (0u8..4).prop_map(Regime::of)
}

/// Where existing loans are while a ramp runs, as a desk computes it: rounded up while it falls, down while it rises.
fn at(from: Ratio, pushed: &Bundle, start: u64, now: u64) -> Ratio {
    let (from, to) = (u64::from(from), u64::from(pushed.threshold));
    let length = pushed.ramp_end - start;
    let passed = (now - start).min(length);
    if length == 0 || passed == length {
        return to as Ratio;
    }
    let moved = from.abs_diff(to) * passed / length;
    (if to < from {
        from - moved
    } else {
        from + moved
    }) as Ratio
}

proptest! {
    #[test]
    fn fuzz_bundles_are_what_a_desk_accepts(
        measured in measured(), now_at in prop_oneof![Just(0u32), 1_000u32..9_900_000], regime in regime(), held: bool,
    ) {
        let given = bundle(&measured, now_at, regime, held, NOW);
        let from = if now_at == 0 { given.threshold } else { now_at };
        let repaid = u64::from(given.threshold) * u64::from(RATIO_ONE + given.bonus);
        prop_assert!(now_at != 0 || repaid <= 9_950_000 * u64::from(RATIO_ONE), "INV-RISK-01 spiral");
        prop_assert!(given.bonus <= RATIO_ONE / 5, "INV-RISK-01 bonus");
        prop_assert!(given.open_ltv < given.threshold.min(from), "INV-RISK-01 a new loan would be due");
        prop_assert!(given.open_ltv <= measured.opening, "INV-RISK-01 above what is measured");
        prop_assert!((NOW..=NOW + BUNDLE_LIFE).contains(&given.valid_until), "INV-RISK-01 life");
        prop_assert!(given.ramp_end >= NOW);
        if given.threshold < from {
            prop_assert!(given.ramp_end - NOW <= 100 * DAY, "INV-RISK-01 longer than a ramp may be");
            let speed = u64::from((RATIO_ONE / 5).min(measured.tighten_per_day));
            prop_assert!((given.ramp_end - NOW) * speed >= u64::from(from - given.threshold) * DAY, "INV-RISK-01 too fast");
            prop_assert!(from - given.threshold <= RATIO_ONE / 10, "INV-RISK-01 more than a step");
            prop_assert!(!held, "INV-RISK-01 tightened in a cascade");
        }
        if given.threshold > from {
            prop_assert!(given.threshold - from <= RATIO_ONE / 100 && given.threshold <= measured.target);
        }
        if measured.valid_until <= NOW {
            prop_assert_eq!(given.open_ltv, 0, "INV-RISK-01 new risk on stale figures");
        }
    }

    #[test]
    fn fuzz_a_worse_regime_lends_less(opening in 0u32..RATIO_ONE) {
        let margins = [0, 1, 2, 3].map(|regime| less_margin(opening, Regime::of(regime)));
        prop_assert_eq!(margins[0], opening);
        prop_assert!(margins.is_sorted_by(|calmer, worse| calmer >= worse));
        prop_assert!(u64::from(margins[3]) >= u64::from(opening) * 7 / 10 - u64::from(opening > 0));
    }

    /// Whoever asks every hour stays at most a rounding an hour above one who asks once, and never falls faster.
    #[test]
    fn fuzz_asking_often_neither_holds_nor_speeds_a_fall(
        measured in measured(), drop in 1u32..1_000_000, hours in 1u64..200,
    ) {
        let target = measured.target.min(8_000_000);
        let start = target + drop;
        let measured = Measured { target, tighten_per_day: measured.tighten_per_day.max(10_000), valid_until: NOW + 60 * DAY, bonus: 0, ..measured };
        let once = bundle(&measured, start, Regime::Normal, false, NOW);
        let (mut often, mut standing, mut since) = (once, start, NOW);
        for hour in 1..=hours {
            let now = NOW + hour * BUNDLE_DELAY;
            standing = at(standing, &often, since, now);
            often = bundle(&measured, standing, Regime::Normal, false, now);
            since = now;
        }
        let quiet = at(start, &once, NOW, NOW + hours * BUNDLE_DELAY);
        prop_assert!(standing >= quiet.saturating_sub(1), "INV-RISK-01 faster than promised");
        // An hour's rounding of the ramp's end is a second's fall.
        let second = u64::from(measured.tighten_per_day) / DAY + 2;
        prop_assert!(u64::from(standing - quiet.min(standing)) <= hours * second, "INV-RISK-02 a fall was held up");
    }
}

/// What a day's fall of a threshold makes liquidatable, sold on a linear book, as a part of the price: loans are spread evenly
/// over the thresholds, all of them within one.
fn impact_of_a_day(fall: Ratio, report: &Liquidity) -> f64 {
    let sold = f64::from(fall) / 1e7 * report.exposure as f64;
    f64::from(report.slippage) / 1e4 * sold / report.depth as f64
}

proptest! {
    /// Against a market sold on step by step: no day's fall moves its price by more than a twentieth, the fall is what governance
    /// allows wherever the market takes that, and a thinner market never makes it faster.
    #[test]
    fn fuzz_existing_loans_fall_as_fast_as_the_market_takes(
        depth in 1u64..1 << 50, exposure in 0u64..1 << 50, slippage in 1u16..2_000, allowed in 1u128..=2_000,
    ) {
        let report = Liquidity { depth, exposure, slippage, ..Liquidity::default() };
        let mut rules = [0; 12];
        rules[8] = allowed;
        let of = |report: &Liquidity| speeds(Parameters(&rules), &Liquidation::of(report)).tighten;
        let fall = of(&report);
        let most = allowed as Ratio * 1_000;
        prop_assert!(fall <= most, "INV-RISK-01 faster than governance allows");
        // A crowding beyond its field counts as the largest that fits: a hundred times the price.
        let is_measured = impact_of_a_day(RATIO_ONE, &report) < 100.0;
        prop_assert!(!is_measured || impact_of_a_day(fall, &report) <= 0.05, "INV-RISK-01 faster than the market takes");
        prop_assert!(fall == most || impact_of_a_day(fall + fall / 10 + 2_000, &report) > 0.0495, "INV-RISK-02 held up");
        let thinner = Liquidity { depth: depth / 2, ..report };
        prop_assert!(of(&thinner) <= fall);
    }
}

/// New borrowing follows a fall at once, existing loans by the ramp, and the more slowly the thinner the market.
#[test]
fn test_new_loans_fall_at_once_and_existing_ones_by_the_market() {
    let mut rules = [0; 12];
    rules[8] = 1_000;
    let end = |depth| {
        let report = Liquidity {
            depth,
            exposure: 30_000_000,
            slippage: 200,
            ..Liquidity::default()
        };
        let measured = Measured {
            target: 6_000_000,
            opening: 5_400_000,
            bonus: 500_000,
            tighten_per_day: speeds(Parameters(&rules), &Liquidation::of(&report)).tighten,
            valid_until: NOW + DAY,
        };
        let given = bundle(&measured, 7_000_000, Regime::Normal, false, NOW);
        assert_eq!((given.open_ltv, given.threshold), (5_400_000, 6_000_000));
        (given.ramp_end - NOW) / 3_600
    };
    // Ten points at ten a day; at 5 % / (2 % 30 / 0.4) = 3.3 a day.
    assert_eq!((end(10_000_000), end(400_000)), (24, 72));
}

#[test]
fn test_small_rises_are_ignored_and_large_ones_slow() {
    let measured = Measured {
        target: 8_000_000,
        opening: 7_000_000,
        bonus: 500_000,
        tighten_per_day: 1_000_000,
        valid_until: NOW + DAY,
    };
    let at = |now_at, held| bundle(&measured, now_at, Regime::Normal, held, NOW);
    assert_eq!(at(7_900_000, false).threshold, 7_900_000);
    let rise = at(7_000_000, true);
    assert_eq!((rise.threshold, rise.ramp_end), (7_100_000, NOW + DAY));
    // Half a point at ten a day.
    let fall = at(8_500_000, false);
    assert_eq!((fall.threshold, fall.ramp_end), (8_000_000, NOW + DAY / 2));
    assert_eq!(at(8_500_000, true).threshold, 8_500_000);
    assert_eq!(at(8_500_000, true).open_ltv, 7_000_000);
    let first = at(0, true);
    assert_eq!((first.threshold, first.ramp_end), (8_000_000, NOW));
}

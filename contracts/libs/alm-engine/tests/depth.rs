//! Depth of a pool of concentrated liquidity, and of reports beside it: a naive walk in floating point, properties.

use alm_engine::{
    depth::{
        pool::{History, Walk},
        report::Witness,
        ticks::{RootPrice, above, at_or_below, logarithm_at, place, tick_at},
    },
    units::WAD,
};
use proptest::prelude::*;

/// A root price with 96 fractional bits, of a tick.
fn root_at(tick: i32) -> RootPrice {
    let root = 1.0001f64.powf(f64::from(tick) / 2.0);
    // 53 bits of it, moved to 96 fractional ones: at most 64 above the point in these tests.
    let mantissa = (root * 2f64.powi(40)) as u128;
    let (high, low) = ((mantissa >> 72) as u32, mantissa << 56);
    RootPrice { high, low }
}

fn real(price: RootPrice) -> f64 {
    (f64::from(price.high) * 2f64.powi(128) + price.low as f64) / 2f64.powi(96)
}

/// A pool: its price, the liquidity there, and (distance in ticks from the price, change when crossed away).
#[derive(Clone, Debug)]
struct Pool {
    tick: i32,
    liquidity: u128,
    changes: Vec<(i32, i128)>,
}

fn pool() -> impl Strategy<Value = Pool> {
    let change = (1i32..1_500, -(1i128 << 70)..1i128 << 70);
    (
        -200_000i32..200_000,
        1u128 << 60..1 << 80,
        prop::collection::vec(change, 0..12),
    )
        .prop_map(|(tick, liquidity, mut changes)| {
            changes.sort_unstable();
            Pool {
                tick,
                liquidity,
                changes,
            }
        })
}

/// What the walk pays, tick after tick.
fn walked(pool: &Pool, slippage: u16, falls: bool) -> Option<u128> {
    let mut walk = Walk::from(root_at(pool.tick), pool.liquidity, slippage, falls)?;
    for (distance, change) in &pool.changes {
        if walk.is_over() {
            break;
        }
        // A change is given as the pool stores it: when crossed upwards.
        let (tick, net) = if falls {
            (pool.tick - distance, -change)
        } else {
            (pool.tick + distance, *change)
        };
        walk.sell_to(tick, net);
    }
    walk.sell_out();
    Some(walk.paid)
}

/// The same in floating point, from the pool's own two formulas.
fn naive(pool: &Pool, slippage: u16, falls: bool) -> f64 {
    let start = real(root_at(pool.tick));
    let kept = 1.0 - f64::from(slippage) / 1e4;
    let end = if falls {
        start * kept.sqrt()
    } else {
        start / kept.sqrt()
    };
    let paid = |from: f64, to: f64| {
        if falls {
            from - to
        } else {
            1.0 / from - 1.0 / to
        }
    };
    let (mut at, mut liquidity, mut sum) = (start, pool.liquidity as f64, 0.0);
    for (distance, change) in &pool.changes {
        let tick = if falls {
            pool.tick - distance
        } else {
            pool.tick + distance
        };
        let next = 1.0001f64.powf(f64::from(tick) / 2.0);
        if (falls && next <= end) || (!falls && next >= end) {
            break;
        }
        sum += liquidity * paid(at, next).max(0.0);
        (at, liquidity) = (next, (liquidity + *change as f64).max(0.0));
    }
    sum + liquidity * paid(at, end).max(0.0)
}

proptest! {
    #[test]
    fn fuzz_walk_is_the_naive_sum(pool in pool(), slippage in 1u16..2_000, falls: bool) {
        let have = walked(&pool, slippage, falls).expect("a price") as f64;
        let want = naive(&pool, slippage, falls);
        let start = real(root_at(pool.tick));
        // The naive ticks have sixteen digits.
        let most = pool.changes.iter().fold(pool.liquidity as f64, |sum, one| sum + one.1.abs() as f64);
        let slack = most * if falls { start } else { 1.0 / start } * 1e-10 + 40.0;
        prop_assert!((have - want).abs() <= slack, "{have} {want} {slack}");
    }

    #[test]
    fn fuzz_more_slippage_pays_more(pool in pool(), slippage in 1u16..1_000, more in 1u16..1_000, falls: bool) {
        prop_assert!(walked(&pool, slippage, falls) <= walked(&pool, slippage + more, falls));
    }

    #[test]
    fn fuzz_history_only_lowers(
        paid in 0u128..1 << 100, now in 1u128..1 << 100, window in 1u32..86_400, sum: u128, ticks: i32,
    ) {
        let history = History { window, ticks: i64::from(ticks) * i64::from(window), seconds_per_liquidity: sum };
        prop_assert!(history.held_down(paid, now) <= paid, "INV-RISK-02 history raised a depth");
        prop_assert_eq!(history.distance(ticks), 0);
    }

    #[test]
    fn fuzz_a_flash_of_liquidity_adds_next_to_nothing(usual in 1u128 << 60..1 << 90, window in 600u32..7_200) {
        // A thousand times the liquidity in the last second of the window.
        let per_second = |liquidity: u128| u128::MAX / liquidity;
        let sum = per_second(usual) * u128::from(window - 1) + per_second(usual * 1_000);
        let history = History { window, ticks: 0, seconds_per_liquidity: sum };
        let mean = history.mean_liquidity();
        prop_assert!(mean <= usual + usual / 500, "INV-RISK-02 {mean} of {usual}");
        prop_assert!(history.held_down(usual * 1_000, usual * 1_000) <= mean);
    }

    #[test]
    fn fuzz_ticks_are_found_in_the_map(bits in prop::collection::btree_set(0u8.., 0..20), from: u8) {
        let mut word = [0u8; 32];
        for bit in &bits {
            word[31 - usize::from(*bit) / 8] |= 1 << (bit % 8);
        }
        prop_assert_eq!(at_or_below(&word, from), bits.range(..=from).next_back().copied());
        let next = bits.iter().find(|bit| **bit > from).copied();
        prop_assert_eq!(above(&word, Some(from)), next);
        prop_assert_eq!(above(&word, None), bits.first().copied());
    }

    #[test]
    fn fuzz_a_tick_has_one_place(compressed in -80_000i32..80_000, spacing in 1i32..200) {
        let tick = (compressed * spacing).clamp(-887_200 / spacing * spacing, 887_200 / spacing * spacing);
        let (word, bit) = place(tick, spacing);
        prop_assert_eq!(tick_at(word, bit, spacing), tick);
        // Between two grid ticks it is the lower one.
        prop_assert_eq!(place(tick + spacing - 1, spacing), (word, bit));
    }

    #[test]
    fn fuzz_reports_are_held_to_the_pool(reported in 1u64.., pool: u64, multiple in 10_000u32..1_000_000) {
        let witness = Witness { pool, multiple };
        let admitted = witness.admitted(reported);
        prop_assert!(admitted <= reported && admitted <= witness.limit(), "INV-RISK-01");
        let after = witness.after_look(reported);
        prop_assert!(after <= reported, "INV-RISK-02 a look raised a depth");
        prop_assert!(after >= reported / 2 && (after >= admitted), "INV-RISK-01 more than half at once");
    }
}

#[test]
fn test_logarithms_of_ticks() {
    assert_eq!(logarithm_at(0), 0);
    // ln(1.0001) / 2 * 887272 and its mirror image.
    assert_eq!(logarithm_at(887_272), 44_361_381_967_867_576_653);
    assert_eq!(logarithm_at(-887_272), -44_361_381_967_867_576_653);
    for tick in [-200_000, -3, 7, 150_000] {
        let have = root_at(tick).logarithm().expect("a price");
        assert!(
            have.abs_diff(logarithm_at(tick)) < 1_000_000_000_000,
            "{tick}: {have}"
        );
    }
}

#[test]
fn test_a_pool_at_one() {
    // Root price one, a million of liquidity: down by 19 % the root is 0.9, so a tenth of a million is paid.
    let one = RootPrice {
        high: 0,
        low: 1 << 96,
    };
    for falls in [false, true] {
        let mut walk = Walk::from(one, 1_000_000 * WAD, 1_900, falls).expect("a price");
        assert!(!walk.is_over());
        walk.sell_out();
        assert!(walk.is_over());
        assert!(
            (100_000 * WAD).abs_diff(walk.paid) < 10_000_000,
            "{}",
            walk.paid
        );
    }
    assert!(Walk::from(RootPrice { high: 0, low: 0 }, 1, 1, true).is_none());
}

#[test]
fn test_liquidity_beyond_a_tick_is_not_counted() {
    let one = RootPrice {
        high: 0,
        low: 1 << 96,
    };
    // All liquidity ends a hundred ticks below: what is paid is that of one per cent, not of nineteen.
    let mut walk = Walk::from(one, 1_000_000 * WAD, 1_900, true).expect("a price");
    walk.sell_to(-100, (1_000_000 * WAD) as i128);
    walk.sell_out();
    let want = 1_000_000.0 * (1.0 - 1.0001f64.powi(-50));
    assert!(
        (walk.paid as f64 / 1e18 - want).abs() < 1e-6,
        "{}",
        walk.paid
    );
}

#[test]
fn test_no_history_holds_nothing_down() {
    let history = History {
        window: 1_800,
        ticks: 0,
        seconds_per_liquidity: 0,
    };
    assert_eq!(history.mean_liquidity(), u128::MAX);
    assert_eq!(history.held_down(7, 9), 7);
    assert_eq!(history.distance(-4), 4);
}

//! Properties of the rules, and an independent model in floating point.

use alm_engine::{
    haircut::liquidity::{Liquidation, Liquidity},
    parameters::{
        COUNT, Parameters,
        bounds::{BOUNDS, Bound, Examination},
    },
    ramp::{Elapsed, Speeds, Thresholds},
    ratios::{haircut, no_spiral_bound, target_threshold, variance_with_floor},
    units::{DAY, RATIO_ONE, WAD},
    volatility::{
        Variances,
        ewma::STALE_AFTER,
        sampling::{MAX_LOOKUPS, Round, next_sample},
    },
};
use proptest::prelude::*;

/// Any set of parameters the compiled bounds allow.
fn parameters() -> impl Strategy<Value = [u128; COUNT]> {
    let range = |bound: &Bound| u128::from(bound.min)..=u128::from(bound.max);
    let fields: Vec<_> = BOUNDS.iter().map(range).collect();
    fields.prop_filter_map("floor above cap", |values| {
        let set = values.try_into().ok()?;
        let mut examination = Examination::default();
        examination.parameters(Parameters(&set));
        examination.violation().is_none().then_some(set)
    })
}

fn liquidity() -> impl Strategy<Value = Liquidity> {
    (
        1..1u64 << 40,
        1..1u64 << 40,
        1..2_000u16,
        0..1_000u16,
        60..86_400u32,
        0..86_400u32,
    )
        .prop_map(
            |(depth, exposure, slippage, half_spread, latency, refill)| Liquidity {
                depth,
                exposure,
                slippage,
                half_spread,
                latency,
                refill,
            },
        )
}

/// A feed's history: rounds numbered from one, gaps in seconds.
fn history() -> impl Strategy<Value = Vec<Round>> {
    prop::collection::vec((0u64..7_000, 1u128..1 << 60), 2..120).prop_map(|steps| {
        let mut time = 1_000_000;
        (1u128..)
            .zip(steps)
            .map(|(id, (gap, price))| {
                time += gap;
                Round {
                    id,
                    price,
                    updated_at: time,
                }
            })
            .collect()
    })
}

/// Samples a history up to its round `upto`, as one call would.
fn poke(
    state: (Round, Variances),
    rounds: &[Round],
    upto: usize,
    interval: u64,
) -> (Round, Variances) {
    let (mut last, mut variances) = state;
    let mut look_ups = MAX_LOOKUPS;
    let look_up = |id: u128, into: &mut Round| {
        *into = rounds[id as usize - 1];
        Ok::<_, ()>(())
    };
    loop {
        let mut round = rounds[upto];
        if next_sample(&last, &mut round, interval, &mut look_ups, look_up) != Ok(true) {
            break;
        }
        variances = variances.after(last.price, round.price, round.updated_at - last.updated_at);
        last = round;
    }
    (last, variances)
}

proptest! {
    #[test]
    fn fuzz_next_sample_sequence_depends_on_history_alone(rounds in history(), calls in prop::collection::vec(any::<prop::sample::Index>(), 0..40)) {
        let start = (rounds[0], Variances::constant(1_000_000_000_000_000_000_000_000_000));
        let end = rounds.len() - 1;
        let mut often = start;
        let mut moments: Vec<_> = calls.iter().map(|call| call.index(rounds.len())).collect();
        moments.sort_unstable();
        for moment in moments {
            often = poke(often, &rounds, moment, 3_600);
        }
        // Until nothing is due: look-ups are bounded per call.
        let (mut once, mut many) = (start, often);
        for _ in 0..rounds.len() {
            once = poke(once, &rounds, end, 3_600);
            many = poke(many, &rounds, end, 3_600);
        }
        prop_assert_eq!(once, many, "INV-RISK-02");
    }

    #[test]
    fn fuzz_target_threshold_within_bounds(variance in 0u128..1 << 110, set in parameters(), report in liquidity()) {
        let (set, liquidation) = (Parameters(&set), Liquidation::of(&report));
        let cut = haircut(variance_with_floor(variance, set), set, &liquidation);
        prop_assert!(cut <= WAD);
        let target = target_threshold(cut, set, &liquidation);
        let bound = no_spiral_bound(set.bonus(), &liquidation);
        let floor = u32::from(set.threshold_floor()) * 1_000;
        prop_assert!(target <= u32::from(set.threshold_cap()) * 1_000, "INV-RISK-01");
        prop_assert!(target >= floor.min(bound), "INV-RISK-01");
        // LT (1 + bonus) lambda < 1, in exact integers.
        let lambda = 10_000 + u128::from(liquidation.crowding);
        let product = u128::from(target) * (10_000 + u128::from(set.bonus())) * lambda;
        prop_assert!(product < u128::from(RATIO_ONE) * 100_000_000, "INV-RISK-01: no spiral");
    }

    #[test]
    fn fuzz_haircut_rises_with_variance(variance in 0u128..1 << 100, more in 0u128..1 << 100, set in parameters(), report in liquidity()) {
        let (set, liquidation) = (Parameters(&set), Liquidation::of(&report));
        // The normal tail is rounded, so neighbours may swap in the last digits of its quotient.
        let slack = 1_000_000;
        prop_assert!(haircut(variance, set, &liquidation) <= haircut(variance + more, set, &liquidation) + slack);
    }

    #[test]
    fn fuzz_thresholds_move_within_speeds(
        target in 1..RATIO_ONE, fresh in 0..RATIO_ONE, above in 0..RATIO_ONE, new in 1..RATIO_ONE,
        tighten in 0..2_000_000u32, loosen in 0..500_000u32, band in 0..1_000_000u32, seconds in 0..10 * DAY,
    ) {
        let old = Thresholds { target, fresh: fresh.min(target), seasoned: fresh.min(target).saturating_add(above).min(RATIO_ONE) };
        let speeds = Speeds { tighten, loosen, band };
        let elapsed = Elapsed { tightening: seconds, loosening: seconds };
        let now = old.after(elapsed, speeds);
        let step = |speed: u32| (u64::from(speed) * seconds / DAY) as u32;
        prop_assert!(u64::from(old.seasoned.saturating_sub(now.seasoned)) <= u64::from(step(tighten)), "INV-RISK-01");
        prop_assert!(now.fresh.saturating_sub(old.fresh) <= step(loosen), "INV-RISK-01");
        prop_assert!(now.fresh >= old.fresh && now.fresh <= now.target && now.seasoned >= now.fresh);
        let aimed = now.aimed_at(new);
        prop_assert!(aimed.fresh <= new && aimed.seasoned == now.seasoned, "INV-RISK-01");
    }

    #[test]
    fn fuzz_variances_agree_with_floating_point(steps in prop::collection::vec((1u64..200_000, 1u128 << 20..1 << 40), 1..60)) {
        let (mut have, mut last) = (Variances::constant(0), 1u128 << 30);
        let (mut fast, mut slow, mut used) = (0f64, 0f64, 0f64);
        for (dt, price) in steps {
            have = have.after(last, price, dt);
            let dt = dt.min(STALE_AFTER) as f64;
            let observed = (price as f64 / last as f64).ln().powi(2) / dt;
            let weight = |tau: f64| (-dt / tau).exp();
            fast = weight(86_400.0) * fast - (-dt / 86_400.0).exp_m1() * observed;
            slow = weight(1_382_400.0) * slow - (-dt / 1_382_400.0).exp_m1() * observed;
            used = (weight(1_382_400.0) * used).max(fast).max(slow);
            last = price;
        }
        for (have, want) in [(have.fast, fast), (have.slow, slow), (have.used, used)] {
            prop_assert!((have as f64 / 1e36 - want).abs() <= 1e-9 * want + 1e-30, "have {have}, want {want}");
        }
    }
}

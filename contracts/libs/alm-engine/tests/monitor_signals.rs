//! The signals: properties, and independent models in floating point.

use alm_engine::{
    monitor::signals::{Drift, Outlook, Spread, time_to_exhaustion},
    units::WAD,
    volatility::ewma::weight,
};
use proptest::prelude::*;

const ONE: i128 = WAD as i128;

/// The probability of the first passage as the integral of its density, by Simpson's rule in the root of the time, where
/// the density is smooth.
fn integrated(drift: f64, deviation: f64, liquid: f64) -> f64 {
    let density = |root: f64| {
        if root == 0.0 {
            return 0.0;
        }
        let time = root * root;
        let distance = liquid - drift * time;
        let exponent = -distance * distance / (2.0 * deviation * deviation * time);
        let scale = deviation * (2.0 * std::f64::consts::PI * time * time * time).sqrt();
        liquid / scale * exponent.exp() * 2.0 * root
    };
    let steps = 40_000;
    let width = 1.0 / f64::from(steps);
    let sum: f64 = (0..=steps)
        .map(|step| {
            let factor = match step {
                0 => 1.0,
                _ if step == steps => 1.0,
                _ if step % 2 == 1 => 4.0,
                _ => 2.0,
            };
            factor * density(f64::from(step) * width)
        })
        .sum();
    sum * width / 3.0
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fuzz_exhaustion_is_the_integral_of_its_density(
        drift in -6_000i128..6_000,
        deviation in 200u128..3_000,
        liquid in 400u128..6_000,
    ) {
        let outlook = Outlook { drift: drift * ONE, deviation: deviation * WAD };
        let have = outlook.exhaustion(liquid * WAD) as f64 / 1e18;
        let want = integrated(drift as f64, deviation as f64, liquid as f64);
        prop_assert!((have - want).abs() < 1e-7, "{have} {want}");
    }
}

proptest! {
    #[test]
    fn fuzz_exhaustion_rises_with_the_outflow_and_falls_with_liquidity(
        drift in -(1i128 << 90)..1 << 90,
        deviation in 0u128..1 << 90,
        liquid in 0u128..1 << 90,
        more in 0u128..1 << 80,
    ) {
        let outlook = Outlook { drift, deviation };
        let have = outlook.exhaustion(liquid);
        prop_assert!(have <= WAD);
        // Monotone but for the last digits.
        prop_assert!(outlook.exhaustion(liquid + more) <= have + 6);
        let faster = Outlook { drift: drift + more as i128, deviation };
        prop_assert!(faster.exhaustion(liquid) + 6 >= have);
    }

    #[test]
    fn fuzz_spread_is_the_sum_of_squares(balances in prop::collection::vec(0u128..1 << 90, 1..40)) {
        let total: f64 = balances.iter().map(|one| *one as f64).sum();
        let spread = Spread::of(&balances);
        if total == 0.0 {
            prop_assert_eq!(spread, Spread::default());
        } else {
            let want: f64 = balances.iter().map(|one| (*one as f64 / total).powi(2)).sum();
            prop_assert!((spread.index as f64 / 1e18 - want).abs() < 1e-12);
            prop_assert!(spread.largest <= WAD && spread.index <= spread.largest + 80);
            prop_assert!(spread.effective_holders() <= balances.len() as u128 * WAD);
        }
    }

    #[test]
    fn fuzz_drift_is_the_naive_mean(steps in prop::collection::vec((0u128..=WAD, 60u64..86_400), 2..40)) {
        let mut drift = Drift::default();
        let mut naive = 0.0f64;
        let mut last = steps[0].0;
        for (now, dt) in &steps[1..] {
            let kept = weight(*dt, 86_400);
            drift = drift.after(last, *now, *dt, kept);
            let past = (-(*dt as f64) / 86_400.0).exp();
            let observed = (*now as f64 - last as f64) / 1e18 / *dt as f64;
            naive = past * naive + (1.0 - past) * observed;
            last = *now;
        }
        prop_assert!((drift.slope as f64 / 1e36 - naive).abs() < 1e-15);
    }
}

#[test]
fn test_what_is_certain_is_certain() {
    let sure = |drift| Outlook {
        drift,
        deviation: 0,
    };
    assert_eq!(sure(5).exhaustion(5), WAD);
    assert_eq!(sure(4).exhaustion(5), 0);
    assert_eq!(sure(-4).exhaustion(0), 0);
    // Without anything liquid it is exhausted as soon as anything leaves.
    assert_eq!(sure(0).exhaustion(0), WAD);
    // So sure that the reflected term's exponential alone would be e^6000.
    let run = Outlook {
        drift: 3_000 * ONE,
        deviation: 30 * WAD,
    };
    assert_eq!(run.exhaustion(2_000 * WAD), WAD);
    assert_eq!(run.exhaustion(9_000 * WAD), 0);
}

#[test]
fn test_drift_uses_up_what_is_free() {
    // One per cent an hour, ninety per cent in use: all that is left is gone in ten hours.
    let drift = Drift::default().after(WAD * 89 / 100, WAD * 90 / 100, 3_600, 0);
    let used = drift.used_up(WAD * 90 / 100, 36_000);
    assert!(used.abs_diff(WAD) < 1_000, "{used}");
    assert_eq!(drift.used_up(WAD, 1), WAD);
    let falling = Drift::default().after(WAD * 90 / 100, WAD * 89 / 100, 3_600, 0);
    assert_eq!(falling.used_up(WAD / 2, 86_400), 0);
    assert_eq!(time_to_exhaustion(0, 7), None);
    assert_eq!(time_to_exhaustion(-1, 7), None);
    assert_eq!(time_to_exhaustion(2, 7), Some(3));
}

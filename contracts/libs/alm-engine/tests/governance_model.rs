//! Governance against a naive model: a log of everything that happened, from which each answer is derived anew.

use alm_engine::governance::{
    band::{Band, DELAY_MAX, DELAY_MIN, Move},
    bounds::BOUNDS,
    bundle::Sequence,
};
use proptest::prelude::*;

/// A number that is often near another, sometimes anywhere.
fn near(center: i128, reach: i128) -> impl Strategy<Value = i128> {
    prop_oneof![
        4 => center - reach..=center + reach,
        1 => -(1i128 << 100)..=1i128 << 100,
    ]
}

/// Any band for a parameter, good and bad.
fn any_band(parameter: usize) -> impl Strategy<Value = Band> {
    let bound = BOUNDS[parameter];
    let reach = (bound.high - bound.low) / 2 + 3;
    let center = bound.low + reach;
    let step = prop_oneof![0..=bound.step + 1, 0..=bound.step / 10 + 1];
    let delay = prop_oneof![DELAY_MIN - 1..=DELAY_MIN + 90_000, 0..=DELAY_MAX + 1];
    (near(center, reach), near(center, reach), step, delay).prop_map(|(low, high, step, delay)| {
        Band {
            low,
            high,
            step,
            delay,
        }
    })
}

/// Whether a number has so few significant bits.
fn is_coarse(number: i128) -> bool {
    let text = format!("{number:b}");
    text.trim_end_matches('0').len() <= 58
}

/// The closest number of few significant bits on one side, found by search.
fn coarse(number: i128, side: i128) -> i128 {
    let unit = |shift: u32| 1i128 << shift;
    (0..=64u32)
        .map(|shift| {
            let down = number.div_euclid(unit(shift)) * unit(shift);
            if side < 0 || down == number {
                down
            } else {
                down + unit(shift)
            }
        })
        .find(|candidate| is_coarse(*candidate))
        .expect("64 zeros leave 58 bits of 2^101")
}

proptest! {
    #[test]
    fn fuzz_given_admits_exactly_what_the_code_allows(
        (parameter, band) in (0..BOUNDS.len()).prop_flat_map(|parameter| (Just(parameter), any_band(parameter))),
    ) {
        let bound = BOUNDS[parameter];
        let inside = |value: i128| (bound.low..=bound.high).contains(&value);
        let is_good = inside(band.low)
            && inside(band.high)
            && band.low <= band.high
            && band.step <= bound.step
            && (DELAY_MIN..=DELAY_MAX).contains(&band.delay);
        let outcome = band.given(&bound);
        if !is_good {
            prop_assert!(outcome.is_err(), "INV-GOV-01 {band:?}");
            return Ok(());
        }
        let low = bound.low + coarse(band.low - bound.low, 1);
        let high = bound.low + coarse(band.high - bound.low, -1);
        prop_assert_eq!(outcome.is_ok(), low <= high, "INV-GOV-01");
        if let Ok(kept) = outcome {
            prop_assert_eq!((kept.low, kept.high, kept.delay), (low, high, band.delay));
            prop_assert_eq!(kept.step as i128, coarse(band.step as i128, -1));
            prop_assert!(kept.low >= band.low && kept.high <= band.high && kept.step <= band.step, "INV-GOV-01");
        }
    }

    /// Whatever an admin does, one after another, never permits a move the first band did not.
    #[test]
    fn fuzz_tightened_permits_nothing_new(
        (parameter, bands) in (0..BOUNDS.len()).prop_flat_map(|parameter| {
            (Just(parameter), prop::collection::vec(any_band(parameter), 1..12))
        }),
        from in any::<i16>(),
        to in any::<i16>(),
        since in 0..200_000u64,
    ) {
        let bound = BOUNDS[parameter];
        let mut bands = bands.into_iter().filter_map(|band| band.given(&bound).ok());
        let Some(first) = bands.next() else { return Ok(()) };
        let mut band = first;
        for next in bands {
            let was = band;
            if let Ok(tighter) = was.tightened(&next, &bound) {
                band = tighter;
            } else {
                let is_looser = next.low < was.low || next.high > was.high || next.step > was.step || next.delay < was.delay;
                prop_assert!(is_looser, "a tighter band was refused");
            }
        }
        let wanted = Move { parameter: parameter as u8, from: from.into(), to: to.into() };
        if band.permits(&wanted, 1_000_000, 1_000_000 + since).is_ok() {
            prop_assert!(first.permits(&wanted, 1_000_000, 1_000_000 + since).is_ok(), "INV-GOV-01");
        }
    }

    /// A history of attempts: what passes is checked by the whole log, not by the last entry.
    #[test]
    fn fuzz_permits_keeps_any_history_within_the_band(
        parameter in 0..BOUNDS.len(),
        low in 0..500i128,
        width in 1..2_000i128,
        step in 1..200u128,
        delay in DELAY_MIN..200_000u64,
        attempts in prop::collection::vec((any::<bool>(), -2_500..2_500i128, 1..150_000u64), 1..60),
    ) {
        let bound = BOUNDS[parameter];
        let low = (bound.low + low).min(bound.high);
        let high = (low + width).min(bound.high);
        let step = step.min(bound.step);
        let band = Band { low, high, step, delay }.given(&bound).expect("inside");
        let (mut now, mut value) = (1_800_000_000u64, low);
        let mut log: Vec<(u64, i128)> = Vec::new();
        for (is_near, target, wait) in attempts {
            now += wait;
            let to = if is_near { value + target % (step as i128 + 2) } else { low + target };
            let wanted = Move { parameter: parameter as u8, from: value, to };
            let changed_at = log.last().map_or(0, |(at, _)| *at);
            let has_waited = log.iter().all(|(at, _)| now - at >= delay);
            let is_allowed = has_waited && (low..=high).contains(&to) && (to - value).unsigned_abs() <= step;
            let outcome = band.permits(&wanted, changed_at, now);
            prop_assert_eq!(outcome.is_ok(), is_allowed, "INV-GOV-01 {:?}", outcome);
            if is_allowed {
                value = to;
                log.push((now, to));
            }
        }
        // No faster than a step each delay, however the calls were spread.
        for (index, (at, from)) in log.iter().enumerate() {
            for (later, to) in &log[index..] {
                let moves = u128::from((later - at) / delay);
                prop_assert!((to - from).unsigned_abs() <= moves * step, "INV-GOV-01");
            }
        }
    }

    #[test]
    fn fuzz_take_admits_exactly_rising_parameters(parameters in prop::collection::vec(0..24u8, 1..10)) {
        let mut sequence = Sequence::default();
        let is_admitted = parameters.iter().all(|parameter| sequence.take(*parameter).is_ok());
        let rises = parameters.is_sorted_by(|before, after| before < after);
        prop_assert_eq!(is_admitted, rises, "INV-GOV-01");
    }
}

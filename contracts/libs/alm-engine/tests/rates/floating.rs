//! The floating rate's state: spikes, time, and a model in floating point that keeps every report.

use alm_engine::{
    money::Amount,
    rates::{
        adaptive_curve::AdaptiveCurve,
        floating::{Floating, TAU_UTILISATION},
        rate::Rate,
        utilisation::utilisation_up,
    },
    units::WAD,
};
use proptest::prelude::*;

use crate::oracle::wide;

const CURVE: AdaptiveCurve = AdaptiveCurve::STANDARD;
const START: u64 = 1_800_000_000;

fn settled(utilisation: u128) -> Floating {
    Floating::settled(
        Rate::new(40_000_000_000_000_000),
        utilisation,
        START,
        &CURVE,
    )
}

#[test]
fn test_settled_is_inside_the_bounds_of_the_curve() {
    let state = Floating::settled(Rate::ZERO, u128::MAX, START, &CURVE);
    assert_eq!(state.at_target, CURVE.least);
    assert_eq!(state.reported, WAD as u64);
    assert_eq!(state.lagged.low, state.rate(&CURVE));
    let state = Floating::settled(Rate::new(u64::MAX), 0, START, &CURVE);
    assert_eq!(state.at_target, CURVE.most);
}

#[test]
fn test_a_report_has_no_weight_by_itself() {
    let calm = settled(WAD / 2);
    let spiked = calm.with_report(WAD);
    assert_eq!(spiked.rate(&CURVE), calm.rate(&CURVE));
    assert_eq!(spiked.at(START, &CURVE), spiked);
    // Undone within the second it has left nothing.
    assert_eq!(spiked.at(START, &CURVE).with_report(WAD / 2), calm);
    assert_eq!(
        spiked.at(START - 1, &CURVE),
        spiked,
        "nor does time run back"
    );
}

#[test]
fn test_a_report_that_holds_a_second_weighs_a_six_hundredth() {
    let state = settled(WAD / 2).with_report(WAD).at(START + 1, &CURVE);
    // 1/2 + 1/2 (1 - e^(-1/600)).
    assert_eq!(state.mean, 500_832_639_274_530_661);
    let moved = state.rate(&CURVE).raw() - settled(WAD / 2).rate(&CURVE).raw();
    assert!(
        moved < 40_000_000_000_000,
        "{moved}: less than half a hundredth of a point"
    );
}

#[test]
fn test_a_report_that_holds_becomes_the_rate() {
    let state = settled(WAD / 2)
        .with_report(WAD)
        .at(START + 6 * 3_600, &CURVE);
    // 1 - 1/2 e^-36.
    assert_eq!(state.mean, 999_999_999_999_999_884);
    // e^(50 * 6 / 8760) of 4 %, four times that at full utilisation.
    let want = 0.04 * (50.0f64 * 6.0 / 8_760.0).exp() * 4.0;
    assert!((state.rate(&CURVE).raw() as f64 / 1e18 - want).abs() < 1e-12);
}

#[test]
fn test_utilisation_rounds_up() {
    let of = |loans, cash| utilisation_up(Amount::new(loans), Amount::new(cash));
    assert_eq!(of(0, 0), 0);
    assert_eq!(of(1, 0), WAD);
    assert_eq!(of(1, 2), WAD / 3 + 1);
    assert_eq!(of(u128::MAX, u128::MAX), WAD);
}

/// The same in doubles, from the list of reports.
#[derive(Clone, Copy)]
struct Model {
    level: f64,
    mean: f64,
    low: f64,
    high: f64,
}

fn curve(level: f64, utilisation: f64) -> f64 {
    let error = error(utilisation);
    level
        * if error < 0.0 {
            1.0 + 0.75 * error
        } else {
            1.0 + 3.0 * error
        }
}

fn error(utilisation: f64) -> f64 {
    let side = if utilisation > 0.9 { 0.1 } else { 0.9 };
    (utilisation - 0.9) / side
}

impl Model {
    fn after(self, held: f64, seconds: f64) -> Self {
        let track = |past: f64, rising: f64, falling: f64| {
            let rate = curve(self.level, self.mean);
            let tau = if rate > past { rising } else { falling };
            rate + (past - rate) * (-seconds / tau).exp()
        };
        Self {
            level: (self.level * (50.0 * error(held) * seconds / 31_536_000.0).exp())
                .clamp(0.001, 2.0),
            mean: held + (self.mean - held) * (-seconds / TAU_UTILISATION as f64).exp(),
            low: track(self.low, 86_400.0, 3_600.0),
            high: track(self.high, 3_600.0, 86_400.0),
        }
    }
}

proptest! {
    #[test]
    fn fuzz_state_follows_the_reports_that_held(
        first in 0..=WAD, reports in prop::collection::vec((0..=WAD, 0..20_000u64, 0..=WAD, 0..3u8), 1..60),
    ) {
        let mut state = settled(first);
        let rate = curve(0.04, first as f64 / 1e18);
        let mut model = Model { level: 0.04, mean: first as f64 / 1e18, low: rate, high: rate };
        let (mut now, mut held) = (START, first);
        for (report, seconds, spike, spikes) in reports {
            now += seconds;
            state = state.at(now, &CURVE);
            if seconds > 0 {
                model = model.after(held as f64 / 1e18, seconds as f64);
            }
            // Spikes inside the block: reported, and replaced before any time has passed.
            for _ in 0..spikes {
                state = state.at(now, &CURVE).with_report(spike);
            }
            state = state.at(now, &CURVE).with_report(report);
            held = report;
            let near = |have: u64, want: f64| (have as f64 / 1e18 - want).abs() <= 1e-9 * want + 1e-12;
            prop_assert!(near(state.at_target.raw(), model.level));
            prop_assert!(near(state.mean, model.mean));
            prop_assert!(near(state.lagged.low.raw(), model.low), "{} {}", state.lagged.low.raw(), model.low);
            prop_assert!(near(state.lagged.high.raw(), model.high));
            prop_assert!(near(state.rate(&CURVE).raw(), curve(model.level, model.mean)));
            prop_assert!(state.lagged.low <= state.lagged.high);
        }
    }

    #[test]
    fn fuzz_utilisation_is_the_ceiling(loans in 1..1u128 << 96, cash in 0..1u128 << 96) {
        let got = wide(utilisation_up(Amount::new(loans), Amount::new(cash)));
        let total = wide(loans) + wide(cash);
        prop_assert!(got * total >= wide(loans) * wide(WAD));
        prop_assert!(got * total < wide(loans) * wide(WAD) + total);
    }
}

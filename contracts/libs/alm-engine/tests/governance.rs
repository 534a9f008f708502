//! What governance may do, rule by rule, at the edges of each.

use alm_engine::governance::{
    COUNT, Rule, Violation,
    band::{Band, DELAY_MAX, DELAY_MIN, Move},
    bounds::{self, BOUNDS},
    bundle::Sequence,
    condition::{CASH, Condition, FIGURES, GAP, NET_VALUE, POTENTIAL, SURPLUS},
    term,
};

const DAY: u64 = 86_400;
const NOW: u64 = 1_800_000_000;
/// The parameter of the tests: the steepest slope, 0 to 1,000, steps up to 100.
const STEEPEST: u8 = 5;

const BAND: Band = Band {
    low: 200,
    high: 600,
    step: 50,
    delay: DAY,
};

fn violation(rule: Rule, subject: u8, have: i128, want: i128) -> Violation {
    Violation {
        rule,
        subject,
        have,
        want,
    }
}

fn moving(from: i128, to: i128) -> Move {
    Move {
        parameter: STEEPEST,
        from,
        to,
    }
}

#[test]
fn test_bounds_are_ranges_with_a_step() {
    for bound in &BOUNDS {
        assert!(bound.low < bound.high && bound.step > 0, "{bound:?}");
        let width = bound.high.abs_diff(bound.low);
        assert!(bound.step <= width, "{bound:?}");
    }
    assert_eq!(BOUNDS[18], BOUNDS[23], "all spreads alike");
}

#[test]
fn test_of_refuses_what_is_no_parameter() {
    assert_eq!(bounds::of(23).map(|bound| bound.high), Ok(2_000));
    let unknown = violation(Rule::UnknownParameter, 24, 24, COUNT as i128 - 1);
    assert_eq!(bounds::of(24), Err(unknown));
}

#[test]
fn test_the_owner_keeps_to_the_compiled_bounds() {
    let rule = Rule::ParameterOutOfBounds;
    let bound = &BOUNDS[2];
    for value in [5_000, 20_000] {
        assert_eq!(bound.permits(2, value), Ok(()));
    }
    let low = violation(rule, 2, 4_999, 5_000);
    assert_eq!(bound.permits(2, 4_999), Err(low), "INV-GOV-01");
    let high = violation(rule, 2, 20_001, 20_000);
    assert_eq!(bound.permits(2, 20_001), Err(high), "INV-GOV-01");
}

#[test]
fn test_permits_at_the_edges() {
    let last = NOW - DAY;
    for (from, to) in [(220, 200), (250, 300), (300, 250), (590, 600), (160, 200)] {
        assert_eq!(BAND.permits(&moving(from, to), last, NOW), Ok(()));
    }
    let refusals = [
        (moving(240, 199), Rule::OutsideBand, 199, 200),
        (moving(560, 601), Rule::OutsideBand, 601, 600),
        (moving(250, 301), Rule::StepTooLarge, 51, 50),
        (moving(301, 250), Rule::StepTooLarge, 51, 50),
    ];
    for (wanted, rule, have, want) in refusals {
        let refused = violation(rule, STEEPEST, have, want);
        let outcome = BAND.permits(&wanted, last, NOW);
        assert_eq!(outcome, Err(refused), "INV-GOV-01");
    }
}

#[test]
fn test_permits_no_move_before_the_delay() {
    let wanted = moving(300, 310);
    let (now, earliest) = (NOW as i128, (NOW + 1) as i128);
    let early = violation(Rule::ChangeTooSoon, STEEPEST, now, earliest);
    let changed_at = NOW - DAY + 1;
    let outcome = BAND.permits(&wanted, changed_at, NOW);
    assert_eq!(outcome, Err(early), "INV-GOV-01");
    assert_eq!(BAND.permits(&wanted, changed_at, NOW + 1), Ok(()));
    assert_eq!(BAND.permits(&wanted, 0, NOW), Ok(()), "never changed");
}

#[test]
fn test_permits_nothing_in_a_closed_band() {
    let closed = Band { step: 0, ..BAND };
    let refused = violation(Rule::BandClosed, STEEPEST, 0, 1);
    let outcome = closed.permits(&moving(300, 301), 0, NOW);
    assert_eq!(outcome, Err(refused), "INV-GOV-01");
    assert_eq!(Band::default().permits(&moving(0, 0), 0, NOW), Err(refused));
}

#[test]
fn test_given_keeps_bands_inside_the_code() {
    let bound = &BOUNDS[usize::from(STEEPEST)];
    assert_eq!(BAND.given(bound), Ok(BAND));
    let whole = Band {
        low: 0,
        high: 1_000,
        step: 100,
        delay: DELAY_MIN,
    };
    assert_eq!(whole.given(bound), Ok(whole));
    let rule = Rule::BandOutOfBounds;
    let refusals = [
        (Band { low: -1, ..whole }, 0, -1, 0),
        (Band { low: 601, ..BAND }, 0, 601, 600),
        (
            Band {
                high: 1_001,
                ..whole
            },
            1,
            1_001,
            1_000,
        ),
        (Band { step: 101, ..whole }, 2, 101, 100),
        (
            Band {
                delay: 3_599,
                ..whole
            },
            3,
            3_599,
            3_600,
        ),
        (
            Band {
                delay: DELAY_MAX + 1,
                ..whole
            },
            3,
            31_536_001,
            31_536_000,
        ),
    ];
    for (band, field, have, want) in refusals {
        let refused = violation(rule, field, have, want);
        assert_eq!(band.given(bound), Err(refused), "INV-GOV-01");
    }
    let closed = Band { step: 0, ..BAND };
    assert_eq!(closed.given(bound), Ok(closed));
}

#[test]
fn test_given_rounds_large_caps_to_the_tighter_side() {
    let cap = &BOUNDS[11];
    let odd = (1i128 << 90) + 1;
    let band = Band {
        low: odd,
        high: (1 << 96) - 1,
        step: odd.unsigned_abs(),
        delay: DAY,
    };
    let kept = band.given(cap).expect("allowed");
    assert_eq!(kept.low, (1 << 90) + (1 << 33));
    assert_eq!(kept.high, (1 << 96) - (1 << 38));
    assert_eq!(kept.step, 1 << 90);
    assert_eq!(kept.given(cap), Ok(kept), "rounded once");
    // A carry into a further bit.
    let all = Band {
        low: (1 << 80) - 1,
        ..band
    };
    assert_eq!(all.given(cap).map(|kept| kept.low), Ok(1 << 80));
    // A band that rounding empties is none.
    let narrow = Band {
        low: odd,
        high: odd,
        ..band
    };
    let empty = violation(Rule::BandOutOfBounds, 0, (1 << 90) + (1 << 33), 1 << 90);
    assert_eq!(narrow.given(cap), Err(empty));
}

#[test]
fn test_tightened_loosens_nothing() {
    let bound = &BOUNDS[usize::from(STEEPEST)];
    let tighter = Band {
        low: 201,
        high: 599,
        step: 49,
        delay: DAY + 1,
    };
    assert_eq!(BAND.tightened(&tighter, bound), Ok(tighter));
    assert_eq!(BAND.tightened(&BAND, bound), Ok(BAND));
    let refusals = [
        (Band { low: 199, ..BAND }, 0, 199, 200),
        (Band { high: 601, ..BAND }, 1, 601, 600),
        (Band { step: 51, ..BAND }, 2, 51, 50),
        (
            Band {
                delay: DAY - 1,
                ..BAND
            },
            3,
            86_399,
            86_400,
        ),
    ];
    for (band, field, have, want) in refusals {
        let refused = violation(Rule::BandWidened, field, have, want);
        assert_eq!(BAND.tightened(&band, bound), Err(refused), "INV-GOV-01");
    }
}

#[test]
fn test_take_wants_parameters_to_rise() {
    let mut sequence = Sequence::default();
    assert_eq!(sequence.take(0), Ok(()));
    assert_eq!(sequence.take(7), Ok(()));
    let twice = violation(Rule::ParameterOutOfOrder, 7, 7, 8);
    assert_eq!(sequence.take(7), Err(twice), "INV-GOV-01");
    let back = violation(Rule::ParameterOutOfOrder, 3, 3, 8);
    assert_eq!(sequence.take(3), Err(back));
    assert_eq!(sequence.take(8), Ok(()));
}

#[test]
fn test_terms_end_and_only_shorten() {
    let (now, after) = (NOW as i128, NOW as i128 + 1);
    assert_eq!(term::in_office(NOW + 1, NOW), Ok(()));
    let over = violation(Rule::StewardExpired, 0, now, now);
    assert_eq!(term::in_office(NOW, NOW), Err(over), "INV-GOV-01");
    let last = NOW + 365 * DAY;
    assert_eq!(term::given(last, NOW), Ok(()));
    let long = violation(Rule::TermTooLong, 0, last as i128 + 1, last as i128);
    assert_eq!(term::given(last + 1, NOW), Err(long));
    assert_eq!(term::shortened(NOW + 1, NOW), Ok(()));
    let same = violation(Rule::TermExtended, 0, after, after);
    assert_eq!(term::shortened(NOW + 1, NOW + 1), Err(same));
}

#[test]
fn test_holds_demands_each_figure() {
    let mut figures = [0; FIGURES];
    figures[SURPLUS] = -50;
    figures[GAP] = -30;
    figures[POTENTIAL] = 7;
    figures[NET_VALUE] = 1_000;
    figures[CASH] = 400;
    assert_eq!(Condition::none().holds(&figures), Ok(()));
    assert!((0..FIGURES).all(|figure| !Condition::none().asks(figure)));
    let exact = Condition([-50, 30, 7, 1_000, 400]);
    assert_eq!(exact.holds(&figures), Ok(()));
    assert!((0..FIGURES).all(|figure| exact.asks(figure)));
    assert!(!exact.asks(FIGURES));
    let more = [
        (SURPLUS, -49, -50),
        (GAP, 29, 30),
        (POTENTIAL, 6, 7),
        (NET_VALUE, 1_001, 1_000),
        (CASH, 401, 400),
    ];
    for (figure, demand, have) in more {
        let mut condition = exact;
        condition.0[figure] = demand;
        let failed = violation(Rule::ConditionFailed, figure as u8, have, demand);
        assert_eq!(condition.holds(&figures), Err(failed), "INV-GOV-01");
    }
}

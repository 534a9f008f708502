//! One path of two histories, and every reason why there is none.

use alm_crisis::{
    DAY, YEAR,
    path::{Path, PathError, Point, Spans, carried_on},
};

const HOUR: u64 = 3_600;
const CRISIS: u64 = 100 * DAY;
const SPANS: Spans = Spans {
    settle: 10 * DAY,
    calm: 30 * DAY,
    calm_until: None,
    lead: 7 * DAY,
    longest_gap: 8 * HOUR,
};

fn prices(from: u64, to: u64, step: u64, price: u64) -> Vec<Point> {
    (from..to)
        .step_by(step as usize)
        .map(|time| Point {
            time,
            price: price + time / HOUR % 7,
        })
        .collect()
}

fn before() -> Vec<Point> {
    prices(0, CRISIS + DAY, HOUR, 1_000)
}

fn crisis() -> Vec<Point> {
    prices(CRISIS, CRISIS + 2 * DAY, 300, 1_000)
}

#[test]
fn test_join_lays_the_parts_and_keeps_times_rising() {
    let path = Path::join(&before(), &crisis(), &SPANS).unwrap();
    let phases = path.phases;
    assert_eq!(
        (phases.begin, phases.calm_from, phases.calm_to),
        (60 * DAY, 70 * DAY, CRISIS)
    );
    assert_eq!((phases.lead_from, phases.crisis_from), (93 * DAY, CRISIS));
    assert!(
        path.steps
            .windows(2)
            .all(|pair| pair[0].time < pair[1].time)
    );
    assert_eq!(path.steps.len(), 40 * 24 + 2 * 288);
    assert_eq!(path.from(CRISIS).count(), 2 * 288);
    let earlier = Spans {
        calm_until: Some(50 * DAY),
        ..SPANS
    };
    let path = Path::join(&before(), &crisis(), &earlier).unwrap();
    assert_eq!(
        (
            path.phases.begin,
            path.phases.calm_from,
            path.phases.calm_to
        ),
        (10 * DAY, 20 * DAY, 50 * DAY)
    );
}

#[test]
fn test_join_refuses_with_the_figures() {
    let error = |before: &[Point], crisis: &[Point], spans: &Spans| {
        Path::join(before, crisis, spans).unwrap_err()
    };
    let short = prices(CRISIS, CRISIS + HOUR, 300, 1_000);
    assert_eq!(
        error(&before(), &short, &SPANS),
        PathError::CrisisTooShort {
            have: 3_300,
            want: 43_200
        }
    );
    let late = prices(61 * DAY, CRISIS, HOUR, 1_000);
    assert_eq!(
        error(&late, &crisis(), &SPANS),
        PathError::TooShort {
            have: 61 * DAY,
            want: 60 * DAY,
            missing: 1.0
        }
    );
    assert_eq!(
        error(&crisis(), &crisis(), &SPANS),
        PathError::Nothing(CRISIS)
    );
    let holed = prices(0, CRISIS - DAY, HOUR, 1_000);
    assert_eq!(
        error(&holed, &crisis(), &SPANS),
        PathError::Hole {
            have: DAY + HOUR,
            want: 8 * HOUR
        }
    );
    let other = prices(0, CRISIS, HOUR, 5_000);
    assert!(matches!(
        error(&other, &crisis(), &SPANS),
        PathError::OtherAsset {
            before: 5_000..,
            ..
        }
    ));
    let spans = Spans {
        calm_until: Some(CRISIS + 1),
        ..SPANS
    };
    assert_eq!(
        error(&before(), &crisis(), &spans),
        PathError::CalmTooLate {
            have: CRISIS + 1,
            want: CRISIS
        }
    );
}

#[test]
fn test_volatility_is_that_of_the_prices() {
    // One per cent up and down every hour: a variance of ln(1.01)^2 an hour, whatever the first value.
    let swing = |time: u64| {
        if (time / HOUR).is_multiple_of(2) {
            1_000_000
        } else {
            1_010_000
        }
    };
    let point = |time| Point {
        time,
        price: swing(time),
    };
    let points: Vec<Point> = (0..CRISIS + DAY)
        .step_by(HOUR as usize)
        .map(point)
        .collect();
    let path = Path::join(&points, &points[100 * 24..], &SPANS).unwrap();
    let want = 1.01f64.ln() * (YEAR / 3_600.0).sqrt();
    let have = path.steps.last().unwrap().volatility;
    assert!((have / want - 1.0).abs() < 1e-6, "{have} against {want}");
    assert!((path.steps[0].volatility - 0.8).abs() < 1e-12);
}

#[test]
fn test_carried_on_takes_what_is_later_and_of_the_same_asset() {
    let early = crisis();
    let last = *early.last().unwrap();
    let hourly = prices(0, CRISIS + 5 * DAY, HOUR, 1_000);
    let whole = carried_on(&early, &hourly, SPANS.longest_gap).unwrap();
    assert_eq!(whole[..early.len()], early[..], "nothing is replaced");
    assert!(whole.windows(2).all(|pair| pair[0].time < pair[1].time));
    assert_eq!(whole.len(), early.len() + 3 * 24);
    let nothing = carried_on(&early, &hourly[..10], SPANS.longest_gap).unwrap();
    assert_eq!(nothing, early);
    let late = prices(last.time + 9 * HOUR, CRISIS + 5 * DAY, HOUR, 1_000);
    assert_eq!(
        carried_on(&early, &late, SPANS.longest_gap),
        Err(PathError::Hole {
            have: 9 * HOUR,
            want: SPANS.longest_gap
        })
    );
    let other = prices(0, CRISIS + 5 * DAY, HOUR, 3_000);
    assert!(matches!(
        carried_on(&early, &other, SPANS.longest_gap),
        Err(PathError::OtherAsset { .. })
    ));
    assert!(carried_on(&[], &hourly, SPANS.longest_gap).is_err());
}

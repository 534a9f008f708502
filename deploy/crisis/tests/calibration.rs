//! Equal averages: against a sum over seconds.

use alm_crisis::calibration::{CalibrationError, Offered, StaticTerms, average};

fn offers(list: &[(u64, f64)]) -> Vec<Offered> {
    list.iter()
        .map(|&(time, ltv)| Offered { time, ltv })
        .collect()
}

#[test]
fn test_average_weighs_by_time() {
    let offers = offers(&[(0, 0.9), (10, 0.7), (25, 0.5), (27, 0.6), (100, 0.1)]);
    for (from, to) in [(0, 100), (5, 26), (12, 13), (30, 200), (0, 27)] {
        let at = |second: u64| {
            offers
                .iter()
                .rev()
                .find(|offer| offer.time <= second)
                .map_or(0.0, |offer| offer.ltv)
        };
        let want = (from..to).map(at).sum::<f64>() / (to - from) as f64;
        let have = average(&offers, from, to).unwrap();
        assert!(
            (have - want).abs() < 1e-12,
            "{from}..{to}: {have} against {want}"
        );
    }
}

#[test]
fn test_average_sees_nothing_of_what_comes_after() {
    let calm = offers(&[(0, 0.7), (50, 0.8)]);
    let crisis = offers(&[(0, 0.7), (50, 0.8), (100, 0.05), (150, 0.01)]);
    assert_eq!(average(&calm, 0, 100), average(&crisis, 0, 100));
    assert_eq!(
        average(&[], 0, 9),
        Err(CalibrationError::Nothing { from: 0, to: 9 })
    );
    assert_eq!(
        average(&calm, 9, 9),
        Err(CalibrationError::Nothing { from: 9, to: 9 })
    );
}

#[test]
fn test_matching_offers_the_average_at_the_engines_distance() {
    let terms = StaticTerms::matching(0.72, 0.1, 0.05).unwrap();
    assert_eq!((terms.open_ltv, terms.threshold), (7_200_000, 8_000_000));
    let narrow = StaticTerms::matching(0.72, 0.0, 0.05).unwrap();
    assert_eq!((narrow.open_ltv, narrow.threshold), (7_199_999, 7_200_000));
    let error = StaticTerms::matching(0.9, 0.1, 0.05).unwrap_err();
    assert!(
        error.to_string().contains("1.0000") && error.to_string().contains("0.9476"),
        "{error}"
    );
}

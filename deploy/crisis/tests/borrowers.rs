//! Who borrows: exact distributions, the same for the same seed, and times that nothing but the seed decides.

use alm_crisis::{
    DAY,
    borrowers::{Reviews, accepting, population},
};

/// Beta(5, 2) as a sum of binomial terms: at least five of six uniform numbers are below `x`.
fn beta(x: f64) -> f64 {
    (5..=6)
        .map(|k| {
            let ways = if k == 5 { 6.0 } else { 1.0 };
            ways * x.powi(k) * (1.0 - x).powi(6 - k)
        })
        .sum()
}

#[test]
fn test_population_has_the_documented_distribution() {
    let count = 400;
    let people = population(count, 1);
    for x in [0.2, 0.4, 0.6, 0.714, 0.8, 0.9, 0.95] {
        let below = people.iter().filter(|one| one.appetite < x).count() as f64;
        let have = below / f64::from(count);
        assert!(
            (have - beta(x)).abs() <= 1.0 / f64::from(count),
            "{x}: {have} against {}",
            beta(x)
        );
    }
    let mean = people.iter().map(|one| one.appetite).sum::<f64>() / f64::from(count);
    assert!((mean - 5.0 / 7.0).abs() < 2e-3, "{mean}");
}

#[test]
fn test_population_is_of_all_the_collateral_and_falls_in_size() {
    let people = population(80, 3);
    let parts: Vec<f64> = people.iter().map(|one| one.part).collect();
    assert!((parts.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(parts.windows(2).all(|pair| pair[0] > pair[1]));
    assert!((0.06..0.08).contains(&parts[0]), "{}", parts[0]);
    let ten: f64 = parts.iter().take(10).sum();
    assert!((0.30..0.36).contains(&ten), "{ten}");
}

#[test]
fn test_population_depends_on_the_seed_alone() {
    assert_eq!(population(50, 7), population(50, 7));
    assert_ne!(population(50, 7), population(50, 8));
    let sorted = |seed| {
        let mut appetites: Vec<f64> = population(50, seed)
            .iter()
            .map(|one| one.appetite)
            .collect();
        appetites.sort_by(f64::total_cmp);
        appetites
    };
    assert_eq!(
        sorted(7),
        sorted(8),
        "the seed moves appetites, it does not change them"
    );
}

#[test]
fn test_reviews_come_at_their_rate_and_at_the_same_times_however_often_one_asks() {
    let (start, mean, days) = (1_000_000, 10 * DAY, 20_000);
    let mut daily = Reviews::new(1, 4, start, mean);
    let count = (1..=days)
        .filter(|day| daily.due(start + day * DAY))
        .count() as f64;
    // Days with at least one: 1 - e^(-1/10) of them.
    let want = days as f64 * (1.0 - (-0.1f64).exp());
    assert!((count / want - 1.0).abs() < 0.06, "{count} of {want}");
    let first = |step: u64| {
        let mut reviews = Reviews::new(1, 4, start, mean);
        (1..)
            .map(|k| start + k * step)
            .find(|now| reviews.due(*now))
            .unwrap_or(0)
    };
    assert_eq!(
        first(60).div_ceil(3_600),
        first(3_600) / 3_600 + u64::from(start % 3_600 > 0)
    );
}

#[test]
fn test_accepting_is_the_part_that_was_asked_for() {
    for (part, want) in [(0.0, 0), (0.25, 20), (0.5, 40), (1.0, 80), (7.0, 80)] {
        let answers = accepting(80, part, 1);
        assert_eq!(answers.iter().filter(|one| **one).count(), want);
        assert_eq!(answers, accepting(80, part, 1));
    }
    assert_ne!(accepting(80, 0.5, 1), accepting(80, 0.5, 2));
}

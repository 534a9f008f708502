//! The puts lenders are short, and what breaks a limit: against a model in double precision, and against search.

mod common;

use alm_engine::{
    analytics::collateral::{Blow, Limit, Puts, Underlying},
    monitor::{
        cascade::{Impact, Market, Position, Terms},
        histogram::position,
    },
    units::{WAD, YEAR},
};
use common::assert_relative;

const ASSET: Underlying = Underlying {
    price: 2_000 * WAD,
    sigma: WAD / 10 * 8,
    rate: (WAD / 50) as i128,
    horizon: YEAR / 12,
};
const MARKET: Market = Market {
    price: 2_000 * WAD,
    depth: 50_000 * WAD,
    impact: Impact::Linear,
};
const TERMS: Terms = Terms {
    threshold: WAD / 100 * 80,
    bonus: WAD / 20,
    close_factor: WAD / 2,
};

/// A hundred units of collateral in each of forty cells below the price.
fn loans() -> Vec<Position> {
    let top = alm_engine::monitor::histogram::cell_of(2_000 * WAD);
    (1..=40)
        .map(|below| position(top - 3 * below, 100 * WAD))
        .collect()
}

fn real(wad: u128) -> f64 {
    wad as f64 / 1e18
}

/// Normal distribution by its series, good to 1e-15.
fn cdf(x: f64) -> f64 {
    let (mut term, mut sum) = (x, x);
    for n in 1..300 {
        term *= x * x / f64::from(2 * n + 1);
        sum += term;
    }
    (0.5 + sum * (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()).clamp(0.0, 1.0)
}

/// Worth of one put.
fn worth(spot: f64, strike: f64, sigma: f64, years: f64) -> f64 {
    let rate = 0.02;
    let deviation = sigma * years.sqrt();
    let d1 = ((spot / strike).ln() + rate * years) / deviation + deviation / 2.0;
    let d2 = d1 - deviation;
    strike * (-rate * years).exp() * cdf(-d2) - spot * cdf(-d1)
}

fn total(spot: f64, sigma: f64, years: f64) -> f64 {
    loans()
        .iter()
        .map(|one| {
            let strike = real(one.debt) / real(one.collateral);
            100.0 * worth(spot, strike, sigma, years)
        })
        .sum()
}

#[test]
fn test_puts_are_the_sum_of_each_and_their_slopes_those_of_the_sum() {
    let loans = loans();
    let puts = Puts::of(&ASSET, &loans).expect("in range");
    assert_eq!(puts.collateral, 4_000 * WAD);
    let debt: u128 = loans.iter().map(|one| one.debt).sum();
    assert_eq!(puts.debt, debt);
    let (spot, sigma, years) = (2_000.0, 0.8, 1.0 / 12.0);
    let near = |have: f64, want: f64, what: &str| assert_relative(have, want, 1e-5, what);
    assert_relative(real(puts.value), total(spot, sigma, years), 1e-10, "value");
    let (up, down) = (
        total(spot + 0.5, sigma, years),
        total(spot - 0.5, sigma, years),
    );
    near(real(puts.delta), down - up, "delta");
    let middle = total(spot, sigma, years);
    let curved =
        (total(spot + 5.0, sigma, years) + total(spot - 5.0, sigma, years) - 2.0 * middle) / 25.0;
    near(real(puts.gamma), curved, "gamma");
    let wilder = total(spot, sigma + 1e-4, years) - total(spot, sigma - 1e-4, years);
    near(real(puts.vega), wilder / 2e-4, "vega");
    let later = total(spot, sigma, years - 1e-5) - total(spot, sigma, years + 1e-5);
    near(puts.theta as f64 / 1e18, later / 2e-5, "theta");
    assert!(puts.uncovered > 0 && puts.uncovered < puts.debt);
}

#[test]
fn test_no_loans_no_puts_and_no_price_no_figure() {
    assert_eq!(Puts::of(&ASSET, &[]), Some(Puts::default()));
    let worthless = Underlying { price: 0, ..ASSET };
    assert_eq!(Puts::of(&worthless, &loans()), None);
}

fn limit<'a>(positions: &'a [Position], bad_debt: u128) -> Limit<'a> {
    Limit {
        market: &MARKET,
        terms: &TERMS,
        positions,
        rounds: 64,
        bad_debt,
    }
}

#[test]
fn test_the_mildest_fall_breaks_and_one_less_does_not() {
    let loans = loans();
    for bad_debt in [0, 1_000 * WAD, 100_000 * WAD] {
        let limit = limit(&loans, bad_debt);
        let blow = Blow::default();
        let fall = limit.breaking_fall(blow).expect("a fall to nothing does");
        assert!(!limit.holds(Blow { fall, ..blow }), "{bad_debt}");
        if let Some(less) = fall.checked_sub(1) {
            assert!(limit.holds(Blow { fall: less, ..blow }), "{bad_debt}");
        }
    }
}

#[test]
fn test_a_larger_limit_needs_a_larger_fall_and_a_fall_less_thinness() {
    let loans = loans();
    let of = |bad_debt| limit(&loans, bad_debt).breaking_fall(Blow::default());
    let falls: Vec<_> = [0, 10_000, 100_000, 1_000_000]
        .map(|count| of(count * WAD))
        .into();
    assert!(falls.windows(2).all(|pair| pair[0] <= pair[1]), "{falls:?}");
    let huge = limit(&loans, u128::MAX);
    assert_eq!(huge.breaking_fall(Blow::default()), None);
    let after = |fall| {
        let blow = Blow { fall, thinner: 0 };
        limit(&loans, 100_000 * WAD).breaking_thinness(blow)
    };
    let (calm, fallen) = (after(50_000), after(300_000));
    assert!(
        fallen.expect("thin enough") <= calm.unwrap_or(u32::MAX),
        "{fallen:?} after {calm:?}"
    );
}

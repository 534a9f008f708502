//! Examples of the Society of Actuaries' examination in financial mathematics, with their printed answers.

use alm_engine::{
    analytics::{
        redington::{Redington, Tolerance},
        valuation::{Due, Valuation},
        zeros::Walk,
    },
    ladder::{Side, Sides},
    money::Amount,
    rates::curve::{Curve, Node},
    units::{WAD, YEAR},
};
use alm_math::lean;

/// Amounts in millionths.
const UNIT: f64 = 1e6;
/// Present values match within a unit in 400, durations within 0.005 years.
const TOLERANCE: Tolerance = Tolerance {
    value: WAD / 400,
    duration: WAD / 200,
};

/// A ladder of flows at whole and half years, coming in where positive, valued at a rate compounded once a year.
fn valued(flows: &[(f64, f64)], rate: f64) -> Valuation {
    let dues: Vec<Due> = flows
        .iter()
        .map(|(years, amount)| {
            let mut faces = Sides::default();
            let side = if *amount < 0.0 {
                Side::Liabilities
            } else {
                Side::Assets
            };
            *faces.of_mut(side) = Amount::new((amount.abs() * UNIT).round() as u128);
            Due {
                seconds: (years * YEAR as f64) as u64,
                faces,
            }
        })
        .collect();
    let node = Node {
        seconds: 1,
        rate: lean::ln(WAD + (rate * 1e18) as u128).expect("positive") as i64,
    };
    Valuation::of(&dues, Walk::along(Curve(&[node])))
}

/// The surplus, and its first and second derivative by a rate compounded once a year.
fn derivatives(valuation: &Valuation, rate: f64) -> [f64; 3] {
    let first = valuation.net_dv01().raw() as f64 * 1e4 / UNIT;
    let second = valuation.net_convexity().raw() as f64 / UNIT;
    let growth = 1.0 + rate;
    [
        valuation.net_value().raw() as f64 / UNIT,
        -first / growth,
        (second + first) / growth / growth,
    ]
}

fn figure(wad: u128) -> f64 {
    wad as f64 / 1e18
}

fn near(have: f64, want: f64, within: f64) {
    assert!((have - want).abs() <= within, "have {have}, want {want}");
}

/// Three sets of flows at 25 %, `h` the surplus: only the first is immunised.
#[test]
fn society_of_actuaries_which_cash_flows_are_immunised() {
    let immunised = |flows: &[(f64, f64)]| {
        let valuation = valued(flows, 0.25);
        let redington = Redington::of(&valuation, TOLERANCE);
        (derivatives(&valuation, 0.25), redington.immunised())
    };
    // X: h = 0, h' = 0, h'' = 196,608.
    let ([value, slope, curvature], holds) =
        immunised(&[(0.0, 102_400.0), (1.0, -192_000.0), (3.0, 100_000.0)]);
    assert!(holds);
    near(value, 0.0, 0.001);
    near(slope, 0.0, 0.01);
    near(curvature, 196_608.0, 1.0);
    // Y: h = 0, h' = -6,400.
    let ([value, slope, _], holds) = immunised(&[
        (0.0, 158_400.0),
        (1.0, -342_000.0),
        (2.0, 100_000.0),
        (3.0, 100_000.0),
    ]);
    assert!(!holds);
    near(value, 0.0, 0.001);
    near(slope, -6_400.0, 0.01);
    // Z: h = 51,200.
    let ([value, ..], holds) = immunised(&[
        (0.0, -89_600.0),
        (1.0, 288_000.0),
        (2.0, 100_000.0),
        (3.0, -300_000.0),
    ]);
    assert!(!holds);
    near(value, 51_200.0, 0.001);
}

/// Liabilities of 573 in two years and 701 in five at 7 %: worth 1,000, of duration 3.5 and convexity 14.5.
#[test]
fn society_of_actuaries_which_assets_immunise_two_liabilities() {
    let growth = |years: f64| 1.07f64.powf(years);
    let against = |assets: [(f64, f64); 2]| {
        let [near, far] = assets.map(|(years, value)| (years, value * growth(years)));
        valued(&[near, far, (2.0, -573.0), (5.0, -701.0)], 0.07)
    };
    let both = against([(1.0, 500.0), (6.0, 500.0)]);
    near(
        both.value_up(Side::Liabilities).raw() as f64 / UNIT,
        1_000.0,
        0.5,
    );
    near(figure(both.duration(Side::Liabilities)), 3.5, 0.005);
    near(figure(both.convexity(Side::Liabilities)), 14.5, 0.05);
    near(figure(both.convexity(Side::Assets)), 18.5, 0.001);
    assert!(Redington::of(&both, TOLERANCE).immunised());
    // 572 and 428: a duration of 3.14.
    let short = against([(1.0, 572.0), (6.0, 428.0)]);
    near(
        figure(short.duration(Side::Assets)),
        0.572 + 6.0 * 0.428,
        0.001,
    );
    assert!(!Redington::of(&short, TOLERANCE).duration);
    // One flow in three years and a half: a convexity of 12.25.
    let single = against([(3.5, 1_000.0), (3.5, 0.0)]);
    let redington = Redington::of(&single, TOLERANCE);
    near(figure(single.convexity(Side::Assets)), 12.25, 0.001);
    assert!(redington.value && redington.duration && !redington.convexity);
}

/// An annuity of 402.11 at 10 % has a duration of 1.93653; zeros of one and three years match it with 532 in the first.
#[test]
fn society_of_actuaries_annuity_matched_by_two_zeros() {
    let annuity = [1.0, 2.0, 3.0].map(|years| (years, -402.11));
    let owed = valued(&annuity, 0.10);
    near(figure(owed.duration(Side::Liabilities)), 1.936_53, 0.000_05);
    near(
        owed.value_up(Side::Liabilities).raw() as f64 / UNIT,
        1_000.0,
        0.02,
    );
    let mut flows = annuity.to_vec();
    flows.extend([(1.0, 531.735 * 1.1), (3.0, 468.265 * 1.331)]);
    let matched = Redington::of(&valued(&flows, 0.10), TOLERANCE);
    assert!(matched.immunised(), "{matched:?}");
}

/// A present value of 2,000 due in three years against 666.67 in one and 1,333.33 in four: convexity 11 over 9.
#[test]
fn society_of_actuaries_two_zeros_around_a_liability() {
    let valuation = valued(
        &[
            (1.0, 666.67 * 1.1),
            (4.0, 1_333.33 * 1.4641),
            (3.0, -2_000.0 * 1.331),
        ],
        0.10,
    );
    near(figure(valuation.convexity(Side::Assets)), 11.0, 0.001);
    near(
        figure(valuation.convexity(Side::Liabilities)),
        9.0,
        0.000_001,
    );
    near(figure(valuation.dispersion(Side::Assets)), 2.0, 0.001);
    assert_eq!(valuation.dispersion(Side::Liabilities), 0);
    assert!(Redington::of(&valuation, TOLERANCE).immunised());
}

//! Slotting, the six shocks and dEVE against the reference vectors.

mod common;

use alm_engine::{
    analytics::{
        shocks::{Calibration, MOVE_BITS, Move, SHOCKS, Shock, Sizes, exactly},
        slots::{BASEL, BUCKETS, MIDPOINTS, slot},
        value_at_shock::{Exposure, Losses, is_outlier, measure},
    },
    money::{Amount, Balance},
    units::YEAR,
};
use common::{cases, real, scaled, text};
use serde_json::Value;

const NAMES: [&str; 6] = [
    "parallel_up",
    "parallel_down",
    "steepener",
    "flattener",
    "short_up",
    "short_down",
];

fn number(value: &Value) -> u128 {
    text(value).parse().expect("a whole number")
}

#[test]
fn vectors_slotting() {
    for case in cases("slotting.json") {
        let input = &case["in"];
        // Up: a bucket holds its far end, and every far end is a whole second.
        let seconds =
            (number(&input["t_num"]) * u128::from(YEAR)).div_ceil(number(&input["t_den"]));
        let bucket = slot(&BASEL, seconds as u64);
        assert_eq!(
            bucket as u64 + 1,
            case["out"]["bucket"].as_u64().expect("index"),
            "{case}"
        );
        let midpoint = f64::from(MIDPOINTS[bucket]) / 1e4;
        assert_eq!(midpoint, real(&case["out"]["midpoint_years"]), "{case}");
    }
}

fn sizes(input: &Value) -> Sizes {
    let size = |name: &str| number(&input[name]) as u16;
    Sizes {
        parallel: size("parallel_bp"),
        short: size("short_bp"),
        long: size("long_bp"),
    }
}

/// A move in 1e-13 of a basis point, to the nearest.
fn basis_points(shift: Move) -> i128 {
    let unit = 1i128 << (MOVE_BITS - 1);
    // 1e18 are 1e4 basis points: a wad has 1e14 a basis point.
    ((shift / unit + shift.signum()) / 2 + 5 * shift.signum()) / 10
}

#[test]
fn vectors_irrbb_shocks() {
    for case in cases("irrbb_shocks.json") {
        let id = text(&case["id"]);
        let sizes = sizes(&case["in"]);
        let calibration = match text(&case["in"]["calibration"]).as_str() {
            "d368_2016" => Some(Calibration::D368),
            "d578_2024" => Some(Calibration::D578),
            _ => None,
        };
        if let Some(calibration) = calibration {
            let code = text(&case["in"]["currency"]);
            let code = code.as_bytes().try_into().expect("three letters");
            assert_eq!(Sizes::of(code, calibration), sizes, "{id}: the table");
        }
        for (shock, name) in SHOCKS.into_iter().zip(NAMES) {
            let want = case["out"][name].as_array().expect("rates");
            // The example printed by the framework has one tenor: 3.5 years, the tenth bucket.
            let first = if want.len() == 1 { 9 } else { 0 };
            for (index, want) in want.iter().enumerate() {
                let have = basis_points(shock.at(first + index, sizes));
                let want = scaled(want, 13);
                assert!(
                    (have - want).abs() <= 1,
                    "{id} {name} {index}: have {have}, want {want}"
                );
            }
        }
    }
}

/// The worked example of BCBS d368, annex 2: +25.4 and -1.6 basis points at three and a half years.
#[test]
fn basel_annex_2_example_of_steepener_and_flattener() {
    let sizes = Sizes {
        parallel: 100,
        short: 100,
        long: 100,
    };
    let tenths = |shock: Shock| (basis_points(shock.at(9, sizes)) as f64 / 1e12).round() as i64;
    assert_eq!(tenths(Shock::Steepener), 254);
    assert_eq!(tenths(Shock::Flattener), -16);
}

fn balances(values: &Value, decimals: usize) -> [Balance; BUCKETS] {
    let values = values.as_array().expect("19 amounts");
    std::array::from_fn(|bucket| Balance::new(scaled(&values[bucket], decimals)))
}

#[test]
fn vectors_delta_eve() {
    const DECIMALS: usize = 18;
    for case in cases("delta_eve.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let net = balances(&input["net_cashflows"], DECIMALS);
        let rates =
            balances(&input["base_zero_rates"], DECIMALS).map(|rate| exactly(rate.raw() as i64));
        let floor = (!input["rate_floor"].is_null())
            .then(|| exactly(scaled(&input["rate_floor"], 18) as i64));
        let exposure = Exposure {
            net: &net,
            rates: &rates,
            sizes: sizes(input),
            floor,
        };
        let gross: i128 = net.iter().map(|net| net.raw().abs()).sum();
        let bound = 4 * gross / 1_000_000_000_000_000_000 + 2;
        let near = |have: Balance, want: &Value, what: &str| {
            let want = scaled(want, DECIMALS);
            let error = (have.raw() - want).abs();
            assert!(
                error <= bound,
                "{id} {what}: have {}, want {want}, bound {bound}",
                have.raw()
            );
        };
        near(exposure.value_down(), &out["eve_base"], "eve");
        let losses = exposure.losses_up();
        for ((shock, name), loss) in SHOCKS.into_iter().zip(NAMES).zip(losses) {
            let want = &out["scenarios"][name];
            near(loss, &want["delta_eve_loss"], name);
            assert_eq!(exposure.loss_up(shock), loss, "{id} {name}: alone");
            near(exposure.value_under_down(shock), &want["eve"], name);
        }
        measured(&case, losses, &near);
    }
}

fn measured(case: &Value, losses: Losses, near: &impl Fn(Balance, &Value, &str)) {
    let out = &case["out"];
    let (worst, shock) = measure(&[losses]);
    near(worst.signed(), &out["eve_risk_measure"], "measure");
    if let Some(shock) = shock {
        let index = SHOCKS
            .iter()
            .position(|one| *one == shock)
            .expect("one of six");
        assert_eq!(NAMES[index], text(&out["worst_scenario"]), "{case}");
    }
    let tier1 = Amount::new(scaled(&case["in"]["tier1"], 18) as u128);
    assert_eq!(
        is_outlier(worst, tier1),
        out["outlier_15pct"].as_bool().expect("a truth")
    );
}

#[test]
fn test_measure_counts_losses_only() {
    let losses = |figures: [i128; 6]| figures.map(Balance::new);
    let [first, second] = [
        losses([10, -40, 3, 0, -1, 5]),
        losses([-100, 30, 4, 0, -1, 9]),
    ];
    // 10, 30, 7, 0, 0, 14: a currency's gain saves nothing.
    assert_eq!(
        measure(&[first, second]),
        (Amount::new(30), Some(Shock::ParallelDown))
    );
    assert_eq!(measure(&[losses([0; 6])]), (Amount::ZERO, None));
    assert_eq!(measure(&[]), (Amount::ZERO, None));
}

#[test]
fn test_income_loss_of_a_bucket_is_its_rate_for_the_rest_of_the_year() {
    let mut net = [Balance::ZERO; BUCKETS];
    // Half a year on average: 0.375 years to repricing, so 0.625 years of the new rate.
    net[3] = Balance::new(1_000_000);
    let exposure = Exposure {
        net: &net,
        rates: &[exactly(50_000_000_000_000_000); BUCKETS],
        sizes: Sizes::of(*b"USD", Calibration::D578),
        floor: Some(exactly(40_000_000_000_000_000)),
    };
    // 2 % of it, up; down no further than the floor, a half of that.
    assert_eq!(
        exposure.income_loss_up(Shock::ParallelUp),
        Balance::new(-12_500)
    );
    assert_eq!(
        exposure.income_loss_up(Shock::ParallelDown),
        Balance::new(6_250)
    );
    let mut net = [Balance::ZERO; BUCKETS];
    net[6] = Balance::new(1_000_000);
    assert_eq!(
        Exposure {
            net: &net,
            ..exposure
        }
        .income_loss_up(Shock::ParallelUp),
        Balance::ZERO
    );
}

#[test]
fn test_income_loss_of_amounts_of_ninety_bits() {
    let mut net = [Balance::ZERO; BUCKETS];
    net[3] = Balance::new(1 << 90);
    let exposure = Exposure {
        net: &net,
        rates: &[0; BUCKETS],
        sizes: Sizes::of(*b"USD", Calibration::D578),
        floor: None,
    };
    // 2 % for five eighths of a year: an eightieth.
    let part = (1i128 << 90) / 80;
    assert_eq!(
        exposure.income_loss_up(Shock::ParallelUp),
        Balance::new(-part)
    );
    assert_eq!(
        exposure.income_loss_up(Shock::ParallelDown),
        Balance::new(part + 1)
    );
}

#[test]
fn test_floor_above_an_observed_rate_lifts_it() {
    let mut net = [Balance::ZERO; BUCKETS];
    net[9] = Balance::new(1_000_000_000);
    let mut exposure = Exposure {
        net: &net,
        rates: &[exactly(-10_000_000_000_000_000); BUCKETS],
        sizes: Sizes::OTHER,
        floor: Some(0),
    };
    // A rate of -1 % lifted to zero over 3.5 years: e^0.035 - 1, up.
    assert_eq!(
        exposure.loss_up(Shock::ParallelDown),
        Balance::new(35_619_709)
    );
    exposure.floor = None;
    assert!(exposure.loss_up(Shock::ParallelDown) < Balance::ZERO);
}

#[test]
fn test_sizes_of_other_rates() {
    assert_eq!(Sizes::of(*b"XAU", Calibration::D578), Sizes::OTHER);
    let percent = 10_000_000_000_000_000;
    // 7.01 % is 701 basis points, and 725 in steps of 25.
    let sizes = Sizes::calibrated_up([percent / 2, percent * 701 / 100, 0]);
    assert_eq!((sizes.parallel, sizes.short, sizes.long), (100, 725, 100));
    assert_eq!(Sizes::calibrated_up([u128::MAX; 3]).short, 65_535);
}

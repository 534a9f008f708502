//! Survival horizon, matching and stress against naive models that walk every second or try every severity.

#[path = "common/dice.rs"]
mod dice;

use alm_engine::{
    analytics::{
        coverage::{of_book, ratio_down},
        stress::{Scenario, breaking_default, breaking_run_off, mildest},
        survival::{Stress, least_gap},
        valuation::Due,
    },
    guard::surplus::Liquidity,
    ladder::Sides,
    money::{Amount, Balance},
    units::{DAY, WAD},
};
use dice::Dice;

fn due(seconds: u64, assets: u128, liabilities: u128) -> Due {
    Due {
        seconds,
        faces: Sides {
            assets: Amount::new(assets),
            liabilities: Amount::new(liabilities),
        },
    }
}

fn random_dues(dice: &mut Dice) -> Vec<Due> {
    let mut seconds = 0;
    (0..dice.below(8))
        .map(|_| {
            seconds += 1 + dice.below(7 * DAY);
            due(
                seconds,
                dice.below(1_000_000).into(),
                dice.below(1_000_000).into(),
            )
        })
        .collect()
}

/// The gap at a time in floating point, from its definition.
fn naive_gap(stress: &Stress, dues: &[Due], seconds: f64) -> f64 {
    let flows: f64 = dues
        .iter()
        .filter(|due| due.seconds as f64 <= seconds)
        .map(|due| (due.faces.assets.raw() / 2) as f64 - due.faces.liabilities.raw() as f64)
        .sum();
    let share = stress.run_off as f64 / 1e18 * (seconds / (30 * DAY) as f64).sqrt();
    stress.resources.raw() as f64 + flows - stress.floating.raw() as f64 * share.min(1.0)
}

#[test]
fn fuzz_survival_horizon_is_where_the_naive_gap_closes() {
    let mut dice = Dice(0x005e_cade);
    let (mut closed, mut open) = (0, 0);
    for _ in 0..3_000 {
        let dues = random_dues(&mut dice);
        let stress = Stress {
            resources: Balance::new(dice.below(2_000_000).into()),
            floating: Amount::new(dice.below(3_000_000).into()),
            run_off: u128::from(dice.below(1_000_000)) * 1_000_000_000_000,
        };
        let survival = stress.survival(&dues);
        let Some(horizon) = survival.horizon else {
            open += 1;
            for due in &dues {
                assert!(naive_gap(&stress, &dues, due.seconds as f64) >= -2.0);
            }
            assert!(naive_gap(&stress, &dues, 1e12) >= -2.0);
            continue;
        };
        closed += 1;
        // A unit of slack: amounts are whole, and shares rounded for the pool.
        for part in 0..20 {
            let before = horizon as f64 * f64::from(part) / 20.0;
            assert!(
                naive_gap(&stress, &dues, before) >= -3.0,
                "{before} of {horizon}"
            );
        }
        // Just after it the gap is closed, or within what a second and a unit move.
        let after = naive_gap(&stress, &dues, horizon as f64 + 2.0);
        assert!(
            after <= 3.0 + stress.floating.raw() as f64 / 1_000.0,
            "{after}"
        );
    }
    assert!(closed > 500 && open > 100, "{closed} {open}");
}

#[test]
fn test_survival_of_a_run_off_alone_is_closed_form() {
    // 40 % in thirty days, 10 % at hand: a sixteenth of the time.
    let stress = Stress {
        resources: Balance::new(100_000),
        floating: Amount::new(1_000_000),
        run_off: WAD / 10 * 4,
    };
    assert_eq!(stress.survival(&[]).horizon, Some(30 * DAY / 16));
    // As much as there are deposits never runs out; nor do deposits that stay.
    let rich = Stress {
        resources: Balance::new(1_000_000),
        ..stress
    };
    assert_eq!(rich.survival(&[]).horizon, None);
    let calm = Stress {
        run_off: 0,
        ..stress
    };
    assert_eq!(calm.survival(&[due(DAY, 0, 100_000)]).horizon, None);
    assert_eq!(calm.survival(&[due(DAY, 0, 100_001)]).horizon, Some(DAY));
    // Half of what comes in counts.
    let late = calm.survival(&[due(DAY, 100, 0), due(2 * DAY, 0, 100_051)]);
    assert_eq!(
        (late.horizon, late.least),
        (Some(2 * DAY), Balance::new(-1))
    );
}

#[test]
fn fuzz_what_ran_off_is_the_root_of_time_rounded_up() {
    let mut dice = Dice(0x0dd_ba11);
    for _ in 0..20_000 {
        let bits = 1 + dice.below(90);
        let stress = Stress {
            resources: Balance::ZERO,
            floating: Amount::new((u128::from(dice.below(1 << 32)) << bits) >> 32),
            run_off: u128::from(dice.below(1_000_001)) * 1_000_000_000_000,
        };
        let seconds = dice.below(1 << 31);
        let root = (seconds as f64 / (30 * DAY) as f64).sqrt();
        let share = (stress.run_off as f64 / 1e18 * root).min(1.0);
        let (have, whole) = (
            stress.ran_off(seconds).raw() as f64,
            stress.floating.raw() as f64,
        );
        let slack = whole * 1e-13 * (1.0 + root);
        let want = whole * share;
        assert!(have + whole * 1e-15 >= want, "{have} for {want}");
        assert!(have <= want + 2.0 + slack, "{have} for {want}");
        assert!(stress.ran_off(seconds + 1) >= stress.ran_off(seconds));
    }
}

#[test]
fn test_a_plan_is_dedicated_if_its_least_gap_is_not_negative() {
    let plan = [due(DAY, 0, 60), due(2 * DAY, 100, 0), due(3 * DAY, 0, 90)];
    assert_eq!(least_gap(Balance::new(60), &plan), Balance::ZERO);
    assert_eq!(least_gap(Balance::new(50), &plan), Balance::new(-10));
    assert_eq!(least_gap(Balance::new(-1), &[]), Balance::new(-1));
}

fn book() -> Liquidity {
    Liquidity {
        cash: Amount::new(300_000),
        floating: Amount::new(1_000_000),
        due_assets: Amount::new(100_000),
        due_liabilities: Amount::new(50_000),
        countable_buffer: Amount::new(20_000),
        queued: Amount::new(10_000),
        top: Amount::new(90_000),
        run_off: 100_000,
        coverage: 10_000,
        ..Liquidity::default()
    }
}

#[test]
fn test_coverage_of_a_book_is_what_the_guard_measures() {
    let (counted, flows) = of_book(&book());
    // 90,000 of the largest, 10 % of the other 900,000, 10,000 that queue, 50,000 due; half of 100,000 come in.
    assert_eq!(
        (counted.raw(), flows.out.raw(), flows.into.raw()),
        (320_000, 240_000, 50_000)
    );
    let ratio = ratio_down(counted, flows.net()).expect("an outflow");
    assert_eq!(ratio, 320_000 * WAD / 190_000);
    assert_eq!(book().surplus(), Balance::new(320_000 - 190_000));
    // What queues and the largest holder leave at once, and the rest runs off.
    let stress = Stress::of_book(&book());
    assert_eq!(stress.resources, Balance::new(220_000));
    assert_eq!(stress.floating, Amount::new(900_000));
}

#[test]
fn test_scenarios_only_worsen_a_book() {
    let scenario = Scenario {
        run_off: 300_000,
        default: 500_000,
        buffer_loss: 250_000,
        calls: Amount::new(1_000),
    };
    let after = scenario.applied_to(&book());
    assert_eq!(after.run_off, 300_000);
    assert_eq!(after.due_assets, Amount::new(50_000));
    assert_eq!(after.countable_buffer, Amount::new(15_000));
    assert!(scenario.surplus(&book()) < book().surplus());
    assert_eq!(Scenario::default().surplus(&book()), book().surplus());
}

#[test]
fn fuzz_reverse_stress_finds_the_first_severity_that_breaks() {
    let mut dice = Dice(0x00b1_5ec7);
    for _ in 0..200 {
        let limit = Balance::new(i128::from(dice.below(300_000)) - 100_000);
        let found = breaking_run_off(&book(), Scenario::default(), limit);
        let breaks = |run_off: u32| {
            Scenario {
                run_off,
                ..Scenario::default()
            }
            .surplus(&book())
                < limit
        };
        let first = found.unwrap_or(1_000_001);
        assert!(first > 1_000_000 || breaks(first));
        assert!(first == 0 || !breaks((first - 1).min(1_000_000)));
    }
    assert_eq!(mildest(10, |severity| severity < 7), Some(7));
    assert_eq!(mildest(10, |_| false), Some(0));
    assert_eq!(mildest(10, |_| true), None);
    // 130,000 above nothing, and half of 100,000 in: no default breaks it; a limit of 100,000 needs 20,001 of the 50,000.
    assert_eq!(
        breaking_default(&book(), Scenario::default(), Balance::ZERO),
        None
    );
    let limit = Balance::new(100_000);
    assert_eq!(
        breaking_default(&book(), Scenario::default(), limit),
        Some(600_001)
    );
}

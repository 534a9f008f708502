//! A book as a treasurer reads it: what is on demand, within a horizon, stable; and by bucket.

use alm_engine::{
    analytics::{
        position::{Position, by_basel_buckets, by_pool_buckets},
        slots::{BASEL, POOL, slot},
        valuation::Due,
    },
    guard::surplus::Liquidity,
    ladder::Sides,
    money::{Amount, Balance},
    units::{DAY, YEAR},
};

fn due(seconds: u64, assets: u128, liabilities: u128) -> Due {
    Due {
        seconds,
        faces: Sides {
            assets: Amount::new(assets),
            liabilities: Amount::new(liabilities),
        },
    }
}

/// Cash of 300 and loans of 700 against floating deposits of 900; equity of 60, 25 matured, 5 in the pot, 10 of drip.
fn position() -> Position {
    Position {
        liquidity: Liquidity {
            cash: Amount::new(300),
            floating: Amount::new(900),
            drip: Amount::new(10),
            pot: Amount::new(5),
            matured: Amount::new(25),
            top: Amount::new(200),
            queued: Amount::new(100),
            due_assets: Amount::new(40),
            due_liabilities: Amount::new(30),
            run_off: 400_000,
            ..Liquidity::default()
        },
        loans: Amount::new(700),
        claims: Balance::new(90),
        equity: Amount::new(60),
        ..Position::default()
    }
}

#[test]
fn test_on_demand_leaves_the_equity() {
    let demand = position().on_demand();
    assert_eq!(
        (demand.assets.raw(), demand.liabilities.raw()),
        (1_000, 940)
    );
    // More overdue than owed: the rest is an asset.
    let overdue = Position {
        claims: Balance::new(20),
        ..position()
    };
    let demand = overdue.on_demand();
    assert_eq!(
        (demand.assets.raw(), demand.liabilities.raw()),
        (1_040, 910)
    );
}

#[test]
fn test_solvency_counts_fixed_liabilities_at_face_and_what_is_missing() {
    let dues = [due(0, 1_000, 940), due(DAY, 70, 50)];
    let (assets, owed) = position().solvency(&dues);
    assert_eq!((assets.raw(), owed.raw()), (1_050, 990));
    let short = Position {
        deficit: Amount::new(80),
        ..position()
    };
    assert_eq!(short.solvency(&dues).0.raw(), 970);
}

#[test]
fn test_a_shorter_horizon_counts_what_is_due_by_then() {
    let ladder = [
        due(DAY, 8, 4),
        due(7 * DAY, 16, 2),
        due(7 * DAY + 1, 1_000, 1_000),
    ];
    let day = position().within(DAY, &ladder);
    assert_eq!((day.due_assets.raw(), day.due_liabilities.raw()), (8, 4));
    // 40 % of sqrt(1 / 30), rounded up: 7.3030 %.
    assert_eq!(day.run_off, 73_030);
    let week = position().within(7 * DAY, &ladder);
    assert_eq!((week.due_assets.raw(), week.due_liabilities.raw()), (24, 6));
    assert_eq!(week.run_off, 193_219);
    assert_eq!(position().within(30 * DAY, &ladder), position().liquidity);
}

#[test]
fn test_stable_funding_by_what_is_due_when() {
    let ladder = [
        due(YEAR / 2, 100, 100),
        due(YEAR / 2 + 1, 100, 100),
        due(YEAR, 0, 100),
        due(YEAR + 1, 100, 100),
    ];
    let both = position().stable_funding(&ladder);
    // Equity 60, half of 600 granular deposits, half of 200 within a year, 100 beyond.
    assert_eq!(both.available.raw(), 60 + 300 + 100 + 100);
    // Half of 700 loans and of 200 within a year, 85 beyond.
    assert_eq!(both.required.raw(), 350 + 100 + 85);
}

#[test]
fn test_dues_lie_in_the_bucket_that_ends_with_them() {
    let dues = [
        due(0, 1, 0),
        due(7 * DAY, 2, 0),
        due(7 * DAY + 1, 4, 0),
        due(728 * DAY, 8, 3),
        due(800 * DAY, 16, 0),
    ];
    let pool = by_pool_buckets(&dues);
    let assets: Vec<u128> = pool.iter().map(|bucket| bucket.assets.raw()).collect();
    assert_eq!(assets, [1, 2, 4, 0, 0, 0, 0, 0, 0, 0, 24]);
    let basel = by_basel_buckets(&dues);
    assert_eq!(basel[0].raw(), 1);
    assert_eq!(basel[1].raw(), 6);
    assert_eq!((basel[7].raw(), basel[8].raw()), (5, 16));
    assert_eq!((slot(&POOL, 1), slot(&POOL, u64::MAX)), (1, 11));
    assert_eq!(slot(&BASEL, u64::MAX), 18);
}

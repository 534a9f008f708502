//! The page says what the figures say.

use ethers::types::Address;

use super::render_sheet;
use crate::sheet::{
    AssetRisk, BookSheet, Bucket, LiquidityFigures, Named, RateFigures, SheetReport, Shocks, table,
};

fn named(names: &[&'static str]) -> Vec<Named> {
    let values = names.iter().zip(1u8..);
    values
        .map(|(name, value)| Named {
            name,
            value: f64::from(value),
        })
        .collect()
}

fn sheet() -> SheetReport {
    let bucket = |name, inflow, outflow, cumulative| Bucket {
        name,
        inflow,
        outflow,
        cumulative,
    };
    SheetReport {
        schema: 1,
        tool: "cargo alm".into(),
        network: "<test>".into(),
        chain_id: 412_346,
        block: 7,
        time: 1_800_000_000,
        balance_sheet: Address::repeat_byte(0xbb),
        currency: "USD".into(),
        books: vec![BookSheet {
            name: "USDC".into(),
            token: Address::repeat_byte(1),
            decimals: 6,
            assets: named(&["Cash", "Floating loans"]),
            liabilities: named(&["Floating deposits"]),
            borrow_rate: 0.1,
            strike_age: 2,
            paused: true,
            liquidity: LiquidityFigures {
                surplus: 1_234.0,
                run_off: 0.25,
                coverage_day: None,
                coverage_week: Some(1.5),
                coverage_month: Some(0.8),
                stable_funding: Some(1.1),
                survival: Some(42.0),
                least_gap: -1.0,
                solvency: Some(1.02),
            },
            buckets: vec![
                bucket("demand", 5.0, 3.0, 2.0),
                bucket("≤ 1 w", 1.0, 4.0, -1.0),
            ],
            rates: Some(RateFigures {
                values: [10.0, 9.0],
                durations: [0.5, 0.25],
                convexities: [0.4, 0.1],
                duration_gap: 0.275,
                equity_duration: 2.5,
                dv01: 0.001,
                key_rates: named(&["1 d", "7 d"]),
                redington: [false, true, true],
                shocks: Shocks {
                    losses: named(&["parallel up", "parallel down"]),
                    measure: 2.0,
                    income_up: -0.5,
                    income_down: 0.5,
                },
            }),
        }],
        assets: vec![AssetRisk {
            name: "WETH".into(),
            volatility: 0.8,
            haircut: 0.2,
            threshold: 0.75,
            opening_ltv: 0.7,
            stale: true,
        }],
    }
}

#[test]
fn test_page_holds_every_part_and_no_link() {
    let page = render_sheet(&sheet());
    for part in [
        "Balance sheet of &lt;test&gt;",
        "New risk is paused",
        "struck 2 days ago",
        "Liquidity coverage",
        "nothing can leave",
        "80.0 %",
        "Ladder",
        "DV01 by key rate",
        "shocks for USD",
        "equal values does not",
        "WETH",
        "stale",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(!page.contains("http"), "nothing from elsewhere");
    // Two sides and a gap over two buckets, three gauges, two key rates, two shocks, and five legends.
    assert_eq!(page.matches("<rect").count(), 6 + 3 + 4 + 5);
}

#[test]
fn test_page_of_a_book_without_a_curve_says_so() {
    let mut sheet = sheet();
    sheet.books[0].rates = None;
    assert!(render_sheet(&sheet).contains("has no curve"));
    assert!(table(&sheet).contains("has no curve"));
}

#[test]
fn test_table_holds_both_sides_and_their_sums() {
    let text = table(&sheet());
    let line = |name: &str| text.lines().find(|line| line.contains(name));
    let sums = line("Sum").expect("a line of sums");
    assert!(sums.contains("3.00") && sums.contains("1.00"), "{sums}");
    assert!(line("coverage").is_some_and(|line| line.contains("80.00 %")));
    assert!(line("WETH").is_some_and(|line| line.ends_with("stale")));
}

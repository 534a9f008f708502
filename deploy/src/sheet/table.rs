//! A balance sheet as a table of text.

use std::fmt::Write;

use super::model::{BookSheet, Named, SheetReport};
use crate::prices::format_time;

/// Width of a name, and of an amount.
const NAME: usize = 30;
const AMOUNT: usize = 18;

/// The whole table.
#[must_use]
pub fn table(report: &SheetReport) -> String {
    let mut out = format!(
        "{} on chain {}, block {}, {}: balance sheet {:?}\n",
        report.network,
        report.chain_id,
        report.block,
        format_time(report.time),
        report.balance_sheet
    );
    for book in &report.books {
        let _ = write!(out, "\n{}", of_book(book));
    }
    if !report.assets.is_empty() {
        let _ = writeln!(
            out,
            "\n{:<NAME$}{:>12}{:>12}{:>12}{:>12}",
            "collateral", "volatility", "haircut", "LT", "opening LTV"
        );
    }
    for asset in &report.assets {
        let figures = [
            asset.volatility,
            asset.haircut,
            asset.threshold,
            asset.opening_ltv,
        ];
        let _ = write!(out, "{:<NAME$}", asset.name);
        for figure in figures {
            let _ = write!(out, "{:>12}", percent(figure));
        }
        out.push_str(if asset.stale { "  stale\n" } else { "\n" });
    }
    out
}

fn of_book(book: &BookSheet) -> String {
    let paused = if book.paused { ", new risk paused" } else { "" };
    let mut out = format!(
        "{}, whole tokens, loans at {} a year{paused}\n",
        book.name,
        percent(book.borrow_rate)
    );
    let rows = book.assets.len().max(book.liabilities.len());
    for row in 0..rows {
        let owns = side(book.assets.get(row));
        let owes = side(book.liabilities.get(row));
        let _ = writeln!(out, "{}", format!("  {owns}   {owes}").trim_end());
    }
    let [owns, owes] = [&book.assets, &book.liabilities].map(|lines| total(lines));
    let _ = writeln!(out, "  {}   {}", side(Some(&owns)), side(Some(&owes)));
    out.push_str(&liquidity(book));
    out.push_str(&rates(book));
    out
}

fn side(line: Option<&Named>) -> String {
    line.map_or_else(
        || " ".repeat(NAME + AMOUNT),
        |line| format!("{:<NAME$}{:>AMOUNT$.2}", line.name, line.value),
    )
}

fn total(lines: &[Named]) -> Named {
    Named {
        name: "Sum",
        value: lines.iter().map(|line| line.value).sum(),
    }
}

fn liquidity(book: &BookSheet) -> String {
    let told = &book.liquidity;
    let ratio = |ratio: Option<f64>| ratio.map_or_else(|| "nothing can leave".into(), percent);
    let survival = told
        .survival
        .map_or_else(|| "no end".into(), |days| format!("{days:.0} d"));
    let funding = told
        .stable_funding
        .map_or_else(|| "none required".into(), percent);
    format!(
        "  coverage 24 h {}, 7 d {}, 30 d {}; stable funding {funding}; survival {survival}; \
         surplus {:.2}; run-off {}\n",
        ratio(told.coverage_day),
        ratio(told.coverage_week),
        ratio(told.coverage_month),
        told.surplus,
        percent(told.run_off),
    )
}

fn rates(book: &BookSheet) -> String {
    let Some(rates) = &book.rates else {
        return "  rates: the rate model has no curve\n".into();
    };
    let [assets, liabilities] = rates.durations;
    let losses: Vec<String> = rates
        .shocks
        .losses
        .iter()
        .map(|shock| format!("{} {:.2}", shock.name, shock.value))
        .collect();
    format!(
        "  durations {assets:.3} and {liabilities:.3} years, gap {:.3}; DV01 {:.4}\n  loss of value: {}\n",
        rates.duration_gap,
        rates.dv01,
        losses.join(", ")
    )
}

fn percent(fraction: f64) -> String {
    format!("{:.2} %", fraction * 100.0)
}

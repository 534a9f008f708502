//! Tables of a book: both sides, rates, and the collateral of the pool.

use std::fmt::Write;

use crate::{
    report::format::{amount, escape, fine_percent, percent},
    sheet::{AssetRisk, BookSheet, Named, RateFigures},
};

/// What matters first, in words.
pub(super) fn facts(book: &BookSheet) -> String {
    let told = &book.liquidity;
    let survival = told.survival.map_or_else(
        || "as far as anything is due".into(),
        |days| format!("{days:.0} days"),
    );
    let funding = told
        .stable_funding
        .map_or_else(|| "none required".into(), percent);
    let strike = match book.strike_age {
        0 => "struck today".into(),
        1 => "struck yesterday".into(),
        days => format!("struck {days} days ago"),
    };
    let paused = if book.paused {
        " <strong>New risk is paused.</strong>"
    } else {
        ""
    };
    format!(
        "<p class=\"facts\">Loans at {} a year. Guarded surplus {}; {} of the floating deposits expected to leave within 30 days; \
         stable funding {funding}; under stress the cash lasts {survival}; {strike}.{paused}</p>",
        percent(book.borrow_rate),
        amount(told.surplus),
        percent(told.run_off)
    )
}

/// What the book owns and owes.
pub(super) fn both_sides(book: &BookSheet) -> String {
    let mut table = String::from(
        "<div class=\"scroll\"><table class=\"pairs sides\"><thead><tr><th>Owns</th><td></td><th>Owes</th><td></td></tr></thead><tbody>",
    );
    let rows = book.assets.len().max(book.liabilities.len());
    for row in 0..rows {
        let cells = [book.assets.get(row), book.liabilities.get(row)].map(cells);
        let _ = write!(table, "<tr>{}</tr>", cells.concat());
    }
    let sum = |lines: &[Named]| lines.iter().map(|line| line.value).sum::<f64>();
    let _ = write!(
        table,
        "<tr><th>Sum</th><td>{}</td><th>Sum</th><td>{}</td></tr></tbody></table></div>",
        amount(sum(&book.assets)),
        amount(sum(&book.liabilities))
    );
    table
}

fn cells(line: Option<&Named>) -> String {
    line.map_or_else(
        || "<th></th><td></td>".into(),
        |line| format!("<th>{}</th><td>{}</td>", line.name, amount(line.value)),
    )
}

/// Value, duration, convexity, and the conditions of immunisation.
pub(super) fn rates(rates: &RateFigures) -> String {
    let [owned, owed] = [0, 1].map(|side| {
        [
            amount(rates.values[side]),
            format!("{:.3}", rates.durations[side]),
            format!("{:.3}", rates.convexities[side]),
        ]
    });
    let mut table = String::from(
        "<div class=\"scroll\"><table><thead><tr><th>Valued on the curve</th><th>Present value</th>\
         <th>Duration, years</th><th>Convexity</th></tr></thead><tbody>",
    );
    for (name, cells) in [("Assets", owned), ("Liabilities", owed)] {
        let [value, duration, convexity] = cells;
        let _ = write!(
            table,
            "<tr><th>{name}</th><td>{value}</td><td>{duration}</td><td>{convexity}</td></tr>"
        );
    }
    let met = |holds: bool| if holds { "holds" } else { "does not" };
    let [values, durations, convexities] = rates.redington.map(met);
    let _ = write!(
        table,
        "</tbody></table></div><p class=\"facts\">Duration gap {:.3} years, of equity {:.3}; DV01 {}. Redington: equal values {values}, \
         equal durations {durations}, more convex assets {convexities}. Loss of a year's income: {} when rates rise, {} when they fall. \
         Worst loss of value {}.</p>",
        rates.duration_gap,
        rates.equity_duration,
        amount(rates.dv01),
        amount(rates.shocks.income_up),
        amount(rates.shocks.income_down),
        amount(rates.shocks.measure)
    );
    table
}

/// Haircuts and ratios of the collateral; nothing where there is none.
pub(super) fn collateral(assets: &[AssetRisk]) -> String {
    if assets.is_empty() {
        return String::new();
    }
    let mut table = String::from(
        "<section><h2>Collateral</h2><div class=\"scroll\"><table><thead><tr><th>Asset</th><th>Volatility</th><th>Haircut</th>\
         <th>LT of loans</th><th>Opening LTV</th><th>Data</th></tr></thead><tbody>",
    );
    for asset in assets {
        let _ = write!(
            table,
            "<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&asset.name),
            percent(asset.volatility),
            fine_percent(asset.haircut),
            percent(asset.threshold),
            percent(asset.opening_ltv),
            if asset.stale { "stale" } else { "fresh" }
        );
    }
    table.push_str("</tbody></table></div></section>");
    table
}

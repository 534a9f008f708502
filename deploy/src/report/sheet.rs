//! The page of a balance sheet at one block.

mod charts;
mod gauge;
mod tables;

#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::{format::escape, html};
use crate::{
    prices::format_time,
    sheet::{BookSheet, SheetReport},
};

/// The whole page: one file, no link to anything outside of it.
#[must_use]
pub fn render_sheet(sheet: &SheetReport) -> String {
    let mut page = html::begin(&format!("Balance sheet of {}", sheet.network));
    let _ = write!(
        page,
        "<p class=\"lead\">Block {} of chain {}, {}. Every figure was read from the contracts at that block; \
         <code>{:?}</code> holds the books. Amounts are whole tokens.</p>",
        sheet.block,
        sheet.chain_id,
        format_time(sheet.time),
        sheet.balance_sheet
    );
    for book in &sheet.books {
        page.push_str(&section(book, &sheet.currency));
    }
    page.push_str(&tables::collateral(&sheet.assets));
    let _ = writeln!(
        page,
        "<footer><p>Written by {}. All figures are in <code>report.json</code>.</p></footer></main></body></html>",
        escape(&sheet.tool)
    );
    page
}

fn section(book: &BookSheet, currency: &str) -> String {
    let mut out = format!(
        "<section><h2>{}</h2>{}{}",
        escape(&book.name),
        tables::facts(book),
        tables::both_sides(book)
    );
    let _ = write!(
        out,
        "<figure>{}</figure><figure>{}</figure>",
        gauge::draw(&book.liquidity),
        charts::ladder(book)
    );
    match &book.rates {
        Some(rates) => {
            out.push_str(&tables::rates(rates));
            let _ = write!(
                out,
                "<figure>{}</figure><figure>{}</figure>",
                charts::key_rates(rates),
                charts::shocks(rates, currency)
            );
        }
        None => out.push_str(
            "<p class=\"facts\">The rate model has no curve for this book: nothing is valued.</p>",
        ),
    }
    out.push_str("</section>");
    out
}

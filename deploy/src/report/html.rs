//! `report.html`: one file, no link to anything outside of it.

use std::fmt::Write;

use super::{
    chart::{self, Line, Panel, Stroke, Unit},
    format::{count, duration, escape, percent, price},
    model::{AssetReport, Report, Series},
    pool,
    readout::{self, Column},
};
use crate::{prices::format_time, replay::margin_calls::STATIC_LTV};

const STYLE: &str = include_str!("html/style.css");
pub(super) const SCRIPT: &str = include_str!("html/script.js");

/// The whole page.
#[must_use]
pub fn render_html(report: &Report) -> String {
    let assets = report.assets.iter().map(|asset| asset.asset.as_str());
    let pools = report.pool.iter().map(|pool| pool.name.as_str());
    let names: Vec<&str> = pools.chain(assets).collect();
    let mut page = begin(&format!("Replay of {}", names.join(", ")));
    if let Some(pool) = &report.pool {
        page.push_str(&pool::lead(pool));
        page.push_str(&pool::section(pool));
    }
    if !report.assets.is_empty() {
        page.push_str(&lead(report));
        page.push_str(&summary_table(report));
    }
    for (index, asset) in report.assets.iter().enumerate() {
        page.push_str(&asset_section(index, asset));
    }
    page.push_str(&footer(report));
    let _ = writeln!(page, "</main><script>{SCRIPT}</script></body></html>");
    page
}

/// A page up to its heading.
pub(super) fn begin(title: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main><h1>{title}</h1>"
    )
}

fn lead(report: &Report) -> String {
    let from = report
        .assets
        .iter()
        .map(|asset| asset.summary.from)
        .min()
        .unwrap_or(0);
    let to = report
        .assets
        .iter()
        .map(|asset| asset.summary.to)
        .max()
        .unwrap_or(0);
    let missed: usize = report
        .assets
        .iter()
        .map(|asset| asset.margin_calls.missed_days)
        .sum();
    let days = if missed == 1 { "day" } else { "days" };
    format!(
        "<p class=\"lead\">{} price updates, {} to {}, played block by block through the deployed risk engine. \
         On <strong>{} {days}</strong> a static 80&nbsp;% LTV would have missed a margin call that the engine's opening LTV made.</p>",
        count(report.chain.updates),
        format_time(from),
        format_time(to),
        count(missed)
    )
}

const COLUMNS: [(&str, &str); 9] = [
    ("Asset", "Name, from the file or column"),
    ("Prices", "Prices played"),
    (
        "Worst 24 h",
        "Largest fall from a price to a later one within 24 hours",
    ),
    ("Highest σ", "Highest annual volatility used"),
    (
        "Haircut before → highest",
        "A day before the bottom of the worst 24 hours, and at its highest",
    ),
    (
        "LT of loans",
        "Lowest and highest liquidation threshold of existing loans",
    ),
    (
        "Missed by static 80 %",
        "Days with a margin call of the engine that a static 80 % LTV would have missed",
    ),
    (
        "Missed by both",
        "Days on which a loan opened at the engine's opening LTV would have lost money too",
    ),
    (
        "Cautious",
        "Days on which the engine lent less than 80 % and the static rule would have lost nothing",
    ),
];

fn summary_table(report: &Report) -> String {
    let mut table = String::from("<div class=\"scroll\"><table><thead><tr>");
    for (name, meaning) in COLUMNS {
        let _ = write!(table, "<th title=\"{meaning}\">{name}</th>");
    }
    table.push_str("</tr></thead><tbody>");
    for (index, asset) in report.assets.iter().enumerate() {
        let (summary, calls) = (&asset.summary, &asset.margin_calls);
        let of_days = |days: usize| format!("{} of {} d", count(days), count(calls.days));
        let cells = [
            count(summary.prices),
            format!("−{}", percent(summary.worst_day_fall)),
            percent(summary.sigma_max),
            format!(
                "{} → {}",
                percent(summary.haircut_before),
                percent(summary.haircut_max)
            ),
            format!(
                "{} – {}",
                percent(summary.threshold_min),
                percent(summary.threshold_max)
            ),
            of_days(calls.missed_days),
            of_days(calls.both_short_days),
            of_days(calls.cautious_days),
        ];
        let name = escape(&asset.asset);
        let _ = write!(table, "<tr><th><a href=\"#asset-{index}\">{name}</a></th>");
        let _ = cells
            .iter()
            .try_for_each(|cell| write!(table, "<td>{cell}</td>"));
        table.push_str("</tr>");
    }
    table.push_str("</tbody></table></div>");
    table
}

fn asset_section(index: usize, asset: &AssetReport) -> String {
    let (name, series) = (escape(&asset.asset), &asset.series);
    let mut section = format!(
        "<section id=\"asset-{index}\"><h2>{name}</h2>{}",
        facts(asset)
    );
    let label = format!(
        "{} over time: price, volatility, haircut, ratios, missed margin calls",
        asset.asset
    );
    let charts = chart::draw(&label, &series.time, &panels(asset));
    let rows = readout::json(&series.time, &columns(series));
    section.push_str(&readout::figure(&charts, &rows));
    let _ = write!(section, "{}</section>", judgement(asset));
    section
}

fn facts(asset: &AssetReport) -> String {
    let summary = &asset.summary;
    let gaps = match asset.gaps.len() {
        0 => String::from("no hole in the history"),
        1 => String::from("one hole in the history"),
        more => format!("{} holes in the history", count(more)),
    };
    format!(
        "<p class=\"facts\">{} prices from <code>{}</code>, {} to {}, from {} to {}; {gaps}. \
         One sample at most every {}; worst 24 hours: −{} by {}.</p>",
        count(summary.prices),
        escape(&asset.file),
        format_time(summary.from),
        format_time(summary.to),
        price(summary.first_price),
        price(summary.last_price),
        duration(asset.interval),
        percent(summary.worst_day_fall),
        format_time(summary.worst_day_at)
    )
}

fn panels(asset: &AssetReport) -> Vec<Panel<'_>> {
    let series = &asset.series;
    let missed = &asset.margin_calls.missed;
    let line = |name, class, values| Line {
        name,
        class,
        values,
    };
    let panel = |title, unit, height, lines| Panel {
        title,
        unit,
        height,
        bars: Vec::new(),
        lines,
        level: None,
        strokes: Vec::new(),
    };
    let mut price = panel(
        "Price",
        Unit::Price,
        190.0,
        vec![line("price", "price", &series.price[..])],
    );
    price.strokes = missed
        .iter()
        .map(|call| Stroke {
            time: call.time,
            value: None,
        })
        .collect();
    let volatility = vec![
        line("used", "used", &series.sigma_used[..]),
        line("slow (16 d)", "slow", &series.sigma_slow),
        line("fast (1 d)", "fast", &series.sigma_fast),
    ];
    let volatility = panel("Volatility σ, annual", Unit::Percent, 150.0, volatility);
    let haircut = panel(
        "Haircut",
        Unit::Percent,
        120.0,
        vec![line("haircut", "fast", &series.haircut[..])],
    );
    let ratios = vec![
        line("opening LTV", "used", &series.opening_ltv[..]),
        line("LT, new loans", "slow", &series.threshold_new),
        line("LT, existing loans", "price", &series.threshold_old),
    ];
    let mut ratios = panel(
        "Liquidation threshold and opening LTV",
        Unit::Percent,
        190.0,
        ratios,
    );
    ratios.level = Some((STATIC_LTV, "static 80 %"));
    let mut panels = vec![price, volatility, haircut, ratios];
    if !missed.is_empty() {
        let title = "Margin calls a static 80 % LTV would have missed: loss, share of the debt";
        let mut losses = panel(title, Unit::Percent, 90.0, Vec::new());
        losses.strokes = missed
            .iter()
            .map(|call| Stroke {
                time: call.time,
                value: Some(call.loss),
            })
            .collect();
        panels.push(losses);
    }
    panels
}

/// What is read out under the pointer.
fn columns(series: &Series) -> Vec<Column<'_>> {
    let column = |name, unit, values| Column { name, unit, values };
    vec![
        column("price", Unit::Price, &series.price[..]),
        column("σ fast", Unit::Percent, &series.sigma_fast),
        column("slow", Unit::Percent, &series.sigma_slow),
        column("haircut", Unit::Percent, &series.haircut),
        column("LT existing", Unit::Percent, &series.threshold_old),
        column("new", Unit::Percent, &series.threshold_new),
        column("opening", Unit::Percent, &series.opening_ltv),
    ]
}

fn judgement(asset: &AssetReport) -> String {
    let calls = &asset.margin_calls;
    format!(
        "<details open><summary>Margin calls, day by day</summary><p>After each price, one borrower takes all that each \
         rule allows: a debt of 80 % of the collateral's value under the static rule, the opening LTV of that moment \
         under the engine. If no margin is called, the collateral is sold at worst at the lowest price within the \
         liquidation horizon ({}), less {} of cost.</p><ul>\
         <li>{} days judged; on {} a loan at the static limit loses money, at worst {} of the debt.</li>\
         <li>On {} of these a loan at the engine's limit does not: <strong>margin calls missed by the static rule</strong>. \
         On {} both lose, the engine's at worst {} of the debt.</li>\
         <li>A loan at the threshold of existing loans, which follows on its ramp, loses money on {} days, at worst {} \
         of the debt.</li>\
         <li>On {} days the engine lent less than 80 % and nothing would have been lost: the price of its caution.</li>\
         </ul></details>",
        duration(asset.liquidation.horizon),
        percent(asset.liquidation.cost),
        count(calls.days),
        count(calls.static_short_days),
        percent(calls.worst_static_loss),
        count(calls.missed_days),
        count(calls.both_short_days),
        percent(calls.worst_opening_loss),
        count(calls.existing_short_days),
        percent(calls.worst_existing_loss),
        count(calls.cautious_days)
    )
}

fn footer(report: &Report) -> String {
    let chain = &report.chain;
    let gas = chain
        .poke_gas
        .checked_div(chain.updates.max(1))
        .unwrap_or(0);
    let engine = if report.assets.is_empty() {
        String::new()
    } else {
        format!(
            "{} blocks, {} samples taken, {} gas per price on average in the engine; {:.1} s. ",
            count(chain.blocks),
            count(chain.samples),
            count(gas),
            chain.seconds
        )
    };
    format!(
        "<footer><p>{engine}Written by {}. All figures, unthinned, are in <code>report.json</code>.</p></footer>",
        escape(&report.tool)
    )
}

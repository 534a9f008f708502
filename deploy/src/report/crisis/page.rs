//! `report.html` of a crisis: one file, no link to anything outside of it.

use std::fmt::Write;

use super::{
    model::{CrisisReport, CrisisSeries, PoolOutcome},
    table::{ROWS, verdict},
};
use crate::{
    prices::{format_date, format_time},
    report::{
        chart::{self, Line, Panel, Stroke, Unit},
        format::{count, escape, percent, price},
        html,
        readout::{self, Column},
    },
};

/// Colours of the pools, in their order.
const CLASSES: [&str; 3] = ["fast", "used", "price"];

/// What a panel shows of a pool.
type Values = fn(&CrisisSeries) -> &Vec<f64>;

/// The panels of all pools: title, unit, height, values, whether zero is kept in view.
const PANELS: [(&str, Unit, f64, Values); 7] = [
    (
        "Loan to value offered to new borrowing",
        Unit::Percent,
        120.0,
        |series| &series.offered,
    ),
    (
        "Liquidation threshold of existing loans",
        Unit::Percent,
        120.0,
        |series| &series.threshold,
    ),
    ("Loans", Unit::Amount, 110.0, |series| &series.loans),
    (
        "Debt beyond the worth of its collateral",
        Unit::Amount,
        110.0,
        |series| &series.under_water,
    ),
    ("Bad debt given up so far", Unit::Amount, 110.0, |series| {
        &series.bad_debt
    }),
    ("Liquidated so far", Unit::Amount, 110.0, |series| {
        &series.liquidated
    }),
    ("Waiting to leave", Unit::Amount, 90.0, |series| {
        &series.waiting
    }),
];

/// The whole page.
#[must_use]
pub fn render_crisis(report: &CrisisReport) -> String {
    let title = format!(
        "Crisis of {}: {}",
        format_date(report.phases.crisis_from),
        report.asset
    );
    let mut page = html::begin(&title);
    page.push_str(&lead(report));
    page.push_str(&comparison(report));
    page.push_str(&facts(report));
    page.push_str(&figure(report));
    page.push_str(&explanation(report));
    let _ = write!(
        page,
        "<footer><p>Written by {}; {:.1} s. All figures, unthinned, are in <code>report.json</code>.</p></footer>",
        escape(&report.tool),
        report.seconds
    );
    let _ = writeln!(
        page,
        "</main><script>{}</script></body></html>",
        html::SCRIPT
    );
    page
}

fn lead(report: &CrisisReport) -> String {
    let low = report.common.price.iter().copied().fold(f64::MAX, f64::min);
    let high = report.common.price.iter().copied().fold(0.0, f64::max);
    format!(
        "<p class=\"lead\">Three pools of the deployed contracts on the same prices, {} to {}: constant ratios, constant ratios with a buffer \
         pool, and the engine. All three offered <strong>{}</strong> on average in the calm months. \
         Bad debt of the engine's pool: <strong>{}</strong>. The price ran between {} and {}.</p>",
        format_time(report.phases.crisis_from),
        format_time(report.phases.end),
        percent(report.calm_ltv),
        escape(&verdict(report)),
        price(low),
        price(high)
    )
}

fn comparison(report: &CrisisReport) -> String {
    let mut table = String::from("<div class=\"scroll\"><table><thead><tr><th></th>");
    for pool in &report.pools {
        let _ = write!(table, "<th>{}</th>", escape(pool.policy.name()));
    }
    table.push_str("</tr></thead><tbody>");
    for (name, cell) in ROWS {
        let _ = write!(table, "<tr><th>{}</th>", escape(name.trim()));
        for pool in &report.pools {
            let _ = write!(table, "<td>{}</td>", cell(pool));
        }
        table.push_str("</tr>");
    }
    table.push_str("</tbody></table></div>");
    table
}

fn facts(report: &CrisisReport) -> String {
    let phases = &report.phases;
    let after = report.after.as_ref().map_or(String::new(), |file| {
        format!(", carried on by <code>{}</code>", escape(file))
    });
    format!(
        "<p class=\"facts\">Prices of the crisis from <code>{}</code>{after}, before it from <code>{}</code>. Calm months: {} to {}. Borrowers came in on {}. \
         Amounts in whole units of the quote currency.</p>",
        escape(&report.file),
        escape(&report.before),
        format_date(phases.calm_from),
        format_date(phases.calm_to),
        format_date(phases.lead_from)
    )
}

fn figure(report: &CrisisReport) -> String {
    let times = &report.common.time;
    let label = format!(
        "{} over time: price, volatility, ratios, loans, bad debt, liquidations, exits of three pools",
        report.asset
    );
    let closed = closed(&report.pools);
    let charts = chart::draw(&label, times, &panels(report, &closed));
    let rows = readout::json(times, &columns(report));
    readout::figure(&charts, &rows)
}

/// Whether exits are closed, as a level of its own for each pool.
fn closed(pools: &[PoolOutcome]) -> Vec<Vec<f64>> {
    let room = |pool: &PoolOutcome| pool.series.exit_room.clone();
    pools.iter().map(room).collect()
}

fn panels<'a>(report: &'a CrisisReport, room: &'a [Vec<f64>]) -> Vec<Panel<'a>> {
    let begins = || {
        vec![Stroke {
            time: report.phases.crisis_from,
            value: None,
        }]
    };
    let single = |title, name, unit, height, values| Panel {
        title,
        unit,
        height,
        bars: Vec::new(),
        lines: vec![Line {
            name,
            class: "slow",
            values,
        }],
        level: None,
        strokes: begins(),
    };
    let mut panels = vec![
        single(
            "Price",
            "price",
            Unit::Price,
            150.0,
            &report.common.price[..],
        ),
        single(
            "Volatility over a day, annual",
            "volatility",
            Unit::Percent,
            80.0,
            &report.common.volatility,
        ),
    ];
    for (title, unit, height, values) in PANELS {
        panels.push(Panel {
            title,
            unit,
            height,
            bars: Vec::new(),
            lines: lines(&report.pools, |pool| values(&pool.series)),
            level: None,
            strokes: begins(),
        });
    }
    let rooms = report.pools.iter().zip(room).zip(CLASSES);
    panels.push(Panel {
        title: "Part of the deposits that could leave at once",
        unit: Unit::Percent,
        height: 90.0,
        bars: Vec::new(),
        lines: rooms
            .map(|((pool, room), class)| Line {
                name: pool.policy.name(),
                class,
                values: room,
            })
            .collect(),
        level: None,
        strokes: begins(),
    });
    panels
}

fn lines<'a>(
    pools: &'a [PoolOutcome],
    values: impl Fn(&'a PoolOutcome) -> &'a Vec<f64>,
) -> Vec<Line<'a>> {
    let line = |(pool, class): (&'a PoolOutcome, &'static str)| Line {
        name: pool.policy.name(),
        class,
        values: values(pool),
    };
    pools.iter().zip(CLASSES).map(line).collect()
}

/// What is read out under the pointer.
fn columns(report: &CrisisReport) -> Vec<Column<'_>> {
    let column = |name, unit, values| Column { name, unit, values };
    let mut columns = vec![column("price", Unit::Price, &report.common.price[..])];
    for pool in &report.pools {
        let name = pool.policy.name();
        columns.push(column(name, Unit::Percent, &pool.series.offered));
        columns.push(column("bad debt", Unit::Amount, &pool.series.bad_debt));
        columns.push(column(
            "under water",
            Unit::Amount,
            &pool.series.under_water,
        ));
    }
    columns
}

fn explanation(report: &CrisisReport) -> String {
    let transactions: u64 = report.pools.iter().map(|pool| pool.transactions).sum();
    format!(
        "<details><summary>How it was played</summary><ul>\
         <li>All pools have the same contracts. Constant terms are pushed by a key that is the desk's risk source; the engine's come from the \
         risk engine by way of the risk monitor, once an hour. The pools with constant terms have a guard as wide as the contract allows.</li>\
         <li>The constant loan to value is the average over time of what the engine's pool offered in the calm months, which end before the \
         crisis; the threshold keeps the engine's distance.</li>\
         <li>Borrowers have the same sizes, appetites and times of review everywhere, and do not react to the crisis.</li>\
         <li>Liquidators reach an account after the market's latency and take what pays, the widest margin first, on a market whose depth is used \
         up by sales, refills, and is thinner when prices move more.</li>\
         <li>The engine's desk reports its accounts to the risk monitor, which in Stress and Emergency offers a part of a debt close to its \
         threshold for early repayment, where its owner has agreed.</li>\
         <li>Depositors leave after a fall: the same part everywhere. They are paid at once as far as the vault allows; the rest waits in \
         the redemption queue, or in line where there is none.</li>\
         <li>Bad debt = what the desk gave up + what accounts owe at the end beyond the worth of their collateral.</li></ul></details>\
         <p class=\"facts\">{} transactions in the three pools.</p>",
        count(transactions)
    )
}

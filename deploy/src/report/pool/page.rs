//! The section of the page that is of a pool.

use std::fmt::Write;

use super::{
    bars,
    model::{PoolReport, Snapshot},
    panels::{Drawn, columns, panels},
};
use crate::{
    flows::Form,
    liquidity::SURVIVAL_LIMIT,
    prices::{format_date, format_time},
    report::{
        chart,
        format::{amount, count, duration, escape, fine_percent, percent, price},
        readout,
    },
};

/// What the page begins with.
pub(in crate::report) fn lead(report: &PoolReport) -> String {
    let summary = &report.summary;
    let limited = match summary.limited_days {
        0 => "Nobody was kept from leaving at once".into(),
        1 => "On <strong>1 day</strong> somebody could not leave at once".into(),
        days => format!(
            "On <strong>{} days</strong> somebody could not leave at once",
            count(days)
        ),
    };
    format!(
        "<p class=\"lead\">{} rows of deposits and withdrawals, {} to {}, played through a deployed pool. \
         The largest outflow of a day was {} ({} of the deposits). {limited}; \
         exits paid {} in fees, and the depositors lost {}.</p>",
        count(report.chain.rows),
        format_date(summary.from),
        format_date(summary.to),
        amount(summary.largest_day),
        percent(summary.largest_day_part),
        amount(summary.fees),
        if summary.losses > 0.0 {
            amount(summary.losses)
        } else {
            "nothing".into()
        },
    )
}

/// The whole section.
pub(in crate::report) fn section(report: &PoolReport) -> String {
    let name = escape(&report.name);
    let mut out = format!(
        "<section id=\"pool\"><h2>Pool: {name}</h2>{}{}",
        facts(report),
        table(report)
    );
    let drawn = Drawn::of(&report.series);
    let label = format!(
        "{} over time: flows, book, rate, coverage, fee, share price",
        report.name
    );
    let charts = chart::draw(&label, &report.series.time, &panels(report, &drawn));
    let rows = readout::json(&report.series.time, &columns(&report.series));
    let _ = write!(out, "{}", readout::figure(&charts, &rows));
    for (title, snapshot) in titled(&report.snapshots) {
        let _ = write!(
            out,
            "<figure>{}</figure>{}",
            bars::draw(&title, &snapshot.gap),
            covered(snapshot)
        );
    }
    let _ = write!(out, "{}</section>", explanation(report));
    out
}

fn titled(snapshots: &[Snapshot]) -> Vec<(String, &Snapshot)> {
    let names = ["at the lowest coverage", "at the end"];
    let title =
        |(name, snapshot): (&str, &Snapshot)| format!("{name}, {}", format_time(snapshot.time));
    names
        .into_iter()
        .zip(snapshots)
        .map(|pair| (title(pair), pair.1))
        .collect()
}

fn covered(snapshot: &Snapshot) -> String {
    let ratio =
        |ratio: Option<f64>| ratio.map_or_else(|| "nothing may be asked for".into(), percent);
    let survival = survival(snapshot.survival);
    let missing = if snapshot.shortfall > 0.0 {
        format!(
            "; {} would be missing within a year",
            amount(snapshot.shortfall)
        )
    } else {
        String::new()
    };
    format!(
        "<p class=\"facts\">Coverage: {} over 24 h, {} over 7 d, {} over 30 d. Survival horizon: {survival}{missing}. \
         Floating loans have no date and stand in no bucket.</p>",
        ratio(snapshot.coverage_day),
        ratio(snapshot.coverage_week),
        ratio(snapshot.coverage_month)
    )
}

fn survival(days: Option<u16>) -> String {
    days.map_or_else(
        || format!("beyond {SURVIVAL_LIMIT} d"),
        |days| format!("{days} d"),
    )
}

fn facts(report: &PoolReport) -> String {
    let form = match report.form {
        Form::Flows => "deposits and withdrawals",
        Form::Balances => "balances of vaults",
        Form::Markets => "supply and loans of markets",
        Form::Events => "single deposits and withdrawals",
    };
    let of = match report.of.len() {
        0 | 1 => String::new(),
        more => format!(" of {more} series added up"),
    };
    let mut text = format!(
        "<p class=\"facts\">Read as {form}{of} from <code>{}</code>, a row usually every {}, {}.",
        escape(&report.file),
        duration(report.step),
        match report.gaps.len() {
            0 => "no hole in the history".into(),
            1 => "one hole in the history".into(),
            more => format!("{} holes in the history", count(more)),
        }
    );
    if report.passed_over > 0 {
        let _ = write!(
            text,
            " {} rows of other types were passed over.",
            count(report.passed_over)
        );
    }
    if (report.scale - 1.0).abs() > f64::EPSILON {
        let _ = write!(text, " All amounts were multiplied by {}.", report.scale);
    }
    let _ = write!(
        text,
        " Before the first row the pool held {}.</p>",
        amount(report.opening)
    );
    text
}

fn table(report: &PoolReport) -> String {
    let s = &report.summary;
    let rows = [
        ("Deposited", amount(s.deposited)),
        ("Wanted to leave", amount(s.asked)),
        ("Left", amount(s.paid)),
        (
            "Largest outflow of a day",
            format!(
                "{} ({}), {}",
                amount(s.largest_day),
                percent(s.largest_day_part),
                format_date(s.largest_day_at)
            ),
        ),
        ("Days with exits limited", count(s.limited_days)),
        ("Most that waited", amount(s.waiting_most)),
        ("Waiting at the end", amount(s.waiting_end)),
        ("Days with loans refused", count(s.lending_refused_days)),
        ("Exit fees paid", amount(s.fees)),
        (
            "Highest exit fee for 1 % of the deposits",
            fine_percent(s.exit_fee_most),
        ),
        ("Share price, start", price(s.share_price_start)),
        ("Share price, lowest", price(s.share_price_low)),
        ("Share price, end", price(s.share_price_end)),
        ("Losses of the depositors", amount(s.losses)),
        (
            "Lowest coverage, 30 d",
            s.coverage_low.map_or_else(|| "–".into(), percent),
        ),
        ("Rows with coverage below 100 %", count(s.uncovered)),
        ("Shortest survival horizon", survival(s.survival_low)),
        ("Highest utilisation", percent(s.utilisation_most)),
        ("Highest rate, a year", percent(s.rate_most)),
        ("Wanted by the file, above what there was", amount(s.beyond)),
    ];
    let mut table = String::from("<div class=\"scroll\"><table class=\"pairs\"><tbody>");
    for pair in rows.chunks(2) {
        table.push_str("<tr>");
        for (name, value) in pair {
            let _ = write!(table, "<th>{name}</th><td>{value}</td>");
        }
        table.push_str("</tr>");
    }
    table.push_str("</tbody></table></div>");
    table
}

fn explanation(report: &PoolReport) -> String {
    let chain = &report.chain;
    format!(
        "<details><summary>How it was played</summary><ul>\
         <li>Depositors hold fixed parts of the deposits: whoever is furthest below his part brings, whoever is furthest above \
         it takes. They leave by <code>withdraw</code> as far as <code>maxWithdraw</code> allows; what cannot leave waits, in \
         order, and is tried again at every row.</li>\
         <li>Borrowers move towards their aim, as far as the guard lends, and repay a part of the loans a day at most.</li>\
         <li>Every midnight the rate is refreshed and the book is struck. The run-off of the stress is the book's own \
         statistic, drawn to each horizon; the largest holder leaves in full.</li>\
         <li>Coverage = free cash ÷ net outflow; survival horizon = first day on which what is left in the stress is below \
         zero.</li></ul></details>\
         <p class=\"facts\">{} transactions, {} gas on average; {:.1} s.</p>",
        count(chain.transactions),
        count(chain.gas / chain.transactions.max(1)),
        chain.seconds
    )
}

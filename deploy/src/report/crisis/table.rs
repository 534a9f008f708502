//! The comparison as text.

use std::fmt::Write;

use super::model::{CrisisReport, PoolOutcome};
use crate::{
    prices::format_time,
    report::format::{amount, count, percent},
};

/// What a pool's cell of a row says.
type Cell = fn(&PoolOutcome) -> String;

/// The rows of the comparison, with their names.
pub(super) const ROWS: [(&str, Cell); 19] = [
    ("LTV offered, calm months", |pool| {
        percent(pool.offered_calm)
    }),
    ("LTV offered, crisis", |pool| percent(pool.offered_crisis)),
    ("LTV offered, lowest", |pool| percent(pool.offered_low)),
    ("Loans when it begins", |pool| amount(pool.loans_before)),
    ("Bad debt", |pool| amount(pool.bad_debt())),
    ("  given up by the desk", |pool| amount(pool.written_off)),
    ("  left open at the end", |pool| amount(pool.under_water)),
    ("Most under water at once", |pool| {
        amount(pool.under_water_most)
    }),
    ("Liquidated volume", |pool| amount(pool.liquidated)),
    ("  of it before it was due", |pool| {
        amount(pool.repaid_early)
    }),
    ("Liquidations", |pool| count(pool.liquidations)),
    ("Borne by the buffer", |pool| amount(pool.buffer_bore)),
    ("Borne by equity", |pool| amount(pool.equity_bore)),
    ("Borne by depositors", |pool| amount(pool.depositors_bore)),
    ("Hours with exits closed", |pool| {
        format!("{:.1}", pool.closed_hours)
    }),
    ("Hours somebody waited", |pool| {
        format!("{:.1}", pool.waiting_hours)
    }),
    ("Longest wait, hours", |pool| {
        format!("{:.1}", pool.longest_wait)
    }),
    ("Leavers paid in full", |pool| {
        format!("{} of {}", pool.paid, pool.asked)
    }),
    ("Loans refused", |pool| count(pool.refused)),
];

/// The comparison as lines of text.
#[must_use]
pub fn crisis_table(report: &CrisisReport) -> String {
    let mut text = format!(
        "{}: {} to {}, calm months {} to {}\n",
        report.asset,
        format_time(report.phases.crisis_from),
        format_time(report.phases.end),
        format_time(report.phases.calm_from),
        format_time(report.phases.calm_to)
    );
    let _ = write!(text, "{:<28}", "");
    for pool in &report.pools {
        let _ = write!(text, "{:>18}", pool.policy.name());
    }
    text.push('\n');
    for (name, cell) in ROWS {
        let _ = write!(text, "{name:<28}");
        for pool in &report.pools {
            let _ = write!(text, "{:>18}", cell(pool));
        }
        text.push('\n');
    }
    let _ = writeln!(text, "bad debt of the engine's pool: {}", verdict(report));
    text
}

/// How the engine's bad debt compares, in words.
pub(super) fn verdict(report: &CrisisReport) -> String {
    match report.ratio() {
        Some(ratio) => format!("{} of that with constant terms", percent(ratio)),
        None => "neither is compared: constant terms had none".into(),
    }
}

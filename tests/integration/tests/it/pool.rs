//! The pool on the shipped bytes: deposits, loans, runs, and tokens that are not like the others.

mod crowd;
mod deployment;
mod governance;
mod months;
mod reads;
mod run;
mod term;
mod tokens;

use alm_deploy::plan::BookPlan;

/// Deposits before a scenario, whole tokens a holder.
const DEPOSIT: u64 = 50_000;

/// Edges wide enough to be met one after the other on the way out.
fn wide_edges(book: &mut BookPlan) {
    book.terms.neutral_surplus = "30 %".into();
    book.terms.lending_surplus = "20 %".into();
}

//! The pool on the shipped bytes: deposits, loans, runs, and tokens that are not like the others.

mod crowd;
mod deployment;
mod governance;
mod long_book;
mod months;
mod queue;
mod reads;
mod run;
mod savers;
mod squeeze;
mod term;
mod tokens;

use alm_deploy::plan::BookPlan;
use alm_harness::term_desk::Limits;
use ethers::types::I256;

/// Deposits before a scenario, whole tokens a holder.
const DEPOSIT: u64 = 50_000;

/// Edges wide enough to be met one after the other on the way out.
fn wide_edges(book: &mut BookPlan) {
    book.terms.neutral_surplus = "30 %".into();
    book.terms.lending_surplus = "20 %".into();
}

/// An action that is guarded ends inside the exit edge, which is no surplus, or does not lower what is beyond.
fn stays_inside(before: &Limits, after: &Limits) {
    // A second of interest lies between the two looks.
    let second = I256::from(1_000_000);
    let inside = !after.surplus.is_negative();
    assert!(
        inside || after.surplus + second >= before.surplus,
        "INV-GUARD-01: {before:?} to {after:?}"
    );
}

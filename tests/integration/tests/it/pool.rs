//! The pool on the shipped bytes: deposits, loans, runs, and tokens that are not like the others.

mod buffer;
mod crowd;
mod cycles;
mod deployment;
mod governance;
mod long_book;
mod maturities;
mod months;
mod queue;
mod reads;
mod run;
mod savers;
mod squeeze;
mod term;
mod tokens;
mod town;

use alm_deploy::plan::{BookPlan, FixedSettings};
use alm_harness::{balance_sheet::DefundedFilter, term_desk::Limits};
use ethers::{
    contract::{EthEvent, parse_log},
    types::{I256, TransactionReceipt},
};

/// Deposits before a scenario, whole tokens a holder.
const DEPOSIT: u64 = 50_000;

/// Edges wide enough to be met one after the other on the way out.
fn wide_edges(book: &mut BookPlan) {
    book.terms.neutral_surplus = "30 %".into();
    book.terms.lending_surplus = "20 %".into();
}

/// Those edges, fixed positions, and a shock that makes the duration gap one more edge.
fn with_everything(book: &mut BookPlan) {
    wide_edges(book);
    book.fixed = Some(FixedSettings {
        shock: "600 bps".into(),
        ..FixedSettings::default()
    });
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

/// The first event of a kind.
fn heard<E: EthEvent>(receipt: &TransactionReceipt) -> Option<E> {
    let mut logs = receipt.logs.iter();
    logs.find_map(|log| parse_log::<E>(log.clone()).ok())
}

/// What an instant exit was paid, and what it was charged.
fn exit_of(receipt: &TransactionReceipt) -> DefundedFilter {
    heard(receipt).expect("an exit")
}

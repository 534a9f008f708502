//! The contract's events.

use alloy_sol_types::SolEvent;
use alm_abi::IRateModel::{Accrued, BalanceSheetChanged, SpreadsChanged};
use alm_engine::rates::{curve::Spreads, floating::Floating};
use alm_stylus::words::{Output, Word};
use stylus_sdk::prelude::*;

use crate::{contract::RateModel, signed};

impl RateModel {
    pub(crate) fn emit_balance_sheet(&self, book: &Word, previous: &Word, current: &Word) {
        let mut event = Output::default();
        event
            .append(&BalanceSheetChanged::SIGNATURE_HASH.0)
            .append(book)
            .append(previous)
            .append(current)
            .emit(self.vm(), 4);
    }

    pub(crate) fn emit_spreads(&self, book: &Word, previous: &Spreads, current: &Spreads) {
        let mut event = Output::default();
        event.append(&SpreadsChanged::SIGNATURE_HASH.0).append(book);
        append_spreads(&mut event, previous);
        append_spreads(&mut event, current);
        event.emit(self.vm(), 2);
    }

    /// The state after a report, and the rate by the second it leads to.
    pub(crate) fn emit_accrued(&self, book: &Word, floating: &Floating, rate: u128) {
        let mut event = Output::default();
        event
            .append(&Accrued::SIGNATURE_HASH.0)
            .append(book)
            .numbers(&[
                floating.reported.into(),
                rate,
                floating.at_target.wad(),
                floating.lagged.low.wad(),
                floating.lagged.high.wad(),
            ])
            .emit(self.vm(), 2);
    }
}

/// Adds spreads, a word each.
#[inline(never)]
pub(crate) fn append_spreads(output: &mut Output, spreads: &Spreads) {
    for spread in spreads.0 {
        output.append(&signed::word(spread));
    }
}

//! The contract's events. Tokens, vaults and desks are addresses as words.

use alloy_sol_types::SolEvent;
use alm_abi::{IBalanceSheet as abi, IFixedBook as fixed};
use alm_stylus::words::{Output, Word, signed};

use crate::{books::Books, open::Open};

impl Books {
    /// What fell due; nothing if nothing did.
    #[inline(never)]
    pub(crate) fn emit_rolled(&self, open: &Open) {
        let (overdue, matured) = (open.rolled.overdue.raw(), open.rolled.matured.raw());
        if (overdue, matured) != (0, 0) {
            let maturity = open.ladder.rolled.instant().into();
            let topic = &fixed::Rolled::SIGNATURE_HASH.0;
            self.tell(topic, &[open.token], &[maturity, overdue, matured]);
        }
    }

    /// What an accrual posted; nothing if it posted nothing.
    #[inline(never)]
    pub(crate) fn emit_accrued(&self, open: &Open) {
        let legs = &open.legs;
        let gain = legs.income().signed().minus(legs.loss.signed());
        if gain.raw() == 0 && legs.to_claims.is_zero() {
            return;
        }
        let mut event = Output::default();
        event
            .append(&abi::Accrued::SIGNATURE_HASH.0)
            .append(&open.token)
            .append(&signed(gain.raw()))
            .numbers(&[legs.to_claims.raw(), open.book.debt.index.raw()])
            .emit(self.vm(), 2);
    }

    /// An event about addresses, with numbers as data.
    #[inline(never)]
    pub(crate) fn tell(&self, topic: &Word, about: &[Word], data: &[u128]) {
        let mut event = Output::default();
        event
            .append(topic)
            .append(about.as_flattened())
            .numbers(data)
            .emit(self.vm(), about.len().saturating_add(1));
    }
}

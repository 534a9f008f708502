//! The contract's events. Tokens, vaults and desks are addresses as words.

use alloy_sol_types::SolEvent;
use alm_abi::IBalanceSheet as abi;
use alm_stylus::words::{Output, Word, signed};
use stylus_sdk::prelude::*;

use crate::{contract::BalanceSheet, open::Open};

impl BalanceSheet {
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

    pub(crate) fn emit_funded(&self, token: &Word, assets: u128, shares: u128) {
        self.tell(&abi::Funded::SIGNATURE_HASH.0, &[*token], &[assets, shares]);
    }

    pub(crate) fn emit_defunded(&self, token: &Word, receiver: &Word, figures: &[u128]) {
        self.tell(
            &abi::Defunded::SIGNATURE_HASH.0,
            &[*token, *receiver],
            figures,
        );
    }

    pub(crate) fn emit_drawn(&self, token: &Word, desk: &Word, receiver: &Word, figures: &[u128]) {
        let mut event = Output::default();
        event
            .append(&abi::Drawn::SIGNATURE_HASH.0)
            .append(token)
            .append(desk)
            .append(receiver)
            .numbers(figures)
            .emit(self.vm(), 3);
    }

    pub(crate) fn emit_restored(&self, token: &Word, desk: &Word, figures: &[u128]) {
        self.tell(&abi::Restored::SIGNATURE_HASH.0, &[*token, *desk], figures);
    }

    pub(crate) fn emit_listed(&self, token: &Word, vault: &Word) {
        self.tell(&abi::Listed::SIGNATURE_HASH.0, &[*token, *vault], &[]);
    }

    pub(crate) fn emit_terms(&self, token: &Word, old: &[u128], new: &[u128]) {
        let mut event = Output::default();
        event
            .append(&abi::TermsChanged::SIGNATURE_HASH.0)
            .append(token)
            .numbers(old)
            .numbers(new)
            .emit(self.vm(), 2);
    }

    pub(crate) fn emit_line(&self, token: &Word, desk: &Word, caps: &[u128]) {
        self.tell(&abi::LineChanged::SIGNATURE_HASH.0, &[*token, *desk], caps);
    }

    pub(crate) fn emit_model(&self, token: &Word, old: &Word, new: &Word) {
        let mut event = Output::default();
        event
            .append(&abi::RateModelChanged::SIGNATURE_HASH.0)
            .append(token)
            .append(old)
            .append(new)
            .emit(self.vm(), 2);
    }

    pub(crate) fn emit_rate(&self, token: &Word, utilisation: u128, rate: u128) {
        self.tell(
            &abi::RateRefreshed::SIGNATURE_HASH.0,
            &[*token],
            &[utilisation, rate],
        );
    }

    pub(crate) fn emit_struck(&self, token: &Word, figures: &[u128]) {
        self.tell(&abi::Struck::SIGNATURE_HASH.0, &[*token], figures);
    }

    pub(crate) fn emit_paused(&self, token: &Word, paused: u128) {
        self.tell(&abi::PauseChanged::SIGNATURE_HASH.0, &[*token], &[paused]);
    }

    /// An event about addresses, with numbers as data.
    #[inline(never)]
    fn tell(&self, topic: &Word, about: &[Word], data: &[u128]) {
        let mut event = Output::default();
        event
            .append(topic)
            .append(about.as_flattened())
            .numbers(data)
            .emit(self.vm(), about.len().saturating_add(1));
    }
}

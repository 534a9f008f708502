//! What the owner may do: open books, set their terms, lines, rate model and pause. And what anyone may: refresh a rate.

use alloy_sol_types::SolCall;
use alm_abi::IRateModel;
use alm_engine::{money::Amount, rates::index::Index, units::WAD};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::transact,
    ownable,
    packed::{number, pack, unpack},
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BalanceSheet,
    errors::{self},
    layout::{ACCRUED_AT, INDEX, PAUSED, RATE, RUN_OFF, RUN_OFF_FLOOR, TERMS, TOP, WHOLE},
    open::Open,
    storage::{MODEL, Sheet},
    terms::{TERM_WIDTHS, check},
};

/// Highest rate a book takes from its model: 1,000 % a year, wad per second, rounded up.
const RATE_MAX: u128 = 317_097_919_838;
/// Millionths in a basis point.
const MILLIONTHS: u128 = 100;

impl BalanceSheet {
    /// `list`.
    #[inline(never)]
    pub(crate) fn list(&mut self, token: &Word, arguments: &Arguments<'_>) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let vault = arguments.address(1).ok_or_else(Failure::empty)?;
        let model = arguments.address(2).ok_or_else(Failure::empty)?;
        for address in [token, vault, model] {
            errors::not_zero(address)?;
        }
        let mut sheet = self.load_sheet(token);
        if sheet.vault != [0; 20] {
            return Err(errors::already_listed(token));
        }
        self.balance(token)?;
        if let Some(address) = vault.last_chunk() {
            sheet.vault = *address;
        }
        sheet.set(INDEX, Index::ONE.raw());
        sheet.set(ACCRUED_AT, self.now().into());
        // Nothing is known of the depositors before the first strike: they may be one.
        sheet.set(TOP, WHOLE);
        self.replace_terms(token, &mut sheet, arguments, 3)?;
        self.store_sheet(&sheet);
        self.store_model(&sheet, model, 0);
        self.emit_listed(token, vault);
        self.emit_model(token, &[0; 32], model);
        Ok(())
    }

    /// `setTerms`: income up to now is posted and divided by the old terms.
    #[inline(never)]
    pub(crate) fn set_terms(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let mut open = self.open(token)?;
        self.settle_claims(&mut open);
        self.store_settled(&mut open);
        self.replace_terms(token, &mut open.sheet, arguments, 1)?;
        self.close(open);
        Ok(())
    }

    /// `setRateModel`.
    #[inline(never)]
    pub(crate) fn set_rate_model(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let model = arguments.address(1).ok_or_else(Failure::empty)?;
        errors::not_zero(model)?;
        let open = self.open(token)?;
        let (old, read_at) = self.load_model(&open.sheet);
        self.store_model(&open.sheet, model, read_at);
        self.emit_model(token, &old, model);
        Ok(())
    }

    /// `setLine`.
    #[inline(never)]
    pub(crate) fn set_line(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let desk = arguments.address(1).ok_or_else(Failure::empty)?;
        errors::not_zero(desk)?;
        let mut cap = [0];
        arguments.numbers(2, &[12], &mut cap)?;
        let [cap] = cap;
        self.open(token)?;
        let mut line = self.load_line(token, desk);
        self.emit_line(token, desk, &[line.cap, cap]);
        line.cap = cap;
        self.store_line(&line);
        Ok(())
    }

    /// `setPaused`.
    #[inline(never)]
    pub(crate) fn set_paused(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let mut paused = [0];
        arguments.numbers(1, &[1], &mut paused)?;
        let [paused] = paused;
        if paused > 1 {
            return Err(Failure::empty());
        }
        let mut open = self.open(token)?;
        open.sheet.mark(PAUSED, paused != 0);
        self.emit_paused(token, paused);
        self.close(open);
        Ok(())
    }

    /// `refreshRate`. A model that fails leaves the rate as it is; when that is too old, new loans end.
    ///
    /// A book that was touched in this second says nothing: only a utilisation that held may move a rate, or a loan of an
    /// instant could.
    #[inline(never)]
    pub(crate) fn refresh_rate(
        &mut self,
        token: &Word,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut open = self.open(token)?;
        if open.sheet.field(ACCRUED_AT) >= self.now().into() {
            output.numbers(&[open.sheet.field(RATE)]);
            return Ok(());
        }
        let (model, _) = self.load_model(&open.sheet);
        let utilisation = open.utilisation();
        let mut request = Output::default();
        request
            .append(&IRateModel::accrueCall::SELECTOR)
            .append(token)
            .numbers(&[utilisation]);
        let mut answer = [[0; 32]; 1];
        let size = transact(self.vm(), &model, &request, &mut answer);
        let [answer] = &answer;
        let rate = match size {
            Ok(size) if size >= answer.len() => number(answer, 6),
            _ => None,
        };
        if let Some(rate) = rate {
            let rate = rate.min(RATE_MAX);
            open.sheet.set(RATE, rate);
            self.store_model(&open.sheet, &model, self.now().into());
            self.emit_rate(token, utilisation, rate);
        }
        output.numbers(&[open.sheet.field(RATE)]);
        self.close(open);
        Ok(())
    }

    /// Reads terms from an argument on, checks them and puts them in place of the old.
    fn replace_terms(
        &self,
        token: &Word,
        sheet: &mut Sheet,
        arguments: &Arguments<'_>,
        first: usize,
    ) -> Result<(), Failure> {
        let mut terms = [0; TERMS];
        arguments.numbers(first, &TERM_WIDTHS, &mut terms)?;
        check(&terms)?;
        self.emit_terms(token, sheet.terms(), &terms);
        for (place, term) in terms.iter().enumerate() {
            sheet.set(place, *term);
        }
        let floor = sheet.field(RUN_OFF_FLOOR).saturating_mul(MILLIONTHS);
        sheet.set(RUN_OFF, sheet.field(RUN_OFF).max(floor));
        Ok(())
    }

    /// The rate model and when the rate was read from it.
    fn load_model(&self, sheet: &Sheet) -> (Word, u128) {
        let mut fields = [0; 3];
        self.load_cold(sheet, MODEL.place, &MODEL.widths, &mut fields);
        let [top, bottom, read_at] = fields;
        let mut model = word(bottom);
        pack(&mut model, &[12, 4, 16], &[0, top, bottom]);
        (model, read_at)
    }

    fn store_model(&mut self, sheet: &Sheet, model: &Word, read_at: u128) {
        let mut fields = [0; 3];
        unpack(model, &[12, 4, 16], &mut fields);
        let [_, top, bottom] = fields;
        self.store_cold(sheet, MODEL.place, &MODEL.widths, &[top, bottom, read_at]);
    }
}

impl Open {
    /// Floating loans over cash and floating loans, wad, rounded up; nothing where there is neither.
    fn utilisation(&self) -> u128 {
        let lent = self.book.debt.owed();
        let all = Amount::new(lent.raw().saturating_add(self.book.cash.raw()));
        Amount::new(WAD).part_up(lent.raw(), all.raw().max(1)).raw()
    }
}

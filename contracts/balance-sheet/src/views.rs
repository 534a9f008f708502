//! What anyone may ask of a book.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word, signed, word},
};

use crate::{
    contract::BalanceSheet,
    errors,
    layout::{PAUSED, RATE},
    storage::Sheet,
};

impl BalanceSheet {
    /// `book`.
    #[inline(never)]
    pub(crate) fn view_book(&self, token: &Word, output: &mut Output) -> Result<(), Failure> {
        let mut open = self.open(token)?;
        self.settle_claims(&mut open);
        let book = &open.book;
        let drip = book.drip.remaining(book.accrued_at);
        output
            .numbers(&[book.cash.raw(), book.debt.owed().raw()])
            .append(&signed(book.carrying.raw()))
            .append(&signed(book.claims.raw()))
            .append(&word(drip.raw()))
            .append(&signed(open.net_value().raw()))
            .numbers(&[
                book.debt.index.raw(),
                open.sheet.field(RATE),
                open.claims.pot.raw(),
                open.claims.equity.raw(),
                open.claims.owed_to_buffer.raw(),
                book.accrued_at.into(),
                open.sheet.has(PAUSED).into(),
            ]);
        Ok(())
    }

    /// `terms`.
    pub(crate) fn view_terms(&self, token: &Word, output: &mut Output) -> Result<(), Failure> {
        let sheet = self.load_sheet(token);
        if sheet.vault == [0; 20] {
            return Err(errors::not_listed(token));
        }
        output.numbers(sheet.terms());
        Ok(())
    }

    /// `vaultOf`.
    pub(crate) fn view_vault(&self, token: &Word, output: &mut Output) {
        let sheet: Sheet = self.load_sheet(token);
        output.append(&[0; 12]).append(&sheet.vault);
    }

    /// `lineOf`.
    pub(crate) fn view_line(
        &self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let desk = arguments.address(1).ok_or_else(Failure::empty)?;
        let line = self.load_line(token, desk);
        output.numbers(&[line.cap, line.shares.raw()]);
        Ok(())
    }
}

//! What anyone may ask of a book.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed, word},
};

use crate::{
    books::Books,
    layout::{PAUSED, RATE},
    lending::Line,
    open::Open,
};

impl Books {
    /// `book`.
    pub fn view_book(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        self.settle_claims(open);
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
    pub fn view_terms(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.numbers(open.sheet.terms());
        Ok(())
    }

    /// `vaultOf`.
    pub fn view_vault(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.append(&open.sheet.vault);
        Ok(())
    }

    /// `lineOf`.
    pub fn view_line(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let desk = arguments.address(1).ok_or_else(Failure::empty)?;
        let mut line = Line::default();
        self.load_line(&open.token, desk, &mut line);
        output.numbers(&[line.cap, line.shares.raw()]);
        Ok(())
    }
}

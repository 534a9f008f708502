//! What the owner may do: list books, name who reports, and move spreads within bounds, steps and delays.

use alm_engine::rates::{
    curve::Spreads,
    floating::Floating,
    rate::Rate,
    spreads::{DELAY, violation},
};
use alm_stylus::{Failure, arguments::Arguments, ownable};
use stylus_sdk::prelude::*;

use alm_stylus::words::{Word, word};

use crate::{
    book::{Book, CURVE, FULL},
    contract::RateModel,
    errors, signed,
};

impl RateModel {
    /// `list`: the book's token, who reports, the first rate and utilisation, the spreads.
    pub(crate) fn list(&mut self, token: &Word, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let balance_sheet = arguments.address(1).ok_or_else(Failure::empty)?;
        let mut figures = [0; 2];
        arguments.numbers(2, &[8, 8], &mut figures)?;
        let [at_target, utilisation] = figures;
        let spreads = spreads_at(arguments, 4)?;
        ownable::only_owner(self.vm())?;
        errors::not_zero(token)?;
        errors::not_zero(balance_sheet)?;
        let mut book = Book::default();
        self.load_book(token, &mut book);
        if book.is_listed() {
            return Err(errors::already_listed(token));
        }
        if at_target < CURVE.least.wad() || at_target > CURVE.most.wad() {
            return Err(errors::rate_out_of_bounds(at_target));
        }
        if utilisation > FULL {
            return Err(errors::utilisation_above_one(&word(utilisation)));
        }
        admit(None, &spreads)?;
        let now = self.now();
        let floating = Floating::settled(Rate::saturated(at_target), utilisation, now, &CURVE);
        book.set_floating(&floating);
        book.set_spreads(&spreads, now);
        self.store(token, &book);
        self.store_balance_sheet(token, balance_sheet);
        self.emit_balance_sheet(token, &[0; 32], balance_sheet);
        self.emit_spreads(token, &Spreads::default(), &spreads);
        let rate = floating.rate(&CURVE).per_second_up();
        self.emit_accrued(token, &floating, rate.raw().into());
        Ok(())
    }

    /// `setBalanceSheet`: the book's token, and who reports from now on.
    pub(crate) fn set_balance_sheet(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let current = arguments.address(1).ok_or_else(Failure::empty)?;
        ownable::only_owner(self.vm())?;
        errors::not_zero(current)?;
        let mut book = Book::default();
        self.load_listed(token, &mut book)?;
        let previous = self.balance_sheet(token);
        self.store_balance_sheet(token, current);
        self.emit_balance_sheet(token, &previous, current);
        Ok(())
    }

    /// `setSpreads`: the book's token, and its new spreads.
    pub(crate) fn set_spreads(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let spreads = spreads_at(arguments, 1)?;
        ownable::only_owner(self.vm())?;
        let mut book = Book::default();
        self.load_listed(token, &mut book)?;
        let now = self.now();
        let not_before = book.changed_at().saturating_add(DELAY);
        if now < not_before {
            return Err(errors::change_too_soon(token, not_before));
        }
        let previous = book.spreads();
        admit(Some(&previous), &spreads)?;
        book.set_spreads(&spreads, now);
        self.store(token, &book);
        self.emit_spreads(token, &previous, &spreads);
        Ok(())
    }
}

/// Refuses spreads outside of what they may be now.
fn admit(previous: Option<&Spreads>, spreads: &Spreads) -> Result<(), Failure> {
    violation(previous, spreads).map_or(Ok(()), |violation| {
        Err(errors::spread_out_of_bounds(&violation))
    })
}

/// The spreads from the word at an index on.
fn spreads_at(arguments: &Arguments<'_>, first: usize) -> Result<Spreads, Failure> {
    let (words, _) = arguments.0.as_chunks();
    let mut words = words.iter().skip(first);
    let mut spreads = Spreads::default();
    for spread in &mut spreads.0 {
        *spread = words
            .next()
            .and_then(signed::from_word)
            .ok_or_else(Failure::empty)?;
    }
    Ok(spreads)
}

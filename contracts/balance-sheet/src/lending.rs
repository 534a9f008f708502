//! Floating loans of desks: drawn within a line, paid back at any time.

use alm_engine::{
    imbalance::{loan::Loan, pot::Terms},
    money::Amount,
    refusal::{Cause, Refusal},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    packed::{pack, unpack},
    slots, token,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BalanceSheet,
    errors::{self, refused},
    layout::PAUSED,
    limits::admit,
    open::Open,
    storage::{MODEL, line_slot},
};

/// Oldest rate at which new loans are made, seconds.
const RATE_LIFE: u64 = 86_400;
/// Bytes of a line: its cap and its debt shares.
static LINE_WIDTHS: [u8; 2] = [12, 12];

/// A desk's line.
pub(crate) struct Line {
    slot: Word,
    pub(crate) cap: u128,
    pub(crate) shares: Amount,
}

impl BalanceSheet {
    /// `draw`.
    #[inline(never)]
    pub(crate) fn draw(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[12], &mut values)?;
        let [assets] = values.map(Amount::new);
        let receiver = arguments.address(2).ok_or_else(Failure::empty)?;
        errors::not_zero(receiver)?;
        let mut open = self.open(token)?;
        let (desk, mut line) = self.line_of_caller(token)?;
        self.check_lending(&open, assets)?;
        let kept = open.kept();
        let fee = open.charge_loan(assets)?;
        // The loan is what is paid out and the fee, which stays here as part of the pot.
        open.book.send(assets, kept).map_err(refused)?;
        let owed = assets.plus(fee).map_err(refused)?;
        let moved = open.book.debt.draw(owed).map_err(refused)?;
        line.shares = line.shares.plus(moved.shares).map_err(refused)?;
        line.check_cap(&open)?;
        self.store_line(&line);
        let figures = [assets.raw(), fee.raw(), moved.shares.raw()];
        self.emit_drawn(token, &desk, receiver, &figures);
        self.close(open);
        token::send(self.vm(), token, receiver, assets.raw())?;
        output.numbers(&[moved.shares.raw()]);
        Ok(())
    }

    /// `restore`.
    #[inline(never)]
    pub(crate) fn restore(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[12], &mut values)?;
        let [assets] = values.map(Amount::new);
        let mut open = self.open(token)?;
        let (desk, mut line) = self.line_of_caller(token)?;
        let before = open.potential_if_funded();
        let owed = open.book.debt.index.debt_up(line.shares);
        let moved = if assets == owed {
            open.book.restore_shares(line.shares)
        } else {
            owed.minus(assets).and_then(|_| open.book.restore(assets))
        }
        .map_err(refused)?;
        line.shares = line.shares.less(moved.shares);
        let after = open.potential_if_funded();
        open.settle_pot(before, after, Terms::FREE)?;
        self.store_line(&line);
        self.check_received(token, open.book.cash.raw())?;
        self.emit_restored(token, &desk, &[assets.raw(), moved.shares.raw()]);
        self.close(open);
        output.numbers(&[moved.shares.raw()]);
        Ok(())
    }

    /// The line of a desk.
    pub(crate) fn load_line(&self, token: &Word, desk: &Word) -> Line {
        let slot = line_slot(self.vm(), token, desk);
        let mut fields = [0; 2];
        unpack(&slots::read(self.vm(), &slot), &LINE_WIDTHS, &mut fields);
        let [cap, shares] = fields;
        Line {
            slot,
            cap,
            shares: Amount::new(shares),
        }
    }

    /// Stores a line.
    pub(crate) fn store_line(&mut self, line: &Line) {
        let mut word = [0; 32];
        pack(&mut word, &LINE_WIDTHS, &[line.cap, line.shares.raw()]);
        slots::write(self.vm(), &line.slot, &word);
    }

    /// The caller and its line, if it has one.
    fn line_of_caller(&self, token: &Word) -> Result<(Word, Line), Failure> {
        let desk = host::sender(self.vm());
        let line = self.load_line(token, &desk);
        if line.cap == 0 && line.shares.is_zero() {
            return Err(errors::not_desk(token, &desk));
        }
        Ok((desk, line))
    }

    /// Refuses new lending while it is paused, at an old rate, or of less than the minimum.
    fn check_lending(&self, open: &Open, assets: Amount) -> Result<(), Failure> {
        if open.sheet.has(PAUSED) {
            return Err(refused(Refusal::new(Cause::Paused, 1u64, 0u64)));
        }
        let least = open.sheet.minimum();
        if assets.raw() < least {
            return Err(refused(Refusal::new(
                Cause::BelowMinimum,
                assets.raw(),
                least,
            )));
        }
        let mut model = [0; 3];
        self.load_cold(&open.sheet, MODEL.place, &MODEL.widths, &mut model);
        let [_, _, read_at] = model;
        let age = self.now().saturating_sub(read_at as u64);
        if age > RATE_LIFE {
            return Err(refused(Refusal::new(Cause::RateStale, age, RATE_LIFE)));
        }
        Ok(())
    }
}

impl Open {
    /// Guards a new loan and takes its fee into the pot; the borrower owes it.
    fn charge_loan(&mut self, assets: Amount) -> Result<Amount, Failure> {
        let surplus = self.liquidity(self.top()).surplus();
        let snapshot = self.sheet.snapshot();
        let gross = Loan {
            surplus,
            snapshot: &snapshot,
        }
        .gross_for(assets);
        let after = surplus.minus(gross.signed());
        admit(surplus, after, self.sheet.lending_edge())?;
        let (before, after) = (self.potential(surplus), self.potential(after));
        self.settle_pot(before, after, Terms::CHARGED)?;
        Ok(gross.less(assets))
    }
}

impl Line {
    /// Refuses a debt above the line's cap.
    fn check_cap(&self, open: &Open) -> Result<(), Failure> {
        let owed = open.book.debt.index.debt_up(self.shares).raw();
        if owed > self.cap {
            return Err(refused(Refusal::new(Cause::CapExceeded, owed, self.cap)));
        }
        Ok(())
    }
}

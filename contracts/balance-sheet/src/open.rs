//! A book at hand: loaded and brought to this block, and written back with what it posted.

use alm_engine::{
    book::{claims::Claims, debt::Debt, drip::Drip, income::Legs, state::Book},
    money::{Amount, Balance},
    rates::{index::Index, rate::PerSecond},
};
use alm_stylus::{
    Failure, token,
    words::{Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BalanceSheet,
    errors,
    layout::{ACCRUED_AT, CASH, CLAIMS, DEBT_SHARES, DRIPS, FUNDED, INDEX, RATE},
    storage::{CAPITAL, DRIP, OWED, Sheet},
};

/// Bytes of the signed claims.
const CLAIMS_BYTES: u32 = 12;

/// A book as of this block, in memory.
#[derive(Default)]
pub(crate) struct Open {
    pub(crate) token: Word,
    pub(crate) sheet: Sheet,
    pub(crate) book: Book,
    /// The parts of the claims, as far as they were loaded.
    pub(crate) claims: Claims,
    /// What the accrual posted.
    pub(crate) legs: Legs,
    /// Whom the action pays, zero for nobody, and what.
    pub(crate) receiver: Word,
    pub(crate) payment: u128,
}

impl BalanceSheet {
    /// Loads a book and posts income up to this block, in memory.
    ///
    /// # Errors
    /// `NotListed`.
    #[inline(always)]
    pub(crate) fn open(&self, open: &mut Open) -> Result<(), Failure> {
        if is_zero(&open.sheet.vault) {
            return Err(errors::not_listed(&open.token));
        }
        let sheet = &open.sheet;
        open.book = Book {
            cash: Amount::new(sheet.field(CASH)),
            debt: Debt {
                shares: Amount::new(sheet.field(DEBT_SHARES)),
                index: Index::new(sheet.field(INDEX)),
            },
            carrying: Balance::ZERO,
            claims: Balance::new(sheet.signed(CLAIMS, CLAIMS_BYTES)),
            drip: Drip::default(),
            accrued_at: sheet.field(ACCRUED_AT) as u64,
        };
        self.load_parts(open);
        open.accrue(self.vm().block_timestamp());
        Ok(())
    }

    /// Loads the cold slots that are not empty.
    #[inline(always)]
    fn load_parts(&self, open: &mut Open) {
        if open.sheet.has(DRIPS) {
            let mut fields = [0; 3];
            self.load_cold(&open.sheet, DRIP.place, &DRIP.widths, &mut fields);
            let [amount, from, until] = fields;
            open.book.drip = Drip {
                amount: Amount::new(amount),
                from: from as u64,
                until: until as u64,
            };
        }
        if open.sheet.has(FUNDED) {
            let mut fields = [0; 2];
            self.load_cold(&open.sheet, CAPITAL.place, &CAPITAL.widths, &mut fields);
            let [pot, equity] = fields.map(Amount::new);
            open.claims.pot = pot;
            open.claims.equity = equity;
        }
    }

    /// Loads all parts of the claims and divides between them what income became claims.
    #[inline(never)]
    pub(crate) fn settle_claims(&self, open: &mut Open) {
        let mut owed = [0];
        self.load_cold(&open.sheet, OWED.place, &OWED.widths, &mut owed);
        let [owed] = owed;
        open.claims.owed_to_buffer = Amount::new(owed);
        open.claims.settle(&open.book, open.sheet.split());
    }

    /// Writes a book back, tells what it posted, and pays what is to be paid.
    #[inline(always)]
    pub(crate) fn close(&mut self, open: &mut Open) -> Result<(), Failure> {
        let Drip {
            amount,
            from,
            until,
        } = open.book.drip;
        let drip = [amount.raw(), from.into(), until.into()];
        self.store_part(&mut open.sheet, DRIPS, DRIP.place, &DRIP.widths, &drip);
        let capital = [open.claims.pot.raw(), open.claims.equity.raw()];
        self.store_part(
            &mut open.sheet,
            FUNDED,
            CAPITAL.place,
            &CAPITAL.widths,
            &capital,
        );
        open.write_fields();
        self.store_sheet(&open.sheet);
        self.emit_accrued(open);
        if is_zero(&open.receiver) {
            return Ok(());
        }
        token::send(self.vm(), &open.token, &open.receiver, open.payment)
    }

    /// Writes a cold slot that is, or was, not empty, and marks which it is.
    #[inline(never)]
    fn store_part(
        &mut self,
        sheet: &mut Sheet,
        flag: u128,
        place: u8,
        widths: &[u8],
        fields: &[u128],
    ) {
        let is_used = fields.iter().any(|field| *field != 0);
        if is_used || sheet.has(flag) {
            self.store_cold(sheet, place, widths, fields);
            sheet.mark(flag, is_used);
        }
    }
}

impl Open {
    /// What floating depositors own.
    #[inline(never)]
    pub(crate) fn net_value(&self) -> Balance {
        self.book.net_value()
    }

    #[inline(always)]
    fn accrue(&mut self, now: u64) {
        let seconds = now.saturating_sub(self.book.accrued_at);
        let rate = PerSecond::new(self.sheet.field(RATE) as u64);
        let index = self.book.debt.index.after(rate, seconds);
        let split = self.sheet.split();
        self.legs = self.book.accrue(now, index, Balance::ZERO, split);
    }

    /// The state as fields of the hot slots; every amount fits, because the rules check what they store.
    #[inline(always)]
    fn write_fields(&mut self) {
        let (book, sheet) = (&self.book, &mut self.sheet);
        sheet.set(CASH, book.cash.raw());
        sheet.set(DEBT_SHARES, book.debt.shares.raw());
        sheet.set(INDEX, book.debt.index.raw());
        sheet.set(CLAIMS, book.claims.raw() as u128);
        sheet.set(ACCRUED_AT, book.accrued_at.into());
    }
}

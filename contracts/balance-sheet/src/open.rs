//! A book at hand: loaded and brought to this block, and written back with what it posted.

use alm_engine::{
    book::{claims::Claims, debt::Debt, drip::Drip, income::Legs, state::Book},
    money::{Amount, Balance},
    rates::{index::Index, rate::PerSecond},
};
use alm_stylus::{Failure, words::Word};

use crate::{
    contract::BalanceSheet,
    errors,
    layout::{ACCRUED_AT, CASH, CLAIMS, DEBT_SHARES, DRIPS, FUNDED, INDEX, RATE},
    storage::{CAPITAL, DRIP, OWED, Sheet},
};

/// Bytes of the signed claims.
const CLAIMS_BYTES: u32 = 12;

/// A book as of this block, in memory.
pub(crate) struct Open {
    pub(crate) token: Word,
    pub(crate) sheet: Sheet,
    pub(crate) book: Book,
    /// The parts of the claims, as far as they were loaded.
    pub(crate) claims: Claims,
    /// What the accrual posted.
    pub(crate) legs: Legs,
    drip: Drip,
    capital: (Amount, Amount),
}

impl BalanceSheet {
    /// Loads a book and posts income up to this block, in memory.
    ///
    /// # Errors
    /// `NotListed`.
    #[inline(never)]
    pub(crate) fn open(&self, token: &Word) -> Result<Open, Failure> {
        let sheet = self.load_sheet(token);
        if sheet.vault == [0; 20] {
            return Err(errors::not_listed(token));
        }
        let mut open = Open {
            token: *token,
            book: Book {
                cash: Amount::new(sheet.field(CASH)),
                debt: Debt {
                    shares: Amount::new(sheet.field(DEBT_SHARES)),
                    index: Index::new(sheet.field(INDEX)),
                },
                carrying: Balance::ZERO,
                claims: Balance::new(sheet.signed(CLAIMS, CLAIMS_BYTES)),
                drip: Drip::default(),
                accrued_at: sheet.field(ACCRUED_AT) as u64,
            },
            claims: Claims::default(),
            legs: Legs::default(),
            drip: Drip::default(),
            capital: (Amount::ZERO, Amount::ZERO),
            sheet,
        };
        self.load_parts(&mut open);
        open.accrue(self.now());
        Ok(open)
    }

    /// Loads the cold slots that are not empty.
    fn load_parts(&self, open: &mut Open) {
        if open.sheet.has(DRIPS) {
            let mut fields = [0; 3];
            self.load_cold(&open.sheet, DRIP.place, &DRIP.widths, &mut fields);
            let [amount, from, until] = fields;
            open.drip = Drip {
                amount: Amount::new(amount),
                from: from as u64,
                until: until as u64,
            };
            open.book.drip = open.drip;
        }
        if open.sheet.has(FUNDED) {
            self.load_capital(open);
        }
    }

    /// Loads pot and equity.
    pub(crate) fn load_capital(&self, open: &mut Open) {
        let mut fields = [0; 2];
        self.load_cold(&open.sheet, CAPITAL.place, &CAPITAL.widths, &mut fields);
        let [pot, equity] = fields.map(Amount::new);
        open.claims.pot = pot;
        open.claims.equity = equity;
        open.capital = (pot, equity);
    }

    /// Loads all parts of the claims and divides between them what income became claims.
    pub(crate) fn settle_claims(&self, open: &mut Open) {
        self.load_capital(open);
        let mut owed = [0];
        self.load_cold(&open.sheet, OWED.place, &OWED.widths, &mut owed);
        let [owed] = owed;
        open.claims.owed_to_buffer = Amount::new(owed);
        open.claims.settle(&open.book, open.sheet.split());
    }

    /// Stores the parts that were settled.
    pub(crate) fn store_settled(&mut self, open: &mut Open) {
        let owed = [open.claims.owed_to_buffer.raw()];
        self.store_cold(&open.sheet, OWED.place, &OWED.widths, &owed);
        self.store_capital(open);
    }

    /// Writes a book back and tells what it posted.
    #[inline(never)]
    pub(crate) fn close(&mut self, mut open: Open) {
        if open.book.drip != open.drip {
            let Drip {
                amount,
                from,
                until,
            } = open.book.drip;
            let fields = [amount.raw(), from.into(), until.into()];
            self.store_cold(&open.sheet, DRIP.place, &DRIP.widths, &fields);
            open.sheet.mark(DRIPS, !amount.is_zero());
        }
        if open.capital != (open.claims.pot, open.claims.equity) {
            self.store_capital(&mut open);
        }
        open.write_fields();
        self.store_sheet(&open.sheet);
        self.emit_accrued(&open);
    }

    fn store_capital(&mut self, open: &mut Open) {
        let capital = (open.claims.pot, open.claims.equity);
        let fields = [capital.0.raw(), capital.1.raw()];
        self.store_cold(&open.sheet, CAPITAL.place, &CAPITAL.widths, &fields);
        open.sheet.mark(FUNDED, !capital.0.is_zero());
        open.capital = capital;
    }
}

impl Open {
    /// What floating depositors own.
    pub(crate) fn net_value(&self) -> Balance {
        self.book.net_value()
    }

    fn accrue(&mut self, now: u64) {
        let seconds = now.saturating_sub(self.book.accrued_at);
        let rate = PerSecond::new(self.sheet.field(RATE) as u64);
        let index = self.book.debt.index.after(rate, seconds);
        let split = self.sheet.split();
        self.legs = self.book.accrue(now, index, Balance::ZERO, split);
    }

    /// The state as fields of the hot slots; every amount fits, because the rules check what they store.
    fn write_fields(&mut self) {
        let Book {
            cash,
            debt,
            claims,
            accrued_at,
            ..
        } = self.book;
        for (place, value) in [
            (CASH, cash.raw()),
            (DEBT_SHARES, debt.shares.raw()),
            (INDEX, debt.index.raw()),
            (CLAIMS, claims.raw() as u128),
            (ACCRUED_AT, accrued_at.into()),
        ] {
            self.sheet.set(place, value);
        }
    }
}

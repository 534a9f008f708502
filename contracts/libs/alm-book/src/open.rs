//! A book at hand: loaded and brought to this block, and written back with what it posted.

use alm_engine::{
    book::{claims::Claims, debt::Debt, deficit, drip::Drip, income::Legs, state::Book},
    ladder::{Carrying, Cell, Ladder, Rolled, Sides},
    money::{Amount, Balance},
    rates::{index::Index, rate::PerSecond},
    week::Week,
};
use alm_stylus::{
    Failure, token,
    words::{Word, is_zero},
};

use crate::{
    books::Books,
    errors::{self, refused},
    layout::{
        ACCRUED_AT, BASE, BASE_BYTES, CASH, CLAIMS, DEBT_SHARES, INDEX, LIVE, RATE, ROLLED, SLOPE,
        SLOPE_BYTES,
    },
    parts::{DEBTS, LADDER, OWNERS, WEEKS},
    storage::Sheet,
};

/// Bytes of the signed claims.
const CLAIMS_BYTES: u32 = 12;

/// A book as of this block, in memory.
#[derive(Default)]
pub struct Open {
    pub(crate) token: Word,
    pub(crate) sheet: Sheet,
    pub(crate) book: Book,
    /// The parts of the claims, as far as they were loaded.
    pub(crate) claims: Claims,
    /// The ladder, as far as it was loaded.
    pub(crate) ladder: Ladder,
    /// The faces of the week that counts in part.
    pub(crate) entering: Sides<Amount>,
    /// The week a function is about, and what it holds.
    pub(crate) week: Week,
    pub(crate) cell: Cell,
    /// DV01 ratios of the last strike, ppm, and the allowance of a missed one, packed.
    pub(crate) struck: [u128; 3],
    /// What of the buffer counts as liquidity, and what more of it can be charged.
    pub(crate) countable: Amount,
    pub(crate) chargeable: Amount,
    /// What it lent for redemptions and has not been set aside for any.
    pub(crate) lent: Amount,
    /// The shock, and the losses in it of the three zones.
    pub(crate) zones: [u128; 4],
    /// Which cold parts were loaded.
    pub(crate) parts: u8,
    /// What fell due.
    pub(crate) rolled: Rolled,
    /// Provisions that a late payment set free.
    pub(crate) written_back: Amount,
    /// What the accrual posted.
    pub(crate) legs: Legs,
    /// Whom the action pays, zero for nobody, and what.
    pub(crate) receiver: Word,
    pub(crate) payment: u128,
}

impl Books {
    /// Loads a book with the parts a function needs, rolls its ladder and posts income up to this block, in memory.
    ///
    /// # Errors
    /// `NotListed`.
    #[inline(always)]
    pub(crate) fn open(&self, open: &mut Open, parts: u8, writes: bool) -> Result<(), Failure> {
        if is_zero(&open.sheet.vault) {
            return Err(errors::not_listed(&open.token));
        }
        let sheet = &open.sheet;
        open.ladder.rolled = Week::new(sheet.field(ROLLED) as u16);
        open.ladder.carrying = Carrying {
            base: sheet.signed(BASE, BASE_BYTES),
            slope: sheet.signed(SLOPE, SLOPE_BYTES),
        };
        let accrued_at = sheet.field(ACCRUED_AT) as u64;
        open.book = Book {
            cash: Amount::new(sheet.field(CASH)),
            debt: Debt {
                shares: Amount::new(sheet.field(DEBT_SHARES)),
                index: Index::new(sheet.field(INDEX)),
            },
            carrying: open.carrying(accrued_at),
            claims: Balance::new(sheet.signed(CLAIMS, CLAIMS_BYTES)),
            drip: Drip::default(),
            accrued_at,
        };
        self.load_capital(open);
        let now = self.now();
        self.roll(open, now, writes)?;
        self.load_needed(open, parts);
        open.accrue(now);
        if !open.legs.loss.is_zero() {
            self.load(open, OWNERS);
            let split = open.sheet.split();
            open.claims.cover(&mut open.book, &mut open.legs, split);
        }
        Ok(())
    }

    /// Moves weeks that fell due out of the ladder.
    #[inline(always)]
    fn roll(&self, open: &mut Open, now: u64, writes: bool) -> Result<(), Failure> {
        let today = Week::at_or_before(now);
        if today <= open.ladder.rolled {
            return Ok(());
        }
        if !open.sheet.has(LIVE) {
            open.ladder.rolled = today;
            return Ok(());
        }
        self.load(open, LADDER | WEEKS | DEBTS);
        let mut cells = self.cells(&open.sheet, writes);
        open.rolled = open.ladder.roll(now, &mut cells);
        open.mark_near();
        let Rolled { overdue, matured } = open.rolled;
        let book = &mut open.book;
        open.claims.roll(book, overdue, matured).map_err(refused)
    }

    /// Loads all parts of the claims and divides between them what income became claims.
    #[inline(never)]
    pub(crate) fn settle_claims(&self, open: &mut Open) {
        self.load(open, OWNERS);
        open.claims.settle(&open.book, open.sheet.split());
    }

    /// Writes a book back, tells what it posted, and pays what is to be paid.
    #[inline(always)]
    pub(crate) fn close(&self, open: &mut Open) -> Result<(), Failure> {
        self.store_parts(open);
        open.write_fields();
        self.store_sheet(&open.sheet);
        self.emit_rolled(open);
        self.emit_accrued(open);
        if is_zero(&open.receiver) {
            return Ok(());
        }
        token::send(self.vm(), &open.token, &open.receiver, open.payment)
    }
}

impl Open {
    /// What floating depositors own.
    #[inline(never)]
    pub(crate) fn net_value(&self) -> Balance {
        self.book.net_value()
    }

    /// What is missing for fixed claims.
    pub(crate) fn missing(&self) -> Amount {
        deficit::missing(&self.book, &self.claims)
    }

    /// The net amortised cost at an instant.
    #[inline(never)]
    pub(crate) fn carrying(&self, instant: u64) -> Balance {
        let since = instant.saturating_sub(self.ladder.rolled.instant());
        self.ladder.carrying.floor_at(since)
    }

    #[inline(always)]
    fn accrue(&mut self, now: u64) {
        let seconds = now.saturating_sub(self.book.accrued_at);
        let rate = PerSecond::new(self.sheet.field(RATE) as u64);
        let index = self.book.debt.index.after(rate, seconds);
        let split = self.sheet.split();
        let carrying = self.carrying(now);
        self.legs = self.book.accrue(now, index, carrying, split);
    }

    /// The state as fields of the hot slots; every amount fits, because the rules check what they store.
    #[inline(always)]
    fn write_fields(&mut self) {
        let (book, ladder, sheet) = (&self.book, &self.ladder, &mut self.sheet);
        sheet.set(CASH, book.cash.raw());
        sheet.set(DEBT_SHARES, book.debt.shares.raw());
        sheet.set(INDEX, book.debt.index.raw());
        sheet.set(CLAIMS, book.claims.raw() as u128);
        sheet.set(ACCRUED_AT, book.accrued_at.into());
        sheet.set(ROLLED, ladder.rolled.index().into());
        sheet.set(BASE, ladder.carrying.base as u128);
        sheet.set(SLOPE, ladder.carrying.slope as u128);
    }
}

//! Fixed loans of an account: a slot each.

use alm_engine::week::WEEK;
use alm_stylus::{
    packed::{pack, unpack},
    slots,
    words::Word,
};

use crate::{
    account::Account,
    desk::Desk,
    layout::{LOAN, LOAN_SLOTS, LOANS},
};

/// A fixed loan.
#[derive(Clone, Copy, Default)]
pub(crate) struct Loan {
    slot: Word,
    /// Number of its asset.
    pub(crate) index: u8,
    /// When it is due.
    pub(crate) maturity: u64,
    /// What is owed then.
    pub(crate) face: u128,
    /// How fast its cost approaches that.
    pub(crate) slope: u128,
}

impl Loan {
    /// The slope that goes with a part of the face: pro rata, rounded down; the last part takes the rest.
    ///
    /// Faces have 96 bits and slopes 112.
    pub(crate) fn slope_of(&self, face: u128) -> u128 {
        alm_engine::money::Amount::new(self.slope)
            .part_down(face, self.face)
            .raw()
    }
}

impl Desk {
    /// Loads a loan; one there is not has no face.
    #[inline(never)]
    pub(crate) fn load_loan(&self, account: &Account, number: u8, loan: &mut Loan) {
        loan.slot = account.base;
        slots::advance(&mut loan.slot, LOAN_SLOTS.saturating_add(number));
        if !account.has(LOANS, number) {
            return;
        }
        let mut fields = [0; LOAN.len()];
        let word = slots::read(self.vm(), &loan.slot);
        unpack(&word, &LOAN, &mut fields);
        let [index, week, face, slope] = fields;
        loan.index = index as u8;
        loan.maturity = (week as u64).saturating_mul(WEEK);
        loan.face = face;
        loan.slope = slope;
    }

    /// Stores a loan, and keeps the bitmap.
    #[inline(never)]
    pub(crate) fn store_loan(&self, account: &mut Account, number: u8, loan: &Loan) {
        let mut word = [0; 32];
        let week = loan.maturity.checked_div(WEEK).unwrap_or(0);
        let fields = [loan.index.into(), week.into(), loan.face, loan.slope];
        if loan.face != 0 {
            pack(&mut word, &LOAN, &fields);
        }
        slots::write(self.vm(), &loan.slot, &word);
        account.mark(LOANS, number, loan.face != 0);
    }
}

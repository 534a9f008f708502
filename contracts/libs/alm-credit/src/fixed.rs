//! Fixed loans: made at the balance sheet's price, repaid at its quote, early or late.
//!
//! Rolling a loan over is a batch of two: borrow until the new maturity, repay the old loan; the account is checked once.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::ICreditDesk as abi;
use alm_engine::refusal::Cause;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    token,
    words::{Word, word},
};

use crate::{
    account::Account,
    batch::Batch,
    collateral::{AMOUNT, RECEIVER},
    desk::Desk,
    errors::{about, refuse, someone},
    floating::LIMIT,
    layout::{LOANS, LOANS_MAX},
    loan::Loan,
    tokens::{amount, limit, part_or_all},
    weigh::positions,
};

/// Place of an action's maturity, or of the number of a loan.
const TERM: usize = 4;

impl Desk {
    /// Borrows until a maturity.
    #[inline(never)]
    pub(crate) fn borrow_fixed(
        &self,
        batch: &mut Batch,
        token: &Word,
        index: u8,
        action: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let (face, least) = (amount(action, AMOUNT)?, limit(action, LIMIT)?);
        let mut maturity = [0];
        action.numbers(TERM, &[8], &mut maturity)?;
        let [maturity] = maturity;
        let receiver = someone(action, RECEIVER)?;
        let account = &mut batch.account;
        batch.borrowed = Some((index, *token));
        let [paid, slope] = self.draw_fixed(token, [maturity, face, least], receiver)?;
        let mut loan = Loan::default();
        let number = self.loan_until(account, index, maturity as u64, &mut loan)?;
        // No account owes more of a week than the desk, whose faces and slopes the balance sheet bounds.
        loan.face = loan.face.saturating_add(face);
        loan.slope = loan.slope.saturating_add(slope);
        self.store_loan(account, number, &loan);
        let figures = [number.into(), maturity, face, paid];
        let topic = &abi::FixedBorrowed::SIGNATURE_HASH.0;
        self.tell(topic, account, token, None, &figures);
        Ok(())
    }

    /// Repays a fixed loan, or a part of it. Anybody's.
    #[inline(never)]
    pub(crate) fn repay_fixed(
        &self,
        batch: &mut Batch,
        token: &Word,
        index: u8,
        action: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let (wanted, most) = (part_or_all(action, AMOUNT)?, limit(action, LIMIT)?);
        let mut number = [0];
        action.numbers(TERM, &[1], &mut number)?;
        let [number] = number;
        let mut loan = Loan::default();
        self.find_loan(&batch.account, number as u8, index, &mut loan)?;
        let face = wanted.unwrap_or(loan.face);
        if face > loan.face {
            return Err(refuse(Cause::AmountTooSmall, loan.face, face));
        }
        self.check_least(index, loan.face.saturating_sub(face))?;
        let cost = self.cost_of(token, &loan, face)?;
        if cost > most {
            return Err(refuse(Cause::SlippageExceeded, cost, most));
        }
        let caller = batch.caller;
        let account = &mut batch.account;
        self.pay_back_fixed(
            account,
            token,
            number as u8,
            &mut loan,
            &caller,
            [face, cost],
        )
    }

    /// The loan of an asset until a maturity, to which another is added: both cost what they cost apart. Else the first
    /// number that is free.
    ///
    /// # Errors
    /// `TooManyPositions`.
    fn loan_until(
        &self,
        account: &Account,
        index: u8,
        maturity: u64,
        loan: &mut Loan,
    ) -> Result<u8, Failure> {
        let loans = account.bits(LOANS);
        for number in positions(loans).take(LOANS_MAX as usize) {
            self.load_loan(account, number, loan);
            if loan.index == index && loan.maturity == maturity {
                return Ok(number);
            }
        }
        let number = loans.trailing_ones();
        if number >= LOANS_MAX {
            let figures = [number, LOANS_MAX].map(|figure| word(figure.into()));
            return Err(Failure::new(abi::TooManyPositions::SELECTOR, &figures));
        }
        *loan = Loan::default();
        self.load_loan(account, number as u8, loan);
        loan.index = index;
        loan.maturity = maturity;
        Ok(number as u8)
    }

    /// The loan with a number, which has to be one of an asset.
    ///
    /// # Errors
    /// `LoanNotFound`.
    #[inline(never)]
    pub(crate) fn find_loan(
        &self,
        account: &Account,
        number: u8,
        index: u8,
        loan: &mut Loan,
    ) -> Result<(), Failure> {
        if u32::from(number) < LOANS_MAX {
            self.load_loan(account, number, loan);
        }
        if loan.face == 0 || loan.index != index {
            let selector = abi::LoanNotFound::SELECTOR;
            return Err(about(selector, &account.owner, &[number.into()]));
        }
        Ok(())
    }

    /// Pulls what a part of a loan costs from a payer, and takes it off the loan.
    #[inline(never)]
    pub(crate) fn pay_back_fixed(
        &self,
        account: &mut Account,
        token: &Word,
        number: u8,
        loan: &mut Loan,
        payer: &Word,
        [face, cost]: [u128; 2],
    ) -> Result<(), Failure> {
        token::pull(self.vm(), token, payer, &self.sheet(), cost)?;
        self.restore_fixed(token, loan, face, cost)?;
        self.take_off(account, number, loan, face);
        let figures = [number.into(), face, cost];
        let topic = &abi::FixedRepaid::SIGNATURE_HASH.0;
        self.tell(topic, account, token, None, &figures);
        Ok(())
    }

    /// Takes a part of the face off a loan, with its slope.
    #[inline(never)]
    pub(crate) fn take_off(&self, account: &mut Account, number: u8, loan: &mut Loan, face: u128) {
        loan.slope = loan.slope.saturating_sub(loan.slope_of(face));
        loan.face = loan.face.saturating_sub(face);
        self.store_loan(account, number, loan);
    }
}

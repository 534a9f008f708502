//! What the desk asks of the balance sheet, all of it here. Its errors are passed on.

use alloy_sol_types::SolCall;
use alm_abi::{
    IBalanceSheet::{drawCall, indexOfCall, restoreCall},
    IFixedBook::{drawFixedCall, previewRestoreFixedCall, restoreFixedCall},
    ITreasury::writeOffCall,
};
use alm_engine::{money::Amount, rates::index::Index};
use alm_stylus::{
    Failure,
    calls::{consult, transact},
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{desk::Desk, loan::Loan};

/// What debt shares owe at an index, rounded up.
pub(crate) fn debt_up(shares: u128, index: u128) -> u128 {
    Index::new(index).debt_up(Amount::new(shares)).raw()
}

/// A call about a token.
#[inline(never)]
pub(crate) fn request(selector: [u8; 4], token: &Word, numbers: &[u128]) -> Output {
    let mut request = Output::default();
    request.append(&selector).append(token).numbers(numbers);
    request
}

impl Desk {
    /// Draws a floating loan for a receiver; tells the debt shares.
    pub(crate) fn draw(
        &self,
        token: &Word,
        amount: u128,
        receiver: &Word,
    ) -> Result<u128, Failure> {
        let mut draw = request(drawCall::SELECTOR, token, &[amount]);
        draw.append(receiver);
        let [shares] = self.order(&draw)?;
        Ok(shares)
    }

    /// Reports a repayment that was moved there; tells the debt shares it cancels.
    pub(crate) fn restore(&self, token: &Word, amount: u128) -> Result<u128, Failure> {
        let restore = request(restoreCall::SELECTOR, token, &[amount]);
        let [shares] = self.order(&restore)?;
        Ok(shares)
    }

    /// Draws a fixed loan for a receiver; tells what was paid, and the loan's slope.
    pub(crate) fn draw_fixed(
        &self,
        token: &Word,
        figures: [u128; 3],
        receiver: &Word,
    ) -> Result<[u128; 2], Failure> {
        let mut draw = request(drawFixedCall::SELECTOR, token, &figures);
        draw.append(receiver);
        self.order(&draw)
    }

    /// What repaying a part of a fixed loan costs now.
    #[inline(never)]
    pub(crate) fn cost_of(&self, token: &Word, loan: &Loan, face: u128) -> Result<u128, Failure> {
        let figures = [loan.maturity.into(), face, loan.slope_of(face)];
        let quote = request(previewRestoreFixedCall::SELECTOR, token, &figures);
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm(), &self.sheet(), &quote, &mut answer)?;
        let [cost] = figures_of(size, &answer)?;
        Ok(cost)
    }

    /// Reports the repayment of a part of a fixed loan, which was moved there.
    pub(crate) fn restore_fixed(
        &self,
        token: &Word,
        loan: &Loan,
        face: u128,
        cost: u128,
    ) -> Result<(), Failure> {
        let figures = [loan.maturity.into(), face, loan.slope_of(face), cost];
        let restore = request(restoreFixedCall::SELECTOR, token, &figures);
        self.order::<1>(&restore).map(|_| ())
    }

    /// Gives up floating debt of this desk.
    pub(crate) fn write_off(&self, token: &Word, shares: u128) -> Result<(), Failure> {
        let mut request = request(writeOffCall::SELECTOR, token, &[]);
        request
            .append(&[0; 12])
            .append(self.vm().contract_address().as_slice())
            .numbers(&[shares]);
        self.order::<1>(&request).map(|_| ())
    }

    /// The index of a token's floating loans, as of this block.
    #[inline(never)]
    pub(crate) fn index_at_sheet(&self, token: &Word) -> Result<u128, Failure> {
        let question = request(indexOfCall::SELECTOR, token, &[]);
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm(), &self.sheet(), &question, &mut answer)?;
        let [index] = figures_of(size, &answer)?;
        Ok(index)
    }

    /// Has the balance sheet do something; tells the figures it answers with.
    #[inline(never)]
    fn order<const N: usize>(&self, request: &Output) -> Result<[u128; N], Failure> {
        let mut answer = [[0; 32]; N];
        let size = transact(self.vm(), &self.sheet(), request, &mut answer)?;
        figures_of(size, &answer)
    }
}

/// The figures of an answer, saturating; what answers with less is no balance sheet.
#[inline(always)]
fn figures_of<const N: usize>(size: usize, answer: &[Word; N]) -> Result<[u128; N], Failure> {
    if size < answer.as_flattened().len() {
        return Err(Failure::empty());
    }
    Ok(answer.map(|word| number(&word, 16).unwrap_or(u128::MAX)))
}

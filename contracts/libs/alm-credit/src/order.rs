//! What a liquidator asks for.

use alm_stylus::{Failure, arguments::Arguments, host, words::Word};

use crate::{
    desk::Desk,
    errors::{address, someone},
    tokens::{amount, limit},
};

/// What a liquidator asks for: account, debt, loan, collateral, amount, least seized, most paid, receiver, callback.
pub(crate) struct Order<'a> {
    pub(crate) debt: &'a Word,
    pub(crate) debt_index: u8,
    /// Zero for floating debt, else the number of the loan and one.
    pub(crate) loan: u8,
    pub(crate) collateral: &'a Word,
    pub(crate) collateral_index: u8,
    pub(crate) offered: u128,
    pub(crate) least: u128,
    pub(crate) most: u128,
    pub(crate) receiver: &'a Word,
    pub(crate) caller: Word,
    pub(crate) calls_back: bool,
}

impl Desk {
    /// Reads an order.
    #[inline(always)]
    pub(crate) fn order_of<'a>(&self, arguments: &Arguments<'a>) -> Result<Order<'a>, Failure> {
        let (mut loan, mut calls_back) = ([0], [0]);
        arguments.numbers(2, &[1], &mut loan)?;
        arguments.numbers(8, &[1], &mut calls_back)?;
        let ([loan], [calls_back]) = (loan, calls_back);
        let (debt, collateral) = (address(arguments, 1)?, address(arguments, 3)?);
        Ok(Order {
            debt,
            debt_index: self.index_of(debt)?,
            loan: loan as u8,
            collateral,
            collateral_index: self.index_of(collateral)?,
            offered: amount_or_most(arguments, 4)?,
            least: limit(arguments, 5)?,
            most: limit(arguments, 6)?,
            receiver: someone(arguments, 7)?,
            caller: host::sender(self.vm()),
            calls_back: calls_back != 0,
        })
    }
}

/// The amount at an index; more than there can be stands for all.
fn amount_or_most(arguments: &Arguments<'_>, index: usize) -> Result<u128, Failure> {
    if arguments.word(index) == Some(&[u8::MAX; 32]) {
        return Ok(u128::MAX);
    }
    amount(arguments, index)
}

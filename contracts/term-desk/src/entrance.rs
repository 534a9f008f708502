//! Fixed deposits: the caller's tokens go straight to the balance sheet, which says what it will owe for them.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{IFixedBook::fundFixedCall, ITermDesk::ERC6909InvalidReceiver};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    checks::{bounded, not_nothing, not_zero},
    erc6909, host, token,
    words::Output,
};
use stylus_sdk::prelude::*;

use crate::{claims::claim, contract::TermDesk, sheet::request};

/// Bytes of an amount of assets.
const ASSET_BYTES: usize = 12;

impl TermDesk {
    /// Deposits an amount and issues the claim; tells its face. Under the lock.
    ///
    /// Token, maturity, assets, least face, receiver, deadline.
    #[inline(always)]
    pub(crate) fn deposit(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        self.in_time(arguments, 5)?;
        let id = &claim(arguments, 1)?;
        let token = arguments.address(0).ok_or_else(Failure::empty)?;
        let assets = arguments.word(2).ok_or_else(Failure::empty)?;
        let receiver = arguments.address(4).ok_or_else(Failure::empty)?;
        not_zero(receiver, ERC6909InvalidReceiver::SELECTOR)?;
        not_nothing(assets)?;
        let amount = bounded(assets, ASSET_BYTES)?;
        let fund = request(fundFixedCall::SELECTOR, arguments, 4)?;
        token::pull(vm, token, &host::sender(vm), &self.sheet(), amount)?;
        let face = &self.order(&fund)?;
        erc6909::mint(vm, receiver, id, face)?;
        output.append(face);
        Ok(())
    }
}

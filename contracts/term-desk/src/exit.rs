//! Leaving: before maturity at the balance sheet's price, at maturity at face, or into a new deposit.
//!
//! Claims are burned before anything is paid: the payment may run the receiver's code.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    IFixedBook::{defundFixedCall, redeemFixedCall, rollFixedCall},
    ITermDesk::ERC6909InvalidReceiver,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    checks::{in_time, not_nothing, not_zero},
    erc6909,
    words::{Output, Word, add, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    claims::{claim, id, maturity},
    contract::TermDesk,
    sheet::request,
};

/// Who leaves with what.
struct Leaving<'a> {
    id: Word,
    face: &'a Word,
    receiver: &'a Word,
    owner: &'a Word,
}

impl TermDesk {
    /// Sells a claim back; tells what was paid. Under the lock.
    ///
    /// Token, maturity, face, least payment, receiver, owner, deadline.
    #[inline(always)]
    pub(crate) fn exit(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        self.in_time(arguments, 6)?;
        let leaving = Leaving::read(arguments, 4)?;
        let defund = request(defundFixedCall::SELECTOR, arguments, 5)?;
        erc6909::burn(self.vm(), leaving.owner, &leaving.id, leaving.face)?;
        output.append(&self.order(&defund)?);
        Ok(())
    }

    /// Collects a matured claim; tells what was paid. Under the lock.
    ///
    /// Token, maturity, face, receiver, owner.
    #[inline(always)]
    pub(crate) fn redeem(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let leaving = Leaving::read(arguments, 3)?;
        let redeem = request(redeemFixedCall::SELECTOR, arguments, 4)?;
        erc6909::burn(self.vm(), leaving.owner, &leaving.id, leaving.face)?;
        output.append(&self.order(&redeem)?);
        Ok(())
    }

    /// Collects all of several matured claims; tells what was paid in all. Under the lock.
    ///
    /// Token, maturities, receiver, owner.
    #[inline(always)]
    pub(crate) fn redeem_many(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let token = arguments.address(0).ok_or_else(Failure::empty)?;
        let (maturities, count) = arguments.list(1)?;
        let receiver = arguments.address(2).ok_or_else(Failure::empty)?;
        let owner = arguments.address(3).ok_or_else(Failure::empty)?;
        not_zero(receiver, ERC6909InvalidReceiver::SELECTOR)?;
        let mut paid = [0; 32];
        for place in 0..count {
            let maturity = maturity(&maturities, place)?;
            let id = &id(token, maturity);
            let face = &erc6909::balance(vm, owner, id);
            if is_zero(face) {
                continue;
            }
            erc6909::burn(vm, owner, id, face)?;
            let mut redeem = Output::default();
            redeem.append(&redeemFixedCall::SELECTOR);
            redeem.append([*token, *maturity, *face, *receiver].as_flattened());
            // What is paid is at most the face: balances are below 2^128, and the list is shorter than 2^32.
            add(&mut paid, &self.order(&redeem)?);
        }
        output.append(&paid);
        Ok(())
    }

    /// Deposits a matured claim anew; tells the new face. Under the lock.
    ///
    /// Token, old maturity, face, new maturity, least new face, receiver, owner, deadline.
    #[inline(always)]
    pub(crate) fn roll_over(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        self.in_time(arguments, 7)?;
        let leaving = Leaving::read(arguments, 5)?;
        let id = claim(arguments, 3)?;
        let roll = request(rollFixedCall::SELECTOR, arguments, 5)?;
        erc6909::burn(self.vm(), leaving.owner, &leaving.id, leaving.face)?;
        let face = self.order(&roll)?;
        erc6909::mint(self.vm(), leaving.receiver, &id, &face)?;
        output.append(&face);
        Ok(())
    }

    /// Refuses a call after the deadline at an index of its arguments.
    #[inline(never)]
    pub(crate) fn in_time(&self, arguments: &Arguments<'_>, index: usize) -> Result<(), Failure> {
        in_time(self.vm(), arguments.word(index).ok_or_else(Failure::empty)?)
    }
}

impl<'a> Leaving<'a> {
    /// Reads token, maturity and face at the front, and the receiver at an index with the owner behind it.
    #[inline(never)]
    fn read(arguments: &Arguments<'a>, receiver_at: usize) -> Result<Self, Failure> {
        let owner_at = receiver_at.saturating_add(1);
        let leaving = Self {
            id: claim(arguments, 1)?,
            face: arguments.word(2).ok_or_else(Failure::empty)?,
            receiver: arguments.address(receiver_at).ok_or_else(Failure::empty)?,
            owner: arguments.address(owner_at).ok_or_else(Failure::empty)?,
        };
        not_zero(leaving.receiver, ERC6909InvalidReceiver::SELECTOR)?;
        not_nothing(leaving.face)?;
        Ok(leaving)
    }
}

//! An owner, replaced in two steps. There is no way to give ownership up. Slot 0 is the owner, slot 1 the successor.

use alloy_primitives::{Address, B256};
use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IOwned::{
    NotOwner, NotPendingOwner, OwnershipTransferStarted, OwnershipTransferred, ZeroAddress,
};
use stylus_sdk::stylus_core::Host;

use crate::{
    slots,
    words::{Failure, Word, emit, failure},
};

const OWNER: u8 = 0;
const PENDING: u8 = 1;

/// The ownership of the running contract.
#[derive(Debug)]
pub struct Ownable<'a, H>(pub &'a H);

impl<H: Host> Ownable<'_, H> {
    /// The first owner, once.
    ///
    /// # Errors
    /// `NotOwner(caller)` if there is an owner already; `ZeroAddress()`.
    pub fn initialise(&self, owner: Address) -> Result<(), Failure> {
        if !self.owner().is_zero() {
            return Err(failure(NotOwner::SELECTOR, &[self.0.msg_sender().word()]));
        }
        if owner.is_zero() {
            return Err(failure(ZeroAddress::SELECTOR, &[]));
        }
        self.install(owner);
        Ok(())
    }

    /// Refuses everybody but the owner.
    ///
    /// # Errors
    /// `NotOwner(caller)`.
    #[inline(never)]
    pub fn only_owner(&self) -> Result<(), Failure> {
        let caller = self.0.msg_sender().word();
        if caller == self.owner() {
            Ok(())
        } else {
            Err(failure(NotOwner::SELECTOR, &[caller]))
        }
    }

    /// The owner, as a word.
    #[inline(never)]
    pub fn owner(&self) -> B256 {
        slots::read(self.0, &slots::fixed(OWNER))
    }

    /// The named successor, or zero, as a word.
    pub fn pending(&self) -> B256 {
        slots::read(self.0, &slots::fixed(PENDING))
    }

    /// Names a successor, or withdraws the nomination with the zero address.
    ///
    /// # Errors
    /// `NotOwner(caller)`.
    pub fn nominate(&self, successor: Address) -> Result<(), Failure> {
        self.only_owner()?;
        slots::write(self.0, &slots::fixed(PENDING), &successor.word());
        let topics = [
            OwnershipTransferStarted::SIGNATURE_HASH,
            self.owner(),
            successor.word(),
        ];
        emit(self.0, &topics, &[]);
        Ok(())
    }

    /// Makes the caller the owner.
    ///
    /// # Errors
    /// `NotPendingOwner(caller)`.
    pub fn accept(&self) -> Result<(), Failure> {
        let caller = self.0.msg_sender();
        if caller.word() != self.pending() {
            return Err(failure(NotPendingOwner::SELECTOR, &[caller.word()]));
        }
        slots::write(self.0, &slots::fixed(PENDING), &B256::ZERO);
        self.install(caller);
        Ok(())
    }

    fn install(&self, owner: Address) {
        let previous = self.owner();
        slots::write(self.0, &slots::fixed(OWNER), &owner.word());
        emit(
            self.0,
            &[OwnershipTransferred::SIGNATURE_HASH, previous, owner.word()],
            &[],
        );
    }
}

//! An owner, replaced in two steps. There is no way to give ownership up.

use alloc::{vec, vec::Vec};

use alloy_primitives::Address;
use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IOwned::{
    NotOwner, NotPendingOwner, OwnershipTransferStarted, OwnershipTransferred, ZeroAddress,
};
use stylus_sdk::{prelude::*, storage::StorageAddress};

use crate::words::{Failure, Word, emit, failure};

/// The owner and the successor: two slots.
#[storage]
pub struct Ownable {
    owner: StorageAddress,
    pending: StorageAddress,
}

impl Ownable {
    /// The first owner, once, from the constructor.
    ///
    /// # Errors
    /// `ZeroAddress()`.
    pub fn initialise(&mut self, owner: Address) -> Result<(), Failure> {
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
    pub fn only_owner(&self) -> Result<(), Failure> {
        let caller = self.vm().msg_sender();
        if caller == self.owner.get() {
            Ok(())
        } else {
            Err(failure(NotOwner::SELECTOR, &[caller.word()]))
        }
    }

    /// The owner.
    pub fn owner(&self) -> Address {
        self.owner.get()
    }

    /// The named successor, or zero.
    pub fn pending(&self) -> Address {
        self.pending.get()
    }

    /// Names a successor, or withdraws the nomination with the zero address.
    ///
    /// # Errors
    /// `NotOwner(caller)`.
    pub fn nominate(&mut self, successor: Address) -> Result<(), Failure> {
        self.only_owner()?;
        self.pending.set(successor);
        let topics = [
            OwnershipTransferStarted::SIGNATURE_HASH,
            self.owner.get().word(),
            successor.word(),
        ];
        emit(self.vm(), &topics, &[]);
        Ok(())
    }

    /// Makes the caller the owner.
    ///
    /// # Errors
    /// `NotPendingOwner(caller)`.
    pub fn accept(&mut self) -> Result<(), Failure> {
        let caller = self.vm().msg_sender();
        if caller != self.pending.get() {
            return Err(failure(NotPendingOwner::SELECTOR, &[caller.word()]));
        }
        self.pending.set(Address::ZERO);
        self.install(caller);
        Ok(())
    }

    fn install(&mut self, owner: Address) {
        let previous = self.owner.get();
        self.owner.set(owner);
        let topics = [
            OwnershipTransferred::SIGNATURE_HASH,
            previous.word(),
            owner.word(),
        ];
        emit(self.vm(), &topics, &[]);
    }
}

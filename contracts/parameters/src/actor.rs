//! In whose name a call is made.

use alloy_sol_types::SolError;
use alm_abi::IParameters::{NotAdmin, NotGuardian, NotSteward};
use alm_engine::governance::term;
use alm_stylus::{Failure, ownable, words::Word};
use stylus_sdk::prelude::*;

use crate::{
    contract::Parameters,
    errors,
    storage::{ADMIN, GUARD, STEWARD},
};

/// A role, by its number in the interface.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Owner,
    Guardian,
    Steward,
    Admin,
}

/// Who calls, and in whose name.
pub(crate) struct Actor {
    pub(crate) caller: Word,
    pub(crate) role: Role,
}

impl Parameters {
    /// The owner, and nobody else.
    #[inline(never)]
    pub(crate) fn owner(&self) -> Result<Actor, Failure> {
        ownable::only_owner(self.vm())?;
        Ok(Actor {
            caller: self.caller(),
            role: Role::Owner,
        })
    }

    /// The owner or the guardian.
    pub(crate) fn guardian(&self) -> Result<Actor, Failure> {
        self.owner_or(GUARD, Role::Guardian, NotGuardian::SELECTOR)
    }

    /// The owner, or the steward in its term.
    pub(crate) fn steward(&self) -> Result<Actor, Failure> {
        let actor = self.owner_or(STEWARD, Role::Steward, NotSteward::SELECTOR)?;
        if actor.role == Role::Steward {
            term::in_office(self.until(), self.now()).map_err(errors::violated)?;
        }
        Ok(actor)
    }

    /// The steward's admin, and nobody else: the owner has its own functions.
    pub(crate) fn admin(&self) -> Result<Actor, Failure> {
        let caller = self.caller();
        if !self.is_caller(ADMIN, &caller) {
            return Err(Failure::new(NotAdmin::SELECTOR, &[caller]));
        }
        Ok(Actor {
            caller,
            role: Role::Admin,
        })
    }

    /// The owner, or the holder of a slot.
    #[inline(never)]
    fn owner_or(&self, slot: u8, role: Role, error: [u8; 4]) -> Result<Actor, Failure> {
        let caller = self.caller();
        let role = if caller == ownable::owner(self.vm()) {
            Role::Owner
        } else if self.is_caller(slot, &caller) {
            role
        } else {
            return Err(Failure::new(error, &[caller]));
        };
        Ok(Actor { caller, role })
    }
}

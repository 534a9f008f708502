//! The standard case on a chain, and those who act on it.

use std::ops::Deref;

use alm_deploy::standard::StandardCase;

use crate::{Actor, Chain};

/// A deployed standard case. What belongs to one contract stands in that contract's file.
pub struct Fixture {
    /// The chain.
    pub chain: Chain,
    /// Owner of the contracts.
    pub owner: Actor,
    /// Somebody without any role.
    pub alice: Actor,
    /// Somebody else without any role.
    pub bob: Actor,
    case: StandardCase,
}

impl Deref for Fixture {
    type Target = StandardCase;

    /// The fixture is read as the case it holds.
    fn deref(&self) -> &StandardCase {
        &self.case
    }
}

impl Fixture {
    /// A chain, the contracts, and one asset listed at a price of 2,000 with the default rules.
    ///
    /// # Errors
    /// When the contracts are not built (`cargo alm build`), or the chain refuses a step.
    pub async fn new() -> eyre::Result<Self> {
        let chain = Chain::start().await?;
        let (owner, alice, bob) = (
            Actor::owner(&chain).await?,
            Actor::alice(&chain).await?,
            Actor::bob(&chain).await?,
        );
        let case = StandardCase::deploy(owner.account()).await?;
        Ok(Self {
            chain,
            owner,
            alice,
            bob,
            case,
        })
    }
}

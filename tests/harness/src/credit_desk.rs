//! `credit-desk` in tests: both of its interfaces at its one address, and the standard desk on a chain.

use std::{ops::Deref, sync::Arc};

use alm_deploy::{contracts::fixed_book::abi::FixedBook, transport::Client};
pub use alm_deploy::{
    contracts::{
        credit_desk::abi::*,
        credit_terms::abi::{CreditInForce, CreditTerms, TermsInForce},
    },
    standard::{Market, StandardCredit},
};
use ethers::types::{Address, I256, U256};

use crate::{Actor, Chain};

/// What whoever is brought in holds of every token, whole tokens.
const PURSE: u64 = 1_000_000_000;

/// A credit desk at an address.
#[must_use]
pub fn credit_desk(chain: &Chain, address: Address) -> (CreditDesk<Client>, CreditTerms<Client>) {
    let client = Arc::new(chain.client().clone());
    (
        CreditDesk::new(address, Arc::clone(&client)),
        CreditTerms::new(address, client),
    )
}

/// What an action does: the numbers of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// Adds collateral.
    Add = 0,
    /// Withdraws it.
    Withdraw = 1,
    /// Borrows at a floating rate.
    Borrow = 2,
    /// Repays that.
    Repay = 3,
    /// Borrows until a maturity.
    BorrowFixed = 4,
    /// Repays that.
    RepayFixed = 5,
    /// Calls the caller back.
    Call = 6,
}

/// The standard credit desk on a chain.
pub struct CreditPool {
    /// The chain.
    pub chain: Chain,
    /// Owner of the contracts.
    pub owner: Actor,
    case: StandardCredit,
}

impl Deref for CreditPool {
    type Target = StandardCredit;

    /// The pool is read as the case it holds.
    fn deref(&self) -> &StandardCredit {
        &self.case
    }
}

impl CreditPool {
    /// A chain with the standard desk: books with deposits, no terms pushed, no price noted.
    ///
    /// # Errors
    /// When the contracts are not built (`cargo alm build`), or the chain refuses a step.
    pub async fn new() -> eyre::Result<Self> {
        let chain = Chain::start().await?;
        let owner = Actor::owner(&chain).await?;
        let case = StandardCredit::deploy(owner.account()).await?;
        Ok(Self { chain, owner, case })
    }

    /// Somebody with a purse of every token, which the desk and the vaults may take.
    ///
    /// # Errors
    /// When the chain does not let others be impersonated.
    pub async fn citizen(&self, name: &'static str, number: u64) -> eyre::Result<Actor> {
        let citizen = Actor::impersonated(&self.chain, name, number).await?;
        for market in &self.markets {
            let token = market.token;
            let (by, purse) = (self.owner.account(), token.whole(PURSE));
            token.mint(by, citizen.address(), purse).await?;
            let desk = self.desk.address();
            token.approve_all(citizen.account(), desk).await?;
            if let Some(vault) = &market.vault {
                token
                    .approve_all(citizen.account(), vault.address())
                    .await?;
            }
        }
        Ok(citizen)
    }

    /// The fixed side of the balance sheet.
    #[must_use]
    pub fn fixed(&self) -> FixedBook<Client> {
        FixedBook::new(self.sheet.address(), self.sheet.client())
    }

    /// A step of a batch; without a bound on its price.
    #[must_use]
    pub fn action(&self, kind: Kind, place: usize, amount: U256, receiver: Address) -> Action {
        let limit = match kind {
            Kind::BorrowFixed => U256::zero(),
            _ => U256::MAX,
        };
        Action {
            kind: kind as u8,
            asset: self.markets[place].token.address,
            amount,
            limit,
            term: 0,
            receiver,
        }
    }

    /// Publishes a price of a market, written in the newest block.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn publish(&self, place: usize, price: I256) -> eyre::Result<()> {
        let now = self.chain.now().await?;
        let feed = self.markets[place].feed;
        feed.push(self.owner.account(), price, now).await?;
        Ok(())
    }

    /// Publishes the first price of every market, written in the newest block.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn publish_first(&self) -> eyre::Result<()> {
        for place in 0..self.markets.len() {
            self.publish(place, self.markets[place].price).await?;
        }
        Ok(())
    }

    /// Opens the desk to new risk: terms pushed by the monitor, prices noted twice, rates read. An hour passes.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn open(&self) -> eyre::Result<()> {
        let owner = &self.owner;
        self.chain.advance(1).await?;
        self.refresh_rates(owner.account()).await?;
        for asset in self.assets() {
            owner.send(self.monitor.push_terms(asset)).await?;
        }
        for _ in 0..2 {
            self.publish_first().await?;
            owner.send(self.terms.observe(self.assets())).await?;
            self.chain.advance(crate::HOUR).await?;
        }
        self.publish_first().await
    }
}

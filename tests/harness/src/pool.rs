//! The standard pool on a chain, and what depositors and desks do with it.

use std::ops::Deref;

use alm_deploy::{
    bindings::PlainToken,
    deployment::{DeployError, Deployment},
    plan::{BookPlan, Plan},
    record::Record,
    standard::StandardPool,
    token::TestToken,
};
use ethers::types::{Address, TransactionReceipt, U256};

use crate::{Actor, Chain, balance_sheet::Book};

/// What whoever is brought in holds, whole tokens.
const PURSE: u64 = 1_000_000_000;

/// A deployed pool with one book. The owner is its desk.
pub struct Pool {
    /// The chain.
    pub chain: Chain,
    /// Owner of the contracts, and desk.
    pub owner: Actor,
    case: StandardPool,
}

impl Deref for Pool {
    type Target = StandardPool;

    /// The pool is read as the case it holds.
    fn deref(&self) -> &StandardPool {
        &self.case
    }
}

impl Pool {
    /// A pool over a token of that many decimals, with changes to the plan of its book.
    ///
    /// # Errors
    /// When the contracts are not built (`cargo alm build`), or the chain refuses a step.
    pub async fn new(decimals: u8, change: impl FnOnce(&mut BookPlan)) -> eyre::Result<Self> {
        let chain = Chain::start().await?;
        let owner = Actor::owner(&chain).await?;
        let token = TestToken::deploy(owner.account(), decimals).await?;
        Self::over(chain, token, change).await
    }

    /// A pool over a token that anyone may mint.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub async fn over(
        chain: Chain,
        token: TestToken,
        change: impl FnOnce(&mut BookPlan),
    ) -> eyre::Result<Self> {
        let owner = Actor::owner(&chain).await?;
        let purse = token.whole(PURSE);
        token.mint(owner.account(), owner.address(), purse).await?;
        let case = StandardPool::over(owner.account(), token, change).await?;
        Ok(Self { chain, owner, case })
    }

    /// Deploys by a plan, as the tool does that knows of no record: what stands is found and brought to the plan.
    ///
    /// # Errors
    /// [`DeployError`].
    pub async fn run(&self, plan: &Plan) -> Result<Record, DeployError> {
        let deployment = Deployment {
            account: self.owner.account(),
            plan,
            programs: &self.programs,
            record: None,
        };
        deployment.run(&mut |_| ()).await
    }

    /// Somebody with tokens, who has allowed the vault to take them.
    ///
    /// # Errors
    /// When the chain does not let others be impersonated.
    pub async fn holder(&self, name: &'static str, number: u64) -> eyre::Result<Actor> {
        let holder = Actor::impersonated(&self.chain, name, number).await?;
        let (purse, to) = (self.token.whole(PURSE), holder.address());
        self.token.mint(self.owner.account(), to, purse).await?;
        let vault = self.vault.address();
        self.token.approve_all(holder.account(), vault).await?;
        Ok(holder)
    }

    /// What somebody holds of the token.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn tokens(&self, who: Address) -> eyre::Result<U256> {
        let token = PlainToken::new(self.token.address, self.sheet.client());
        Ok(token.balance_of(who).call().await?)
    }

    /// Deposits for oneself.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn deposit(&self, by: &Actor, assets: U256) -> eyre::Result<TransactionReceipt> {
        by.send(self.vault.deposit(assets, by.address())).await
    }

    /// Withdraws an amount of one's own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn withdraw(&self, by: &Actor, assets: U256) -> eyre::Result<TransactionReceipt> {
        let holder = by.address();
        by.send(self.vault.withdraw(assets, holder, holder)).await
    }

    /// Redeems shares of one's own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn redeem(&self, by: &Actor, shares: U256) -> eyre::Result<TransactionReceipt> {
        let holder = by.address();
        by.send(self.vault.redeem(shares, holder, holder)).await
    }

    /// Has a desk draw a loan for a client.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn draw(
        &self,
        desk: &Actor,
        assets: U256,
        client: Address,
    ) -> eyre::Result<TransactionReceipt> {
        let draw = self.sheet.draw(self.token.address, assets, client);
        desk.send(draw).await
    }

    /// Has a desk repay: it moves the tokens, and reports them. Both receipts, in that order.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn restore(
        &self,
        desk: &Actor,
        assets: U256,
    ) -> eyre::Result<[TransactionReceipt; 2]> {
        let (token, sheet) = (self.token, self.sheet.address());
        let moved = token.transfer(desk.account(), sheet, assets).await?;
        let report = self.sheet.restore(token.address, assets);
        Ok([moved, desk.send(report).await?])
    }

    /// Freezes the figures of a day; anyone may.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn strike(&self, by: &Actor) -> eyre::Result<TransactionReceipt> {
        by.send(self.sheet.strike(self.token.address)).await
    }

    /// Reads the rate from the model, a second later: a book says nothing in the second it was touched in. Anyone may.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn refresh_rate(&self, by: &Actor) -> eyre::Result<TransactionReceipt> {
        self.chain.advance(1).await?;
        by.send(self.sheet.refresh_rate(self.token.address)).await
    }

    /// The book as of the newest block.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn book(&self) -> eyre::Result<Book> {
        Ok(self.sheet.book(self.token.address).call().await?)
    }
}

//! The standard pool: one book by the same plan as anywhere, a desk that may lend from it, and deposits.

use std::sync::Arc;

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use crate::{
    account::{Account, SendError},
    artifacts::Programs,
    contracts::{
        balance_sheet::{self, abi::BalanceSheet},
        deposit_vault::{
            self,
            abi::{DepositCall, DepositVault},
        },
        parameters::{self, abi::Parameters},
        rate_model::{self, abi::RateModel},
        redeem_queue::{self, abi::RedeemQueue},
        term_desk::{self, abi::TermDesk},
    },
    deployment::{DeployError, Deployment},
    plan::{BookPlan, DeskPlan, FixedSettings, Plan},
    record::Record,
    token::TestToken,
    transport::Client,
};

/// Name of its book.
pub const BOOK: &str = "USDC";
/// Most its desk may owe, whole tokens.
pub const LENDING_CAP: &str = "10_000_000";
/// Smallest request of its redemption queue, whole tokens.
const SMALLEST_REDEMPTION: &str = "1";
/// What the deployer holds before the seed, whole tokens.
const PURSE: u64 = 1_000_000_000;

/// A pool, deployed.
pub struct StandardPool {
    /// The token of its book.
    pub token: TestToken,
    /// The balance sheet.
    pub sheet: BalanceSheet<Client>,
    /// The vault of the book.
    pub vault: DepositVault<Client>,
    /// The redemption queue of the vault.
    pub queue: RedeemQueue<Client>,
    /// The owner of balance sheet and rate model; its own is the sender.
    pub parameters: Parameters<Client>,
    /// The rate model.
    pub model: RateModel<Client>,
    /// The term desk, where the book takes fixed deposits.
    pub desk: Option<TermDesk<Client>>,
    /// The plan that was followed.
    pub plan: Plan,
    /// The bytes that were deployed.
    pub programs: Programs,
    /// What the deployment recorded.
    pub record: Record,
}

impl StandardPool {
    /// Deploys it over a new token, apart from every other on the same chain, with a term desk. The sender governs it, is
    /// its desk, holds a billion tokens, and allows vault and term desk to take any number of them.
    ///
    /// # Errors
    /// When a contract is not built, or the chain refuses a step.
    pub async fn deploy(account: &Account, decimals: u8) -> Result<Self, DeployError> {
        let token = TestToken::deploy(account, decimals).await?;
        let purse = token.whole(PURSE);
        token.mint(account, account.address(), purse).await?;
        let takes_fixed = |book: &mut BookPlan| book.fixed = Some(FixedSettings::default());
        Self::over(account, token, takes_fixed).await
    }

    /// Deploys it over a token of which the sender holds enough for the seed, with changes to the plan of its book.
    ///
    /// # Errors
    /// As [`Self::deploy`].
    pub async fn over(
        account: &Account,
        token: TestToken,
        change: impl FnOnce(&mut BookPlan),
    ) -> Result<Self, DeployError> {
        let plan = plan(account, token, change);
        let programs = crate::contracts::programs()?;
        let deployment = Deployment {
            account,
            plan: &plan,
            programs: &programs,
            record: None,
        };
        let record = deployment.run(&mut |_| ()).await?;
        let client = Arc::new(account.client().clone());
        let vault = record.address(&deposit_vault::name(&plan.books[0]))?;
        let queue = record.address(&redeem_queue::name(&plan.books[0]))?;
        token.approve_all(account, vault).await?;
        let desk = record.contracts.get(term_desk::PACKAGE);
        let desk = desk.map(|desk| TermDesk::new(desk.address, client.clone()));
        if let Some(desk) = &desk {
            token.approve_all(account, desk.address()).await?;
        }
        Ok(Self {
            desk,
            sheet: BalanceSheet::new(record.address(balance_sheet::PACKAGE)?, client.clone()),
            vault: DepositVault::new(vault, client.clone()),
            queue: RedeemQueue::new(queue, client.clone()),
            parameters: Parameters::new(record.address(parameters::PACKAGE)?, client.clone()),
            model: RateModel::new(record.address(rate_model::PACKAGE)?, client),
            token,
            plan,
            programs,
            record,
        })
    }

    /// Deposits tokens of the sender, who has allowed the vault to take them.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn deposit(&self, by: &Account, assets: U256) -> Result<(), SendError> {
        let (to, data) = self.deposit_call(assets, by.address());
        by.send("depositing", Some(to), data, U256::zero()).await?;
        Ok(())
    }

    /// The call that deposits.
    #[must_use]
    pub fn deposit_call(&self, assets: U256, receiver: Address) -> (Address, Bytes) {
        let call = DepositCall { assets, receiver };
        (self.vault.address(), call.encode().into())
    }
}

fn plan(account: &Account, token: TestToken, change: impl FnOnce(&mut BookPlan)) -> Plan {
    let mut book = BookPlan::new(BOOK, token.address, token.decimals);
    book.desks.push(DeskPlan {
        name: "desk".into(),
        desk: account.address(),
        lending_cap: LENDING_CAP.into(),
    });
    book.smallest_redemption = Some(SMALLEST_REDEMPTION.into());
    change(&mut book);
    Plan {
        // Part of the addresses, as the token's own is of its deployer and nonce.
        network: format!("pool-{:?}", token.address),
        books: vec![book],
        ..Plan::default()
    }
}

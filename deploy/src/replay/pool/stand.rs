//! A pool on a chain in process, and what is done with it.

use ethers::{
    abi::AbiEncode,
    contract::ContractError,
    types::{Address, TransactionReceipt, U256},
    utils::keccak256,
};

use super::settings::{PURSE, PoolSettings};
use crate::{
    contracts::{
        balance_sheet::abi::{
            Book, DefundedFilter, DrawCall, RefreshRateCall, RestoreCall, StrikeCall, StruckFilter,
        },
        deposit_vault::abi::{DepositCall, WithdrawCall, WithdrawFilter},
    },
    convert::to_u128,
    embedded::{Embedded, EmbeddedError},
    flows::MICRO,
    replay::{
        actions::{Actions, message},
        events::told,
    },
    standard::StandardPool,
    token::TestToken,
};

/// Decimals of its token: amounts of flows are its base units.
const DECIMALS: u8 = 6;
/// The cap of deposits is the largest sum of the flows times this: interest comes on top.
const ROOM: u128 = 4;

/// A pool and its depositors.
pub(super) struct Stand {
    pub(super) chain: Embedded,
    pub(super) pool: StandardPool,
    /// The depositors, the largest first.
    pub(super) holders: Vec<Address>,
    pub(super) actions: Actions,
}

/// What an exit did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) paid: u128,
    pub(super) fee: u128,
    pub(super) shares: U256,
}

impl Stand {
    /// Deploys the pool on a new chain whose first block is at `start`, and gives every depositor tokens.
    pub(super) async fn build(
        start: u64,
        settings: &PoolSettings,
        peak: u128,
        depositors: u32,
    ) -> Result<Self, EmbeddedError> {
        let chain = Embedded::start(start).await?;
        let account = chain.account();
        let token = TestToken::deploy(account, DECIMALS).await?;
        let purse = U256::from(PURSE * MICRO);
        token.mint(account, account.address(), purse).await?;
        let cap = (peak.saturating_mul(ROOM)).div_ceil(MICRO).to_string();
        let pool = StandardPool::over(account, token, |book| {
            book.terms = settings.terms.clone();
            book.rate = settings.rate.clone();
            book.terms.deposit_cap.clone_from(&cap);
            for desk in &mut book.desks {
                desk.lending_cap.clone_from(&cap);
            }
        })
        .await?;
        let actions = Actions::new(&pool.record, start);
        let mut stand = Self {
            chain,
            pool,
            holders: Vec::new(),
            actions,
        };
        for number in 0..depositors {
            stand.invite(number, purse).await?;
        }
        stand.chain.set_automine(false)?;
        Ok(stand)
    }

    /// A depositor with tokens, who has allowed the vault to take them.
    async fn invite(&mut self, number: u32, purse: U256) -> Result<(), EmbeddedError> {
        let hash = keccak256(format!("alm/depositor/{number}"));
        let holder = Address::from_slice(&hash[12..]);
        self.chain.impersonate(holder)?;
        let token = self.pool.token;
        token.mint(self.chain.account(), holder, purse).await?;
        let account = crate::account::Account::unlocked(self.chain.client().clone(), holder);
        token
            .approve_all(&account, self.pool.vault.address())
            .await?;
        self.holders.push(holder);
        Ok(())
    }

    /// Sends a transaction in a block of its own at `time`.
    pub(super) fn act(
        &mut self,
        what: &str,
        route: (Address, Address),
        data: Vec<u8>,
        time: u64,
    ) -> Result<TransactionReceipt, EmbeddedError> {
        let message = message(route, data);
        self.actions.act(&self.chain, what, message, time)
    }

    /// Prolongs the programs when it is time.
    pub(super) fn keep_alive(&mut self, time: u64) -> Result<(), EmbeddedError> {
        self.actions.keep_alive(&self.chain, time)
    }

    /// Deposits for a holder; the shares he gets.
    pub(super) fn deposit(
        &mut self,
        holder: usize,
        assets: u128,
        time: u64,
    ) -> Result<(), EmbeddedError> {
        let receiver = self.holder(holder);
        let call = DepositCall {
            assets: assets.into(),
            receiver,
        };
        let route = (receiver, self.pool.vault.address());
        self.act("depositing", route, call.encode(), time).map(drop)
    }

    /// Withdraws for a holder what `maxWithdraw` allows of an amount.
    pub(super) async fn withdraw(
        &mut self,
        holder: usize,
        assets: u128,
        time: u64,
    ) -> Result<Left, EmbeddedError> {
        let owner = self.holder(holder);
        let most = self
            .chain
            .read("maxWithdraw", time, self.pool.vault.max_withdraw(owner))
            .await?;
        let paid = to_u128(most).min(assets);
        // What the guard leaves by rounding is not worth a transaction.
        if paid < MICRO && paid < assets {
            return Ok(Left::default());
        }
        let call = WithdrawCall {
            assets: paid.into(),
            receiver: owner,
            owner,
        };
        let route = (owner, self.pool.vault.address());
        let receipt = self.act("withdrawing", route, call.encode(), time)?;
        let exit = told::<DefundedFilter>(&receipt)
            .next_back()
            .map(|exit| to_u128(exit.fee));
        let burned = told::<WithdrawFilter>(&receipt)
            .next_back()
            .map(|burned| burned.shares);
        Ok(Left {
            paid,
            fee: exit.unwrap_or_default(),
            shares: burned.unwrap_or_default(),
        })
    }

    /// Refreshes the rate and strikes the book, and what the strike told.
    pub(super) fn open_day(&mut self, time: u64) -> Result<Option<StruckFilter>, EmbeddedError> {
        let (token, keeper) = (self.pool.token.address, self.chain.account().address());
        let route = (keeper, self.pool.sheet.address());
        self.act(
            "refreshing the rate",
            route,
            RefreshRateCall { token }.encode(),
            time,
        )?;
        let receipt = self.act("striking", route, StrikeCall { token }.encode(), time)?;
        Ok(told(&receipt).next_back())
    }

    /// Whether the desk could draw that much now.
    pub(super) async fn can_draw(&self, assets: u128, time: u64) -> Result<bool, EmbeddedError> {
        let desk = self.chain.account().address();
        let draw = self
            .pool
            .sheet
            .draw(self.pool.token.address, assets.into(), desk);
        match draw.from(desk).call().await {
            Ok(_) => Ok(true),
            Err(ContractError::Revert(_)) => Ok(false),
            Err(error) => Err(EmbeddedError::read(time, "draw", &error)),
        }
    }

    /// Has the desk draw a loan.
    pub(super) fn draw(&mut self, assets: u128, time: u64) -> Result<(), EmbeddedError> {
        let desk = self.chain.account().address();
        let (token, assets) = (self.pool.token.address, assets.into());
        let call = DrawCall {
            token,
            assets,
            receiver: desk,
        };
        let route = (desk, self.pool.sheet.address());
        self.act("borrowing", route, call.encode(), time).map(drop)
    }

    /// Has the desk repay a part of its loans.
    pub(super) fn restore(&mut self, assets: u128, time: u64) -> Result<(), EmbeddedError> {
        let (desk, sheet) = (self.chain.account().address(), self.pool.sheet.address());
        let (token, assets) = (self.pool.token.address, U256::from(assets));
        let moving = crate::bindings::TransferCall {
            to: sheet,
            value: assets,
        };
        self.act("moving a repayment", (desk, token), moving.encode(), time)?;
        let call = RestoreCall { token, assets };
        self.act("repaying", (desk, sheet), call.encode(), time)
            .map(drop)
    }

    /// The book as of the newest block.
    pub(super) async fn book(&self, time: u64) -> Result<Book, EmbeddedError> {
        self.chain
            .read("book", time, self.pool.sheet.book(self.pool.token.address))
            .await
    }

    fn holder(&self, number: usize) -> Address {
        self.holders.get(number).copied().unwrap_or_default()
    }
}

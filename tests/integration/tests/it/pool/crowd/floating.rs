//! What holders do at the vault.

use alm_harness::Actor;
use ethers::types::{TransactionReceipt, U256};

use super::{
    tally::Kind,
    watch::Nature,
    world::{Crowd, START},
};
use crate::pool::exit_of;

impl Crowd {
    /// Something, or all that somebody brings who had left.
    async fn offered(&mut self, who: &Actor) -> eyre::Result<U256> {
        let held = self.pool.vault.balance_of(who.address()).call().await?;
        let whole = self.pool.token.whole(START);
        let is_poor = held < whole * 100_000;
        Ok(if is_poor && self.chance(2) {
            whole
        } else {
            self.amount()
        })
    }

    pub(super) async fn deposit(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let (vault, who) = (self.pool.vault.clone(), user.address());
        let most = vault.max_deposit(who).call().await?;
        let all = vault.deposit(most, who).from(who).call().await;
        assert!(
            most.is_zero() || all.is_ok(),
            "INV-MAX-01: deposit({most}) {all:?}"
        );
        let assets = self.offered(&user).await?.min(most);
        let preview = vault.preview_deposit(assets).call().await;
        let before = vault.balance_of(who).call().await?;
        let attempt = user.attempt(vault.deposit(assets, who)).await?;
        let Some(entered) = self.taken(Kind::Deposit, attempt) else {
            return Ok(());
        };
        let issued = vault.balance_of(who).call().await? - before;
        assert_eq!(issued, preview?, "INV-MAX-01: previewDeposit({assets})");
        self.saw(Kind::Deposit, Nature::Free, &[entered]).await
    }

    pub(super) async fn mint(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let (vault, who) = (self.pool.vault.clone(), user.address());
        let most = vault.max_mint(who).call().await?;
        let shares = (self.amount() * U256::exp10(6)).min(most);
        let preview = vault.preview_mint(shares).call().await;
        let cash = self.pool.tokens(who).await?;
        let attempt = user.attempt(vault.mint(shares, who)).await?;
        let Some(entered) = self.taken(Kind::Mint, attempt) else {
            return Ok(());
        };
        let paid = cash - self.pool.tokens(who).await?;
        assert_eq!(paid, preview?, "INV-MAX-01: previewMint({shares})");
        self.saw(Kind::Mint, Nature::Free, &[entered]).await
    }

    pub(super) async fn withdraw(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let (vault, who) = (self.pool.vault.clone(), user.address());
        let most = vault.max_withdraw(who).call().await?;
        let all = vault.withdraw(most, who, who).from(who).call().await;
        assert!(
            most.is_zero() || all.is_ok(),
            "INV-MAX-01: withdraw({most}) {all:?}"
        );
        let assets = self.amount().min(most);
        let preview = vault.preview_withdraw(assets).call().await;
        let before = vault.balance_of(who).call().await?;
        let attempt = user.attempt(vault.withdraw(assets, who, who)).await?;
        let Some(left) = self.taken(Kind::Withdraw, attempt) else {
            assert!(assets.is_zero(), "INV-MAX-01: withdraw({assets}) of {most}");
            return Ok(());
        };
        let burned = before - vault.balance_of(who).call().await?;
        assert_eq!(burned, preview?, "INV-MAX-01: previewWithdraw({assets})");
        self.left(Kind::Withdraw, left).await
    }

    pub(super) async fn redeem(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let (vault, who) = (self.pool.vault.clone(), user.address());
        let most = vault.max_redeem(who).call().await?;
        let all = vault.redeem(most, who, who).from(who).call().await;
        assert!(
            most.is_zero() || all.is_ok(),
            "INV-MAX-01: redeem({most}) {all:?}"
        );
        // Sometimes all of it: users come and go.
        let shares = match self.chance(5) {
            true => most,
            false => (self.amount() * U256::exp10(6)).min(most),
        };
        let preview = vault.preview_redeem(shares).call().await;
        let cash = self.pool.tokens(who).await?;
        let attempt = user.attempt(vault.redeem(shares, who, who)).await?;
        let Some(left) = self.taken(Kind::Redeem, attempt) else {
            assert!(
                preview.is_err() || shares.is_zero(),
                "INV-MAX-01: redeem({shares}) of {most}"
            );
            return Ok(());
        };
        let paid = self.pool.tokens(who).await? - cash;
        assert_eq!(paid, preview?, "INV-MAX-01: previewRedeem({shares})");
        self.left(Kind::Redeem, left).await
    }

    async fn left(&mut self, kind: Kind, receipt: TransactionReceipt) -> eyre::Result<()> {
        let fee = exit_of(&receipt).fee;
        self.saw(kind, Nature::Exit(fee), &[receipt]).await
    }

    pub(super) async fn transfer(&mut self) -> eyre::Result<()> {
        let (user, other) = (self.user(), self.user());
        let (vault, who) = (self.pool.vault.clone(), user.address());
        let held = vault.balance_of(who).call().await?;
        let shares = (self.amount() * U256::exp10(6)).min(held);
        let moving = user.attempt(vault.transfer(other.address(), shares));
        let moved = Self::granted(Kind::Transfer, moving.await?);
        self.saw(Kind::Transfer, Nature::Quiet, &[moved]).await
    }
}

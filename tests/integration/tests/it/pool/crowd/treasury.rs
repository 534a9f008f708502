//! Losses, and the pool's own capital.

use alm_harness::treasury_book::{DistributeEquityCall, ProvisionedFilter};
use ethers::types::U256;
use rand::{Rng, seq::IteratorRandom};

use super::{tally::Kind, watch::Nature, world::Crowd};
use crate::pool::heard;

impl Crowd {
    pub(super) async fn act_as_treasury(&mut self) -> eyre::Result<()> {
        match self.random.random_range(0..8) {
            0..=2 => self.provision().await,
            3..=4 => self.write_off().await,
            5 => self.contribute().await,
            _ => self.distribute().await,
        }
    }

    /// Anybody has overdue loans provisioned as they age.
    async fn provision(&mut self) -> eyre::Result<()> {
        let now = self.now;
        let loans = self.positions.loans.iter();
        let late = loans.filter(|loan| loan.maturity <= now);
        let Some(maturity) = late.map(|loan| loan.maturity).choose(&mut self.random) else {
            return Ok(());
        };
        let (token, user, treasury) = (self.token(), self.user(), self.pool.treasury());
        let arrears = treasury.arrears(token, maturity).call().await?;
        assert_eq!(
            arrears.face,
            self.positions.owed_at(maturity),
            "INV-LADDER-01, arrears"
        );
        let want = arrears.required.saturating_sub(arrears.provisioned);
        let call = treasury.provision(token, maturity);
        let provisioned = Self::granted(Kind::Provision, user.attempt(call).await?);
        let said: Option<ProvisionedFilter> = heard(&provisioned);
        let loss = said.map_or_else(U256::zero, |said| said.loss);
        assert_eq!(loss, want, "INV-LOSS-01: what its age demands");
        if loss.is_zero() {
            return self.saw(Kind::Accrue, Nature::Still, &[provisioned]).await;
        }
        self.positions.provision(maturity, loss);
        self.saw(Kind::Provision, Nature::Free, &[provisioned])
            .await
    }

    /// The desk gives up a little of its debt.
    async fn write_off(&mut self) -> eyre::Result<()> {
        let (token, desk) = (self.token(), self.pool.owner.clone());
        let line = self
            .pool
            .sheet
            .line_of(token, desk.address())
            .call()
            .await?;
        let shares = U256::from(line.debt_shares) / self.random.random_range(100..100_000_u64);
        if shares.is_zero() {
            return Ok(());
        }
        let call = self
            .pool
            .treasury()
            .write_off(token, desk.address(), shares);
        let lost = Self::granted(Kind::WriteOff, desk.attempt(call).await?);
        self.saw(Kind::WriteOff, Nature::Free, &[lost]).await
    }

    async fn contribute(&mut self) -> eyre::Result<()> {
        let (token, assets, desk) = (self.token(), self.sizable(), self.pool.owner.clone());
        let paid = self.hand_over(assets).await?;
        let call = self.pool.treasury().contribute_equity(token, assets);
        let taken = Self::granted(Kind::Contribute, desk.attempt(call).await?);
        self.saw(Kind::Contribute, Nature::Free, &[paid, taken])
            .await
    }

    /// The owner pays capital out where the book does not need it.
    async fn distribute(&mut self) -> eyre::Result<()> {
        let (token, owner) = (self.token(), self.pool.owner.clone());
        let assets = self.sizable().min(self.pool.book().await?.equity);
        let call = DistributeEquityCall {
            token,
            assets,
            receiver: owner.address(),
        };
        let attempt = owner.attempt(self.pool.execute(call)).await?;
        let Some(paid) = self.taken(Kind::Distribute, attempt) else {
            return Ok(());
        };
        self.saw(Kind::Distribute, Nature::Still, &[paid]).await
    }
}

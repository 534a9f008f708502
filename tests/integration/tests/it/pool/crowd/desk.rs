//! Fixed deposits that the desk makes for itself, beside the term desk.

use alm_harness::term_desk::{FixedDefundedFilter, FixedFundedFilter, FixedRedeemedFilter};
use ethers::types::{I256, U256};
use rand::Rng;

use super::{tally::Kind, watch::Nature, world::Crowd};
use crate::pool::heard;

impl Crowd {
    pub(super) async fn act_as_desk(&mut self) -> eyre::Result<()> {
        match self.random.random_range(0..7) {
            0..=2 => self.fund_fixed().await,
            3 => self.defund_fixed().await,
            4 => self.redeem_fixed().await,
            _ => self.roll_fixed().await,
        }
    }

    /// The tokens are moved before it is known whether they are taken: if not, neither has happened.
    async fn fund_fixed(&mut self) -> eyre::Result<()> {
        let (maturity, assets) = (self.maturity(), self.sizable());
        let (token, desk, fixed) = (self.token(), self.pool.owner.clone(), self.pool.fixed());
        let preview = fixed
            .preview_fund_fixed(token, maturity, assets)
            .call()
            .await;
        let before = self.pool.chain.snapshot().await?;
        let paid = self.hand_over(assets).await?;
        let fund = fixed.fund_fixed(token, maturity, assets, U256::zero());
        let attempt = desk.attempt(fund).await?;
        let Some(funded) = self.taken(Kind::FundFixed, attempt) else {
            return self.pool.chain.revert(before).await;
        };
        let said: FixedFundedFilter = heard(&funded).expect("it is told");
        assert_eq!(
            said.face, preview?,
            "INV-MAX-01: previewFundFixed({assets})"
        );
        let (who, price) = (desk.address(), assets - said.fee);
        self.positions
            .deposit(who, maturity, said.face, price, self.now);
        let nature = Nature::Lending(said.fee);
        self.saw(Kind::FundFixed, nature, &[paid, funded]).await
    }

    async fn defund_fixed(&mut self) -> eyre::Result<()> {
        let Some((maturity, who, held)) = self.some_claim(false, true) else {
            return Ok(());
        };
        let (token, desk, fixed) = (self.token(), self.pool.owner.clone(), self.pool.fixed());
        let face = self.part(held);
        let preview = fixed
            .preview_defund_fixed(token, maturity, face)
            .call()
            .await;
        let defund = fixed.defund_fixed(token, maturity, face, U256::zero(), who);
        let attempt = desk.attempt(defund).await?;
        let Some(left) = self.taken(Kind::DefundFixed, attempt) else {
            return Ok(());
        };
        let said: FixedDefundedFilter = heard(&left).expect("it is told");
        assert_eq!(
            said.assets, preview?,
            "INV-MAX-01: previewDefundFixed({face})"
        );
        self.positions.leave(who, maturity, face);
        self.saw(Kind::DefundFixed, Nature::Leaving(said.fee), &[left])
            .await
    }

    async fn redeem_fixed(&mut self) -> eyre::Result<()> {
        let Some((maturity, who, held)) = self.some_claim(true, true) else {
            return Ok(());
        };
        let (token, desk) = (self.token(), self.pool.owner.clone());
        let face = self.part(held);
        let redeem = self.pool.fixed().redeem_fixed(token, maturity, face, who);
        let redeemed = Self::granted(Kind::RedeemFixed, desk.attempt(redeem).await?);
        let said: FixedRedeemedFilter = heard(&redeemed).expect("it is told");
        let book = self.pool.book().await?;
        if book.net_value >= I256::zero() {
            assert_eq!((said.face, said.assets), (face, face), "INV-LOSS-01");
        }
        self.positions.take(who, maturity, face);
        self.saw(Kind::RedeemFixed, Nature::Still, &[redeemed])
            .await
    }

    async fn roll_fixed(&mut self) -> eyre::Result<()> {
        let Some((matured, who, held)) = self.some_claim(true, true) else {
            return Ok(());
        };
        let (token, desk) = (self.token(), self.pool.owner.clone());
        let (face, maturity) = (self.part(held), self.maturity());
        let fixed = self.pool.fixed();
        let roll = fixed.roll_fixed(token, matured, face, maturity, U256::zero());
        let attempt = desk.attempt(roll).await?;
        let Some(rolled) = self.taken(Kind::RollFixed, attempt) else {
            return Ok(());
        };
        let said: FixedFundedFilter = heard(&rolled).expect("it is told");
        self.positions.take(who, matured, face);
        let price = face - said.fee;
        self.positions
            .deposit(who, maturity, said.face, price, self.now);
        self.saw(Kind::RollFixed, Nature::Lending(said.fee), &[rolled])
            .await
    }
}

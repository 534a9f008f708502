//! What savers do at the term desk.

use alm_harness::{
    Actor,
    term_desk::{FixedDefundedFilter, FixedFundedFilter},
};
use ethers::types::{Address, U256};
use rand::seq::IteratorRandom;

use super::{tally::Kind, watch::Nature, world::Crowd};
use crate::pool::heard;

impl Crowd {
    /// A claim of a saver that is due, or not due yet; or one of the desk's own.
    pub(super) fn some_claim(&mut self, due: bool, of_desk: bool) -> Option<(u64, Address, U256)> {
        let (now, desk) = (self.now, self.pool.owner.address());
        let claims = self.positions.claims.iter();
        let found = claims
            .filter(|((maturity, _), _)| (*maturity <= now) == due)
            .filter(|((_, holder), _)| (*holder == desk) == of_desk)
            .choose(&mut self.random);
        found.map(|((maturity, holder), face)| (*maturity, *holder, *face))
    }

    /// Sometimes all of it, sometimes a part.
    pub(super) fn part(&mut self, whole: U256) -> U256 {
        match self.chance(2) {
            true => whole,
            false => whole.min(self.amount() * 10),
        }
    }

    pub(super) async fn fixed_deposit(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let (token, who, maturity) = (self.token(), user.address(), self.maturity());
        let assets = self.sizable();
        let preview = self.desk.preview_deposit(token, maturity, assets);
        let preview = preview.call().await;
        let deposit =
            self.desk
                .deposit(token, maturity, assets, U256::zero(), who, self.now.into());
        let attempt = user.attempt(deposit).await?;
        let Some(made) = self.taken(Kind::FixedDeposit, attempt) else {
            return Ok(());
        };
        let said: FixedFundedFilter = heard(&made).expect("it is told");
        assert_eq!(said.face, preview?, "INV-MAX-01: previewDeposit({assets})");
        let price = assets - said.fee;
        self.positions
            .deposit(who, maturity, said.face, price, self.now);
        self.saw(Kind::FixedDeposit, Nature::Lending(said.fee), &[made])
            .await
    }

    pub(super) async fn early_exit(&mut self) -> eyre::Result<()> {
        let Some((maturity, who, held)) = self.some_claim(false, false) else {
            return Ok(());
        };
        let (token, user, face) = (self.token(), self.named(who), self.part(held));
        let preview = self.desk.preview_exit(token, maturity, face).call().await;
        let (least, deadline) = (U256::zero(), self.now.into());
        let exit = self
            .desk
            .exit(token, maturity, face, least, who, who, deadline);
        let attempt = user.attempt(exit).await?;
        let Some(left) = self.taken(Kind::EarlyExit, attempt) else {
            return Ok(());
        };
        let said: FixedDefundedFilter = heard(&left).expect("it is told");
        assert_eq!(said.assets, preview?, "INV-MAX-01: previewExit({face})");
        self.positions.leave(who, maturity, face);
        self.saw(Kind::EarlyExit, Nature::Leaving(said.fee), &[left])
            .await
    }

    /// Somebody has a claim paid that is due, whatever the book is like.
    pub(super) async fn collect(&mut self) -> eyre::Result<()> {
        let Some((maturity, who, held)) = self.some_claim(true, false) else {
            return Ok(());
        };
        let (token, user, face) = (self.token(), self.named(who), self.part(held));
        let cash = self.pool.tokens(who).await?;
        // All the cash may have been lent, as it may of any bank: then it is refused, and waits.
        let redeem = self.desk.redeem(token, maturity, face, who, who);
        let collected = Self::granted(Kind::Collect, user.attempt(redeem).await?);
        assert_eq!(self.pool.tokens(who).await? - cash, face, "INV-GUARD-02");
        self.positions.take(who, maturity, face);
        self.saw(Kind::Collect, Nature::Still, &[collected]).await
    }

    pub(super) async fn roll_over(&mut self) -> eyre::Result<()> {
        let Some((matured, who, held)) = self.some_claim(true, false) else {
            return Ok(());
        };
        let (token, user, face) = (self.token(), self.named(who), self.part(held));
        let maturity = self.maturity();
        let desk = &self.desk;
        let preview = desk.preview_roll_over(token, matured, face, maturity);
        let preview = preview.call().await;
        let (least, deadline) = (U256::zero(), self.now.into());
        let roll = desk.roll_over(token, matured, face, maturity, least, who, who, deadline);
        let attempt = user.attempt(roll).await?;
        let Some(rolled) = self.taken(Kind::RollOver, attempt) else {
            return Ok(());
        };
        let said: FixedFundedFilter = heard(&rolled).expect("it is told");
        assert_eq!(said.face, preview?, "INV-MAX-01: previewRollOver({face})");
        self.positions.take(who, matured, face);
        let price = face - said.fee;
        self.positions
            .deposit(who, maturity, said.face, price, self.now);
        self.saw(Kind::RollOver, Nature::Lending(said.fee), &[rolled])
            .await
    }

    pub(super) async fn give_claim(&mut self) -> eyre::Result<()> {
        let due = self.chance(2);
        let Some((maturity, who, held)) = self.some_claim(due, false) else {
            return Ok(());
        };
        let (user, other): (Actor, Actor) = (self.named(who), self.user());
        let (face, to) = (self.part(held), other.address());
        let id = self.desk.id_of(self.token(), maturity).call().await?;
        let moving = user.attempt(self.desk.transfer(to, id, face));
        let moved = Self::granted(Kind::GiveClaim, moving.await?);
        self.positions.take(who, maturity, face);
        self.positions.give(to, maturity, face);
        self.saw(Kind::GiveClaim, Nature::Quiet, &[moved]).await
    }
}

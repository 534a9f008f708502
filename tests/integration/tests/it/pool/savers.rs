//! Savers with fixed deposits, and a pool that takes them.

use std::collections::BTreeMap;

use alm_deploy::{
    bindings::PlainToken,
    plan::{BookPlan, FixedSettings},
    transport::Client,
};
use alm_harness::{
    Actor, HOUR, Pool,
    term_desk::{FixedBook, TermDesk, TransferFilter},
};
use ethers::{
    contract::parse_log,
    types::{Address, U256},
};

use super::DEPOSIT;

/// Seconds of a week.
pub(super) const WEEK: u64 = 604_800;
/// What each deposits, whole tokens.
const SAVING: u64 = 2_000;

/// Somebody with a claim.
pub(super) struct Saver {
    pub(super) actor: Actor,
    /// What he renews for.
    pub(super) weeks: u64,
    pub(super) maturity: u64,
    pub(super) face: U256,
}

/// A pool with its term desk, floating deposits and a loan.
pub(super) struct Term {
    pub(super) pool: Pool,
    pub(super) desk: TermDesk<Client>,
    pub(super) sheet: FixedBook<Client>,
    currency: PlainToken<Client>,
    pub(super) savers: Vec<Saver>,
}

impl Term {
    pub(super) async fn open() -> eyre::Result<Self> {
        let takes_fixed = |book: &mut BookPlan| {
            book.fixed = Some(FixedSettings::default());
        };
        let pool = Pool::new(6, takes_fixed).await?;
        for holder in 1..=10 {
            let to = Address::repeat_byte(holder);
            let deposit = pool.vault.deposit(pool.token.whole(DEPOSIT), to);
            pool.owner.send(deposit).await?;
        }
        pool.strike(&pool.owner).await?;
        pool.refresh_rate(&pool.owner).await?;
        let client = Address::repeat_byte(0x77);
        let loan = pool.token.whole(2 * DEPOSIT);
        pool.draw(&pool.owner, loan, client).await?;
        pool.chain.advance(HOUR).await?;
        pool.refresh_rate(&pool.owner).await?;
        Ok(Self {
            desk: pool.desk.clone().expect("the plan asks for one"),
            sheet: FixedBook::new(pool.sheet.address(), pool.sheet.client()),
            currency: PlainToken::new(pool.token.address, pool.sheet.client()),
            pool,
            savers: Vec::new(),
        })
    }

    /// A grid date so many weeks after the last.
    pub(super) async fn grid(&self, weeks: u64) -> eyre::Result<u64> {
        Ok((self.pool.chain.now().await? / WEEK + weeks) * WEEK)
    }

    /// Has somebody new deposit.
    pub(super) async fn save(&mut self, number: u64, weeks: u64) -> eyre::Result<()> {
        let assets = self.pool.token.whole(SAVING) + number;
        self.save_amount(number, weeks, assets).await
    }

    /// Has somebody new deposit an amount.
    pub(super) async fn save_amount(
        &mut self,
        number: u64,
        weeks: u64,
        assets: U256,
    ) -> eyre::Result<()> {
        let actor = self.pool.holder("saver", number).await?;
        let token = self.pool.token;
        token
            .approve_all(actor.account(), self.desk.address())
            .await?;
        let maturity = self.grid(weeks).await?;
        let deposit = self.desk.deposit(
            token.address,
            maturity,
            assets,
            assets,
            actor.address(),
            U256::MAX,
        );
        actor.send(deposit).await?;
        let mut saver = Saver {
            actor,
            weeks,
            maturity,
            face: U256::zero(),
        };
        saver.face = self.balance(&saver, maturity).await?;
        assert!(saver.face >= assets, "time is paid for");
        self.savers.push(saver);
        Ok(())
    }

    pub(super) async fn balance(&self, saver: &Saver, maturity: u64) -> eyre::Result<U256> {
        let id = self.desk.id_of(self.pool.token.address, maturity);
        let (id, owner) = (id.call().await?, saver.actor.address());
        Ok(self.desk.balance_of(owner, id).call().await?)
    }

    /// A new week, with its rate and its strike.
    pub(super) async fn next_week(&self) -> eyre::Result<()> {
        let to = self.grid(1).await? + HOUR;
        self.pool.chain.advance_to(to).await?;
        self.pool.refresh_rate(&self.pool.owner).await?;
        self.pool.strike(&self.pool.owner).await?;
        Ok(())
    }

    /// Renews a matured claim.
    pub(super) async fn renew(&self, saver: &Saver) -> eyre::Result<Saver> {
        let maturity = self.grid(saver.weeks).await?;
        let (token, who) = (self.pool.token.address, saver.actor.address());
        let (matured, face) = (saver.maturity, saver.face);
        let renewal =
            self.desk
                .roll_over(token, matured, face, maturity, face, who, who, U256::MAX);
        let receipt = saver.actor.send(renewal).await?;
        let moved: Vec<_> = receipt
            .logs
            .iter()
            .filter(|log| log.address == self.desk.address())
            .filter_map(|log| parse_log::<TransferFilter>(log.clone()).ok())
            .collect();
        let [burned, issued] = moved.as_slice() else {
            panic!("two transfers, not {moved:?}");
        };
        assert_eq!((burned.sender, burned.amount), (who, face));
        assert_eq!((issued.sender, issued.receiver), (Address::zero(), who));
        Ok(Saver {
            actor: saver.actor.clone(),
            weeks: saver.weeks,
            maturity,
            face: issued.amount,
        })
    }

    pub(super) async fn tokens(&self, who: Address) -> eyre::Result<U256> {
        Ok(self.currency.balance_of(who).call().await?)
    }

    /// Claims and ladder agree, date by date; so do cash and tokens.
    pub(super) async fn check(&self) -> eyre::Result<()> {
        let (first, faces) = self.sheet.ladder(self.pool.token.address).call().await?;
        let mut owed = BTreeMap::new();
        for saver in &self.savers {
            let held = self.balance(saver, saver.maturity).await?;
            assert_eq!(held, saver.face, "INV-CLAIM-01");
            let sum = owed.entry(saver.maturity).or_insert(U256::zero());
            *sum += held;
        }
        let low = (U256::one() << 128) - 1;
        for (week, cell) in faces.iter().enumerate() {
            let maturity = first + week as u64 * WEEK;
            let claims = owed.remove(&maturity).unwrap_or_default();
            assert_eq!(*cell & low, claims, "INV-LADDER-01 at {maturity}");
        }
        let due = owed.values().fold(U256::zero(), |sum, face| sum + face);
        let limits = self.sheet.limits(self.pool.token.address).call().await?;
        assert_eq!(limits.matured, due, "INV-LADDER-01, matured");
        let book = self.pool.book().await?;
        let held = self.tokens(self.pool.sheet.address()).await?;
        assert_eq!(held, book.cash, "INV-BOOK-01");
        Ok(())
    }
}

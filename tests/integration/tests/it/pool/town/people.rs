//! Who lives there, and half a year of their lives.

use alm_deploy::transport::Client;
use alm_harness::{
    Actor, DAY, HOUR, KeepAlive, Ledger, Pool, Positions, StoredLadder, WEEK,
    term_desk::{FixedFundedFilter, TermDesk},
};
use ethers::types::{Address, TransactionReceipt, U256};

use super::ARRIVALS;
use crate::pool::{heard, with_everything};

/// Those who keep floating deposits, those who keep fixed ones, and those who leave by the queue.
const KEEPERS: usize = 250;
const SAVERS: usize = 125;
const LEAVERS: usize = 125;
/// The shortest terms of the fixed deposits, weeks.
const TERMS: [u64; 5] = [2, 3, 5, 8, 12];

pub(super) struct Town {
    pub(super) pool: Pool,
    pub(super) desk: TermDesk<Client>,
    pub(super) keepers: Vec<Actor>,
    pub(super) savers: Vec<Actor>,
    pub(super) leavers: Vec<Actor>,
    /// Those of the last whose request is open.
    pub(super) waiting: Vec<Actor>,
    pub(super) ledger: Ledger,
    pub(super) positions: Positions,
    alive: KeepAlive,
    pub(super) now: u64,
}

impl Town {
    pub(super) async fn found() -> eyre::Result<Self> {
        let pool = Pool::new(6, with_everything).await?;
        let desk = pool.desk.clone().expect("the plan asks for one");
        let mut people = Vec::new();
        for number in 0..(KEEPERS + SAVERS + LEAVERS) as u64 {
            let one = pool.holder("saver", number).await?;
            pool.token
                .approve_all(one.account(), desk.address())
                .await?;
            people.push(one);
        }
        let leavers = people.split_off(KEEPERS + SAVERS);
        let savers = people.split_off(KEEPERS);
        let mut town = Self {
            now: pool.chain.now().await?,
            ledger: Ledger::open(&pool).await?,
            alive: KeepAlive::new(&pool).await?,
            positions: Positions::default(),
            waiting: Vec::new(),
            keepers: people,
            savers,
            leavers,
            desk,
            pool,
        };
        town.open().await?;
        Ok(town)
    }

    /// The floating ones come first, as in every bank, and a month goes by.
    async fn open(&mut self) -> eyre::Result<()> {
        let floating: Vec<_> = self.keepers.iter().chain(&self.leavers).cloned().collect();
        for (place, one) in floating.iter().enumerate() {
            let deposit = self.pool.vault.deposit(self.sum(place), one.address());
            let entered = one.attempt(deposit).await?.done("deposit")?;
            self.saw(&[entered]).await?;
        }
        for _ in 0..30 {
            self.next_day().await?;
        }
        Ok(())
    }

    pub(super) async fn saw(&mut self, receipts: &[TransactionReceipt]) -> eyre::Result<()> {
        self.ledger.observe(&self.pool, receipts).await
    }

    /// A week later, an hour after the grid date, somebody looks after the book.
    pub(super) async fn next_week(&mut self) -> eyre::Result<()> {
        self.move_to((self.now / WEEK + 1) * WEEK + HOUR).await
    }

    pub(super) async fn next_day(&mut self) -> eyre::Result<()> {
        self.move_to(self.now + DAY).await
    }

    async fn move_to(&mut self, instant: u64) -> eyre::Result<()> {
        self.now = instant;
        self.pool.chain.advance_to(instant).await?;
        self.alive.renew(&self.pool).await?;
        let (token, keeper) = (self.pool.token.address, self.pool.owner.clone());
        let rate = keeper.attempt(self.pool.sheet.refresh_rate(token)).await?;
        self.saw(&[rate.done("refreshRate")?]).await?;
        let strike = keeper.attempt(self.pool.sheet.strike(token)).await?;
        self.saw(&[strike.done("strike")?]).await
    }

    /// A fifth of those who fix their deposits comes each week of the beginning, with sums of their own.
    pub(super) async fn arrive(&mut self, week: u64) -> eyre::Result<()> {
        let of_week = |place: &usize| *place as u64 % ARRIVALS == week;
        for place in (0..self.savers.len()).filter(of_week) {
            let (one, sum) = (self.savers[place].clone(), self.sum(place));
            self.save(&one, place, sum).await?;
        }
        Ok(())
    }

    /// From a hundred to some thousands, never a round sum.
    fn sum(&self, place: usize) -> U256 {
        let place = place as u64;
        self.pool.token.whole(100 + 37 * (place % 101)) + place * 1_009 + 1
    }

    fn maturity(&self, place: usize) -> u64 {
        (self.now / WEEK + TERMS[place % TERMS.len()]) * WEEK
    }

    async fn save(&mut self, one: &Actor, place: usize, assets: U256) -> eyre::Result<()> {
        let (token, maturity, who) = (self.pool.token.address, self.maturity(place), one.address());
        let deposit = self
            .desk
            .deposit(token, maturity, assets, assets, who, U256::MAX);
        let made = one.attempt(deposit).await?.done("deposit")?;
        let said: FixedFundedFilter = heard(&made).expect("it is told");
        let price = assets - said.fee;
        self.positions
            .deposit(who, maturity, said.face, price, self.now);
        self.saw(&[made]).await
    }

    /// The desk lends in the first half of the town's life, and is repaid in the second.
    pub(super) async fn lend(&mut self, week: u64) -> eyre::Result<()> {
        let (token, owner, sheet) = (self.pool.token, self.pool.owner.clone(), &self.pool.sheet);
        if week < super::WEEKS / 2 {
            let client = Address::repeat_byte(0x77);
            let draw = sheet.draw(token.address, token.whole(12_000) + week, client);
            let drawn = owner.attempt(draw).await?.done("draw")?;
            return self.saw(&[drawn]).await;
        }
        let sum = token.whole(6_000) + week;
        let restore = sheet.restore(token.address, sum);
        let paid = token
            .transfer(owner.account(), self.pool.sheet.address(), sum)
            .await?;
        let restored = owner.attempt(restore).await?.done("restore")?;
        self.saw(&[paid, restored]).await
    }

    /// Claims that are due: every third is paid, the others are renewed, the last time all are paid.
    pub(super) async fn collect_and_renew(&mut self, all: bool) -> eyre::Result<()> {
        for place in 0..self.savers.len() {
            let one = self.savers[place].clone();
            let now = self.now;
            let claims = self.positions.claims.iter();
            let mut due = claims.filter(|((due, who), _)| *due <= now && *who == one.address());
            let Some(((matured, who), face)) = due.next().map(|(key, face)| (*key, *face)) else {
                continue;
            };
            if all || place % 3 == 0 {
                self.collect(&one, matured, face).await?;
                continue;
            }
            let (token, maturity) = (self.pool.token.address, self.maturity(place));
            let last = U256::MAX;
            let renewal = self
                .desk
                .roll_over(token, matured, face, maturity, face, who, who, last);
            let renewed = one.attempt(renewal).await?.done("rollOver")?;
            let said: FixedFundedFilter = heard(&renewed).expect("it is told");
            self.positions.take(who, matured, face);
            let price = face - said.fee;
            self.positions.deposit(who, maturity, said.face, price, now);
            self.saw(&[renewed]).await?;
        }
        Ok(())
    }

    /// A claim is paid its face, to the unit.
    pub(super) async fn collect(&mut self, one: &Actor, due: u64, face: U256) -> eyre::Result<()> {
        let (token, who) = (self.pool.token.address, one.address());
        let before = self.pool.tokens(who).await?;
        let redeem = self.desk.redeem(token, due, face, who, who);
        let paid = one.attempt(redeem).await?.done("INV-GUARD-02")?;
        assert_eq!(self.pool.tokens(who).await?, before + face, "INV-GUARD-02");
        self.positions.take(who, due, face);
        self.saw(&[paid]).await
    }

    pub(super) async fn check(&mut self) -> eyre::Result<()> {
        let limits = self.pool.limits().await?;
        self.positions.check(&self.ledger.book, &limits, self.now);
        self.positions.forget_past(self.now);
        self.positions.check_ladder(&self.pool).await?;
        StoredLadder::read(&self.pool).await?.check();
        assert_eq!(
            limits.reserved,
            self.ledger.reserved.into_raw(),
            "INV-QUEUE-01"
        );
        Ok(())
    }
}

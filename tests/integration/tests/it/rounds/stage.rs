//! A desk and an engine on a feed that plays rounds, and who keeps watch.
//!
//! Times are moved by whole hours, to where the chain begins: what slots a round falls into, and how long it is silent, stay
//! as they were.

mod silences;

use std::sync::Arc;

use alm_deploy::{
    contracts::{
        credit_terms::abi::{AssetConfig, CollateralTerms},
        risk_engine::abi::SampledFilter,
    },
    token::TestToken,
    transport::Client,
};
use alm_harness::{
    Actor, DAY, HOUR, KeepAlive,
    credit_desk::{Action, CreditPool, Kind},
    risk_engine::list,
};
use ethers::{
    abi::Token,
    contract::{ContractCall, parse_log},
    types::{I256, U256},
};
use eyre::OptionExt;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    history::{Round, usual_silence},
    samples::{Samples, follows_hole},
};

ethers::contract::abigen!(PhaseFeed, "artifacts/PhaseFeed.json");

/// Places of the markets of the pool that are used: what is borrowed, and whose settings the engine takes.
const USDC: usize = 0;
const WETH: usize = 1;
/// Most silences that are looked into.
const SILENCES: usize = 150;
/// Worth of what whoever borrows pledges at least, whole units.
const PLEDGED: u128 = 20_000;
/// A whole price, 1e-8.
const WHOLE: u128 = 100_000_000;
/// How long terms are pushed for.
const TERMS_LIFE: u64 = 25 * DAY;
/// Seed of when the keeper comes.
const SEED: u64 = 7;

/// What was played.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// Rounds whose price the desk told to the unit.
    pub(super) priced: usize,
    /// Rounds the engine took as samples.
    pub(super) sampled: usize,
    /// Slots that were lost where the aggregator changed.
    pub(super) lost: usize,
    /// Silences longer than the heartbeat that were looked into.
    pub(super) silences: usize,
    /// Times the aggregator changed.
    pub(super) phases: usize,
}

/// A desk, an engine and a feed.
pub(super) struct Stage<'a> {
    pool: CreditPool,
    rounds: &'a [Round],
    feed: PhaseFeed<Client>,
    token: TestToken,
    /// Whole tokens each of the two has pledged.
    pledged: u128,
    debtor: Actor,
    saver: Actor,
    heartbeat: u64,
    shift: i64,
    alive: KeepAlive,
    terms_end: u64,
    noted_at: u64,
    samples: Samples,
    dice: ChaCha8Rng,
    pub(super) tally: Tally,
}

impl<'a> Stage<'a> {
    /// Lists a new asset with its first round, and has two accounts pledge it; one of them borrows.
    pub(super) async fn build(rounds: &'a [Round]) -> eyre::Result<Self> {
        let pool = CreditPool::new().await?;
        let first = rounds.first().ok_or_eyre("a round")?;
        let begin = (pool.chain.now().await? / HOUR + 3) * HOUR + first.time % HOUR;
        let by = pool.owner.account();
        let token = TestToken::deploy(by, 18).await?;
        let mut init = PHASEFEED_BYTECODE.to_vec();
        init.extend(ethers::abi::encode(&[Token::Uint(8.into())]));
        let sent = by.send("deploying a feed", None, init.into(), U256::zero());
        let address = sent.await?.contract_address.ok_or_eyre("an address")?;
        let mut stage = Self {
            feed: PhaseFeed::new(address, Arc::new(pool.chain.client().clone())),
            pledged: (PLEDGED * WHOLE).div_ceil(first.price),
            debtor: pool.citizen("debtor", 0).await?,
            saver: pool.citizen("saver", 1).await?,
            heartbeat: usual_silence(rounds)?,
            shift: i64::try_from(begin)? - i64::try_from(first.time)?,
            alive: KeepAlive::of(&pool.chain, &pool.record).await?,
            terms_end: 0,
            noted_at: 0,
            samples: Samples::default(),
            dice: ChaCha8Rng::seed_from_u64(SEED),
            tally: Tally::default(),
            rounds,
            token,
            pool,
        };
        stage.tell(0).await?;
        stage.list().await?;
        stage.pledge().await?;
        Ok(stage)
    }

    /// Has engine and desk list the asset, and opens the desk to new risk.
    async fn list(&mut self) -> eyre::Result<()> {
        let (pool, asset, feed) = (&self.pool, self.token.address, self.feed.address());
        let plan = &pool.plan.assets[WETH];
        let terms = plan.terms(pool.chain.now().await?)?;
        let list = list(&pool.engine, (asset, feed), true, terms);
        pool.owner.send(list).await?;
        let config = AssetConfig {
            feed,
            heartbeat: u32::try_from(self.heartbeat)?,
            price_floor: 1,
            price_ceiling: 10u128.pow(16),
            group: 9,
            minimum_exponent: 12,
            cap: 1 << 95,
        };
        pool.owner
            .send(pool.terms.list_asset(asset, config))
            .await?;
        let source = pool.terms.set_risk_source(pool.owner.address());
        pool.owner.send(source).await?;
        // An instant is kept to 256 seconds, and half an hour has to lie between two.
        self.note().await?;
        self.pool.chain.advance(HOUR / 2 + 300).await?;
        self.note().await?;
        Ok(())
    }

    /// Both accounts pledge as much; the first owes a thousand, the second nothing.
    async fn pledge(&self) -> eyre::Result<()> {
        let amount = U256::from(self.pledged) * U256::exp10(18);
        for citizen in [&self.debtor, &self.saver] {
            let (by, desk) = (self.pool.owner.account(), self.pool.desk.address());
            self.token.mint(by, citizen.address(), amount).await?;
            self.token.approve_all(citizen.account(), desk).await?;
            let add = vec![self.step(Kind::Add, amount, citizen)];
            citizen.send(self.batch(citizen, add)).await?;
        }
        let borrow = vec![self.borrow(1_000, &self.debtor)];
        self.debtor.send(self.batch(&self.debtor, borrow)).await?;
        Ok(())
    }

    /// Plays every round after the first. A keeper comes now and then, and always right after a hole in the numbers.
    pub(super) async fn play(&mut self) -> eyre::Result<()> {
        let rounds = self.rounds;
        for place in 1..rounds.len() {
            let [before, round] = [rounds[place - 1], rounds[place]];
            let is_silent = round.time - before.time > self.heartbeat;
            let is_looked_into = is_silent && self.tally.silences < SILENCES;
            if is_looked_into {
                self.look_into(before).await?;
            }
            self.alive
                .renew_by(&self.pool.owner, &self.pool.chain)
                .await?;
            self.tell(place).await?;
            self.check_price(round).await?;
            self.tally.phases += usize::from(before.phase() != round.phase());
            if is_looked_into {
                self.refresh().await?;
                let borrow = vec![self.borrow(10, &self.saver)];
                self.batch(&self.saver, borrow).call().await?;
            }
            let is_last = place + 1 == rounds.len();
            if is_last || follows_hole(before, round) || self.dice.random_ratio(1, 3) {
                self.keep(place).await?;
            }
        }
        Ok(())
    }

    /// Writes a round, in a block of its own second unless another was made in it.
    async fn tell(&self, place: usize) -> eyre::Result<()> {
        let round = self.rounds[place];
        let time = self.time(round);
        if time > self.pool.chain.now().await? {
            self.pool.chain.next_block_at(time).await?;
        }
        let (answer, written) = (I256::from(round.price), U256::from(time));
        let play = self.feed.play(round.id, answer, written, written, round.id);
        self.pool.owner.send(play).await?;
        Ok(())
    }

    /// The desk counts what was pledged at the very price that was told.
    async fn check_price(&mut self, round: Round) -> eyre::Result<()> {
        let standing = self.pool.desk.standing(self.saver.address()).call().await?;
        let want = U256::from(self.pledged * round.price) * U256::exp10(10);
        assert_eq!(standing.owned, want, "{round:?}");
        self.tally.priced += 1;
        Ok(())
    }

    /// Samples what is due, until nothing is, and compares it with a look at every round.
    async fn keep(&mut self, place: usize) -> eyre::Result<()> {
        let mut taken = Vec::new();
        loop {
            let poke = self.pool.engine.poke(self.token.address);
            let receipt = self.pool.owner.send(poke).await?;
            let logs = receipt.logs.into_iter().map(parse_log::<SampledFilter>);
            let samples: Vec<_> = logs.filter_map(Result::ok).collect();
            if samples.is_empty() {
                break;
            }
            let told = samples
                .iter()
                .map(|it| (it.round_id, it.price.as_u128(), it.updated_at));
            taken.extend(told);
        }
        let due = self.samples.due(&self.rounds[..=place]);
        let due = due.into_iter().map(|place| self.rounds[place]);
        let due: Vec<_> = due.map(|it| (it.id, it.price, self.time(it))).collect();
        assert_eq!(taken, due, "INV-RISK-02: at round {place}");
        self.tally.sampled += taken.len();
        self.tally.lost = self.samples.lost;
        if self.pool.chain.now().await? >= self.noted_at + HOUR {
            self.note().await?;
        }
        Ok(())
    }

    /// What the desk needs beside this feed: a young price of what is lent, terms in force, a rate.
    async fn refresh(&mut self) -> eyre::Result<()> {
        let (pool, now) = (&self.pool, self.pool.chain.now().await?);
        pool.publish(USDC, pool.markets[USDC].price).await?;
        let rate = pool.sheet.refresh_rate(pool.markets[USDC].token.address);
        pool.owner.send(rate).await?;
        if now + DAY < self.terms_end {
            return Ok(());
        }
        self.terms_end = now + TERMS_LIFE;
        for asset in [self.token.address, pool.markets[USDC].token.address] {
            let terms = CollateralTerms {
                open_ltv: 5_000_000,
                threshold: 8_000_000,
                bonus: 500_000,
                ramp_end: 0,
                valid_until: self.terms_end,
            };
            pool.owner
                .send(pool.terms.set_collateral_terms(asset, terms))
                .await?;
        }
        Ok(())
    }

    /// Notes the prices of both assets.
    async fn note(&mut self) -> eyre::Result<()> {
        self.refresh().await?;
        let assets = vec![self.token.address, self.pool.markets[USDC].token.address];
        self.pool
            .owner
            .send(self.pool.terms.observe(assets))
            .await?;
        self.noted_at = self.pool.chain.now().await?;
        Ok(())
    }

    fn time(&self, round: Round) -> u64 {
        round.time.saturating_add_signed(self.shift)
    }

    fn batch(&self, who: &Actor, actions: Vec<Action>) -> ContractCall<Client, ()> {
        let batch = self.pool.desk.execute(who.address(), U256::MAX, actions);
        batch.from(who.address())
    }

    fn step(&self, kind: Kind, amount: U256, who: &Actor) -> Action {
        Action {
            asset: self.token.address,
            ..self.pool.action(kind, USDC, amount, who.address())
        }
    }

    fn borrow(&self, count: u64, who: &Actor) -> Action {
        let amount = self.pool.markets[USDC].token.whole(count);
        self.pool.action(Kind::Borrow, USDC, amount, who.address())
    }
}

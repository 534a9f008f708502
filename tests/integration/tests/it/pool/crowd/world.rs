//! Who is there, and who does what next.

use alm_deploy::transport::Client;
use alm_harness::{
    Actor, KeepAlive, Ledger, Pool, Positions,
    balance_sheet::Terms,
    term_desk::{FixedTerms, Limits, SetFixedLineCall, TermDesk},
    treasury_book::SetBufferCall,
};
use ethers::types::{Address, I256, U256};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::tally::Tally;
use crate::pool::with_everything;

const USERS: u64 = 100;
/// Deposits before lending, and what who comes back brings, whole tokens.
pub(super) const START: u64 = 20_000;
/// Caps of the desk's fixed loans and deposits, whole tokens.
const CAPS: [u64; 2] = [1_500_000, 300_000];
/// In the middle of so many actions a wave of redemptions begins, and lasts for so many.
const CALM: u32 = 500;
const WAVE: u32 = 80;

pub(super) struct Crowd {
    pub(super) pool: Pool,
    pub(super) users: Vec<Actor>,
    pub(super) buffer: Actor,
    pub(super) desk: TermDesk<Client>,
    pub(super) ledger: Ledger,
    pub(super) limits: Limits,
    pub(super) positions: Positions,
    pub(super) terms: Terms,
    pub(super) fixed_terms: FixedTerms,
    pub(super) random: ChaCha8Rng,
    pub(super) alive: KeepAlive,
    /// When the book was last looked at.
    pub(super) seen: u64,
    pub(super) now: u64,
    pub(super) tally: Tally,
    steps: u32,
    /// How much longer everybody queues to leave.
    wave: u32,
}

impl Crowd {
    pub(super) async fn gather(decimals: u8, seed: u64) -> eyre::Result<Self> {
        let pool = Pool::new(decimals, with_everything).await?;
        let desk = pool.desk.clone().expect("the plan asks for one");
        let mut users = Vec::new();
        for number in 0..USERS {
            let user = pool.holder("user", number).await?;
            pool.token
                .approve_all(user.account(), desk.address())
                .await?;
            pool.deposit(&user, pool.token.whole(START)).await?;
            users.push(user);
        }
        let buffer = pool.holder("buffer", 0).await?;
        appoint(&pool, &buffer).await?;
        pool.chain.advance(1).await?;
        pool.refresh_rate(&pool.owner).await?;
        pool.strike(&pool.owner).await?;
        let now = pool.chain.now().await?;
        let fixed_terms = pool.fixed().fixed_terms(pool.token.address);
        Ok(Self {
            ledger: Ledger::open(&pool).await?,
            limits: pool.limits().await?,
            terms: pool.terms().await?,
            fixed_terms: fixed_terms.call().await?,
            alive: KeepAlive::new(&pool).await?,
            positions: Positions::default(),
            random: ChaCha8Rng::seed_from_u64(seed),
            tally: Tally::default(),
            seen: now,
            steps: 0,
            wave: 0,
            now,
            pool,
            users,
            buffer,
            desk,
        })
    }

    /// From a base unit to a few thousand tokens, every magnitude alike.
    pub(super) fn amount(&mut self) -> U256 {
        let digits = self.random.random_range(0..self.decimals() + 4);
        U256::exp10(digits) * U256::from(self.random.random_range(1..10_u64))
    }

    /// The same of what has to be a whole token at least.
    pub(super) fn sizable(&mut self) -> U256 {
        let digits = self.random.random_range(0..4);
        let size = U256::exp10(self.decimals() + digits);
        size * U256::from(self.random.random_range(10..100_u64)) / 10
    }

    fn decimals(&self) -> usize {
        self.pool.token.decimals.into()
    }

    pub(super) fn token(&self) -> Address {
        self.pool.token.address
    }

    pub(super) fn user(&mut self) -> Actor {
        let found = self.users.choose(&mut self.random);
        found.expect("there are users").clone()
    }

    /// Whoever has that address.
    pub(super) fn named(&self, who: Address) -> Actor {
        let mut users = self.users.iter();
        let found = users.find(|user| user.address() == who);
        found.unwrap_or(&self.pool.owner).clone()
    }

    pub(super) fn chance(&mut self, one_in: u32) -> bool {
        self.random.random_range(0..one_in) == 0
    }

    /// A grid date so many weeks ahead, mostly near.
    pub(super) fn maturity(&mut self) -> u64 {
        let far = [1, 2, 4, 8, 26, 104];
        let most = *far.choose(&mut self.random).expect("some");
        let weeks = self.random.random_range(1..=most);
        (self.now / alm_harness::WEEK + weeks) * alm_harness::WEEK
    }

    /// How far the surplus is above an edge, in basis points of the scale; nothing if it is below.
    pub(super) fn room(&self, edge: u16) -> U256 {
        let least = (self.limits.scale * edge + 9_999) / 10_000;
        let above = self.limits.surplus - I256::from_raw(least);
        above.max(I256::zero()).into_raw()
    }

    pub(super) async fn step(&mut self) -> eyre::Result<()> {
        self.steps += 1;
        if self.steps % CALM == CALM / 2 {
            self.wave = WAVE;
        }
        // A wave is over within hours.
        if self.wave == 0 || self.chance(20) {
            self.pass_time().await?;
        }
        if self.wave > 0 {
            self.wave -= 1;
            if !self.chance(4) {
                return self.request_all().await;
            }
        }
        if self.short() > U256::zero() && self.chance(4) {
            return self.draw_buffer().await;
        }
        match self.random.random_range(0..100) {
            0..=6 => self.deposit().await,
            7..=9 => self.mint().await,
            10..=13 => self.withdraw().await,
            14..=18 => self.redeem().await,
            19..=21 => self.transfer().await,
            22..=25 => self.request().await,
            26..=27 => self.cancel().await,
            28..=32 => self.settle().await,
            33..=37 => self.claim().await,
            38..=43 => self.fixed_deposit().await,
            44..=46 => self.early_exit().await,
            47..=51 => self.collect().await,
            52..=55 => self.roll_over().await,
            56..=57 => self.give_claim().await,
            58..=63 => self.draw().await,
            64..=68 => self.restore().await,
            69..=75 => self.draw_fixed().await,
            76..=78 => self.restore_early().await,
            79..=82 => self.restore_late().await,
            83..=89 => self.act_as_desk().await,
            90..=95 => self.act_as_treasury().await,
            _ => self.act_as_buffer().await,
        }
    }
}

/// Gives the desk its lines and the book its buffer.
async fn appoint(pool: &Pool, buffer: &Actor) -> eyre::Result<()> {
    let (token, owner) = (pool.token.address, &pool.owner);
    let [loan_cap, deposit_cap] = CAPS.map(|cap| pool.token.whole(cap).as_u128());
    let desk = owner.address();
    let line = SetFixedLineCall {
        token,
        desk,
        loan_cap,
        deposit_cap,
    };
    owner.send(pool.execute(line)).await?;
    let pool_of = buffer.address();
    let named = SetBufferCall {
        token,
        pool: pool_of,
    };
    owner.send(pool.execute(named)).await?;
    Ok(())
}

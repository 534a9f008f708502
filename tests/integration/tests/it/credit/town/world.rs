//! Who is there, and who does what next.

use std::collections::BTreeMap;

use alm_harness::{Actor, credit_desk::CreditPool};
use ethers::types::{I256, U256};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    model::{Holdings, Sight},
    tally::Tally,
};

/// Borrowers.
pub(super) const BORROWERS: usize = 12;
/// All time that passes in a campaign, at most: programs live for a year.
const SPAN: u64 = 280 * alm_harness::DAY;
/// The longest average pause between two actions, seconds.
const SLOWEST: u64 = alm_harness::DAY / 2;

pub(super) struct Town {
    pub(super) pool: CreditPool,
    pub(super) borrowers: Vec<Actor>,
    pub(super) liquidator: Actor,
    pub(super) savers: Vec<Actor>,
    /// What every borrower has.
    pub(super) holdings: Vec<Holdings>,
    /// Who may act for whom.
    pub(super) operators: BTreeMap<(usize, usize), bool>,
    pub(super) sights: [Sight; 4],
    /// Prices as published, and when; a dead feed has none.
    pub(super) prices: [(Option<I256>, u64); 4],
    /// Credit for diversification: of new risk, of liquidation.
    pub(super) credit: [u32; 2],
    pub(super) random: ChaCha8Rng,
    pub(super) now: u64,
    /// When terms in force were last read.
    pub(super) looked_at: u64,
    /// The average pause between two actions.
    pub(super) pace: u64,
    /// Until when feeds are dead, and whether they are.
    pub(super) dead_until: Option<u64>,
    /// When the engine was last told of depths.
    pub(super) reported: u64,
    pub(super) tally: Tally,
}

impl Town {
    pub(super) async fn settle(seed: u64, actions: u32) -> eyre::Result<Self> {
        let pool = CreditPool::new().await?;
        let mut borrowers = Vec::new();
        for number in 0..BORROWERS {
            borrowers.push(pool.citizen("borrower", number as u64).await?);
        }
        let mut savers = Vec::new();
        for number in 0..3 {
            savers.push(pool.citizen("saver", number).await?);
        }
        let liquidator = pool.citizen("liquidator", 0).await?;
        pool.open().await?;
        let now = pool.chain.now().await?;
        let mut town = Self {
            holdings: vec![Holdings::default(); borrowers.len()],
            operators: BTreeMap::new(),
            sights: Default::default(),
            prices: std::array::from_fn(|place| (Some(pool.markets[place].price), now)),
            credit: [0; 2],
            random: ChaCha8Rng::seed_from_u64(seed),
            pace: (SPAN / u64::from(actions)).min(SLOWEST),
            dead_until: None,
            reported: now,
            looked_at: now,
            tally: Tally::default(),
            now,
            pool,
            borrowers,
            liquidator,
            savers,
        };
        town.look().await?;
        Ok(town)
    }

    /// From a base unit to a hundred thousand in the quote currency, every magnitude alike.
    pub(super) fn amount(&mut self, place: usize) -> U256 {
        let market = &self.pool.markets[place];
        let (unit, price) = (market.token.whole(1), market.price.into_raw());
        let digits = self.random.random_range(0..8);
        let worth = U256::exp10(digits) * self.random.random_range(10..100_u64);
        // Worth in hundredths, at the first price.
        (worth * unit * U256::exp10(6) / price / 100).max(U256::one())
    }

    pub(super) fn chance(&mut self, one_in: u32) -> bool {
        self.random.random_range(0..one_in) == 0
    }

    pub(super) fn some_borrower(&mut self) -> usize {
        self.random.random_range(0..self.borrowers.len())
    }

    /// A book's market.
    pub(super) fn some_book(&mut self) -> usize {
        self.random.random_range(0..3)
    }

    pub(super) fn some_market(&mut self) -> usize {
        self.random.random_range(0..4)
    }

    /// A grid date some weeks ahead.
    pub(super) fn maturity(&mut self) -> u64 {
        let most = *[1, 2, 4, 26].choose(&mut self.random).expect("some");
        let weeks = self.random.random_range(1..=most);
        (self.now / alm_harness::WEEK + weeks) * alm_harness::WEEK
    }

    pub(super) async fn step(&mut self) -> eyre::Result<()> {
        self.pass_time().await?;
        if self.chance(3) && self.liquidate_somebody().await? {
            return Ok(());
        }
        match self.random.random_range(0..100) {
            0..=13 => self.add().await,
            14..=22 => self.withdraw().await,
            23..=35 => self.borrow().await,
            36..=43 => self.borrow_fixed().await,
            44..=48 => self.leverage().await,
            49..=51 => self.flash().await,
            52..=60 => self.repay().await,
            61..=66 => self.repay_fixed().await,
            67..=69 => self.roll_over().await,
            70..=77 => self.liquidate_at_random().await,
            78..=80 => self.appoint().await,
            81..=82 => self.change_offers().await,
            83..=86 => self.save().await,
            87..=89 => self.take_out().await,
            90..=94 => self.keep().await,
            95..=97 => self.report().await,
            _ => self.intrude().await,
        }
    }
}

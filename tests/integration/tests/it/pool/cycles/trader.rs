//! Somebody who can use every door, alone: holder, saver, and the desk's only client.

use alm_deploy::transport::Client;
use alm_harness::{Actor, Attempt, Pool, WEEK, term_desk::TermDesk};
use ethers::types::{TransactionReceipt, U256};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

use super::worlds::World;

/// Weeks to the maturities in use.
const WEEKS: [u64; 3] = [2, 13, 60];
/// What he begins with of everything, whole tokens.
const STAKE: u64 = 20_000;
const SEED: u64 = 0x6379_636c;

/// A fixed loan of his.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loan {
    pub(super) maturity: u64,
    pub(super) face: U256,
    pub(super) slope: U256,
}

/// What he has, and what he owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holdings {
    pub(super) tokens: U256,
    pub(super) shares: U256,
    pub(super) debt: U256,
    pub(super) claims: Vec<U256>,
    pub(super) loans: Vec<U256>,
}

pub(super) struct Trader {
    pub(super) pool: Pool,
    pub(super) actor: Actor,
    pub(super) owner: Actor,
    pub(super) desk: TermDesk<Client>,
    pub(super) maturities: Vec<u64>,
    pub(super) loans: Vec<Loan>,
    pub(super) random: ChaCha8Rng,
    /// What he did, for the record of a failure.
    pub(super) path: Vec<String>,
    pub(super) now: u64,
}

/// Where he can go back to.
pub(super) struct Remembered {
    snapshot: U256,
    loans: Vec<Loan>,
}

impl Trader {
    pub(super) async fn open(world: World) -> eyre::Result<Self> {
        let pool = world.open().await?;
        let actor = pool.holder("trader", 0).await?;
        let desk = pool.desk.clone().expect("the plan asks for one");
        pool.token
            .approve_all(actor.account(), desk.address())
            .await?;
        let now = pool.chain.now().await?;
        let mut trader = Self {
            random: ChaCha8Rng::seed_from_u64(SEED ^ world as u64),
            maturities: WEEKS.map(|weeks| (now / WEEK + weeks) * WEEK).to_vec(),
            owner: pool.owner.clone(),
            loans: Vec::new(),
            path: Vec::new(),
            now,
            actor,
            desk,
            pool,
        };
        trader.begin().await?;
        world.unbalance(&trader.pool, &trader.actor).await?;
        Ok(trader)
    }

    /// He begins with something of everything, so that he can also leave first and return.
    async fn begin(&mut self) -> eyre::Result<()> {
        let stake = self.pool.token.whole(STAKE);
        let all = [self.deposit(stake).await?, self.draw(stake).await?];
        assert!(all.into_iter().all(|done| done), "he begins with a stake");
        for place in 0..WEEKS.len() {
            let saved = self.save(place, stake / 4).await?;
            let lent = self.borrow(place, stake / 4).await?;
            assert!(saved && lent, "he begins with a stake");
        }
        Ok(())
    }

    pub(super) async fn holdings(&self) -> eyre::Result<Holdings> {
        let (who, token) = (self.actor.address(), self.pool.token.address);
        let tokens = self.pool.tokens(who).await?;
        let line = self.pool.sheet.line_of(token, self.owner.address());
        let mut claims = Vec::new();
        let mut loans = Vec::new();
        for maturity in &self.maturities {
            let id = self.desk.id_of(token, *maturity).call().await?;
            claims.push(self.desk.balance_of(who, id).call().await?);
            let of_week = self.loans.iter().filter(|loan| loan.maturity == *maturity);
            loans.push(of_week.fold(U256::zero(), |sum, loan| sum + loan.face));
        }
        Ok(Holdings {
            tokens: tokens + self.pool.tokens(self.owner.address()).await?,
            shares: self.pool.vault.balance_of(who).call().await?,
            debt: line.call().await?.debt_shares.into(),
            claims,
            loans,
        })
    }

    pub(super) async fn remember(&mut self) -> eyre::Result<Remembered> {
        self.path.clear();
        Ok(Remembered {
            snapshot: self.pool.chain.snapshot().await?,
            loans: self.loans.clone(),
        })
    }

    pub(super) async fn go_back(&mut self, to: Remembered) -> eyre::Result<()> {
        self.loans = to.loans;
        self.pool.chain.revert(to.snapshot).await
    }

    /// From a unit to a large part of the book, every magnitude alike.
    pub(super) fn amount(&mut self) -> U256 {
        let size = U256::exp10(self.random.random_range(0..12));
        size * U256::from(self.random.random_range(1..10_u64))
    }

    pub(super) fn place(&mut self) -> usize {
        let places: Vec<usize> = (0..self.maturities.len()).collect();
        *places.choose(&mut self.random).expect("some")
    }

    /// Whether something was done, for the record.
    pub(super) fn noted(&mut self, what: String, attempt: &Attempt) -> bool {
        let done = matches!(attempt, Attempt::Done(_));
        if done {
            self.path.push(what);
        }
        done
    }

    /// Moves tokens to the balance sheet, as the desk.
    pub(super) async fn hand_over(&self, amount: U256) -> eyre::Result<TransactionReceipt> {
        let (owner, sheet) = (self.owner.account(), self.pool.sheet.address());
        Ok(self.pool.token.transfer(owner, sheet, amount).await?)
    }
}

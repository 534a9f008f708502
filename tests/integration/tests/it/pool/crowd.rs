//! A hundred users do as they please, in tokens of six, eight and eighteen decimals, while months pass.
//!
//! After every action the books agree with what the token and the events tell; before it, previews and limits are
//! asked, and hold.

use alm_harness::{Actor, DAY, HOUR, Ledger, Pool, balance_sheet::Book};
use ethers::types::{TransactionReceipt, U256};
use rand::{Rng, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

const USERS: u64 = 100;
/// Actions on each token, unless `ALM_CROWD_ACTIONS` asks for another number: a campaign takes 100,000.
const ACTIONS: u32 = 1_000;
/// Deposits before lending, so that there is something to lend, whole tokens.
const START: u64 = 1_000;

struct Crowd {
    pool: Pool,
    users: Vec<Actor>,
    ledger: Ledger,
    random: ChaCha8Rng,
    /// Of so many actions, one is preceded by a week and thirteen by less: together less than a year, after
    /// which programs expire that nobody keeps alive.
    pauses: u32,
    done: [u32; 6],
}

impl Crowd {
    async fn gather(decimals: u8, seed: u64, actions: u32) -> eyre::Result<Self> {
        let pool = Pool::new(decimals, super::wide_edges).await?;
        let mut users = Vec::new();
        for number in 0..USERS {
            let user = pool.holder("user", number).await?;
            pool.deposit(&user, pool.token.whole(START)).await?;
            users.push(user);
        }
        pool.strike(&pool.owner).await?;
        let ledger = Ledger::open(&pool).await?;
        Ok(Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            pauses: 40 * (actions / ACTIONS).max(1),
            pool,
            users,
            ledger,
            done: [0; 6],
        })
    }

    /// From a base unit to a few thousand tokens, every magnitude alike.
    fn amount(&mut self) -> U256 {
        let digits = self
            .random
            .random_range(0..u32::from(self.pool.token.decimals) + 4);
        U256::exp10(usize::try_from(digits).unwrap_or_default())
            * U256::from(self.random.random_range(1..10u64))
    }

    fn user(&mut self) -> Actor {
        let found = self.users.choose(&mut self.random);
        found.expect("there are users").clone()
    }

    async fn step(&mut self) -> eyre::Result<()> {
        self.pass_time().await?;
        let user = self.user();
        let kind = self.random.random_range(0..10);
        match kind {
            0..=2 => self.enter(&user).await,
            3..=4 => self.withdraw(&user).await,
            5..=6 => self.redeem(&user).await,
            7..=8 => self.lend().await,
            _ => self.repay().await,
        }
    }

    /// Now and then an hour, a day or a week passes, and the day's figures are frozen.
    async fn pass_time(&mut self) -> eyre::Result<()> {
        let pause = match self.random.random_range(0..self.pauses) {
            0 => 7 * DAY,
            1..=3 => DAY,
            4..=13 => HOUR,
            _ => return Ok(()),
        };
        self.pool.chain.advance(pause).await?;
        let keeper = &self.pool.owner;
        let rate = self.pool.refresh_rate(keeper).await?;
        self.ledger.observe(&self.pool, &[rate]).await?;
        if pause >= DAY {
            let strike = self.pool.strike(keeper).await?;
            self.ledger.observe(&self.pool, &[strike]).await?;
        }
        Ok(())
    }

    async fn saw(&mut self, kind: usize, receipts: &[TransactionReceipt]) -> eyre::Result<()> {
        self.done[kind] += 1;
        self.ledger.observe(&self.pool, receipts).await
    }

    async fn enter(&mut self, user: &Actor) -> eyre::Result<()> {
        let (vault, who) = (&self.pool.vault, user.address());
        let most = vault.max_deposit(who).call().await?;
        let all = vault.deposit(most, who).from(who).call().await;
        assert!(all.is_ok(), "INV-MAX-01: deposit({most}) {all:?}");
        let assets = self.amount().min(most);
        let vault = &self.pool.vault;
        let preview = vault.preview_deposit(assets).call().await?;
        let before = vault.balance_of(who).call().await?;
        let entered = self.pool.deposit(user, assets).await?;
        let after = vault.balance_of(who).call().await?;
        assert_eq!(
            after - before,
            preview,
            "INV-MAX-01: previewDeposit({assets})"
        );
        self.saw(0, &[entered]).await
    }

    async fn withdraw(&mut self, user: &Actor) -> eyre::Result<()> {
        let who = user.address();
        let most = self.pool.vault.max_withdraw(who).call().await?;
        if most.is_zero() {
            return Ok(());
        }
        let vault = &self.pool.vault;
        let all = vault.withdraw(most, who, who).from(who).call().await;
        assert!(all.is_ok(), "INV-MAX-01: withdraw({most}) {all:?}");
        let assets = self.amount().min(most);
        let vault = &self.pool.vault;
        let preview = vault.preview_withdraw(assets).call().await?;
        let before = vault.balance_of(who).call().await?;
        let left = self.pool.withdraw(user, assets).await?;
        let after = vault.balance_of(who).call().await?;
        assert_eq!(
            before - after,
            preview,
            "INV-MAX-01: previewWithdraw({assets})"
        );
        self.saw(1, &[left]).await
    }

    async fn redeem(&mut self, user: &Actor) -> eyre::Result<()> {
        let who = user.address();
        let most = self.pool.vault.max_redeem(who).call().await?;
        if most.is_zero() {
            return Ok(());
        }
        let vault = &self.pool.vault;
        let all = vault.redeem(most, who, who).from(who).call().await;
        assert!(all.is_ok(), "INV-MAX-01: redeem({most}) {all:?}");
        // Often all of it: users come and go.
        let shares = match self.random.random_range(0..3) {
            0 => most,
            _ => (self.amount() * U256::exp10(6)).min(most),
        };
        let cash = self.ledger.book.cash;
        let vault = &self.pool.vault;
        let Ok(preview) = vault.preview_redeem(shares).call().await else {
            let refused = vault.redeem(shares, who, who).from(who).call().await;
            assert!(
                refused.is_err(),
                "INV-MAX-01: redeem({shares}) is worth nothing"
            );
            return Ok(());
        };
        let left = self.pool.redeem(user, shares).await?;
        self.saw(2, &[left]).await?;
        let paid = cash - self.ledger.book.cash;
        assert_eq!(paid, preview, "INV-MAX-01: previewRedeem({shares})");
        Ok(())
    }

    async fn lend(&mut self) -> eyre::Result<()> {
        let client = self.user().address();
        // Mostly what the book can afford, however small it has become.
        let most = match self.random.random_range(0..3) {
            0 => U256::MAX,
            _ => self.ledger.book.cash / 8,
        };
        let loan = (self.amount() * U256::from(10)).min(most);
        let desk = self.pool.owner.clone();
        let (sheet, token) = (&self.pool.sheet, self.pool.token.address);
        let draw = sheet.draw(token, loan, client).from(desk.address());
        if draw.call().await.is_err() {
            self.done[5] += 1;
            return Ok(());
        }
        let drawn = self.pool.draw(&desk, loan, client).await?;
        self.saw(3, &[drawn]).await
    }

    async fn repay(&mut self) -> eyre::Result<()> {
        let Book { floating_loans, .. } = self.pool.book().await?;
        let amount = self.amount() * U256::from(100);
        let amount = amount.min(floating_loans);
        if amount.is_zero() {
            return Ok(());
        }
        let desk = self.pool.owner.clone();
        // Less than a debt share is refused, as anything that rounds to nothing.
        let index = self.ledger.book.index;
        if amount < floating_loans && amount * U256::exp10(24) < index {
            return Ok(());
        }
        let repaid = self.pool.restore(&desk, amount).await?;
        self.saw(4, &repaid).await
    }
}

/// How many actions are asked for.
fn actions() -> eyre::Result<u32> {
    match std::env::var("ALM_CROWD_ACTIONS") {
        Ok(number) => Ok(number.parse()?),
        Err(_) => Ok(ACTIONS),
    }
}

async fn crowd(decimals: u8, seed: u64) -> eyre::Result<()> {
    let actions = actions()?;
    let mut crowd = Crowd::gather(decimals, seed, actions).await?;
    for _ in 0..actions {
        crowd.step().await?;
    }
    println!("{decimals} decimals, seed {seed}: {:?}", crowd.done);
    for (kind, count) in crowd.done.iter().enumerate() {
        assert!(*count > 20, "kind {kind} has to happen: {:?}", crowd.done);
    }
    Ok(())
}

#[tokio::test]
async fn test_crowd_with_six_decimals_keeps_every_invariant() -> eyre::Result<()> {
    crowd(6, 0x616c_6d06).await
}

#[tokio::test]
async fn test_crowd_with_eight_decimals_keeps_every_invariant() -> eyre::Result<()> {
    crowd(8, 0x616c_6d08).await
}

#[tokio::test]
async fn test_crowd_with_eighteen_decimals_keeps_every_invariant() -> eyre::Result<()> {
    crowd(18, 0x616c_6d18).await
}

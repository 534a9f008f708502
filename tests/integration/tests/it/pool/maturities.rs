//! Positions on every open maturity, on both sides, and the two years in which all of them fall due, week by week.

use alm_harness::{
    Actor, DAY, HOUR, KeepAlive, Ledger, Pool, Positions, StoredLadder, WEEK,
    term_desk::{FixedDrawnFilter, FixedFundedFilter, SetFixedLineCall},
    treasury_book::ProvisionedFilter,
};
use ethers::types::{Address, TransactionReceipt, U256};

use super::{DEPOSIT, heard, with_everything};

/// Open maturities.
const WEEKS: u64 = 104;
/// What is lent and what is deposited on each, whole tokens.
const FACE: u64 = 1_000;
const HOLDERS: u64 = 10;
const SAVERS: u64 = 7;

/// What becomes of a loan, by its week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Repaid in the week before it is due.
    Early,
    /// Repaid within a day after.
    Late,
    /// Repaid after a part of it was given up for lost.
    Provisioned,
    /// Repaid when all of it was given up for lost.
    Recovered,
}

const FATES: [Fate; 4] = [Fate::Early, Fate::Late, Fate::Provisioned, Fate::Recovered];
/// Weeks for which the last two wait.
const PART: u64 = 3;
const ALL: u64 = 9;

struct TwoYears {
    pool: Pool,
    savers: Vec<Actor>,
    ledger: Ledger,
    positions: Positions,
    alive: KeepAlive,
    first: u64,
    now: u64,
}

impl TwoYears {
    async fn open() -> eyre::Result<Self> {
        let pool = Pool::new(6, with_everything).await?;
        for holder in 1..=HOLDERS {
            let to = Address::repeat_byte(u8::try_from(holder)?);
            let deposit = pool.vault.deposit(pool.token.whole(DEPOSIT), to);
            pool.owner.send(deposit).await?;
        }
        let desk = pool.desk.as_ref().expect("the plan asks for one").address();
        let mut savers = Vec::new();
        for number in 0..SAVERS {
            let saver = pool.holder("saver", number).await?;
            pool.token.approve_all(saver.account(), desk).await?;
            savers.push(saver);
        }
        let line = SetFixedLineCall {
            token: pool.token.address,
            desk: pool.owner.address(),
            loan_cap: pool.token.whole(FACE * WEEKS).as_u128(),
            deposit_cap: 0,
        };
        pool.owner.send(pool.execute(line)).await?;
        pool.strike(&pool.owner).await?;
        pool.refresh_rate(&pool.owner).await?;
        let now = pool.chain.now().await?;
        Ok(Self {
            ledger: Ledger::open(&pool).await?,
            alive: KeepAlive::new(&pool).await?,
            positions: Positions::default(),
            first: now / WEEK + 1,
            now,
            savers,
            pool,
        })
    }

    async fn saw(&mut self, receipts: &[TransactionReceipt]) -> eyre::Result<()> {
        self.ledger.observe(&self.pool, receipts).await?;
        let limits = self.pool.limits().await?;
        self.positions.check(&self.ledger.book, &limits, self.now);
        Ok(())
    }

    /// Every sum of the ladder, and its cells, week by week.
    async fn check_ladder(&mut self) -> eyre::Result<()> {
        StoredLadder::read(&self.pool).await?.check();
        self.positions.forget_past(self.now);
        self.positions.check_ladder(&self.pool).await
    }

    /// A deposit and a loan of one maturity.
    async fn book(&mut self, week: u64) -> eyre::Result<()> {
        let (token, amount, maturity) = (self.pool.token, self.pool.token.whole(FACE), week * WEEK);
        let saver = self.savers[usize::try_from(week % SAVERS)?].clone();
        let desk = self.pool.desk.clone().expect("the plan asks for one");
        let (who, none) = (saver.address(), U256::zero());
        let deposit = desk.deposit(token.address, maturity, amount, none, who, U256::MAX);
        let made = saver.attempt(deposit).await?.done("deposit")?;
        let said: FixedFundedFilter = heard(&made).expect("it is told");
        let price = amount - said.fee;
        self.positions
            .deposit(who, maturity, said.face, price, self.now);
        self.saw(&[made]).await?;
        let owner = self.pool.owner.clone();
        let draw = self
            .pool
            .fixed()
            .draw_fixed(token.address, maturity, amount, none, who);
        let drawn = owner.attempt(draw).await?.done("drawFixed")?;
        let said: FixedDrawnFilter = heard(&drawn).expect("it is told");
        let price = said.assets + said.fee;
        self.positions
            .lend(maturity, amount, price, said.slope, self.now);
        self.saw(&[drawn]).await
    }

    /// Moves on into a week, an hour after its grid date, and looks after the book.
    async fn enter(&mut self, week: u64) -> eyre::Result<()> {
        self.now = week * WEEK + HOUR;
        self.pool.chain.advance_to(self.now).await?;
        self.alive.renew(&self.pool).await?;
        let (token, keeper) = (self.pool.token.address, self.pool.owner.clone());
        let rate = self.pool.sheet.refresh_rate(token);
        let refreshed = keeper.attempt(rate).await?.done("refreshRate")?;
        self.saw(&[refreshed]).await?;
        let struck = keeper.attempt(self.pool.sheet.strike(token)).await?;
        self.saw(&[struck.done("strike")?]).await?;
        self.check_ladder().await
    }

    /// What the desk repays in this week, and what is given up for lost.
    async fn repay_due(&mut self, week: u64) -> eyre::Result<()> {
        for due in self.first..self.first + WEEKS {
            let fate = FATES[usize::try_from(due % 4)?];
            let waits = match fate {
                Fate::Early if due == week + 1 => true,
                Fate::Late => due == week,
                Fate::Provisioned => due + PART == week,
                Fate::Recovered => due + ALL == week,
                Fate::Early => false,
            };
            if !waits {
                continue;
            }
            if matches!(fate, Fate::Provisioned | Fate::Recovered) {
                self.provision(due * WEEK, fate).await?;
            }
            self.repay(due * WEEK).await?;
        }
        Ok(())
    }

    async fn provision(&mut self, maturity: u64, fate: Fate) -> eyre::Result<()> {
        let (token, anyone) = (self.pool.token, self.savers[0].clone());
        let call = self.pool.treasury().provision(token.address, maturity);
        let provisioned = anyone.attempt(call).await?.done("provision")?;
        let said: ProvisionedFilter = heard(&provisioned).expect("something is lost");
        let face = token.whole(FACE);
        let want = if fate == Fate::Recovered {
            face
        } else {
            face / 4
        };
        assert_eq!(said.loss, want, "INV-LOSS-01");
        self.positions.provision(maturity, said.loss);
        self.saw(&[provisioned]).await
    }

    async fn repay(&mut self, maturity: u64) -> eyre::Result<()> {
        let mut loans = self.positions.loans.iter();
        let place = loans.position(|loan| loan.maturity == maturity);
        let place = place.expect("it was drawn");
        let loan = self.positions.loans[place].clone();
        let (token, owner, fixed) = (self.pool.token, self.pool.owner.clone(), self.pool.fixed());
        let (face, slope) = (loan.face, loan.slope);
        let cost = fixed.preview_restore_fixed(token.address, maturity, face, slope);
        let cost = cost.call().await?;
        assert!(maturity > self.now || cost > face, "lateness costs");
        let sheet = self.pool.sheet.address();
        let paid = token.transfer(owner.account(), sheet, cost).await?;
        let restore = fixed.restore_fixed(token.address, maturity, face, slope, cost);
        let restored = owner.attempt(restore).await?.done("INV-GUARD-02")?;
        self.positions.repay(place, face, self.now);
        self.saw(&[paid, restored]).await
    }

    /// Who has waited for so many weeks has his claim paid, to the unit.
    async fn collect_due(&mut self, week: u64) -> eyre::Result<()> {
        let token = self.pool.token.address;
        let desk = self.pool.desk.clone().expect("the plan asks for one");
        for ((maturity, who), face) in self.positions.claims.clone() {
            let due = maturity / WEEK;
            if due + due % 3 > week {
                continue;
            }
            let mut savers = self.savers.iter();
            let saver = savers.find(|saver| saver.address() == who);
            let saver = saver.expect("one of them").clone();
            let before = self.pool.tokens(who).await?;
            let redeem = desk.redeem(token, maturity, face, who, who);
            let collected = saver.attempt(redeem).await?.done("INV-GUARD-02")?;
            assert_eq!(self.pool.tokens(who).await?, before + face, "INV-GUARD-02");
            self.positions.take(who, maturity, face);
            self.saw(&[collected]).await?;
        }
        Ok(())
    }

    /// Nothing is left of the ladder, and every unit of cash has an owner.
    async fn check_empty(&mut self) -> eyre::Result<()> {
        self.check_ladder().await?;
        let stored = StoredLadder::read(&self.pool).await?;
        assert!(stored.cells.is_empty(), "INV-LADDER-01: {stored:?}");
        assert!(stored.is_flat(), "INV-LADDER-02: {stored:?}");
        let limits = self.pool.limits().await?;
        let due = [
            limits.matured,
            limits.overdue,
            limits.due_assets,
            limits.due_liabilities,
        ];
        assert_eq!(due, [U256::zero(); 4], "INV-LADDER-01");
        assert!(limits.gap.is_zero(), "INV-LADDER-02");
        let book = &self.ledger.book;
        assert!(book.carrying_value.is_zero(), "INV-LADDER-02");
        let owned = book.net_value.into_raw() + book.equity + book.owed_to_buffer;
        assert_eq!(owned + book.pot + book.drip, book.cash, "INV-BOOK-01");
        let held = self.pool.tokens(self.pool.sheet.address()).await?;
        assert_eq!(held, book.cash, "INV-BOOK-01");
        Ok(())
    }
}

#[tokio::test]
async fn test_every_open_maturity_falls_due_on_both_sides_and_leaves_nothing_behind()
-> eyre::Result<()> {
    let mut years = TwoYears::open().await?;
    let first = years.first;
    for week in first..first + WEEKS {
        years.book(week).await?;
    }
    years.check_ladder().await?;
    let stored = StoredLadder::read(&years.pool).await?;
    assert_eq!(
        stored.cells.len(),
        usize::try_from(WEEKS)?,
        "every week is live"
    );
    // A day before the first, so that its loan can be repaid early too.
    years.now = first * WEEK - DAY;
    years.pool.chain.advance_to(years.now).await?;
    years.repay_due(first - 1).await?;
    for week in first..first + WEEKS + ALL + 1 {
        years.enter(week).await?;
        years.repay_due(week).await?;
        years.collect_due(week).await?;
    }
    years.check_empty().await
}

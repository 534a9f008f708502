//! A run after interest rates have risen by ten points, on a pool that has lent for two years: nobody leaves at more than
//! the mark, which is recomputed here from the published curve.

use alm_deploy::plan::{BookPlan, FixedSettings};
use alm_harness::{
    Actor, DAY, Ledger, MINUTE, Pool, balance_sheet::ReservedFilter, parameters::SPREAD,
    redeem_queue::RedeemRequestFilter, term_desk::SetFixedLineCall,
};
use ethers::types::{TransactionReceipt, U256};

use super::{DEPOSIT, heard, stays_inside, wide_edges};

const WEEK: u64 = 604_800;
const YEAR: f64 = 31_536_000.0;
const HOLDERS: u64 = 20;
/// Sixty per cent of them.
const LEAVERS: usize = 12;
/// Face of the fixed loan, whole tokens, and weeks it runs.
const FACE: u64 = 600_000;
const TERM: u64 = 104;
/// Steps in which the curve rises, a day each, and their size in basis points.
const STEPS: i16 = 5;
const STEP: i16 = 200;
/// Days at which the curve has its nodes.
const TENORS: [f64; 6] = [7.0, 30.0, 91.0, 182.0, 364.0, 728.0];
/// What interest of a minute and rounding may add to a price, as a part of it.
const SLACK: f64 = 1e-6;

/// A pool that lends long, and what it knows of its own loan.
struct LongBook {
    pool: Pool,
    holders: Vec<Actor>,
    maturity: u64,
    ledger: Ledger,
}

fn takes_fixed(book: &mut BookPlan) {
    wide_edges(book);
    book.fixed = Some(FixedSettings::default());
}

impl LongBook {
    async fn open() -> eyre::Result<Self> {
        let pool = Pool::new(6, takes_fixed).await?;
        let (token, owner) = (pool.token, &pool.owner);
        let mut holders = Vec::new();
        for number in 0..HOLDERS {
            let holder = pool.holder("saver", number).await?;
            pool.deposit(&holder, token.whole(DEPOSIT)).await?;
            holders.push(holder);
        }
        for _ in 0..30 {
            pool.strike(owner).await?;
            pool.chain.advance(DAY).await?;
        }
        pool.refresh_rate(owner).await?;
        pool.strike(owner).await?;
        let face = token.whole(FACE);
        let line = pool.execute(SetFixedLineCall {
            token: token.address,
            desk: owner.address(),
            loan_cap: face.as_u128(),
            deposit_cap: 0,
        });
        owner.send(line).await?;
        let maturity = (pool.chain.now().await? / WEEK + TERM) * WEEK;
        let client = pool.holder("client", 0).await?.address();
        let draw = pool
            .fixed()
            .draw_fixed(token.address, maturity, face, U256::zero(), client);
        owner.send(draw).await?;
        let ledger = Ledger::open(&pool).await?;
        Ok(Self {
            pool,
            holders,
            maturity,
            ledger,
        })
    }

    /// The curve rises by a step, and the next strike sees it.
    async fn rise(&mut self, step: i16) -> eyre::Result<()> {
        self.pool.chain.advance(DAY).await?;
        let (token, owner) = (self.pool.token.address, self.pool.owner.clone());
        let spreads = self.pool.model.spreads(token).call().await?;
        let changes = (SPREAD..).zip(spreads.map(|spread| i128::from(spread + step)));
        let changes: Vec<_> = changes.collect();
        owner.send(self.pool.change(&changes)).await?;
        let rate = self.pool.refresh_rate(&owner).await?;
        self.ledger.observe(&self.pool, &[rate]).await?;
        let strike = self.pool.strike(&owner).await?;
        self.ledger.observe(&self.pool, &[strike]).await
    }

    /// Value of a share in units, by hand: the loan is worth its face discounted on the higher curve.
    async fn mark(&self) -> eyre::Result<f64> {
        let book = self.pool.book().await?;
        let supply = self.pool.vault.total_supply().call().await?;
        let left = self.maturity - self.pool.chain.now().await?;
        let (_, high) = self
            .pool
            .model
            .curve(self.pool.token.address)
            .call()
            .await?;
        let yields = high.map(|node| float(node) / 1e18);
        let worth = float(self.pool.token.whole(FACE)) * discount(&yields, left as f64);
        let rest = float(book.cash) + float(book.floating_loans) - float(book.drip);
        // Positive here: nothing is overdue.
        let claims = float(book.claims.into_raw());
        Ok((rest + worth - claims + 1.0) / (float(supply) + 1e6))
    }

    /// What a share fetches at cost, by the book.
    fn cost(&self, supply: U256) -> f64 {
        (float(self.ledger.book.net_value.into_raw()) + 1.0) / (float(supply) + 1e6)
    }

    /// Leaves with what may leave at once, and queues with the rest.
    async fn leave(&mut self, leaver: &Actor) -> eyre::Result<[f64; 2]> {
        self.pool.chain.advance(MINUTE).await?;
        let who = leaver.address();
        let most = self.pool.vault.max_redeem(who).call().await?;
        let (mark, cash) = (self.mark().await?, self.ledger.book.cash);
        let before = self.pool.limits().await?;
        let mut paid = 0.0;
        if most > U256::exp10(12) {
            let left = self.pool.redeem(leaver, most).await?;
            self.ledger.observe(&self.pool, &[left]).await?;
            stays_inside(&before, &self.pool.limits().await?);
            paid = float(cash - self.ledger.book.cash);
            let worth = float(most) * mark;
            assert!(
                paid <= worth * (1.0 + SLACK) + 1.0,
                "INV-BOOK-03: {paid} for what is worth {worth}"
            );
        }
        let rest = self.pool.vault.balance_of(who).call().await?;
        if !rest.is_zero() {
            let joined = self.pool.request(leaver, rest).await?;
            assert!(heard::<RedeemRequestFilter>(&joined).is_some());
            self.observe_quiet(joined).await?;
        }
        Ok([paid, float(rest)])
    }

    /// Settles what there is cash for, at the mark or below; tells at what part of it.
    async fn settle(&mut self) -> eyre::Result<f64> {
        let before = self.mark().await?;
        let settled = self.pool.settle(&self.holders[LEAVERS]).await?;
        let reserved: ReservedFilter = heard(&settled).expect("there is cash");
        self.observe_quiet(settled).await?;
        let worth = float(reserved.shares) * before;
        let assets = float(reserved.assets);
        assert!(
            assets <= worth * (1.0 + SLACK) + 1.0,
            "INV-BOOK-03: {assets} for what is worth {worth}"
        );
        let after = self.mark().await?;
        assert!(
            after >= before,
            "those who stay lose nothing: {before} to {after}"
        );
        Ok(assets / worth)
    }

    async fn observe_quiet(&mut self, receipt: TransactionReceipt) -> eyre::Result<()> {
        let accrual = self.pool.sheet.accrue(self.pool.token.address);
        let posted = self.pool.owner.send(accrual).await?;
        self.ledger.observe(&self.pool, &[receipt, posted]).await
    }
}

/// Discount factor of a time ahead: linear in the yield between the nodes, flat outside.
fn discount(yields: &[f64; 6], seconds: f64) -> f64 {
    let days = seconds / DAY as f64;
    let above = TENORS.iter().position(|tenor| *tenor >= days);
    let rate = match above {
        Some(0) => yields[0],
        None => yields[5],
        Some(node) => {
            let part = (days - TENORS[node - 1]) / (TENORS[node] - TENORS[node - 1]);
            yields[node - 1] + part * (yields[node] - yields[node - 1])
        }
    };
    (-rate * seconds / YEAR).exp()
}

fn float(amount: U256) -> f64 {
    amount.as_u128() as f64
}

#[tokio::test]
async fn test_nobody_leaves_a_long_book_above_its_mark() -> eyre::Result<()> {
    let mut book = LongBook::open().await?;
    for _ in 0..STEPS {
        book.rise(STEP).await?;
    }
    let supply = book.pool.vault.total_supply().call().await?;
    let (cost, mark) = (book.cost(supply), book.mark().await?);
    assert!(mark < cost * 0.93, "ten points cost: {mark} of {cost}");
    let (mut paid, mut queued) = (0.0, 0.0);
    let leavers = book.holders[..LEAVERS].to_vec();
    for leaver in &leavers {
        let [at_once, rest] = book.leave(leaver).await?;
        paid += at_once;
        queued += rest;
    }
    assert!(paid > 0.0 && queued > 0.0, "{paid} paid, {queued} queued");
    let after = book.mark().await?;
    assert!(
        after >= mark,
        "those who stay lose nothing: {mark} to {after}"
    );
    settle_at_the_mark(&mut book).await
}

/// The queue is settled at the mark of its own day.
async fn settle_at_the_mark(book: &mut LongBook) -> eyre::Result<()> {
    book.rise(STEP).await?;
    let part = book.settle().await?;
    assert!(part > 0.99, "and not much less: {part} of the mark");
    missed_strikes_pay_less(book).await
}

/// From the day a strike is missed on, whoever leaves gets less, never more.
async fn missed_strikes_pay_less(book: &mut LongBook) -> eyre::Result<()> {
    book.pool.chain.advance(DAY).await?;
    let mut last = book.pool.limits().await?.mark_low;
    for _ in 0..3 {
        book.pool.chain.advance(DAY).await?;
        let low = book.pool.limits().await?.mark_low;
        assert!(low < last, "a missed strike widens the mark: {last}, {low}");
        last = low;
    }
    // Somebody brings the cash to settle more.
    let stayer = book.holders[LEAVERS].clone();
    let entry = book.pool.token.whole(DEPOSIT);
    let entered = book.pool.deposit(&stayer, entry).await?;
    book.ledger.observe(&book.pool, &[entered]).await?;
    let part = book.settle().await?;
    assert!(part < 0.99, "{part} of the mark");
    Ok(())
}

//! A run on a pool with a queue: sixty per cent of the deposits want to leave within a day.

use alm_harness::{
    Actor, DAY, Ledger, MINUTE, Pool, balance_sheet::LiquidityBand, redeem_queue::Generation,
    revert_data, term_desk::Limits,
};
use ethers::{
    contract::EthError,
    types::{TransactionReceipt, U256},
};

use super::{DEPOSIT, stays_inside, wide_edges};

const HOLDERS: u64 = 20;
/// Sixty per cent of them.
const LEAVERS: usize = 12;
const LENT: u64 = 600_000;
/// The generations of the first and of the second day.
const FIRST: u64 = 1;
const SECOND: u64 = 2;

/// A run, and what is expected of it.
struct Run {
    pool: Pool,
    leavers: Vec<Actor>,
    stayers: Vec<Actor>,
    ledger: Ledger,
    /// Paid to anybody since it began.
    paid: U256,
    /// Repaid by the borrowers since.
    repaid: U256,
    opened: U256,
}

impl Run {
    /// A pool of a million in twenty hands, struck for a month, with loans out, at the beginning of a day.
    async fn open() -> eyre::Result<Self> {
        let pool = Pool::new(6, wide_edges).await?;
        let mut leavers = Vec::new();
        for number in 0..HOLDERS {
            let holder = pool.holder("saver", number).await?;
            pool.deposit(&holder, pool.token.whole(DEPOSIT)).await?;
            leavers.push(holder);
        }
        for _ in 0..30 {
            pool.strike(&pool.owner).await?;
            pool.chain.advance(DAY).await?;
        }
        let today = pool.chain.now().await? / DAY;
        pool.chain.advance_to((today + 1) * DAY).await?;
        pool.strike(&pool.owner).await?;
        pool.refresh_rate(&pool.owner).await?;
        let client = pool.holder("client", 0).await?.address();
        pool.draw(&pool.owner, pool.token.whole(LENT), client)
            .await?;
        let ledger = Ledger::open(&pool).await?;
        Ok(Self {
            stayers: leavers.split_off(LEAVERS),
            opened: ledger.book.cash,
            pool,
            leavers,
            ledger,
            paid: U256::zero(),
            repaid: U256::zero(),
        })
    }

    /// Takes in what happened, and what it must not have done to those who stay.
    async fn saw(&mut self, receipts: &[TransactionReceipt]) -> eyre::Result<Limits> {
        self.ledger.observe(&self.pool, receipts).await?;
        let limits = self.pool.limits().await?;
        let cash = self.ledger.book.cash;
        assert!(
            limits.reserved <= cash,
            "INV-QUEUE-01: {limits:?} of {cash}"
        );
        let first = self.pool.generation(FIRST).await?;
        let second = self.pool.generation(SECOND).await?;
        assert!(
            second.filled.is_zero() || first.is_filled(),
            "INV-QUEUE-01: {first:?} before {second:?}"
        );
        Ok(limits)
    }

    /// The same of what posts no income: that is done after it.
    async fn saw_quiet(&mut self, receipt: TransactionReceipt) -> eyre::Result<Limits> {
        let accrual = self.pool.sheet.accrue(self.pool.token.address);
        let posted = self.pool.owner.send(accrual).await?;
        self.saw(&[receipt, posted]).await
    }

    /// Leaves with what may leave at once, and queues with the rest. Tells what queues.
    async fn leave(&mut self, leaver: &Actor) -> eyre::Result<U256> {
        self.pool.chain.advance(MINUTE).await?;
        let who = leaver.address();
        let all = self.pool.vault.balance_of(who).call().await?;
        let most = self.pool.vault.max_redeem(who).call().await?;
        let worth = self.pool.vault.convert_to_assets(most).call().await?;
        let mut rest = all;
        if worth > self.pool.token.whole(1) {
            let (cash, before) = (self.ledger.book.cash, self.pool.limits().await?);
            let left = self.pool.redeem(leaver, most).await?;
            let after = self.saw(&[left]).await?;
            stays_inside(&before, &after);
            self.paid += cash - self.ledger.book.cash;
            rest -= most;
        }
        if !rest.is_zero() {
            let joined = self.pool.request(leaver, rest).await?;
            self.saw_quiet(joined).await?;
        }
        Ok(rest)
    }

    /// Nobody who stays, or waits, may leave at once with what others queue for.
    async fn nobody_jumps_the_queue(&self, waiting: &Actor) -> eyre::Result<()> {
        let (who, dust) = (waiting.address(), self.pool.token.whole(1));
        let most = self.pool.vault.max_withdraw(who).call().await?;
        assert!(most < dust, "INV-QUEUE-01: {most} may leave at once");
        let exit = self.pool.vault.withdraw(dust, who, who).from(who);
        let error = exit.call().await.expect_err("INV-GUARD-01");
        let data = revert_data(&error).expect("a typed refusal");
        let refusal = LiquidityBand::decode_with_selector(&data).expect("the band");
        assert!(refusal.have < refusal.want, "{refusal:?}");
        Ok(())
    }

    async fn repay(&mut self, assets: u64) -> eyre::Result<()> {
        let assets = self.pool.token.whole(assets);
        let repaid = self.pool.restore(&self.pool.owner, assets).await?;
        self.repaid += assets;
        self.saw(&repaid).await.map(drop)
    }

    async fn settle(&mut self) -> eyre::Result<[Generation; 2]> {
        let settled = self.pool.settle(&self.stayers[0]).await?;
        self.saw_quiet(settled).await?;
        let first = self.pool.generation(FIRST).await?;
        Ok([first, self.pool.generation(SECOND).await?])
    }

    /// Has somebody paid all that is due.
    async fn claim(&mut self, by: &Actor) -> eyre::Result<U256> {
        let cash = self.ledger.book.cash;
        let due = self.pool.queue.max_withdraw(by.address()).call().await?;
        let claimed = self.pool.claim(by).await?;
        self.saw(&[claimed]).await?;
        let paid = cash - self.ledger.book.cash;
        assert_eq!(paid, due, "INV-MAX-01: maxWithdraw");
        self.paid += paid;
        assert!(
            self.paid <= self.opened + self.repaid,
            "no one is paid more than the book holds"
        );
        Ok(paid)
    }

    async fn next_day(&self) -> eyre::Result<()> {
        let today = self.pool.chain.now().await? / DAY;
        self.pool.chain.advance_to((today + 1) * DAY + MINUTE).await
    }
}

#[tokio::test]
async fn test_a_run_with_a_queue_pays_in_order_and_takes_nothing_from_those_who_stay()
-> eyre::Result<()> {
    let mut run = Run::open().await?;
    let mut queued = Vec::new();
    for leaver in run.leavers.clone() {
        queued.push((leaver.clone(), run.leave(&leaver).await?));
    }
    queued.retain(|(_, shares)| !shares.is_zero());
    assert!(
        queued.len() < LEAVERS && queued.len() > 2,
        "some leave at once, some queue: {}",
        queued.len()
    );
    run.nobody_jumps_the_queue(&run.stayers[7]).await?;
    let first = run.pool.generation(FIRST).await?;
    let asked = queued.iter().fold(U256::zero(), |sum, (_, one)| sum + one);
    assert_eq!(first.asked, asked);
    // From here on there is no new risk, no rate and no strike, and the queue needs none.
    let paused = run.pool.set_paused(&run.pool.owner, true).await?;
    run.saw_quiet(paused).await?;
    let early = run.settle().await?;
    assert_eq!(early[0].filled, U256::zero(), "not before the day is over");
    second_day(&mut run).await?;
    third_day(&mut run, &queued).await
}

/// What cash there is, and what is repaid, goes to the first generation. Others queue behind it.
async fn second_day(run: &mut Run) -> eyre::Result<()> {
    run.next_day().await?;
    let [first, _] = run.settle().await?;
    assert!(
        !first.filled.is_zero() && !first.is_filled(),
        "cash for a part: {first:?}"
    );
    let late = run.stayers[..2].to_vec();
    for late in &late {
        let shares = run.pool.vault.balance_of(late.address()).call().await?;
        let joined = run.pool.request(late, shares).await?;
        run.saw_quiet(joined).await?;
    }
    run.repay(100_000).await?;
    let [more, second] = run.settle().await?;
    assert!(more.filled > first.filled && !more.is_filled(), "{more:?}");
    assert!(second.filled.is_zero());
    run.nobody_jumps_the_queue(&run.stayers[7]).await
}

/// The first generation is done, the second gets what is left; both are paid to the unit.
async fn third_day(run: &mut Run, queued: &[(Actor, U256)]) -> eyre::Result<()> {
    run.next_day().await?;
    run.repay(150_000).await?;
    let [first, second] = run.settle().await?;
    assert!(first.is_filled(), "{first:?}");
    assert!(
        !second.filled.is_zero() && !second.is_filled(),
        "{second:?}"
    );
    let mut claims = U256::zero();
    for (leaver, shares) in queued {
        let paid = run.claim(leaver).await?;
        let fair = first.paid * shares / first.filled;
        assert!(
            paid <= fair + 1 && paid + 1 >= fair,
            "INV-QUEUE-01, pro rata: {paid} for {fair}"
        );
        claims += paid;
    }
    assert_eq!(claims, first.paid, "the last gets all the rest");
    let limits = run.pool.limits().await?;
    assert_eq!(limits.reserved, second.paid, "INV-QUEUE-01");
    run.repay(150_000).await?;
    run.next_day().await?;
    let [_, second] = run.settle().await?;
    assert!(second.is_filled(), "{second:?}");
    let late = run.stayers[..2].to_vec();
    for late in &late {
        run.claim(late).await?;
    }
    let limits = run.pool.limits().await?;
    assert_eq!((limits.reserved, limits.queued), Default::default());
    Ok(())
}

//! A run on a pool with a buffer behind it: redemptions are paid in order with its cash, a loss burns it first, and a supplier
//! who leaves meanwhile bears his part.

use std::sync::Arc;

use alm_deploy::{
    bindings::erc20::Erc20,
    plan::{BookPlan, BufferSettings},
};
use alm_harness::{Actor, DAY, MINUTE, Pool};
use ethers::types::U256;

use super::{DEPOSIT, wide_edges};

const HOLDERS: u64 = 10;
const LENT: u64 = 300_000;
const SUPPLIED: u64 = 220_000;

fn with_buffer(book: &mut BookPlan) {
    wide_edges(book);
    book.buffer = Some(BufferSettings::default());
}

/// A pool of half a million in ten hands, with a buffer of two suppliers behind it and loans out.
async fn open() -> eyre::Result<(Pool, Vec<Actor>, [Actor; 2])> {
    let pool = Pool::new(6, with_buffer).await?;
    let mut holders = Vec::new();
    for number in 0..HOLDERS {
        let holder = pool.holder("saver", number).await?;
        pool.deposit(&holder, pool.token.whole(DEPOSIT)).await?;
        holders.push(holder);
    }
    let suppliers = [
        pool.holder("supplier", 0).await?,
        pool.holder("supplier", 1).await?,
    ];
    for supplier in &suppliers {
        pool.supply(supplier, pool.token.whole(SUPPLIED / 2))
            .await?;
    }
    pool.chain.advance(DAY).await?;
    pool.strike(&pool.owner).await?;
    pool.refresh_rate(&pool.owner).await?;
    let client = pool.holder("client", 0).await?.address();
    pool.draw(&pool.owner, pool.token.whole(LENT), client)
        .await?;
    Ok((pool, holders, suppliers))
}

/// What always holds of the pair.
async fn check(pool: &Pool) -> eyre::Result<()> {
    let accounts = pool.buffer_treasury()?.accounts().call().await?;
    let backing = pool.backing().await?;
    let buffer = pool.buffer()?.address();
    let token = Erc20::new(pool.token.address, Arc::new(pool.chain.client().clone()));
    let held = token.balance_of(buffer).call().await?;
    assert_eq!(held, accounts.cash, "INV-BOOK-01");
    assert!(accounts.lent <= backing.owed, "INV-BUFFER-01");
    assert_eq!(accounts.charged, backing.receivable, "INV-LOSS-01");
    Ok(())
}

async fn next_day(pool: &Pool) -> eyre::Result<()> {
    let today = pool.chain.now().await? / DAY;
    pool.chain.advance_to((today + 1) * DAY + MINUTE).await
}

#[tokio::test]
async fn test_the_buffer_pays_redemptions_in_order_and_bears_a_loss_first() -> eyre::Result<()> {
    let (pool, holders, [leaving, staying]) = open().await?;
    let (buffer, treasury) = (pool.buffer()?, pool.buffer_treasury()?);
    // One supplier asks to leave before the run.
    let shares = buffer.balance_of(leaving.address()).call().await?;
    leaving.send(buffer.request_exit(shares)).await?;
    check(&pool).await?;
    // Eight of ten want out; the cash there is does for some.
    for leaver in &holders[..8] {
        let all = pool.vault.balance_of(leaver.address()).call().await?;
        pool.request(leaver, all).await?;
    }
    next_day(&pool).await?;
    let short = treasury.sizing().call().await?.shortfall;
    assert!(!short.is_zero(), "redemptions wait for cash");
    staying.send(treasury.draw()).await?;
    let drawn = treasury.accounts().call().await?.lent;
    assert!(!drawn.is_zero() && drawn <= pool.token.whole(SUPPLIED + 1));
    check(&pool).await?;
    pool.settle(&staying).await?;
    // Shares that wait earn meanwhile: what that came to is drawn and settled too.
    if !pool.generation(1).await?.is_filled() {
        staying.send(treasury.draw()).await?;
        pool.settle(&staying).await?;
    }
    let first = pool.generation(1).await?;
    assert!(first.is_filled(), "INV-QUEUE-01: all are served: {first:?}");
    let lent = treasury.accounts().call().await?.lent;
    next_day(&pool).await?;
    for leaver in &holders[..8] {
        pool.claim(leaver).await?;
    }
    a_loss_burns_the_buffer_first(&pool, &leaving, lent).await
}

/// A tenth of the loans is given up: what the book owes the buffer goes first. The one who waits to leave bears his half.
async fn a_loss_burns_the_buffer_first(
    pool: &Pool,
    leaving: &Actor,
    lent: U256,
) -> eyre::Result<()> {
    let (buffer, treasury) = (pool.buffer()?, pool.buffer_treasury()?);
    let before = pool.book().await?.net_value;
    let debt = pool
        .sheet
        .line_of(pool.token.address, pool.owner.address())
        .call()
        .await?
        .debt_shares;
    let token = pool.token.address;
    let lost = U256::from(debt / 10);
    pool.owner
        .send(pool.treasury().write_off(token, pool.owner.address(), lost))
        .await?;
    let accounts = treasury.accounts().call().await?;
    assert!(
        accounts.lent < lent,
        "INV-LOSS-01: what was lent is cancelled"
    );
    assert!(
        pool.book().await?.net_value >= before,
        "INV-LOSS-01: depositors bear nothing"
    );
    check(pool).await?;
    // The borrowers repay, the buffer is repaid, and the exit is claimed for less than was asked.
    pool.restore(&pool.owner, pool.token.whole(LENT / 2))
        .await?;
    pool.owner.send(treasury.collect()).await?;
    let (_, asked, opens, _) = buffer.exit_of(leaving.address()).call().await?;
    pool.chain.advance_to(opens.as_u64()).await?;
    let due = buffer.max_withdraw(leaving.address()).call().await?;
    assert!(
        !due.is_zero() && due < asked,
        "INV-LOSS-01: {due} of {asked}"
    );
    let who = leaving.address();
    leaving.send(buffer.withdraw(due, who, who)).await?;
    check(pool).await
}

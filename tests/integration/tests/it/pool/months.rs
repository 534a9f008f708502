//! Deposit, lend, let months pass, be repaid, withdraw: every step to the base unit.

use alm_harness::{DAY, Ledger, Pool};
use ethers::types::U256;

#[tokio::test]
async fn test_months_of_lending_are_exact_after_every_step() -> eyre::Result<()> {
    for decimals in [6, 18] {
        months(&Pool::new(decimals, |_| ()).await?).await?;
    }
    Ok(())
}

async fn months(pool: &Pool) -> eyre::Result<()> {
    let (token, desk) = (pool.token, &pool.owner);
    let client = pool.holder("client", 0).await?;
    let mut ledger = Ledger::open(pool).await?;
    let mut holders = Vec::new();
    for number in 0..10 {
        let holder = pool.holder("saver", number).await?;
        let amount = token.whole(10_000 + 3_333 * number) + 7;
        ledger
            .observe(pool, &[pool.deposit(&holder, amount).await?])
            .await?;
        holders.push((holder, amount));
    }
    ledger.observe(pool, &[pool.strike(desk).await?]).await?;
    for month in 1..=6 {
        pool.chain.advance(30 * DAY).await?;
        ledger.observe(pool, &[pool.strike(desk).await?]).await?;
        ledger
            .observe(pool, &[pool.refresh_rate(desk).await?])
            .await?;
        let loan = token.whole(20_000) + month;
        let drawn = pool.draw(desk, loan, client.address()).await?;
        ledger.observe(pool, &[drawn]).await?;
        let repaid = pool.restore(desk, token.whole(5_000)).await?;
        ledger.observe(pool, &repaid).await?;
    }
    repay_all(pool, &mut ledger).await?;
    for (holder, amount) in &holders {
        let shares = pool.vault.balance_of(holder.address()).call().await?;
        let worth = pool.vault.convert_to_assets(shares).call().await?;
        assert!(worth > *amount, "six months have earned something");
        let part = amount / 2;
        let left = pool.withdraw(holder, part).await?;
        ledger.observe(pool, &[left]).await?;
        let rest = pool.vault.max_redeem(holder.address()).call().await?;
        ledger
            .observe(pool, &[pool.redeem(holder, rest).await?])
            .await?;
        assert!(
            pool.vault
                .balance_of(holder.address())
                .call()
                .await?
                .is_zero()
        );
    }
    Ok(())
}

/// The desk pays the whole of its debt, to the unit.
async fn repay_all(pool: &Pool, ledger: &mut Ledger) -> eyre::Result<()> {
    pool.chain.advance(30 * DAY).await?;
    let strike = pool.strike(&pool.owner).await?;
    ledger.observe(pool, &[strike]).await?;
    let owed = ledger.book.floating_loans;
    let line = pool
        .sheet
        .line_of(pool.token.address, pool.owner.address())
        .call()
        .await?;
    let index = ledger.book.index;
    let scale = U256::exp10(24);
    let by_line = (U256::from(line.debt_shares) * index + scale - 1) / scale;
    assert_eq!(owed, by_line, "one desk owes all there is, rounded up");
    let repaid = pool.restore(&pool.owner, owed).await?;
    ledger.observe(pool, &repaid).await?;
    assert!(ledger.book.floating_loans.is_zero());
    assert_eq!(
        ledger.book.net_value.into_raw()
            + ledger.book.equity
            + ledger.book.owed_to_buffer
            + ledger.book.pot
            + ledger.book.drip,
        ledger.book.cash,
        "all that is left is cash, and every unit has an owner"
    );
    Ok(())
}

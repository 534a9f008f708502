//! A run on the pool: sixty per cent of the deposits leave within a day.

use alm_harness::{
    Actor, DAY, Ledger, Pool, assert_reverts_with, balance_sheet::LiquidityBand, check_revert,
};
use ethers::types::U256;

use super::{DEPOSIT, exit_of, wide_edges};

const HOLDERS: u64 = 20;
/// Sixty per cent of them.
const LEAVERS: usize = 12;
const LENT: u64 = 310_000;
const MINUTES: u64 = 60;

/// A pool of a million in twenty hands, struck for a month, with loans out.
async fn running() -> eyre::Result<(Pool, Vec<Actor>, Ledger)> {
    let pool = Pool::new(6, wide_edges).await?;
    let mut holders = Vec::new();
    for number in 0..HOLDERS {
        let holder = pool.holder("saver", number).await?;
        pool.deposit(&holder, pool.token.whole(DEPOSIT)).await?;
        holders.push(holder);
    }
    for _ in 0..30 {
        pool.strike(&pool.owner).await?;
        pool.chain.advance(DAY).await?;
    }
    pool.strike(&pool.owner).await?;
    pool.refresh_rate(&pool.owner).await?;
    let client = pool.holder("client", 0).await?.address();
    let loan = pool.token.whole(LENT);
    pool.draw(&pool.owner, loan, client).await?;
    let ledger = Ledger::open(&pool).await?;
    Ok((pool, holders, ledger))
}

#[tokio::test]
async fn test_bank_run_pays_rising_fees_and_stops_at_the_exit_edge() -> eyre::Result<()> {
    let (pool, holders, mut ledger) = running().await?;
    let (leavers, stayers) = holders.split_at(LEAVERS);
    let opened = ledger.book.cash;
    let (mut paid, mut fees) = (U256::zero(), Vec::new());
    for leaver in leavers {
        pool.chain.advance(MINUTES).await?;
        let shares = pool.vault.balance_of(leaver.address()).call().await?;
        let left = pool.redeem(leaver, shares).await?;
        ledger.observe(&pool, std::slice::from_ref(&left)).await?;
        let exit = exit_of(&left);
        paid += exit.assets;
        fees.push(exit.fee);
        assert!(paid <= opened, "no one is paid more than the book holds");
    }
    assert!(
        fees.first().is_some_and(U256::is_zero),
        "the first leave free: {fees:?}"
    );
    let charged: Vec<_> = fees.iter().filter(|fee| !fee.is_zero()).collect();
    assert!(charged.len() >= 3, "{fees:?}");
    assert!(
        charged.is_sorted(),
        "whoever leaves later pays more: {fees:?}"
    );
    assert_eq!(ledger.book.cash, opened - paid, "INV-BOOK-01");
    stop_at_the_edge(&pool, stayers, &mut ledger).await
}

/// What is left to leave leaves, and then nobody can: the rest of the cash is for the outflow still to come.
async fn stop_at_the_edge(pool: &Pool, stayers: &[Actor], ledger: &mut Ledger) -> eyre::Result<()> {
    let [first, second, ..] = stayers else {
        panic!("some stay")
    };
    let (who, shares) = (first.address(), pool.vault.balance_of(first.address()));
    let shares = shares.call().await?;
    let most = pool.vault.max_redeem(who).call().await?;
    assert!(most < shares, "not all of it may leave");
    let all = pool.vault.redeem(shares, who, who).from(who);
    let error = all.call().await.expect_err("INV-GUARD-01");
    let data = alm_harness::revert_data(&error).expect("a typed refusal");
    let refusal = <LiquidityBand as ethers::contract::EthError>::decode_with_selector(&data);
    let refusal = refusal.expect("INV-GUARD-01: the band");
    assert!(refusal.have < refusal.want, "{refusal:?}");
    check_revert(&error, refusal);
    if !most.is_zero() {
        let left = pool.redeem(first, most).await?;
        ledger.observe(pool, &[left]).await?;
    }
    let nothing = pool.vault.max_withdraw(second.address()).call().await?;
    let dust = pool.token.whole(1);
    assert!(nothing < dust, "INV-GUARD-01: {nothing} may still leave");
    assert!(
        !ledger.book.cash.is_zero(),
        "the guard stops before the cash does"
    );
    Ok(())
}

#[tokio::test]
async fn test_bank_run_lending_stops_before_exits_do() -> eyre::Result<()> {
    let (pool, holders, mut ledger) = running().await?;
    let client = pool.owner.address();
    let loan = pool.token.whole(1_000);
    let draw = || {
        let call = pool.sheet.draw(pool.token.address, loan, client);
        call.from(pool.owner.address())
    };
    draw().call().await?;
    let mut lending_stopped = None;
    for (number, leaver) in holders.iter().take(LEAVERS).enumerate() {
        let shares = pool.vault.balance_of(leaver.address()).call().await?;
        let left = pool.redeem(leaver, shares).await?;
        ledger.observe(&pool, &[left]).await?;
        if draw().call().await.is_err() {
            lending_stopped.get_or_insert(number);
        } else {
            assert_eq!(lending_stopped, None, "an exit never opens lending again");
        }
    }
    let stopped = lending_stopped.expect("lending stops during the run");
    assert!(stopped + 1 < LEAVERS, "and others still leave: {stopped}");
    let repaid = pool.restore(&pool.owner, pool.token.whole(LENT)).await?;
    ledger.observe(&pool, &repaid).await?;
    draw().call().await?;
    Ok(())
}

#[tokio::test]
async fn test_draw_refuses_with_typed_errors() -> eyre::Result<()> {
    let (pool, holders, _) = running().await?;
    let (token, stranger) = (pool.token.address, holders[0].address());
    let draw = |assets: U256| pool.sheet.draw(token, assets, stranger);
    let not_desk = alm_harness::balance_sheet::NotDesk {
        token,
        caller: stranger,
    };
    assert_reverts_with!(draw(pool.token.whole(1)).from(stranger), not_desk);
    let small = alm_harness::balance_sheet::BelowMinimum {
        have: 1.into(),
        want: 1_000_000.into(),
    };
    assert_reverts_with!(draw(1.into()).from(pool.owner.address()), small);
    let paused = alm_harness::balance_sheet::Paused {
        have: 1.into(),
        want: 0.into(),
    };
    pool.set_paused(&pool.owner, true).await?;
    assert_reverts_with!(draw(pool.token.whole(1)).from(pool.owner.address()), paused);
    pool.redeem(&holders[0], 1_000_000_000.into()).await?;
    pool.restore(&pool.owner, pool.token.whole(1)).await?;
    Ok(())
}

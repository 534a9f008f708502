//! The standard desk among parts of others: WETH9 and a token without return values as collateral, OpenZeppelin's token as
//! currency and its vault as strategy, a Uniswap v3 pool as the market. From the first deposit to the last exit.

mod parts;
mod town;

use alm_deploy::standard::whole;
use alm_harness::{
    DAY, HOUR,
    credit_desk::{Kind, Order},
};
use ethers::types::U256;

use town::{ETHER, Town, UNIT};

#[tokio::test]
async fn test_a_life_among_the_parts_of_others() -> eyre::Result<()> {
    let town = Town::build().await?;
    save(&town).await?;
    let debt = borrow(&town).await?;
    fall(&town).await?;
    liquidate(&town, debt).await?;
    leave(&town).await
}

/// A saver deposits, and supplies the buffer, whose strategy is OpenZeppelin's vault.
async fn save(town: &Town) -> eyre::Result<()> {
    let (saver, buffer) = (&town.saver, town.buffer.address());
    let amount = U256::from(400_000 * UNIT);
    saver
        .send(town.vault.deposit(amount, saver.address()))
        .await?;
    saver.send(town.currency.approve(buffer, U256::MAX)).await?;
    saver
        .send(town.buffer.deposit(amount, saver.address()))
        .await?;
    let (strategy, bps) = (town.parts.strategy.address(), |part: u64| U256::from(part));
    let set = town.treasury.set_strategy(
        0.into(),
        strategy,
        bps(5_000),
        bps(500),
        bps(1_000),
        bps(10_000),
    );
    town.pool.owner.send(set).await?;
    town.pool
        .owner
        .send(town.treasury.rebalance(0.into()))
        .await?;
    let lent = town.parts.strategy.total_assets().call().await?;
    assert!(lent >= amount / 2, "half of it: {lent}");
    town.check().await
}

/// Ten ether and five thousand of the silent token support what neither does alone.
async fn borrow(town: &Town) -> eyre::Result<U256> {
    let (weth, silent) = (town.parts.weth.address(), town.parts.silent.address());
    let debt = U256::from(17_500 * UNIT);
    let adds = [
        town.step(Kind::Add, weth, U256::from(10) * ETHER),
        town.step(Kind::Add, silent, U256::from(5_000 * UNIT)),
    ];
    let borrow = town.step(Kind::Borrow, town.currency.address(), debt);
    town.run(adds.into_iter().chain([borrow]).collect()).await?;
    town.check().await?;
    Ok(debt)
}

/// Somebody sells ether in the pool until it is worth a fifth less there; the feed tells the pool's price.
async fn fall(town: &Town) -> eyre::Result<()> {
    let start = town.market_price().await?;
    assert!((start - whole(2_000)).abs() < whole(1), "{start}");
    let (weth, pool) = (town.parts.weth.address(), town.parts.pool.address());
    let sell = town.parts.trader.sell(pool, weth, U256::from(240) * ETHER);
    town.pool.owner.send(sell).await?;
    let price = town.market_price().await?;
    assert!(price < whole(1_650) && price > whole(1_500), "{price}");
    town.hour(price).await?;
    assert!(town.health().await? < U256::exp10(18));
    Ok(())
}

/// What is seized is sold in the pool at once, for more than it cost.
async fn liquidate(town: &Town, debt: U256) -> eyre::Result<()> {
    let (liquidator, weth) = (&town.liquidator, &town.parts.weth);
    let had = town
        .currency
        .balance_of(liquidator.address())
        .call()
        .await?;
    let health = town.health().await?;
    let order = Order {
        account: town.debtor.address(),
        debt: town.currency.address(),
        loan: 0,
        collateral: weth.address(),
        amount: U256::MAX,
        min_seized: U256::zero(),
        max_paid: U256::MAX,
        receiver: liquidator.address(),
        callback: false,
    };
    liquidator.send(town.pool.desk.liquidate(order)).await?;
    let seized = weth.balance_of(liquidator.address()).call().await?;
    let paid = had
        - town
            .currency
            .balance_of(liquidator.address())
            .call()
            .await?;
    assert!(!seized.is_zero() && paid < debt, "{seized} for {paid}");
    let pool = town.parts.pool.address();
    liquidator
        .send(town.parts.trader.sell(pool, weth.address(), seized))
        .await?;
    let has = town
        .currency
        .balance_of(liquidator.address())
        .call()
        .await?;
    assert!(has > had, "a gain after the pool's fee: {has} of {had}");
    assert!(has - had < paid / 10, "and less than the bonus");
    assert!(town.health().await? > health, "INV-CREDIT-03");
    town.check().await
}

/// The debtor repays and unwraps; the saver leaves vault and buffer.
async fn leave(town: &Town) -> eyre::Result<()> {
    let (parts, debtor, saver) = (&town.parts, &town.debtor, &town.saver);
    let steps = [
        (Kind::Repay, town.currency.address()),
        (Kind::Withdraw, parts.weth.address()),
        (Kind::Withdraw, parts.silent.address()),
    ];
    let steps = steps.map(|(kind, asset)| town.step(kind, asset, U256::MAX));
    town.run(steps.to_vec()).await?;
    let left = parts.weth.balance_of(debtor.address()).call().await?;
    debtor.send(parts.weth.withdraw(left)).await?;
    let silent = parts.silent.balance_of(debtor.address()).call().await?;
    assert_eq!(silent, U256::from(5_000 * UNIT), "custody");
    let most = town.vault.max_redeem(saver.address()).call().await?;
    assert_eq!(
        most,
        town.vault.balance_of(saver.address()).call().await?,
        "all of it"
    );
    saver
        .send(town.vault.redeem(most, saver.address(), saver.address()))
        .await?;
    let shares = town.buffer.balance_of(saver.address()).call().await?;
    saver.send(town.buffer.request_exit(shares)).await?;
    saver.send(town.treasury.rebalance(0.into())).await?;
    town.pool.chain.advance(30 * DAY + HOUR).await?;
    town.pool.refresh_rates(town.pool.owner.account()).await?;
    let most = town.buffer.max_redeem(saver.address()).call().await?;
    assert_eq!(most, shares, "INV-MAX-01");
    saver
        .send(town.buffer.redeem(most, saver.address(), saver.address()))
        .await?;
    town.check().await
}

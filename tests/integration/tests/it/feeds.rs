//! Feeds that fall silent, lie, or are no feeds.

use alm_harness::{
    DAY, Fixture, assert_reverts_with, revert_data,
    risk_engine::{FeedFailed, InvalidPrice, InvalidRoundTime, asset, list},
};
use ethers::{contract::EthError, types::I256};

#[tokio::test]
async fn test_stale_feed_stops_new_risk_and_keeps_volatility() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    fixture.sample(2_100).await?;
    let fresh = fixture.risk().await?;
    assert!(!fresh.stale);
    fixture.chain.advance(10 * DAY).await?;
    let stale = fixture.risk().await?;
    assert!(stale.stale && fixture.engine.is_stale(fixture.asset).call().await?);
    assert!(
        stale.opening_ltv < fresh.opening_ltv,
        "the opening LTV decays"
    );
    assert!(stale.sigma_used >= fresh.sigma_used, "no news is no calm");
    assert!(
        !stale.liquidation_threshold.is_zero(),
        "liquidation goes on"
    );
    fixture.sample(2_100).await?;
    assert!(!fixture.risk().await?.stale);
    Ok(())
}

#[tokio::test]
async fn test_negative_and_zero_prices_are_refused() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    for answer in [I256::from(-1), I256::zero()] {
        fixture.chain.advance(2 * 3_600).await?;
        fixture.push_raw(answer, fixture.chain.now().await?).await?;
        let feed = fixture.feed.address;
        assert_reverts_with!(
            fixture.engine.poke(fixture.asset),
            InvalidPrice { feed, answer }
        );
    }
    Ok(())
}

#[tokio::test]
async fn test_round_of_the_future_is_refused() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    fixture.chain.advance(2 * 3_600).await?;
    let later = fixture.chain.now().await? + DAY;
    fixture.push(2_000, later).await?;
    let error = fixture
        .engine
        .poke(fixture.asset)
        .call()
        .await
        .expect_err("a round of tomorrow");
    let decoded =
        revert_data(&error).and_then(|data| InvalidRoundTime::decode_with_selector(&data));
    let decoded = decoded.expect("InvalidRoundTime");
    assert_eq!(
        (decoded.feed, decoded.updated_at),
        (fixture.feed.address, later.into())
    );
    Ok(())
}

#[tokio::test]
async fn test_listing_what_is_no_feed_is_refused() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let plan = &fixture.plan.assets[0];
    let terms = plan.terms(fixture.chain.now().await?)?;
    // A call to an account without code succeeds and returns nothing.
    let feed = asset(0x77);
    let list = list(&fixture.engine, (asset(0x33), feed), true, terms);
    assert_reverts_with!(list.from(fixture.owner.address()), FeedFailed { feed });
    Ok(())
}

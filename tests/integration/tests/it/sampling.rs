//! One sample a slot, through months of chain time.

use alm_harness::{
    DAY, Fixture, HOUR, assert_reverts_with,
    risk_engine::{NotListed, asset},
};

#[tokio::test]
async fn test_poke_takes_one_sample_a_slot() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    fixture.sample(2_010).await?;
    let first = fixture.engine.last_sample(fixture.asset).call().await?;
    fixture.push(2_500, fixture.chain.now().await?).await?;
    assert_eq!(
        fixture.engine.poke(fixture.asset).call().await?,
        0.into(),
        "INV-RISK-02"
    );
    fixture
        .alice
        .send(fixture.engine.poke(fixture.asset))
        .await?;
    assert_eq!(
        fixture.engine.last_sample(fixture.asset).call().await?,
        first,
        "INV-RISK-02"
    );
    Ok(())
}

#[tokio::test]
async fn test_poke_by_anyone_for_a_quarter_stays_within_bounds() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let rules = fixture.engine.parameters(fixture.asset).call().await?;
    let (floor, cap) = (
        super::bps(rules.threshold_floor.into()),
        super::bps(rules.threshold_cap.into()),
    );
    for day in 0..90u64 {
        fixture.chain.advance(DAY - 2 * HOUR).await?;
        let price = [2_000, 2_030, 2_055, 2_020, 1_960, 1_990, 2_025][(day % 7) as usize];
        fixture.sample(price).await?;
        let risk = fixture.risk().await?;
        for ratio in [risk.liquidation_threshold, risk.target_threshold] {
            assert!(
                ratio >= floor && ratio <= cap,
                "INV-RISK-01: {ratio} outside {floor}..{cap} on day {day}"
            );
        }
        assert!(risk.opening_ltv < risk.target_threshold, "INV-RISK-01");
        assert!(
            !risk.sigma_fast.is_zero() && risk.sigma_used >= risk.sigma_slow,
            "day {day}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn test_poke_many_reports_what_fails_and_samples_the_rest() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let slot = fixture.publish(2_020).await?;
    let receipt = fixture
        .alice
        .send(fixture.engine.poke_many(vec![asset(0x99), fixture.asset]))
        .await?;
    assert!(receipt.logs.len() >= 2, "a failure and a sample");
    let sample = fixture.engine.last_sample(fixture.asset).call().await?;
    assert_eq!(sample.updated_at, slot);
    Ok(())
}

#[tokio::test]
async fn test_poke_unknown_asset_reverts() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let unknown = asset(0x99);
    assert_reverts_with!(fixture.engine.poke(unknown), NotListed { asset: unknown });
    assert_reverts_with!(
        fixture.engine.opening_ltv(unknown),
        NotListed { asset: unknown }
    );
    Ok(())
}

#[tokio::test]
async fn test_views_agree_with_the_bundle() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    fixture.sample(2_100).await?;
    let (engine, asset) = (&fixture.engine, fixture.asset);
    let risk = fixture.risk().await?;
    assert_eq!(
        engine.sigma(asset).call().await?,
        (risk.sigma_fast, risk.sigma_slow, risk.sigma_used)
    );
    assert_eq!(engine.haircut(asset).call().await?, risk.haircut);
    assert_eq!(
        engine.liquidation_threshold(asset).call().await?,
        risk.liquidation_threshold
    );
    assert_eq!(engine.opening_ltv(asset).call().await?, risk.opening_ltv);
    assert_eq!(engine.is_stale(asset).call().await?, risk.stale);
    let feed = engine.feed_of(asset).call().await?;
    assert_eq!(
        (feed.feed, feed.decimals, u64::from(feed.interval)),
        (fixture.feed.address, 8, HOUR)
    );
    let want = fixture.plan.assets[0].terms(0)?;
    assert_eq!(engine.parameters(asset).call().await?, want.parameters);
    let stored = engine.liquidity(asset).call().await?;
    assert_eq!(stored.depth, want.liquidity.depth);
    Ok(())
}

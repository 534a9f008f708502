//! A crash: new loans feel it at once, existing ones on their ramp, and calm comes back slowly.

use alm_harness::{DAY, Fixture, HOUR};

async fn calm_days(fixture: &Fixture, days: u64) -> eyre::Result<()> {
    for hour in 0..days * 24 {
        fixture.sample(2_000 + hour % 3).await?;
    }
    Ok(())
}

#[tokio::test]
async fn test_crash_raises_the_haircut_at_once() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    calm_days(&fixture, 2).await?;
    let before = fixture.risk().await?;
    fixture.sample(1_400).await?;
    let after = fixture.risk().await?;
    assert!(after.haircut > before.haircut, "{after:?}");
    assert!(
        after.opening_ltv < before.opening_ltv,
        "new borrowing feels it at once"
    );
    assert!(after.target_threshold < before.target_threshold);
    Ok(())
}

#[tokio::test]
async fn test_crash_tightens_existing_loans_on_their_ramp() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    calm_days(&fixture, 1).await?;
    let before = fixture.risk().await?.liquidation_threshold;
    fixture.sample(1_300).await?;
    let crash = fixture.risk().await?;
    assert!(
        crash.liquidation_threshold > crash.target_threshold,
        "the ramp has only begun"
    );
    let speed = super::bps(
        fixture
            .engine
            .parameters(fixture.asset)
            .call()
            .await?
            .tighten_per_day
            .into(),
    );
    // One hour and a block have passed since the ramp began; a day is its largest step.
    assert!(
        before - crash.liquidation_threshold <= speed / 12,
        "INV-RISK-01"
    );
    fixture.chain.advance(12 * HOUR).await?;
    let later = fixture.risk().await?.liquidation_threshold;
    assert!(
        later < crash.liquidation_threshold,
        "it goes on without a poke"
    );
    assert!(
        crash.liquidation_threshold - later <= speed * 13 / 24,
        "INV-RISK-01"
    );
    Ok(())
}

#[tokio::test]
async fn test_calm_loosens_slowly() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    calm_days(&fixture, 1).await?;
    fixture.sample(1_300).await?;
    let crash = fixture.risk().await?;
    let loosen = super::bps(
        fixture
            .engine
            .parameters(fixture.asset)
            .call()
            .await?
            .loosen_per_day
            .into(),
    );
    let began = fixture.chain.now().await?;
    let mut last = crash.target_threshold;
    for day in 1..=30u64 {
        fixture.chain.advance_to(began + day * DAY - HOUR).await?;
        fixture.sample(1_300 + day % 2).await?;
        let target = fixture.risk().await?.target_threshold;
        assert!(
            target <= last + loosen * 2,
            "INV-RISK-01: {last} to {target} on day {day}"
        );
        last = target;
    }
    assert!(last > crash.target_threshold, "a month of calm loosens");
    Ok(())
}

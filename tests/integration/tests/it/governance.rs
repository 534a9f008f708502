//! Owner, bounds, steps and delays.

use alm_harness::{
    DAY, Fixture, HOUR, assert_reverts_with,
    risk_engine::{
        AlreadyListed, ChangeTooSoon, NotOwner, NotPendingOwner, ParameterOutOfBounds,
        ParameterStepTooLarge,
    },
};

#[tokio::test]
async fn test_governance_is_the_owners_alone() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let caller = fixture.alice.address();
    let (engine, asset) = (&fixture.engine, fixture.asset);
    let rules = engine.parameters(asset).call().await?;
    let report = engine.liquidity(asset).call().await?;
    let feed = fixture.feed.address;
    assert_reverts_with!(engine.delist(asset).from(caller), NotOwner { caller });
    assert_reverts_with!(
        engine.set_parameters(asset, rules.clone()).from(caller),
        NotOwner { caller }
    );
    assert_reverts_with!(
        engine.set_liquidity(asset, report.clone()).from(caller),
        NotOwner { caller }
    );
    assert_reverts_with!(
        engine.set_feed(asset, feed, 3_600, true).from(caller),
        NotOwner { caller }
    );
    assert_reverts_with!(
        engine.transfer_ownership(caller).from(caller),
        NotOwner { caller }
    );
    assert_reverts_with!(
        engine.accept_ownership().from(caller),
        NotPendingOwner { caller }
    );
    let list = engine.list(asset, feed, 3_600, true, 8_000, rules, report);
    assert_reverts_with!(list.from(caller), NotOwner { caller });
    Ok(())
}

#[tokio::test]
async fn test_list_twice_is_refused() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let (engine, asset) = (&fixture.engine, fixture.asset);
    let rules = engine.parameters(asset).call().await?;
    let report = engine.liquidity(asset).call().await?;
    let list = engine.list(
        asset,
        fixture.feed.address,
        3_600,
        true,
        8_000,
        rules,
        report,
    );
    assert_reverts_with!(list.from(fixture.owner.address()), AlreadyListed { asset });
    Ok(())
}

#[tokio::test]
async fn test_set_parameters_keeps_bounds_steps_and_delay() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let (engine, asset, owner) = (&fixture.engine, fixture.asset, fixture.owner.address());
    fixture.chain.advance(2 * DAY).await?;
    let rules = engine.parameters(asset).call().await?;
    let mut wild = rules.clone();
    wild.bonus = 5_000;
    let bounds = ParameterOutOfBounds {
        parameter: 3,
        have: 5_000.into(),
        min: 0.into(),
        max: 2_000.into(),
    };
    assert_reverts_with!(engine.set_parameters(asset, wild).from(owner), bounds);
    let mut far = rules.clone();
    far.margin = rules.margin + 501;
    let step = ParameterStepTooLarge {
        parameter: 4,
        have: rules.margin.into(),
        want: far.margin.into(),
        max_step: 500.into(),
    };
    assert_reverts_with!(engine.set_parameters(asset, far).from(owner), step);
    let mut near = rules.clone();
    near.margin = rules.margin + 100;
    fixture
        .owner
        .send(engine.set_parameters(asset, near.clone()))
        .await?;
    assert_eq!(engine.parameters(asset).call().await?, near);
    let not_before = (fixture.chain.now().await? + DAY).into();
    fixture.chain.advance(HOUR).await?;
    assert_reverts_with!(
        engine.set_parameters(asset, rules).from(owner),
        ChangeTooSoon { asset, not_before }
    );
    Ok(())
}

#[tokio::test]
async fn test_delist_bars_borrowing_and_strands_nobody() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let (engine, asset) = (&fixture.engine, fixture.asset);
    fixture.sample(2_010).await?;
    fixture.owner.send(engine.delist(asset)).await?;
    let risk = fixture.risk().await?;
    assert!(!risk.listed && risk.opening_ltv.is_zero());
    assert!(
        !risk.liquidation_threshold.is_zero(),
        "a dead key strands no position"
    );
    Ok(())
}

#[tokio::test]
async fn test_ownership_moves_in_two_steps() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let engine = &fixture.engine;
    fixture
        .owner
        .send(engine.transfer_ownership(fixture.bob.address()))
        .await?;
    assert_eq!(engine.owner().call().await?, fixture.owner.address());
    assert_eq!(engine.pending_owner().call().await?, fixture.bob.address());
    fixture.bob.send(engine.accept_ownership()).await?;
    assert_eq!(engine.owner().call().await?, fixture.bob.address());
    assert!(engine.pending_owner().call().await?.is_zero());
    Ok(())
}

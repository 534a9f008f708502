//! Deploying by plan, and again.

use alm_deploy::{
    contracts::risk_engine::PACKAGE,
    deployment::{DeployError, Deployment},
    plan::Plan,
    record::Record,
};
use alm_harness::Fixture;
use ethers::{providers::Middleware, utils::keccak256};

fn deployment<'a>(fixture: &'a Fixture, plan: &'a Plan) -> Deployment<'a> {
    Deployment {
        account: fixture.owner.account(),
        plan,
        programs: &fixture.programs,
        record: None,
    }
}

#[tokio::test]
async fn test_deploy_records_what_stands_on_the_chain() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let contract = &fixture.record.contracts[PACKAGE];
    let code = fixture
        .chain
        .client()
        .get_code(contract.address, None)
        .await?;
    assert_eq!(contract.code_hash.0, keccak256(&code));
    assert_eq!(&code[..4], [0xef, 0xf0, 0, 0], "a Stylus program");
    // On a chain of many tests, another deployment may have paid for the same code.
    let fee = contract.data_fee;
    assert!(
        fee.map_or(!fixture.chain.is_embedded(), |fee| !fee.is_zero()),
        "an activation costs a data fee"
    );
    assert!(fixture.deployment_transaction().is_some());
    assert_eq!(fixture.record.owner, fixture.owner.address());
    assert_eq!(
        fixture.engine.owner().call().await?,
        fixture.owner.address()
    );
    Ok(())
}

#[tokio::test]
async fn test_deploy_again_sends_nothing() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let client = fixture.chain.client();
    let before = client
        .get_transaction_count(fixture.owner.address(), None)
        .await?;
    let record = deployment(&fixture, &fixture.plan).run(&mut |_| ()).await?;
    assert_eq!(
        client
            .get_transaction_count(fixture.owner.address(), None)
            .await?,
        before
    );
    assert_eq!(record.contracts[PACKAGE].address, fixture.engine.address());
    Ok(())
}

#[tokio::test]
async fn test_deploy_goes_on_after_a_fault() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let mut plan = fixture.plan.clone();
    let mut second = plan.assets[0].clone();
    second.asset = alm_harness::risk_engine::asset(0x22);
    second.name = "BTC".into();
    second.parameters.bonus = "99 %".into();
    plan.assets.push(second);
    let error = deployment(&fixture, &plan)
        .run(&mut |_| ())
        .await
        .expect_err("the contract bounds the bonus");
    assert!(
        error.to_string().contains("ParameterOutOfBounds"),
        "{error}"
    );
    plan.assets[1].parameters.bonus = "5 %".into();
    let record = deployment(&fixture, &plan).run(&mut |_| ()).await?;
    assert_eq!(record.assets.len(), 2);
    assert!(
        fixture
            .engine
            .asset_risk(plan.assets[1].asset)
            .call()
            .await?
            .listed
    );
    Ok(())
}

#[tokio::test]
async fn test_deploy_hands_over_in_two_steps() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let mut plan = fixture.plan.clone();
    plan.owner = Some(fixture.bob.address());
    let record = deployment(&fixture, &plan).run(&mut |_| ()).await?;
    assert_eq!(record.pending_owner, plan.owner);
    assert_eq!(record.owner, fixture.owner.address());
    fixture.bob.send(fixture.engine.accept_ownership()).await?;
    let record: Record = deployment(&fixture, &plan).run(&mut |_| ()).await?;
    assert_eq!(
        (record.owner, record.pending_owner),
        (fixture.bob.address(), None)
    );
    plan.assets[0].parameters.margin = "11 %".into();
    let error = deployment(&fixture, &plan)
        .run(&mut |_| ())
        .await
        .expect_err("the owner has changed");
    assert!(matches!(error, DeployError::NotOwner { .. }), "{error}");
    Ok(())
}

#[tokio::test]
async fn test_deploy_refuses_another_chain() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let plan = Plan {
        chain_id: Some(1),
        ..fixture.plan.clone()
    };
    let error = deployment(&fixture, &plan)
        .run(&mut |_| ())
        .await
        .expect_err("another chain");
    assert!(
        matches!(error, DeployError::OtherChain { want: 1, .. }),
        "{error}"
    );
    Ok(())
}

#[tokio::test]
async fn test_deploy_by_another_sender_goes_on_with_the_recorded_contract() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("record.json");
    let client = fixture.chain.client();
    let alice = fixture.alice.address();
    let before = client.get_transaction_count(alice, None).await?;
    fixture.record.write(&path)?;
    let again = Deployment {
        account: fixture.alice.account(),
        plan: &fixture.plan,
        programs: &fixture.programs,
        record: Some(path),
    };
    // Nothing is left to do, so Alice need not own it, and pays for no contract of her own.
    let record = again.run(&mut |_| ()).await?;
    assert_eq!(record.contracts[PACKAGE].address, fixture.engine.address());
    assert_eq!(record.owner, fixture.owner.address());
    let after = client.get_transaction_count(alice, None).await?;
    assert_eq!(after, before, "nothing is sent");
    Ok(())
}

#[tokio::test]
async fn test_deploy_without_the_deploying_contract_is_refused() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let plan = Plan {
        stylus_deployer: Some(alm_harness::risk_engine::asset(0x77)),
        ..fixture.plan.clone()
    };
    let error = deployment(&fixture, &plan)
        .run(&mut |_| ())
        .await
        .expect_err("creating and constructing apart would let a stranger in between");
    assert!(matches!(error, DeployError::NoDeployer(_)), "{error}");
    Ok(())
}

//! Deploying a pool by plan, and again.

use std::sync::Arc;

use alm_deploy::{
    contracts::{balance_sheet, deposit_vault, fixed_book::abi::FixedBook, parameters, rate_model},
    deployment::DeployError,
    plan::{BookPlan, DeskPlan, FixedSettings},
    token::TestToken,
};
use alm_harness::{DAY, Pool, deposit_vault::NOBODY};
use ethers::{providers::Middleware, types::U256};

async fn sent(pool: &Pool) -> eyre::Result<U256> {
    let owner = pool.owner.address();
    let client = pool.chain.client();
    Ok(client.get_transaction_count(owner, None).await?)
}

#[tokio::test]
async fn test_deploy_pool_wires_every_contract() -> eyre::Result<()> {
    let pool = Pool::new(6, |_| ()).await?;
    let (token, plan) = (pool.token, &pool.plan.books[0]);
    let wanted = plan.encode()?;
    let (sheet, vault, model) = (&pool.sheet, &pool.vault, &pool.model);
    assert_eq!(sheet.vault_of(token.address).call().await?, vault.address());
    assert_eq!(sheet.terms(token.address).call().await?, wanted.terms);
    let line = sheet
        .line_of(token.address, pool.owner.address())
        .call()
        .await?;
    assert_eq!(U256::from(line.lending_cap), token.whole(10_000_000));
    pool.refresh_rate(&pool.owner).await?;
    let rates = model.rates(token.address).call().await?;
    assert_eq!(rates.balance_sheet, sheet.address());
    assert_eq!(
        pool.book().await?.rate,
        rates.rate,
        "the model answers to the balance sheet"
    );
    assert_eq!(vault.asset().call().await?, token.address);
    assert_eq!(vault.balance_sheet().call().await?, sheet.address());
    assert_eq!(vault.name().call().await?, "USDC deposits");
    assert_eq!(vault.symbol().call().await?, "almUSDC");
    assert_eq!(vault.decimals().call().await?, 12);
    let queue = pool.queue.address();
    assert_eq!(vault.queue().call().await?, queue);
    assert_eq!(pool.queue.share().call().await?, vault.address());
    let smallest = pool.queue.minimum_request().call().await?;
    assert_eq!(smallest, U256::exp10(12), "a token's worth");
    let (all, burned) = (vault.total_supply(), vault.balance_of(NOBODY));
    let burned = burned.call().await?;
    assert_eq!(all.call().await?, burned, "the first shares are nobody's");
    assert_eq!(burned, U256::exp10(12), "a token's worth");
    let book = &pool.record.books["USDC"];
    assert_eq!((book.token, book.vault), (token.address, vault.address()));
    Ok(())
}

#[tokio::test]
async fn test_deploy_pool_again_sends_nothing() -> eyre::Result<()> {
    let pool = Pool::new(18, |_| ()).await?;
    let before = sent(&pool).await?;
    let record = pool.run(&pool.plan).await?;
    assert_eq!(sent(&pool).await?, before);
    assert_eq!(record.books, pool.record.books);
    Ok(())
}

#[tokio::test]
async fn test_deploy_pool_goes_on_after_a_fault_and_follows_the_plan() -> eyre::Result<()> {
    let pool = Pool::new(6, |_| ()).await?;
    let mut plan = pool.plan.clone();
    let second = TestToken::deploy(pool.owner.account(), 18).await?;
    let mut book = BookPlan::new("DAI", second.address, 18);
    book.terms.steepest = "11 %".into();
    plan.books.push(book);
    plan.books[0].terms.deposit_cap = "20_000_000".into();
    plan.books[0].desks[0].lending_cap = "5".into();
    let error = pool.run(&plan).await.expect_err("a bound of the contract");
    assert!(error.to_string().contains("TermOutOfBounds"), "{error}");
    plan.books[1].terms.steepest = "10 %".into();
    let error = pool.run(&plan).await.expect_err("no tokens for the seed");
    assert!(matches!(error, DeployError::SeedShort { .. }), "{error}");
    let owner = &pool.owner;
    second
        .mint(owner.account(), owner.address(), second.whole(1))
        .await?;
    plan.books[1].decimals = 17;
    plan.books[1].terms.deposit_cap = "1_000_000".into();
    let error = pool.run(&plan).await.expect_err("another scale");
    let is_scale = matches!(
        error,
        DeployError::OtherDecimals {
            have: 18,
            want: 17,
            ..
        }
    );
    assert!(is_scale, "{error}");
    plan.books[1].decimals = 18;
    let record = pool.run(&plan).await?;
    assert_eq!(record.books.len(), 2);
    let sheet = &pool.sheet;
    let first = sheet.terms(pool.token.address).call().await?;
    assert_eq!(first, plan.books[0].encode()?.terms);
    let line = sheet.line_of(pool.token.address, owner.address());
    assert_eq!(line.call().await?.lending_cap, 5_000_000);
    let client = Arc::new(pool.chain.client().clone());
    let vault = deposit_vault::abi::DepositVault::new(record.books["DAI"].vault, client);
    assert_eq!(vault.total_assets().call().await?, second.whole(1));
    let before = sent(&pool).await?;
    pool.run(&plan).await?;
    assert_eq!(sent(&pool).await?, before, "nothing is left to do");
    Ok(())
}

#[tokio::test]
async fn test_deploy_pool_hands_over_what_has_an_owner() -> eyre::Result<()> {
    let pool = Pool::new(6, |_| ()).await?;
    let next = pool.holder("governor", 0).await?;
    let mut plan = pool.plan.clone();
    plan.owner = Some(next.address());
    let record = pool.run(&plan).await?;
    let governance = &record.contracts[parameters::PACKAGE];
    for name in [balance_sheet::PACKAGE, rate_model::PACKAGE] {
        let contract = &record.contracts[name];
        assert_eq!(contract.owner, governance.address, "{name}");
        assert_eq!(contract.pending_owner, None, "{name}");
    }
    assert_eq!(governance.owner, pool.owner.address());
    assert_eq!(governance.pending_owner, plan.owner);
    assert_eq!(record.owner, pool.owner.address());
    assert_eq!(record.pending_owner, plan.owner);
    let vault = &record.contracts["deposit-vault-USDC"];
    assert!(vault.owner.is_zero() && vault.pending_owner.is_none());
    next.send(pool.parameters.accept_ownership()).await?;
    assert_eq!(pool.parameters.owner().call().await?, next.address());
    let record = pool.run(&plan).await?;
    let governance = &record.contracts[parameters::PACKAGE];
    assert_eq!(governance.owner, next.address());
    assert_eq!(governance.pending_owner, None);
    plan.books[0].desks.push(DeskPlan {
        name: "another".into(),
        desk: next.address(),
        lending_cap: "1".into(),
    });
    let error = pool.run(&plan).await.expect_err("the owner has changed");
    assert!(matches!(error, DeployError::NotOwner { .. }), "{error}");
    Ok(())
}

#[tokio::test]
async fn test_deploy_pool_never_names_a_second_queue() -> eyre::Result<()> {
    let pool = Pool::new(6, |_| ()).await?;
    let mut plan = pool.plan.clone();
    plan.books[0].smallest_redemption = Some("2".into());
    let error = pool.run(&plan).await.expect_err("the vault has a queue");
    let first = pool.queue.address();
    let is_named = matches!(&error, DeployError::OtherQueue { have, want, .. } if *have == first && *want != first);
    assert!(is_named, "{error}");
    assert_eq!(pool.vault.queue().call().await?, first);
    let before = sent(&pool).await?;
    let record = pool.run(&pool.plan).await?;
    assert_eq!(record.contracts["redeem-queue-USDC"].address, first);
    assert_eq!(sent(&pool).await?, before, "nothing is left to do");
    Ok(())
}

#[tokio::test]
async fn test_deploy_again_changes_what_differs_and_leaves_a_history() -> eyre::Result<()> {
    let takes_fixed = |book: &mut BookPlan| book.fixed = Some(FixedSettings::default());
    let pool = Pool::new(6, takes_fixed).await?;
    let (mut plan, token) = (pool.plan.clone(), pool.token.address);
    pool.chain.advance(DAY).await?; // the rate model's own delay since it was listed
    let book = &mut plan.books[0];
    book.terms.curvature = "30 %".into();
    book.rate.spreads[5] = "-5 bps".into();
    if let Some(fixed) = &mut book.fixed {
        fixed.shock = "150 bps".into();
    }
    pool.run(&plan).await?;
    let wanted = plan.books[0].encode()?;
    assert_eq!(pool.terms().await?, wanted.terms);
    let fixed = FixedBook::new(pool.sheet.address(), pool.sheet.client());
    let fixed = fixed.fixed_terms(token).call().await?;
    assert_eq!(Some(fixed), wanted.fixed);
    let spreads = pool.model.spreads(token).call().await?;
    assert_eq!(spreads, wanted.rate.spreads);
    let mut changed = Vec::new();
    for parameter in 0..24 {
        let (_, changed_at) = pool.parameters.band_of(token, parameter).call().await?;
        if !changed_at.is_zero() {
            changed.push(parameter);
        }
    }
    assert_eq!(
        changed,
        [4, 13, 23],
        "INV-GOV-01: the curvature, the shock, the last spread"
    );
    Ok(())
}

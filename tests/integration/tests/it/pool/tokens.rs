//! Tokens that are not like the others.

use alm_deploy::{deployment::DeployError, standard::StandardPool, token::TestToken};
use alm_harness::{Actor, Chain, Ledger, Pool};
use ethers::types::{Bytes, U256};

/// A token that keeps a hundredth of every transfer.
mod fee {
    ethers::contract::abigen!(FeeToken, "artifacts/FeeToken.json");
}
/// One whose transfers return nothing.
mod silent {
    ethers::contract::abigen!(SilentToken, "artifacts/SilentToken.json");
}

async fn create(by: &Actor, init: &Bytes) -> eyre::Result<TestToken> {
    let created = by
        .account()
        .send("creating", None, init.clone(), U256::zero());
    Ok(TestToken {
        address: created.await?.contract_address.unwrap_or_default(),
        decimals: 6,
    })
}

#[tokio::test]
async fn test_token_without_return_values_works_throughout() -> eyre::Result<()> {
    let chain = Chain::start().await?;
    let owner = Actor::owner(&chain).await?;
    let token = create(&owner, &silent::SILENTTOKEN_BYTECODE).await?;
    let pool = Pool::over(chain, token, |_| ()).await?;
    let mut ledger = Ledger::open(&pool).await?;
    let saver = pool.holder("saver", 1).await?;
    for number in 2..12 {
        let other = pool.holder("saver", number).await?;
        let deposit = pool.deposit(&other, token.whole(1_000)).await?;
        ledger.observe(&pool, &[deposit]).await?;
    }
    let deposit = pool.deposit(&saver, token.whole(1_000)).await?;
    ledger.observe(&pool, &[deposit]).await?;
    let strike = pool.strike(&pool.owner).await?;
    ledger.observe(&pool, &[strike]).await?;
    let rate = pool.refresh_rate(&pool.owner).await?;
    ledger.observe(&pool, &[rate]).await?;
    let loan = token.whole(100);
    let drawn = pool.draw(&pool.owner, loan, saver.address()).await?;
    ledger.observe(&pool, &[drawn]).await?;
    let repaid = pool.restore(&pool.owner, loan).await?;
    ledger.observe(&pool, &repaid).await?;
    let before = balance(&pool, &saver).await?;
    let left = pool.withdraw(&saver, token.whole(500)).await?;
    ledger.observe(&pool, &[left]).await?;
    assert_eq!(balance(&pool, &saver).await?, before + token.whole(500));
    Ok(())
}

async fn balance(pool: &Pool, who: &Actor) -> eyre::Result<U256> {
    let client = std::sync::Arc::new(pool.chain.client().clone());
    let token = silent::SilentToken::new(pool.token.address, client);
    Ok(token.balance_of(who.address()).call().await?)
}

/// The first deposit of a deployment finds it out, before anybody else can lose by it.
#[tokio::test]
async fn test_fee_on_transfer_token_is_refused_with_not_received() -> eyre::Result<()> {
    let chain = Chain::start().await?;
    let owner = Actor::owner(&chain).await?;
    let token = create(&owner, &fee::FEETOKEN_BYTECODE).await?;
    let (account, purse) = (owner.account(), token.whole(10));
    token.mint(account, owner.address(), purse).await?;
    let Err(error) = StandardPool::over(account, token, |_| ()).await else {
        panic!("a fee on transfer is refused")
    };
    assert!(matches!(error, DeployError::Send(_)), "{error}");
    let words = error.to_string();
    assert!(words.contains("NotReceived"), "{words}");
    assert!(words.contains("have: 990000, want: 1000000"), "{words}");
    Ok(())
}

//! The engine as Solidity sees it.

use std::sync::Arc;

use alm_harness::{
    Fixture,
    risk_engine::{NotListed, asset},
};
use ethers::{abi::Token, contract::EthError, types::U256};

ethers::contract::abigen!(RiskReader, "artifacts/RiskReader.json");

async fn reader(fixture: &Fixture) -> eyre::Result<RiskReader<alm_deploy::transport::Client>> {
    let mut init = RISKREADER_BYTECODE.to_vec();
    init.extend(ethers::abi::encode(&[Token::Address(
        fixture.engine.address(),
    )]));
    let receipt = fixture
        .alice
        .account()
        .send("deploying a reader", None, init.into(), U256::zero())
        .await?;
    let address = receipt.contract_address.expect("a creation has an address");
    Ok(RiskReader::new(
        address,
        Arc::new(fixture.chain.client().clone()),
    ))
}

#[tokio::test]
async fn test_solidity_samples_and_reads_in_one_transaction() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let reader = reader(&fixture).await?;
    let slot = fixture.publish(1_900).await?;
    let value = U256::exp10(24);
    let call = reader.borrowable(fixture.asset, value);
    let promised = call.call().await?;
    fixture.alice.send(call).await?;
    assert_eq!(
        fixture
            .engine
            .last_sample(fixture.asset)
            .call()
            .await?
            .updated_at,
        slot
    );
    assert_eq!(
        promised,
        value * fixture.risk().await?.opening_ltv / U256::exp10(18)
    );
    Ok(())
}

#[tokio::test]
async fn test_solidity_sees_typed_revert_data() -> eyre::Result<()> {
    let fixture = Fixture::new().await?;
    let reason = reader(&fixture)
        .await?
        .reason_of(asset(0x99))
        .call()
        .await?;
    assert_eq!(
        NotListed::decode_with_selector(&reason),
        Some(NotListed { asset: asset(0x99) })
    );
    Ok(())
}

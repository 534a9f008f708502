//! Operations of `covariance`, on a matrix of sixteen assets with a feed each.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use super::Operation;
use crate::{
    bench::Stage,
    contracts::{
        covariance::abi::{CreditCall, SampleAllCall},
        risk_engine::abi::PokeManyCall,
    },
    embedded::EmbeddedError,
};

/// Samples before the measured one, so that every slot is in use.
const SAMPLES: usize = 3;
/// Length of a sampling slot.
const SLOT: u64 = 3_600;
/// Collaterals of a portfolio.
const COLLATERALS: usize = 4;

/// A sample of all members, and of all their pairs.
#[derive(Debug, Clone, Copy)]
pub struct SampleAll;
/// What a portfolio of four members is credited.
#[derive(Debug, Clone, Copy)]
pub struct PortfolioCredit;
/// A sample of sixteen assets at the engine.
#[derive(Debug, Clone, Copy)]
pub struct PokeSixteen;

#[async_trait(?Send)]
impl Operation for SampleAll {
    fn name(&self) -> &'static str {
        "sample_all of 16 assets"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        for _ in 0..SAMPLES {
            publish(stage).await?;
            stage.gas_of(&PokeSixteen).await?;
            stage.gas_of(self).await?;
        }
        publish(stage).await?;
        stage.gas_of(&PokeSixteen).await.map(drop)
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let call = SampleAllCall.encode().into();
        (stage.matrix.matrix.address(), call)
    }
}

#[async_trait(?Send)]
impl Operation for PortfolioCredit {
    fn name(&self) -> &'static str {
        "portfolio credit of 4 collaterals"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        SampleAll.prepare(stage).await?;
        stage.gas_of(&SampleAll).await.map(drop)
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let mut haircuts = [U256::zero(); 16];
        haircuts
            .iter_mut()
            .take(COLLATERALS)
            .for_each(|haircut| *haircut = U256::from(1_000_000));
        let call = CreditCall { haircuts }.encode().into();
        (stage.matrix.matrix.address(), call)
    }
}

#[async_trait(?Send)]
impl Operation for PokeSixteen {
    fn name(&self) -> &'static str {
        "poke of 16 assets"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        SampleAll.prepare(stage).await?;
        publish(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let assets = stage.matrix.assets.clone();
        let call = PokeManyCall { assets }.encode().into();
        (stage.matrix.engine.address(), call)
    }
}

/// Opens the next slot with new prices of all members.
async fn publish(stage: &Stage) -> Result<(), EmbeddedError> {
    let slot = stage.chain.now().await? / SLOT + 1;
    stage.chain.next_block_at(slot * SLOT)?;
    stage
        .matrix
        .publish(stage.chain.account(), slot * SLOT)
        .await?;
    Ok(())
}

//! Operations of `risk-engine`.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes},
};

use super::Operation;
use crate::{bench::Stage, contracts::risk_engine::abi::PokeCall, embedded::EmbeddedError};

/// Samples before the measured one, so that every slot is in use.
const SAMPLES: usize = 5;

/// A sample like any other.
#[derive(Debug, Clone, Copy)]
pub struct Poke;

/// The first sample of an asset.
#[derive(Debug, Clone, Copy)]
pub struct PokeFirst;

#[async_trait(?Send)]
impl Operation for Poke {
    fn name(&self) -> &'static str {
        "poke"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        for _ in 0..SAMPLES {
            stage.publish().await?;
            stage.gas_of(self).await?;
        }
        stage.publish().await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        poke(stage)
    }
}

#[async_trait(?Send)]
impl Operation for PokeFirst {
    fn name(&self) -> &'static str {
        "poke_first"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stage.publish().await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        poke(stage)
    }
}

fn poke(stage: &Stage) -> (Address, Bytes) {
    let asset = stage.case.asset;
    let call = PokeCall { asset }.encode();
    (stage.case.engine.address(), call.into())
}

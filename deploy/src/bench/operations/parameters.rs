//! Operations of `parameters`, on the pool as it is usual.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes},
};

use super::{
    Operation, Stage,
    pool::{LENT, pause, run},
};
use crate::{
    contracts::parameters::{
        abi::{Change, ChangeCall},
        none,
    },
    embedded::EmbeddedError,
};

/// Index of the curvature.
const CURVATURE: u8 = 4;

/// A term moves, on a book that must have a surplus and cash afterwards.
pub struct ChangeTerm;
/// The same, of a parameter that has never been changed.
pub struct ChangeTermFirst;

#[async_trait(?Send)]
impl Operation for ChangeTerm {
    fn name(&self) -> &'static str {
        "change a term"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await?;
        stage
            .send("the change before", change(stage, 2_500))
            .await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        change(stage, 3_000)
    }
}

#[async_trait(?Send)]
impl Operation for ChangeTermFirst {
    fn name(&self) -> &'static str {
        "change a term, for the first time"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        change(stage, 3_000)
    }
}

fn change(stage: &Stage, value: i128) -> (Address, Bytes) {
    let mut condition = none();
    (condition.least_surplus, condition.least_cash) = (1, 1);
    let parameter = CURVATURE;
    let call = ChangeCall {
        token: stage.pool.token.address,
        changes: vec![Change { parameter, value }],
        condition,
    };
    (stage.pool.parameters.address(), call.encode().into())
}

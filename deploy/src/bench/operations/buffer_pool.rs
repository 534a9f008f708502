//! The buffer pool's operations, behind the first book of the credit desk, in cash alone.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use super::{Operation, pool::pause};
use crate::{
    bench::Stage,
    contracts::buffer_pool::{
        abi::pool::{DepositCall, RequestExitCall},
        abi::treasury::CollectCall,
        name,
    },
    embedded::EmbeddedError,
};

/// What the pool has before, and what an operation moves, whole tokens.
const SUPPLY: u64 = 500_000;
const AMOUNT: u64 = 1_000;
/// Shares of a base unit at the first price.
const SHARES_PER_UNIT: u64 = 1_000_000;

/// More of a supplier who has shares.
#[derive(Debug, Clone, Copy)]
pub struct BufferSupply;
/// More shares that ask to leave, beside some that do already.
#[derive(Debug, Clone, Copy)]
pub struct BufferRequest;
/// What the book owes the pool, fetched by anyone.
#[derive(Debug, Clone, Copy)]
pub struct BufferCollect;

#[async_trait(?Send)]
impl Operation for BufferSupply {
    fn name(&self) -> &'static str {
        "buffer: supply"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        supply(stage, AMOUNT)
    }
}

#[async_trait(?Send)]
impl Operation for BufferRequest {
    fn name(&self) -> &'static str {
        "buffer: ask to leave"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage).await?;
        stage.send("asking before", self.call(stage)).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let shares = usdc(stage, AMOUNT) * SHARES_PER_UNIT;
        let call = RequestExitCall { shares }.encode().into();
        (buffer(stage), call)
    }
}

#[async_trait(?Send)]
impl Operation for BufferCollect {
    fn name(&self) -> &'static str {
        "buffer: collect"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        super::Borrow.prepare(stage).await?;
        stand(stage).await?;
        stage.send("collecting before", self.call(stage)).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        (buffer(stage), CollectCall.encode().into())
    }
}

/// Brings the pool to where it has assets of several suppliers.
async fn stand(stage: &Stage) -> Result<(), EmbeddedError> {
    let token = stage.credit.markets[0].token;
    token
        .approve_all(stage.chain.account(), buffer(stage))
        .await?;
    stage.send("supplying", supply(stage, SUPPLY)).await?;
    pause(stage).await
}

fn supply(stage: &Stage, count: u64) -> (Address, Bytes) {
    let call = DepositCall {
        assets: usdc(stage, count),
        receiver: stage.chain.account().address(),
    };
    (buffer(stage), call.encode().into())
}

fn usdc(stage: &Stage, count: u64) -> U256 {
    stage.credit.markets[0].token.whole(count)
}

/// The buffer pool of the first book, which the standard credit desk's plan asks for.
fn buffer(stage: &Stage) -> Address {
    let book = stage.credit.plan.books.first();
    let address = book.map(|book| stage.credit.record.address(&name(book)));
    address.and_then(Result::ok).unwrap_or_default()
}

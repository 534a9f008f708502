//! The redemption queue's operations, in a book as the pool's operations find it, with somebody else in the queue already.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    providers::Middleware,
    types::{Address, Bytes, U256},
};

use super::{
    Operation, Stage,
    pool::{LENT, amount, pause, run},
};
use crate::{
    account::Account,
    contracts::redeem_queue::abi::{CancelCall, RedeemCall, RequestRedeemCall, SettleCall},
    embedded::EmbeddedError,
};

/// Seconds of a day, at whose end a generation is complete.
const DAY: u64 = 86_400;
/// Shares for a base unit, about.
const SHARES: u64 = 1_000_000;
/// The first generation.
const FIRST: u64 = 1;

/// A request of a holder who has queued before.
pub struct RequestRedeem;
/// A request of a holder who never has.
pub struct RequestRedeemFirst;
/// The settlement of a day's requests, with cash for all of them.
pub struct SettleQueue;
/// The collection of a part of what was settled.
pub struct ClaimQueued;

#[async_trait(?Send)]
impl Operation for RequestRedeem {
    fn name(&self) -> &'static str {
        "request to leave"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await?;
        stage.send("queueing once before", request(stage)).await?;
        let holder = stage.chain.account().address();
        let cancel = CancelCall {
            request_id: FIRST.into(),
            controller: holder,
        };
        let cancel = (stage.pool.queue.address(), cancel.encode().into());
        stage.send("leaving the queue", cancel).await?;
        neighbour_queues(stage).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        request(stage)
    }
}

#[async_trait(?Send)]
impl Operation for RequestRedeemFirst {
    fn name(&self) -> &'static str {
        "request to leave, first of its holder"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await?;
        neighbour_queues(stage).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        request(stage)
    }
}

#[async_trait(?Send)]
impl Operation for SettleQueue {
    fn name(&self) -> &'static str {
        "settlement of the queue, first of a day's requests"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        wait(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        settle(stage)
    }
}

#[async_trait(?Send)]
impl Operation for ClaimQueued {
    fn name(&self) -> &'static str {
        "collection of a settled request"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        wait(stage).await?;
        stage.send("settling", settle(stage)).await?;
        days_pass(stage, 1).await?;
        // The first collection of a part writes a slot for the first time.
        stage.send("collecting", claim(stage)).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        claim(stage)
    }
}

/// Two requests of a day that is over.
async fn wait(stage: &Stage) -> Result<(), EmbeddedError> {
    run(stage, LENT).await?;
    neighbour_queues(stage).await?;
    stage.send("queueing", request(stage)).await?;
    days_pass(stage, 1).await
}

/// Has the chain's second account queue.
async fn neighbour_queues(stage: &Stage) -> Result<(), EmbeddedError> {
    let client = stage.chain.client();
    let accounts = client.get_accounts().await?;
    let neighbour = accounts.get(1).copied().unwrap_or_default();
    let deposit = stage.pool.deposit_call(amount(stage) * 2, neighbour);
    stage.send("depositing for another", deposit).await?;
    let (to, data) = request_of(stage, neighbour);
    let neighbour = Account::unlocked(client.clone(), neighbour);
    neighbour
        .send("another's queueing", Some(to), data, U256::zero())
        .await?;
    Ok(())
}

/// Goes to an hour into a later day.
async fn days_pass(stage: &Stage, count: u64) -> Result<(), EmbeddedError> {
    let today = stage.chain.now().await? / DAY;
    stage.chain.mine_at((today + count) * DAY)?;
    pause(stage).await
}

fn request(stage: &Stage) -> (Address, Bytes) {
    request_of(stage, stage.chain.account().address())
}

fn request_of(stage: &Stage, holder: Address) -> (Address, Bytes) {
    let call = RequestRedeemCall {
        shares: amount(stage) * SHARES,
        controller: holder,
        owner: holder,
    };
    (stage.pool.queue.address(), call.encode().into())
}

fn settle(stage: &Stage) -> (Address, Bytes) {
    (stage.pool.queue.address(), SettleCall.encode().into())
}

fn claim(stage: &Stage) -> (Address, Bytes) {
    let holder = stage.chain.account().address();
    let call = RedeemCall {
        shares: amount(stage) * SHARES / 4,
        receiver: holder,
        controller: holder,
    };
    (stage.pool.queue.address(), call.encode().into())
}

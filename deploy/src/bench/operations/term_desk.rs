//! The term desk's operations, in a book as the pool's operations find it, with one fixed deposit of the sender's already.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use super::{
    Operation, Stage,
    pool::{LENT, amount, pause, run},
};
use crate::{
    contracts::{
        balance_sheet::abi::RefreshRateCall,
        term_desk::abi::{DepositCall, ExitCall, RedeemCall, RollOverCall},
    },
    embedded::EmbeddedError,
};

/// Seconds of a week.
const WEEK: u64 = 604_800;
/// The first grid date after the chain begins, and others counted from it.
const FIRST: u64 = 1_704_067_200 / WEEK + 1;
/// Weeks from the first grid date to the maturities.
const LIVE: u64 = 25;
const NEW: u64 = 30;

/// A deposit at a maturity at which the sender has one already.
pub struct TermDeposit;
/// The first deposit of anybody at a maturity.
pub struct TermDepositFirst;
/// An early exit of a part.
pub struct TermExit;
/// The collection of a part of a matured claim.
pub struct TermRedeem;
/// A part of a matured claim, deposited anew at a maturity that is new to the sender but not to the book.
pub struct TermRollOver;

#[async_trait(?Send)]
impl Operation for TermDeposit {
    fn name(&self) -> &'static str {
        "fixed deposit"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        hold(stage, &[LIVE]).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        deposit(stage, LIVE, 1)
    }
}

#[async_trait(?Send)]
impl Operation for TermDepositFirst {
    fn name(&self) -> &'static str {
        "fixed deposit, first of its week"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        hold(stage, &[LIVE]).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        deposit(stage, NEW, 1)
    }
}

#[async_trait(?Send)]
impl Operation for TermExit {
    fn name(&self) -> &'static str {
        "early exit"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        hold(stage, &[LIVE]).await?;
        // The first exit writes the slot of the drip for the first time.
        stage.send("the exit before", exit(stage)).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        exit(stage)
    }
}

#[async_trait(?Send)]
impl Operation for TermRedeem {
    fn name(&self) -> &'static str {
        "collection of a matured claim"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        mature(stage, &[0, LIVE]).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let holder = stage.chain.account().address();
        let call = RedeemCall {
            token: stage.pool.token.address,
            maturity: maturity(0),
            face: amount(stage),
            receiver: holder,
            owner: holder,
        };
        (desk(stage), call.encode().into())
    }
}

#[async_trait(?Send)]
impl Operation for TermRollOver {
    fn name(&self) -> &'static str {
        "renewal of a matured claim"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        mature(stage, &[0, LIVE]).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let holder = stage.chain.account().address();
        let call = RollOverCall {
            token: stage.pool.token.address,
            matured: maturity(0),
            face: amount(stage),
            maturity: maturity(LIVE),
            min_face: U256::zero(),
            receiver: Address::repeat_byte(0x99),
            owner: holder,
            deadline: U256::MAX,
        };
        (desk(stage), call.encode().into())
    }
}

/// Brings the pool to where deposits at these weeks are there.
async fn hold(stage: &Stage, weeks: &[u64]) -> Result<(), EmbeddedError> {
    run(stage, LENT).await?;
    for week in weeks {
        stage.send("depositing", deposit(stage, *week, 4)).await?;
    }
    pause(stage).await?;
    refresh(stage).await?;
    pause(stage).await
}

/// The same, past the first of them, with the week rolled by somebody.
async fn mature(stage: &Stage, weeks: &[u64]) -> Result<(), EmbeddedError> {
    hold(stage, weeks).await?;
    stage.chain.mine_at(maturity(0) + 1)?;
    refresh(stage).await?;
    stage.send("rolling", deposit(stage, LIVE, 1)).await?;
    pause(stage).await
}

pub(super) async fn refresh(stage: &Stage) -> Result<(), EmbeddedError> {
    let token = stage.pool.token.address;
    let refresh = RefreshRateCall { token }.encode();
    let sheet = stage.pool.sheet.address();
    stage
        .send("refreshing the rate", (sheet, refresh.into()))
        .await
}

/// A deposit of some times the amount.
pub(super) fn deposit(stage: &Stage, week: u64, times: u64) -> (Address, Bytes) {
    let call = DepositCall {
        token: stage.pool.token.address,
        maturity: maturity(week),
        assets: amount(stage) * times,
        min_face: U256::zero(),
        receiver: stage.chain.account().address(),
        deadline: U256::MAX,
    };
    (desk(stage), call.encode().into())
}

fn exit(stage: &Stage) -> (Address, Bytes) {
    let holder = stage.chain.account().address();
    let call = ExitCall {
        token: stage.pool.token.address,
        maturity: maturity(LIVE),
        face: amount(stage),
        min_assets: U256::zero(),
        receiver: holder,
        owner: holder,
        deadline: U256::MAX,
    };
    (desk(stage), call.encode().into())
}

/// The grid date so many weeks after the first.
pub(super) fn maturity(weeks: u64) -> u64 {
    (FIRST + weeks) * WEEK
}

/// The term desk, which the standard pool has.
fn desk(stage: &Stage) -> Address {
    let desk = stage.pool.desk.as_ref();
    desk.map(|desk| desk.address()).unwrap_or_default()
}

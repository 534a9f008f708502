//! The pool's operations, in a book with deposits and loans an hour after its last accrual: every guard is on, income
//! is posted, and the token is OpenZeppelin's ERC-20 with an allowance that never runs out.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use super::{Operation, Stage};
use crate::{
    contracts::{
        balance_sheet::abi::{DrawCall, RefreshRateCall, RestoreCall, StrikeCall},
        deposit_vault::abi::WithdrawCall,
    },
    embedded::EmbeddedError,
};

/// Who borrows and who is paid: an account with tokens of its own already.
pub(super) const CLIENT: Address = Address::repeat_byte(0x77);
/// What the operations move, whole tokens.
const AMOUNT: u64 = 1_000;
/// Holders, the sender one of them, and what each deposits, whole tokens. Were it one holder, he could leave with
/// everything, and the band would be left already.
const HOLDERS: u8 = 20;
const DEPOSIT: u64 = 50_000;
/// Loans inside the neutral zone, and beyond it but inside the lending edge, whole tokens.
pub(super) const LENT: u64 = 500_000;
const LENT_CHARGED: u64 = 851_000;
/// Since the last accrual, seconds.
const PAUSE: u64 = 3_600;

/// A deposit of a holder.
pub struct Deposit;
/// An exit of a part, inside the neutral zone: it costs no fee.
pub struct Withdraw;
/// An exit of a part beyond the neutral zone: it pays a fee into the pot.
pub struct WithdrawCharged;
/// A desk's loan to a client.
pub struct Draw;
/// A desk's repayment of a part, whose tokens have been moved to the balance sheet.
pub struct Restore;

#[async_trait(?Send)]
impl Operation for Deposit {
    fn name(&self) -> &'static str {
        "deposit"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let holder = stage.chain.account().address();
        stage.pool.deposit_call(amount(stage), holder)
    }
}

#[async_trait(?Send)]
impl Operation for Withdraw {
    fn name(&self) -> &'static str {
        "withdraw"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        withdraw(stage)
    }
}

#[async_trait(?Send)]
impl Operation for WithdrawCharged {
    fn name(&self) -> &'static str {
        "withdraw with a fee"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT_CHARGED).await?;
        // The first exit writes the slots of pot and drip for the first time.
        stage.send("the exit before", withdraw(stage)).await?;
        pause(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        withdraw(stage)
    }
}

#[async_trait(?Send)]
impl Operation for Draw {
    fn name(&self) -> &'static str {
        "draw"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        draw(stage, AMOUNT)
    }
}

#[async_trait(?Send)]
impl Operation for Restore {
    fn name(&self) -> &'static str {
        "restore"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        run(stage, LENT).await?;
        let (pool, account) = (&stage.pool, stage.chain.account());
        let sheet = pool.sheet.address();
        pool.token.transfer(account, sheet, amount(stage)).await?;
        Ok(())
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let call = RestoreCall {
            token: stage.pool.token.address,
            assets: amount(stage),
        };
        (stage.pool.sheet.address(), call.encode().into())
    }
}

/// Brings the pool to where deposits and loans are usual.
pub(super) async fn run(stage: &Stage, lent: u64) -> Result<(), EmbeddedError> {
    let (pool, account) = (&stage.pool, stage.chain.account());
    let token = pool.token;
    token.mint(account, CLIENT, token.whole(1)).await?;
    pool.deposit(account, token.whole(DEPOSIT)).await?;
    for holder in 1..HOLDERS {
        let call = pool.deposit_call(token.whole(DEPOSIT), Address::repeat_byte(holder));
        stage.send("depositing", call).await?;
    }
    let (sheet, book) = (pool.sheet.address(), token.address);
    let strike = StrikeCall { token: book }.encode();
    stage.send("striking", (sheet, strike.into())).await?;
    pause(stage).await?;
    let refresh = RefreshRateCall { token: book }.encode();
    stage
        .send("refreshing the rate", (sheet, refresh.into()))
        .await?;
    stage.send("lending", draw(stage, lent)).await?;
    pause(stage).await
}

/// Lets time pass, so that income is posted by what comes next.
pub(super) async fn pause(stage: &Stage) -> Result<(), EmbeddedError> {
    let now = stage.chain.now().await?;
    Ok(stage.chain.mine_at(now + PAUSE)?)
}

pub(super) fn amount(stage: &Stage) -> U256 {
    stage.pool.token.whole(AMOUNT)
}

fn withdraw(stage: &Stage) -> (Address, Bytes) {
    let call = WithdrawCall {
        assets: amount(stage),
        receiver: CLIENT,
        owner: stage.chain.account().address(),
    };
    (stage.pool.vault.address(), call.encode().into())
}

fn draw(stage: &Stage, count: u64) -> (Address, Bytes) {
    let call = DrawCall {
        token: stage.pool.token.address,
        assets: stage.pool.token.whole(count),
        receiver: CLIENT,
    };
    (stage.pool.sheet.address(), call.encode().into())
}

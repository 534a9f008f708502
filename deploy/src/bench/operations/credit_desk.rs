//! The credit desk's operations: an account with one collateral and one debt unless the name says otherwise, in books with
//! loans an hour after their last accrual; tokens of OpenZeppelin's ERC-20 with an endless allowance, feeds with their
//! round in one slot, prices noted twice.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    providers::Middleware,
    types::{Address, Bytes, I256, U256},
};

use super::Operation;
use crate::{
    account::Account,
    bench::Stage,
    contracts::{
        credit_desk::abi::{Action, ExecuteCall, LiquidateCall, Order},
        credit_terms::abi::{AssetConfig, ObserveCall, ReportCall, SetAssetCall},
        risk_monitor::abi::{PushCreditCall, PushTermsCall},
    },
    embedded::EmbeddedError,
    standard::whole,
};

/// Who is paid: an account with tokens of its own already.
const CLIENT: Address = Address::repeat_byte(0x77);
/// Places of the markets.
const USDC: usize = 0;
const WETH: usize = 1;
const WBTC: usize = 2;
/// Collateral, whole tokens of the second market, and the debt before the operation, of the first.
const COLLATERAL: u64 = 100;
const DEBT: u64 = 50_000;
/// What an operation moves, whole tokens of the first market.
const AMOUNT: u64 = 1_000;
/// Between two notes of prices, and since the last accrual.
const PAUSE: u64 = 3_600;
/// Kinds of actions.
const ADD: u8 = 0;
const WITHDRAW: u8 = 1;
const BORROW: u8 = 2;
const REPAY: u8 = 3;
const BORROW_FIXED: u8 = 4;
const REPAY_FIXED: u8 = 5;

/// Operations that are one action each, by their names.
macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident, $text:literal, $debt:expr, $call:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        #[async_trait(?Send)]
        impl Operation for $name {
            fn name(&self) -> &'static str {
                $text
            }

            async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
                stand(stage, $debt).await
            }

            fn call(&self, stage: &Stage) -> (Address, Bytes) {
                let call: fn(&Stage) -> Action = $call;
                execute(stage, vec![call(stage)])
            }
        }
    )*};
}

operations! {
    /// More of a collateral there is.
    AddCollateral, "add collateral", Some(DEBT), |stage| add(stage, WETH, 1);
    /// A collateral the account had none of.
    AddCollateralFirst, "add collateral, first", Some(DEBT), |stage| add(stage, 2, 1);
    /// More of a debt there is.
    Borrow, "borrow", Some(DEBT), borrow;
    /// The first debt of an account.
    BorrowFirst, "borrow, first", None, borrow;
    /// A part of a debt.
    Repay, "repay a part", Some(DEBT), |stage| action(stage, REPAY, USDC, usdc(stage, AMOUNT));
    /// All of a debt.
    RepayAll, "repay all", Some(DEBT), |stage| action(stage, REPAY, USDC, U256::MAX);
    /// A part of the collateral of an account that owes.
    WithdrawCollateral, "withdraw collateral with debt", Some(DEBT), |stage| {
        action(stage, WITHDRAW, WETH, stage.credit.markets[WETH].token.whole(1))
    };
}

/// More of a loan until a maturity, of an account that owes nothing else.
#[derive(Debug, Clone, Copy)]
pub struct BorrowFixed;
/// The first loan of an account, until a maturity until which another account owes.
#[derive(Debug, Clone, Copy)]
pub struct BorrowFixedFirst;
/// A liquidation that leaves debt and collateral.
#[derive(Debug, Clone, Copy)]
pub struct Liquidate;
/// A liquidation of all collateral that leaves bad debt, which is given up.
#[derive(Debug, Clone, Copy)]
pub struct LiquidateBad;
/// A liquidation of one debt of two that cannot be paid: what is left of it is given up, the other keeps its part of the collateral.
#[derive(Debug, Clone, Copy)]
pub struct LiquidateShared;
/// A loan against four collaterals that fall together.
#[derive(Debug, Clone, Copy)]
pub struct BorrowUniform;
/// A loan against four collaterals of a group each: beside the other, what the credit for diversification adds.
#[derive(Debug, Clone, Copy)]
pub struct BorrowDiverse;
/// How an account stands, told to the monitor, which knows of it already.
#[derive(Debug, Clone, Copy)]
pub struct Report;

#[async_trait(?Send)]
impl Operation for BorrowFixed {
    fn name(&self) -> &'static str {
        "borrow until a maturity"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage, None).await?;
        stage.send("the loan before", self.call(stage)).await?;
        pause(stage, None).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        execute(stage, vec![borrow_fixed(stage)])
    }
}

#[async_trait(?Send)]
impl Operation for BorrowFixedFirst {
    fn name(&self) -> &'static str {
        "borrow until a maturity, first"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage, None).await?;
        neighbour(stage).await?;
        pause(stage, None).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        BorrowFixed.call(stage)
    }
}

#[async_trait(?Send)]
impl Operation for Liquidate {
    fn name(&self) -> &'static str {
        "liquidate"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage, Some(DEBT)).await?;
        // 100 of 600 count for less than the debt of 51,000.
        fall(stage, 600).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        liquidate(stage)
    }
}

#[async_trait(?Send)]
impl Operation for LiquidateBad {
    fn name(&self) -> &'static str {
        "liquidate with bad debt"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage, Some(DEBT)).await?;
        repay_fixed(stage).await?;
        fall(stage, 100).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        liquidate(stage)
    }
}

#[async_trait(?Send)]
impl Operation for LiquidateShared {
    fn name(&self) -> &'static str {
        "liquidate with bad debt in 2 currencies"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage, Some(DEBT)).await?;
        repay_fixed(stage).await?;
        let tenth = stage.credit.markets[WBTC].token.whole(1) / 10;
        let other = action(stage, BORROW, WBTC, tenth);
        stage
            .send("another currency", execute(stage, vec![other]))
            .await?;
        fall(stage, 100).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        liquidate(stage)
    }
}

#[async_trait(?Send)]
impl Operation for BorrowUniform {
    fn name(&self) -> &'static str {
        "borrow against 4 collaterals of one group"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        four(stage).await?;
        for place in 0..stage.credit.markets.len() {
            regroup(stage, place).await?;
        }
        Ok(())
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        execute(stage, vec![borrow(stage)])
    }
}

#[async_trait(?Send)]
impl Operation for BorrowDiverse {
    fn name(&self) -> &'static str {
        "borrow against 4 collaterals of 4 groups"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        four(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        BorrowUniform.call(stage)
    }
}

#[async_trait(?Send)]
impl Operation for Report {
    fn name(&self) -> &'static str {
        "report of one collateral"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        stand(stage, Some(DEBT)).await?;
        stage.send("reporting", self.call(stage)).await?;
        stage
            .send(
                "borrowing",
                execute(
                    stage,
                    vec![action(stage, BORROW, USDC, usdc(stage, 20_000))],
                ),
            )
            .await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        let call = ReportCall {
            account: stage.chain.account().address(),
            assets: vec![stage.credit.markets[WETH].token.address],
        };
        (stage.credit.desk.address(), call.encode().into())
    }
}

/// Brings the desk to where terms are pushed, prices noted, and the account has collateral, and a debt if asked. Another
/// fixed loan is in the book already.
async fn stand(stage: &Stage, debt: Option<u64>) -> Result<(), EmbeddedError> {
    let (credit, account) = (&stage.credit, stage.chain.account());
    for market in &credit.markets {
        let token = market.token;
        token.mint(account, CLIENT, token.whole(1)).await?;
    }
    pause(stage, None).await?;
    credit.refresh_rates(account).await?;
    for asset in credit.assets() {
        let call = PushTermsCall { asset }.encode();
        stage
            .send("pushing terms", (credit.monitor.address(), call.into()))
            .await?;
    }
    let call = PushCreditCall.encode();
    stage
        .send("pushing credit", (credit.monitor.address(), call.into()))
        .await?;
    observe(stage).await?;
    pause(stage, None).await?;
    observe(stage).await?;
    let mut actions = vec![add(stage, WETH, COLLATERAL)];
    if let Some(debt) = debt {
        actions.push(action(stage, BORROW, USDC, usdc(stage, debt)));
        actions.push(borrow_fixed(stage));
    }
    stage
        .send("opening the account", execute(stage, actions))
        .await?;
    // Another loan keeps the book lent where this account owes nothing.
    pause(stage, None).await?;
    credit.refresh_rates(account).await?;
    pause(stage, None).await
}

/// Leaves the account with its floating debt alone.
async fn repay_fixed(stage: &Stage) -> Result<(), EmbeddedError> {
    let repay = action(stage, REPAY_FIXED, USDC, U256::MAX);
    stage
        .send("repaying the loan", execute(stage, vec![repay]))
        .await
}

/// Another account with collateral and a loan until the same maturity.
async fn neighbour(stage: &Stage) -> Result<(), EmbeddedError> {
    let client = stage.chain.client();
    let other = client.get_accounts().await?.get(1).copied();
    let other = Account::unlocked(client.clone(), other.unwrap_or_default());
    let (token, desk) = (
        stage.credit.markets[WETH].token,
        stage.credit.desk.address(),
    );
    let purse = token.whole(COLLATERAL);
    token
        .mint(stage.chain.account(), other.address(), purse)
        .await?;
    token.approve_all(&other, desk).await?;
    let call = ExecuteCall {
        account: other.address(),
        deadline: U256::MAX,
        actions: vec![add(stage, WETH, COLLATERAL), borrow_fixed(stage)],
    };
    let data = call.encode().into();
    let what = "opening another account";
    other.send(what, Some(desk), data, U256::zero()).await?;
    Ok(())
}

/// The same with three more collaterals.
async fn four(stage: &Stage) -> Result<(), EmbeddedError> {
    stand(stage, Some(DEBT)).await?;
    let actions = [0, 2, 3].map(|place| add(stage, place, 10));
    stage
        .send("adding collaterals", execute(stage, actions.into()))
        .await?;
    pause(stage, None).await
}

/// An hour later, with prices as they were, or the second market's at another.
async fn pause(stage: &Stage, weth: Option<I256>) -> Result<(), EmbeddedError> {
    let now = stage.chain.now().await? + PAUSE;
    stage.chain.next_block_at(now)?;
    for (place, market) in stage.credit.markets.iter().enumerate() {
        let price = weth.filter(|_| place == WETH).unwrap_or(market.price);
        let feed = market.feed;
        feed.push(stage.chain.account(), price, now).await?;
    }
    Ok(())
}

async fn fall(stage: &Stage, price: u64) -> Result<(), EmbeddedError> {
    pause(stage, Some(whole(price))).await
}

async fn observe(stage: &Stage) -> Result<(), EmbeddedError> {
    let assets = stage.credit.assets();
    let call = ObserveCall { assets }.encode();
    let desk = stage.credit.desk.address();
    stage.send("noting prices", (desk, call.into())).await
}

/// Puts a market into the first group.
async fn regroup(stage: &Stage, place: usize) -> Result<(), EmbeddedError> {
    let asset = stage.credit.markets[place].token.address;
    let credit = stage.credit.plan.credit.as_ref();
    let Some(plan) = credit.and_then(|credit| credit.assets.get(place)) else {
        return Ok(());
    };
    let config = AssetConfig {
        group: 0,
        ..plan.encode()?
    };
    let call = SetAssetCall { asset, config }.encode();
    let desk = stage.credit.desk.address();
    stage.send("naming its group", (desk, call.into())).await
}

fn execute(stage: &Stage, actions: Vec<Action>) -> (Address, Bytes) {
    let call = ExecuteCall {
        account: stage.chain.account().address(),
        deadline: U256::MAX,
        actions,
    };
    (stage.credit.desk.address(), call.encode().into())
}

fn liquidate(stage: &Stage) -> (Address, Bytes) {
    let order = Order {
        account: stage.chain.account().address(),
        debt: stage.credit.markets[USDC].token.address,
        loan: 0,
        collateral: stage.credit.markets[WETH].token.address,
        amount: U256::MAX,
        min_seized: U256::zero(),
        max_paid: U256::MAX,
        receiver: CLIENT,
        callback: false,
    };
    (
        stage.credit.desk.address(),
        LiquidateCall { order }.encode().into(),
    )
}

fn action(stage: &Stage, kind: u8, place: usize, amount: U256) -> Action {
    Action {
        kind,
        asset: stage.credit.markets[place].token.address,
        amount,
        limit: U256::MAX,
        term: 0,
        receiver: CLIENT,
    }
}

fn add(stage: &Stage, place: usize, count: u64) -> Action {
    let amount = stage.credit.markets[place].token.whole(count);
    action(stage, ADD, place, amount)
}

fn borrow(stage: &Stage) -> Action {
    action(stage, BORROW, USDC, usdc(stage, AMOUNT))
}

fn borrow_fixed(stage: &Stage) -> Action {
    let mut action = action(stage, BORROW_FIXED, USDC, usdc(stage, AMOUNT));
    action.limit = U256::zero();
    action.term = MATURITY;
    action
}

/// A grid date half a year after the stage begins.
const MATURITY: u64 = (1_704_067_200 / 604_800 + 26) * 604_800;

fn usdc(stage: &Stage, count: u64) -> U256 {
    stage.credit.markets[USDC].token.whole(count)
}

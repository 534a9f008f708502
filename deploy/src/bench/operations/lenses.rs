//! The lenses, and the same in plain Solidity, on a book with a deposit and a loan due on each of 104 weeks.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use super::{
    Operation, Stage,
    pool::{CLIENT, LENT, amount, pause, run},
    term_desk::{deposit, maturity, refresh},
};
use crate::{
    contracts::{
        fixed_book::abi::{DrawFixedCall, SetFixedLineCall},
        liquidity_lens::{self, abi::CoverageCall},
        parameters::abi::ExecuteCall,
        rates_lens::{self, abi::ReportCall},
    },
    embedded::EmbeddedError,
};

/// Weeks on which something is due, on either side.
const WEEKS: u64 = 104;
/// Sizes of the shocks, those of the dollar.
const SIZES: [u16; 3] = [200, 300, 225];

/// A full report: liquidity, valuation and the six shocks.
pub struct FullReport;
/// The same in plain Solidity.
pub struct FullReportInSolidity;
/// Coverage within thirty days.
pub struct CoverageRatio;
/// The same in plain Solidity.
pub struct CoverageRatioInSolidity;

#[async_trait(?Send)]
impl Operation for FullReport {
    fn name(&self) -> &'static str {
        "full report"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        fill(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        (lens(stage, rates_lens::PACKAGE), report(stage))
    }
}

#[async_trait(?Send)]
impl Operation for FullReportInSolidity {
    fn name(&self) -> &'static str {
        "full report in Solidity"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        fill(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        (stage.yardstick, report(stage))
    }
}

#[async_trait(?Send)]
impl Operation for CoverageRatio {
    fn name(&self) -> &'static str {
        "coverage"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        fill(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        (lens(stage, liquidity_lens::PACKAGE), coverage(stage))
    }
}

#[async_trait(?Send)]
impl Operation for CoverageRatioInSolidity {
    fn name(&self) -> &'static str {
        "coverage in Solidity"
    }

    async fn prepare(&self, stage: &Stage) -> Result<(), EmbeddedError> {
        fill(stage).await
    }

    fn call(&self, stage: &Stage) -> (Address, Bytes) {
        (stage.yardstick, coverage(stage))
    }
}

/// Brings the pool to where a deposit and a loan are due on every open maturity, an hour ago.
async fn fill(stage: &Stage) -> Result<(), EmbeddedError> {
    run(stage, LENT).await?;
    stage.send("allowing fixed loans", line(stage)).await?;
    for week in 0..WEEKS {
        stage.send("depositing", deposit(stage, week, 1)).await?;
        stage.send("lending", draw(stage, week)).await?;
    }
    refresh(stage).await?;
    pause(stage).await
}

fn line(stage: &Stage) -> (Address, Bytes) {
    let call = SetFixedLineCall {
        token: stage.pool.token.address,
        desk: stage.chain.account().address(),
        loan_cap: (amount(stage) * WEEKS).as_u128(),
        deposit_cap: 0,
    };
    let execute = ExecuteCall {
        target: stage.pool.sheet.address(),
        data: call.encode().into(),
    };
    (stage.pool.parameters.address(), execute.encode().into())
}

fn draw(stage: &Stage, week: u64) -> (Address, Bytes) {
    let call = DrawFixedCall {
        token: stage.pool.token.address,
        maturity: maturity(week),
        face: amount(stage),
        min_assets: U256::zero(),
        receiver: CLIENT,
    };
    (stage.pool.sheet.address(), call.encode().into())
}

fn report(stage: &Stage) -> Bytes {
    let [parallel, short, long] = SIZES;
    let call = ReportCall {
        sheet: stage.pool.sheet.address(),
        token: stage.pool.token.address,
        parallel,
        short,
        long,
    };
    call.encode().into()
}

fn coverage(stage: &Stage) -> Bytes {
    let call = CoverageCall {
        sheet: stage.pool.sheet.address(),
        token: stage.pool.token.address,
    };
    call.encode().into()
}

/// A lens, which the plan of the standard pool has.
fn lens(stage: &Stage, package: &str) -> Address {
    let lens = stage.pool.record.contracts.get(package);
    lens.map(|lens| lens.address).unwrap_or_default()
}

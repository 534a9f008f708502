//! The gas budget.

use alm_deploy::bench::{
    Stage,
    operations::{
        ChangeTerm, ChangeTermFirst, CoverageRatio, Deposit, Draw, FullReport,
        FullReportInSolidity, Operation, Poke, RequestRedeem, Restore, TermDeposit,
        TermDepositFirst, Withdraw,
    },
};
use alm_deploy::contracts::fixed_book::abi::FixedBook;
use ethers::types::U256;

/// Gas of one poke with the program cached, at most.
const POKE_BUDGET: u64 = 55_000;

#[tokio::test]
async fn test_poke_gas_stays_in_budget() -> eyre::Result<()> {
    let stage = Stage::build().await?;
    let poke = stage.measure(&Poke).await?;
    println!(
        "poke: {} gas cached, {} uncached, floor {}",
        poke.gas.cached, poke.gas.uncached, poke.floor
    );
    assert!(
        poke.gas.cached <= POKE_BUDGET,
        "poke takes {} gas, the budget is {POKE_BUDGET}",
        poke.gas.cached
    );
    assert!(
        poke.floor < poke.gas.cached && poke.gas.cached < poke.gas.uncached,
        "{poke:?}"
    );
    Ok(())
}

/// Gas of the pool's operations with the programs cached, at most.
const POOL_BUDGETS: [(&dyn Operation, u64); 9] = [
    (&Deposit, 100_000),
    (&Withdraw, 100_000),
    (&Draw, 85_000),
    (&Restore, 70_000),
    (&RequestRedeem, 80_000),
    (&TermDeposit, 145_000),
    // Three slots written for the first time: faces and slopes of the week, the depositor's claim.
    (&TermDepositFirst, 185_000),
    // Asked of the book afterwards: its cash and its surplus, each a view of its own.
    (&ChangeTerm, 140_000),
    // Three slots written for the first time: the band's, and the book's equity and what it owes the buffer.
    (&ChangeTermFirst, 190_000),
];

#[tokio::test]
async fn test_pool_gas_stays_in_budget() -> eyre::Result<()> {
    let stage = Stage::build().await?;
    for (operation, budget) in POOL_BUDGETS {
        let measured = stage.measure(operation).await?;
        let (name, gas) = (measured.name, measured.gas);
        println!("{name}: {gas:?}, floor {}", measured.floor);
        assert!(
            gas.cached <= budget,
            "{name} takes {} gas, the budget is {budget}",
            gas.cached
        );
        assert!(gas.cached < gas.uncached, "{measured:?}");
    }
    Ok(())
}

/// Gas of the lenses on a book with a deposit and a loan on each of 104 weeks, programs cached, at most.
const REPORT_BUDGET: u64 = 550_000;
const COVERAGE_BUDGET: u64 = 60_000;
/// How many times the computing of a report costs in plain Solidity, at least.
const REPORT_ADVANTAGE: u64 = 15;

#[tokio::test]
async fn test_lens_gas_stays_in_budget() -> eyre::Result<()> {
    let stage = Stage::build().await?;
    let mut measured = Vec::new();
    for operation in [
        &FullReport as &dyn Operation,
        &FullReportInSolidity,
        &CoverageRatio,
    ] {
        let figures = stage.measure(operation).await?;
        let (name, gas) = (figures.name, figures.gas);
        println!("{name}: {gas:?}, floor {}", figures.floor);
        measured.push(figures);
    }
    let [report, plain, coverage] = measured.as_slice() else {
        eyre::bail!("three are measured");
    };
    let cached = report.gas.cached;
    assert!(cached <= REPORT_BUDGET, "a report takes {cached} gas");
    let ratio = coverage.gas.cached;
    assert!(ratio <= COVERAGE_BUDGET, "coverage takes {ratio} gas");
    // Both touch the same cold accounts and slots: what is above is computing, and reading a book program by program.
    let [ours, theirs] = [report, plain].map(|one| one.gas.cached - one.floor);
    assert!(
        ours * REPORT_ADVANTAGE <= theirs,
        "computing takes {ours} gas, {theirs} in plain Solidity"
    );
    Ok(())
}

/// What the figures above are of.
#[tokio::test]
async fn test_the_measured_ladder_is_live_on_every_week_and_both_sides() -> eyre::Result<()> {
    let stage = Stage::build().await?;
    FullReport.prepare(&stage).await?;
    let (sheet, token) = (stage.pool.sheet.address(), stage.pool.token.address);
    let book = FixedBook::new(sheet, stage.pool.sheet.client());
    let (_, faces) = book.ladder(token).call().await?;
    assert_eq!(faces.len(), 104);
    let low = U256::from(u128::MAX);
    for (week, face) in faces.into_iter().enumerate() {
        assert!(
            !(face >> 128).is_zero() && !(face & low).is_zero(),
            "{week}"
        );
    }
    Ok(())
}

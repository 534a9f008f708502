//! The gas of the credit desk and of what stands behind its books.

use alm_deploy::bench::{
    Stage,
    operations::{
        AddCollateral, AddCollateralFirst, Borrow, BorrowDiverse, BorrowFirst, BorrowFixed,
        BorrowFixedFirst, BorrowUniform, BufferCollect, BufferRequest, BufferSupply, Liquidate,
        LiquidateBad, LiquidateShared, Operation, Repay, RepayAll, Report, SampleAll,
        WithdrawCollateral,
    },
};

/// Gas with the programs cached, at most.
const BUDGETS: [(&dyn Operation, u64); 17] = [
    (&AddCollateral, 65_000),
    (&AddCollateralFirst, 100_000),
    (&Borrow, 135_000),
    (&BorrowFirst, 145_000),
    (&BorrowFixed, 180_000),
    // 98,000 of it are the balance sheet's, which prices and books a new position, 25,000 the loan's slot and its bit.
    (&BorrowFixedFirst, 180_000),
    (&Repay, 95_000),
    (&RepayAll, 95_000),
    (&WithdrawCollateral, 105_000),
    (&Liquidate, 155_000),
    (&LiquidateBad, 190_000),
    // Of two books: the slots alone are 179,000.
    (&LiquidateShared, 220_000),
    (&Report, 135_000),
    (&BufferSupply, 165_000),
    (&BufferRequest, 145_000),
    (&BufferCollect, 165_000),
    // Its slots alone are 315,200.
    (&SampleAll, 400_000),
];
/// What the credit for diversification adds to a loan against four collaterals, at most.
const CREDIT_BUDGET: u64 = 25_000;

#[tokio::test]
async fn test_credit_gas_stays_in_budget() -> eyre::Result<()> {
    let stage = Stage::build().await?;
    let mut beyond = Vec::new();
    for (operation, budget) in BUDGETS {
        let measured = stage.measure(operation).await?;
        let (name, gas) = (measured.name, measured.gas);
        println!("{name}: {gas:?}, floor {}", measured.floor);
        if gas.cached > budget {
            beyond.push(format!("{name} takes {} of {budget}", gas.cached));
        }
        assert!(gas.cached < gas.uncached, "{measured:?}");
    }
    assert!(beyond.is_empty(), "{beyond:#?}");
    Ok(())
}

#[tokio::test]
async fn test_the_credit_of_four_collaterals_stays_in_budget() -> eyre::Result<()> {
    let stage = Stage::build().await?;
    let uniform = stage.measure(&BorrowUniform).await?.gas.cached;
    let diverse = stage.measure(&BorrowDiverse).await?.gas.cached;
    println!("four collaterals: {uniform} of one group, {diverse} of four");
    assert!(uniform < diverse, "the credit is read");
    assert!(diverse - uniform <= CREDIT_BUDGET, "{uniform}, {diverse}");
    Ok(())
}

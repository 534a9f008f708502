//! The gas budget.

use alm_deploy::bench::{
    Stage,
    operations::{
        ChangeTerm, ChangeTermFirst, Deposit, Draw, Operation, Poke, RequestRedeem, Restore,
        TermDeposit, TermDepositFirst, Withdraw,
    },
};

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

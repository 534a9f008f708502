//! The gas budget.

use alm_deploy::bench::{Stage, operations::Poke};

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

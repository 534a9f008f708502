//! Nobody earns by going in a circle, and nobody pays less by going in small steps: on the shipped programs, within one
//! second, through every door of the pool.

mod closing;
mod moves;
mod splits;
mod trader;
mod worlds;

use trader::Trader;
use worlds::World;

/// Sequences in all, unless `ALM_CYCLES` asks for another number: a campaign takes 10,000.
const SEQUENCES: u32 = 120;

/// How many sequences are asked for, in each world.
fn sequences() -> eyre::Result<u32> {
    let all = match std::env::var("ALM_CYCLES") {
        Ok(number) => number.parse()?,
        Err(_) => SEQUENCES,
    };
    Ok(all.div_ceil(World::ALL.len() as u32))
}

#[tokio::test]
async fn test_no_cycle_through_the_pool_is_profitable() -> eyre::Result<()> {
    for world in World::ALL {
        let mut trader = Trader::open(world).await?;
        let start = trader.holdings().await?;
        let (mut closed, mut steps) = (0, 0);
        for _ in 0..sequences()? {
            let before = trader.remember().await?;
            steps += trader.wander().await?;
            if trader.come_back(&start).await? {
                let end = trader.holdings().await?;
                assert!(
                    end.tokens <= start.tokens,
                    "INV-PHI-02: {world:?}, {:?} earn {} units: {start:?} to {end:?}",
                    trader.path,
                    end.tokens - start.tokens
                );
                closed += 1;
            }
            trader.go_back(before).await?;
        }
        println!("{world:?}: {closed} cycles closed, {steps} steps on the way");
        assert!(closed * 2 > sequences()?, "{world:?}: only {closed} close");
    }
    Ok(())
}

#[tokio::test]
async fn test_no_split_is_cheaper_than_the_whole() -> eyre::Result<()> {
    for world in World::ALL {
        let mut trader = Trader::open(world).await?;
        let mut compared = 0;
        for _ in 0..sequences()? {
            compared += u32::from(trader.compare_a_split(world).await?);
        }
        println!("{world:?}: {compared} splits compared");
        assert!(compared * 4 > sequences()?, "{world:?}: only {compared}");
    }
    Ok(())
}

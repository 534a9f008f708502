//! Borrowers, liquidators, savers and keepers do as they please at a credit desk over three books and four collaterals,
//! while prices jump by up to six tenths, feeds grow old and die, and months pass.
//!
//! After every action the desk agrees with a model that knows prices, pushed terms and what the events told, and counts
//! with nothing of the contracts. At the end, with every feed dead, everybody repays all and leaves with all.

mod accounts;
mod actions;
mod liquidations;
mod losses;
mod model;
mod tally;
mod way_out;
mod weather;
mod world;

use world::Town;

/// Actions, unless `ALM_CREDIT_ACTIONS` asks for another number: a campaign takes 100,000.
const ACTIONS: u32 = 400;
/// Of so many actions, all accounts and sums are compared once.
const SELDOM: u32 = 100;

/// How many actions are asked for.
fn actions() -> eyre::Result<u32> {
    match std::env::var("ALM_CREDIT_ACTIONS") {
        Ok(number) => Ok(number.parse()?),
        Err(_) => Ok(ACTIONS),
    }
}

/// The seed of what happens: `ALM_CREDIT_SEED`, where a campaign has several.
fn seed() -> eyre::Result<u64> {
    match std::env::var("ALM_CREDIT_SEED") {
        Ok(number) => Ok(number.parse()?),
        Err(_) => Ok(0x616c_6d04),
    }
}

#[tokio::test]
async fn test_a_town_in_any_weather_keeps_every_invariant() -> eyre::Result<()> {
    let (actions, seed) = (actions()?, seed()?);
    let mut town = Town::settle(seed, actions).await?;
    for number in 1..=actions {
        town.step().await?;
        if number % SELDOM == 0 || number == actions {
            town.check_all().await?;
        }
    }
    town.leave().await?;
    println!("{actions} actions, seed {seed}: {:#?}", town.tally);
    town.tally.check(actions);
    Ok(())
}

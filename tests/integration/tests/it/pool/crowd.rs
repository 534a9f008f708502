//! A hundred users, a desk and a buffer do as they please with every function of a pool, in tokens of six, eight and
//! eighteen decimals, while months pass.
//!
//! After every action the books agree with what the token and the events tell, and with a list of all open positions;
//! what was quoted is what was done, and what is refused is refused with a typed error.

mod buffer;
mod claims;
mod desk;
mod floating;
mod loans;
mod queueing;
mod tally;
mod time;
mod treasury;
mod watch;
mod world;

use world::Crowd;

/// Actions on each token, unless `ALM_CROWD_ACTIONS` asks for another number: a campaign takes 100,000.
const ACTIONS: u32 = 1_000;
/// Of so many actions, all sums are compared once.
const SELDOM: u32 = 100;

/// How many actions are asked for.
fn actions() -> eyre::Result<u32> {
    match std::env::var("ALM_CROWD_ACTIONS") {
        Ok(number) => Ok(number.parse()?),
        Err(_) => Ok(ACTIONS),
    }
}

async fn crowd(decimals: u8, seed: u64) -> eyre::Result<()> {
    let actions = actions()?;
    let mut crowd = Crowd::gather(decimals, seed).await?;
    for number in 1..=actions {
        crowd.step().await?;
        if number % SELDOM == 0 || number == actions {
            crowd.check_all().await?;
        }
    }
    println!("{decimals} decimals, seed {seed}: {:#?}", crowd.tally);
    crowd.tally.check(actions);
    Ok(())
}

#[tokio::test]
async fn test_crowd_with_six_decimals_keeps_every_invariant() -> eyre::Result<()> {
    crowd(6, 0x616c_6d06).await
}

#[tokio::test]
async fn test_crowd_with_eight_decimals_keeps_every_invariant() -> eyre::Result<()> {
    crowd(8, 0x616c_6d08).await
}

#[tokio::test]
async fn test_crowd_with_eighteen_decimals_keeps_every_invariant() -> eyre::Result<()> {
    crowd(18, 0x616c_6d18).await
}

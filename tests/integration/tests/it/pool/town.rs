//! Five hundred savers for half a year: in the vault, at the term desk and in the queue. In the end each gets out, with
//! exactly what the accounting says, and every unit that is left has an owner.

mod people;
mod way_out;

use people::Town;

/// Weeks the town lives.
const WEEKS: u64 = 26;
/// In the first weeks those who fix their deposits come; in the others those who queue ask for their money.
const ARRIVALS: u64 = 5;
const REQUESTS: std::ops::Range<u64> = 10..20;

#[tokio::test]
async fn test_five_hundred_savers_get_out_with_what_the_accounting_says() -> eyre::Result<()> {
    let mut town = Town::found().await?;
    for week in 0..WEEKS {
        town.next_week().await?;
        if week < ARRIVALS {
            town.arrive(week).await?;
        }
        town.lend(week).await?;
        town.collect_and_renew(week + 1 == WEEKS).await?;
        if REQUESTS.contains(&week) {
            town.ask(week - REQUESTS.start, REQUESTS.end - REQUESTS.start)
                .await?;
        }
        town.settle_and_claim().await?;
        town.check().await?;
    }
    town.repay_all().await?;
    town.empty_the_queue().await?;
    town.leave_the_desk().await?;
    town.leave_the_vault().await?;
    town.close().await
}

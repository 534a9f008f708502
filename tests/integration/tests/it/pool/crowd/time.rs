//! Time passes, and keepers do their work, or do not.

use alm_harness::{DAY, HOUR, MINUTE, WEEK};
use rand::Rng;

use super::{tally::Kind, watch::Nature, world::Crowd};

impl Crowd {
    /// Half of the actions are in the second of the one before; sometimes weeks pass.
    pub(super) async fn pass_time(&mut self) -> eyre::Result<()> {
        let longest = match self.random.random_range(0..100) {
            0 => 3 * WEEK,
            1..=7 => DAY,
            8..=22 => 6 * HOUR,
            23..=49 => 10 * MINUTE,
            _ => return Ok(()),
        };
        let pause = self.random.random_range(1..=longest);
        self.pool.chain.advance(pause).await?;
        self.now += pause;
        self.alive.renew(&self.pool).await?;
        // Sometimes nobody looks after the book, and the next action finds it as it is.
        if self.chance(4) {
            return Ok(());
        }
        self.keep().await
    }

    /// Reads the rate, and freezes the day's figures.
    async fn keep(&mut self) -> eyre::Result<()> {
        let (token, keeper) = (self.token(), self.pool.owner.clone());
        let rate = self.pool.sheet.refresh_rate(token);
        let refreshed = keeper.attempt(rate).await?.done("refreshRate")?;
        self.saw(Kind::Rate, Nature::Still, &[refreshed]).await?;
        if self.limits.epoch.as_u64() < self.now / DAY {
            let strike = self.pool.sheet.strike(token);
            let struck = keeper.attempt(strike).await?.done("strike")?;
            self.saw(Kind::Strike, Nature::Anew, &[struck]).await?;
        }
        Ok(())
    }
}

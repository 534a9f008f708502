//! Time passes, prices move, jump, grow old and die, and keepers do their work, or do not.

use alm_harness::{Attempt, DAY};
use ethers::types::{I256, U256};
use rand::Rng;

use super::{model::Sight, tally::Deed, world::Town};

/// One, in ratios.
const ONE: u64 = 10_000_000;
/// Oldest price that supports new risk, seconds.
const HEARTBEAT: u64 = DAY;
/// How often the engine is told of depths again: a report lives for thirty days.
const REPORTS: u64 = 20 * DAY;
/// How far prices go from where they began, as a factor.
const FAR: u64 = 20;

impl Town {
    /// Half of the actions are in the second of the one before.
    pub(super) async fn pass_time(&mut self) -> eyre::Result<()> {
        let longest = match self.random.random_range(0..100) {
            0..=49 => return Ok(()),
            50..=79 => self.pace / 4,
            _ => self.pace * 9,
        };
        let pause = self.random.random_range(1..=longest.max(1));
        self.pool.chain.advance(pause).await?;
        let day = self.now / DAY;
        self.now += pause;
        self.publish().await?;
        if !self.chance(5) {
            self.pool.refresh_rates(self.pool.owner.account()).await?;
            if self.now / DAY > day {
                self.strike().await?;
            }
        }
        if self.now > self.reported + REPORTS {
            self.tell_depths().await?;
        }
        self.look().await?;
        // Sometimes nobody looks after the desk.
        if self.chance(4) {
            return Ok(());
        }
        self.keep_terms().await
    }

    /// What keepers do whenever time has passed: prices are noted, samples taken, terms pushed.
    async fn keep_terms(&mut self) -> eyre::Result<()> {
        let (keeper, assets) = (self.liquidator.clone(), self.pool.assets());
        let observed = keeper
            .attempt(self.pool.terms.observe(assets.clone()))
            .await?;
        self.noted(Deed::Observe, observed).await?;
        let poked = keeper
            .attempt(self.pool.engine.poke_many(assets.clone()))
            .await?;
        self.noted(Deed::Sample, poked).await?;
        for asset in assets {
            let push = self.pool.monitor.push_terms(asset);
            let pushed = keeper.attempt(push).await?;
            self.noted(Deed::Push, pushed).await?;
        }
        Ok(())
    }

    /// New prices, unless the feeds are dead or nobody writes.
    async fn publish(&mut self) -> eyre::Result<()> {
        if let Some(until) = self.dead_until {
            if self.now < until {
                return Ok(());
            }
            self.dead_until = None;
        } else if self.chance(40) {
            return self.kill_some().await;
        } else if self.chance(15) {
            return Ok(());
        }
        for place in 0..4 {
            let price = self.next_price(place);
            self.pool.publish(place, price).await?;
            self.prices[place] = (Some(price), self.now);
        }
        Ok(())
    }

    /// A price some per mille from the last, or as much as six tenths.
    fn next_price(&mut self, place: usize) -> I256 {
        let first = self.pool.markets[place].price;
        let last = self.prices[place].0.unwrap_or(first);
        let calm = if place == 0 { 995..=1_005 } else { 970..=1_031 };
        let mut per_mille: i64 = self.random.random_range(calm);
        if self.chance(12) {
            let wide = if place == 0 { 900..=1_100 } else { 400..=1_600 };
            per_mille = self.random.random_range(wide);
            self.tally.done(Deed::Jump);
        }
        let price = last * per_mille / 1_000;
        let far = if place == 0 { 2 } else { FAR };
        price.max(first / far).min(first * far)
    }

    /// Some feeds, or all of them, answer nonsense for a while.
    async fn kill_some(&mut self) -> eyre::Result<()> {
        let (longest, all) = (self.pace * 20, self.chance(2));
        self.dead_until = Some(self.now + self.random.random_range(1..=longest));
        for place in 0..4 {
            if all || self.chance(2) {
                self.pool.publish(place, -I256::one()).await?;
                self.prices[place] = (None, self.now);
            }
        }
        self.tally.done(Deed::Death);
        Ok(())
    }

    async fn strike(&mut self) -> eyre::Result<()> {
        for place in 0..3 {
            let token = self.pool.markets[place].token.address;
            self.pool.owner.send(self.pool.sheet.strike(token)).await?;
        }
        Ok(())
    }

    async fn tell_depths(&mut self) -> eyre::Result<()> {
        for (asset, plan) in self.pool.assets().into_iter().zip(&self.pool.plan.assets) {
            let report = plan.terms(self.now)?.liquidity;
            let call = self.pool.engine.set_liquidity(asset, report);
            self.pool.owner.send(call).await?;
        }
        self.reported = self.now;
        Ok(())
    }

    /// Reads what is in force: after time has passed, and after something was noted or pushed.
    pub(super) async fn look(&mut self) -> eyre::Result<()> {
        let now = self.pool.chain.now().await?;
        for place in 0..4 {
            let before = self.sights[place];
            self.sights[place] = self.sight(place).await?;
            let (after, passed) = (&self.sights[place], now - self.looked_at.min(now));
            let fall = u64::from(before.threshold.saturating_sub(after.threshold));
            let most = ONE / 5 * passed / DAY + 1;
            assert!(fall <= most, "INV-RISK-01: {fall} of {most} in {passed} s");
        }
        let credit = self.pool.terms.portfolio_credit().call().await?;
        let opening = match now > credit.valid_until {
            true => 0,
            false => credit.credit_now.min(credit.credit),
        };
        let fall = u64::from(self.credit[1].saturating_sub(credit.credit_now));
        let most = ONE / 20 * (now - self.looked_at.min(now)) / DAY + 1;
        assert!(fall <= most, "INV-RISK-01: credit, {fall} of {most}");
        assert!(u64::from(credit.credit_now) <= ONE / 4, "INV-RISK-01");
        self.credit = [opening, credit.credit_now];
        self.looked_at = now;
        Ok(())
    }

    async fn sight(&self, place: usize) -> eyre::Result<Sight> {
        let token = self.pool.markets[place].token.address;
        let terms = self.pool.terms.collateral_terms(token).call().await?;
        let asset = self.pool.terms.asset_of(token).call().await?;
        assert!(
            terms.open_ltv < terms.threshold_now,
            "INV-RISK-01: {terms:?}"
        );
        let spiral = u64::from(terms.threshold_now) * (ONE + u64::from(terms.bonus));
        assert!(spiral <= 9_950_000 * ONE, "INV-RISK-01: {terms:?}");
        let index = match place {
            3 => U256::zero(),
            _ => self.pool.sheet.book(token).call().await?.index,
        };
        let (spot, at) = self.prices[place];
        Ok(Sight {
            spot: spot.map(I256::into_raw),
            young: spot.is_some() && self.now <= at + HEARTBEAT,
            noted: [asset.observed, asset.previous].map(U256::from),
            open: if self.now > terms.valid_until {
                0
            } else {
                terms.open_ltv
            },
            threshold: terms.threshold_now,
            bonus: terms.bonus,
            decimals: usize::from(asset.decimals),
            index,
        })
    }

    /// Anyone does what anyone may.
    pub(super) async fn keep(&mut self) -> eyre::Result<()> {
        let (keeper, pool) = (self.liquidator.clone(), &self.pool);
        let (assets, some) = (pool.assets(), self.random.random_range(0..4));
        let asset = assets[some];
        let (deed, attempt) = match self.random.random_range(0..12) {
            0..=4 => (
                Deed::Observe,
                keeper.attempt(pool.terms.observe(assets)).await?,
            ),
            5..=7 => (
                Deed::Push,
                keeper.attempt(pool.monitor.push_terms(asset)).await?,
            ),
            8 => (
                Deed::PushCredit,
                keeper.attempt(pool.monitor.push_credit()).await?,
            ),
            9 => return self.sample().await,
            10 => (
                Deed::Measure,
                keeper.attempt(pool.monitor.measure(asset)).await?,
            ),
            _ => (
                Deed::Evaluate,
                keeper.attempt(pool.monitor.evaluate()).await?,
            ),
        };
        self.noted(deed, attempt).await
    }

    /// Engine and matrix take their samples, whose figures a second call does not change.
    async fn sample(&mut self) -> eyre::Result<()> {
        let (keeper, pool) = (self.liquidator.clone(), &self.pool);
        let assets = pool.assets();
        let poked = keeper
            .attempt(pool.engine.poke_many(assets.clone()))
            .await?;
        let first = pool.engine.asset_risk(assets[1]).call().await?;
        keeper
            .attempt(pool.engine.poke_many(assets.clone()))
            .await?
            .done("again")?;
        let again = pool.engine.asset_risk(assets[1]).call().await?;
        assert_eq!(first, again, "INV-RISK-02");
        let sampled = keeper.attempt(pool.matrix.sample_all()).await?;
        self.noted(Deed::Sample, poked).await?;
        self.noted(Deed::Sample, sampled).await
    }

    /// Has the desk tell the monitor how an account stands.
    pub(super) async fn report(&mut self) -> eyre::Result<()> {
        let (who, assets) = (self.some_borrower(), self.pool.assets());
        let account = self.borrowers[who].address();
        let report = self.pool.terms.report(account, assets);
        let attempt = self.liquidator.attempt(report).await?;
        self.noted(Deed::Report, attempt).await
    }

    async fn noted(&mut self, deed: Deed, attempt: Attempt) -> eyre::Result<()> {
        match attempt {
            Attempt::Done(_) => {
                self.tally.done(deed);
                self.look().await
            }
            Attempt::Refused(data) => {
                self.tally.refused(deed, &data);
                Ok(())
            }
        }
    }
}

//! A pool's book as a bank's treasurer reads it: what is due on demand, what counts as liquid, as stable, as due.

use crate::{
    analytics::{
        funding::{Funding, Holding, StableFunding},
        slots::{BASEL, BUCKETS, POOL, slot},
        survival::RUN_OFF_HORIZON,
        valuation::Due,
    },
    guard::surplus::Liquidity,
    ladder::Sides,
    money::{Amount, Balance},
    units::{WAD, YEAR},
    wide,
};

/// What a book holds and owes besides its ladder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Its liquidity as the guard sees it; what the floating depositors own is at least zero there.
    pub liquidity: Liquidity,
    /// Floating loans with interest.
    pub loans: Amount,
    /// Fixed loans past their maturity, net of provisions.
    pub overdue: Amount,
    /// What is owed before the floating depositors, net of overdue assets; equity among it.
    pub claims: Balance,
    /// The pool's own capital.
    pub equity: Amount,
    /// What is missing to what is owed before the floating depositors.
    pub deficit: Amount,
}

impl Position {
    /// What is held and owed on demand: cash and floating loans; floating deposits, gains not yet released, and claims but for
    /// equity. Assets less liabilities, the ladder at cost included, are the equity.
    #[must_use]
    pub fn on_demand(&self) -> Sides<Amount> {
        // Claims but for equity are negative where more is overdue than is owed.
        let owed = self.claims.minus(self.equity.signed());
        Sides {
            assets: sum(&[self.liquidity.cash, self.loans, owed.shortfall()]),
            liabilities: sum(&[self.liquidity.floating, self.liquidity.drip, owed.gain()]),
        }
    }

    /// What the book owns and owes, of its dues: fixed liabilities at face, which is not below their cost, and assets so that
    /// the difference is the equity at cost, less what is missing. The ratio of the two is not above that at cost.
    #[must_use]
    pub fn solvency(&self, dues: &[Due]) -> (Amount, Amount) {
        let owed = dues.iter().fold(Amount::ZERO, |owed, due| {
            sum(&[owed, due.faces.liabilities])
        });
        (sum(&[owed, self.equity]).less(self.deficit), owed)
    }

    /// The liquidity as it is read within a horizon: what is due by then, and of the floating deposits what runs off by then,
    /// with the square root of time. From thirty days on, as the guard reads it.
    #[must_use]
    pub fn within(&self, horizon: u64, ladder: &[Due]) -> Liquidity {
        if horizon >= RUN_OFF_HORIZON {
            return self.liquidity;
        }
        let due = ladder.iter().take_while(|due| due.seconds <= horizon).fold(
            Sides::<Amount>::default(),
            |total, due| Sides {
                assets: sum(&[total.assets, due.faces.assets]),
                liabilities: sum(&[total.liabilities, due.faces.liabilities]),
            },
        );
        // The root of a share at scale 1e36 has scale 1e18, to the nearest: one more is above it.
        let share = wide::mul_div_up(horizon.into(), WAD, RUN_OFF_HORIZON.into());
        let root = alm_math::lean::sqrt(share).saturating_add(1);
        let run_off = wide::mul_div_up(self.liquidity.run_off.into(), root, WAD);
        Liquidity {
            due_assets: due.assets,
            due_liabilities: due.liabilities,
            run_off: u32::try_from(run_off).unwrap_or(u32::MAX),
            ..self.liquidity
        }
    }

    /// Stable funding, over a year. Of the floating deposits, half of what neither queues to leave nor is the largest holder's
    /// counts; fixed deposits count in full beyond a year, half beyond six months. Floating loans can be called.
    #[must_use]
    pub fn stable_funding(&self, ladder: &[Due]) -> StableFunding {
        let granular = self
            .liquidity
            .floating
            .less(self.liquidity.queued)
            .less(self.liquidity.top);
        let floating = StableFunding::default()
            .with_funding(Funding::Year, self.equity)
            .with_funding(Funding::Half, granular)
            .with_holding(Holding::Cash, self.liquidity.cash)
            .with_holding(Holding::WithinYear, self.loans)
            .with_holding(Holding::Other, self.overdue);
        // Added up before a part is taken: a ladder has a hundred dues, and a part of each would be rounded.
        let (mut soon, mut later, mut beyond) =
            <(Sides<Amount>, Sides<Amount>, Sides<Amount>)>::default();
        for due in ladder {
            let total = if due.seconds > YEAR {
                &mut beyond
            } else if due.seconds > YEAR / 2 {
                &mut later
            } else {
                &mut soon
            };
            total.assets = sum(&[total.assets, due.faces.assets]);
            total.liabilities = sum(&[total.liabilities, due.faces.liabilities]);
        }
        floating
            .with_funding(Funding::Half, later.liabilities)
            .with_funding(Funding::Year, beyond.liabilities)
            .with_holding(Holding::WithinYear, sum(&[soon.assets, later.assets]))
            .with_holding(Holding::BeyondYear, beyond.assets)
    }
}

/// A ladder by the pool's buckets.
#[must_use]
pub fn by_pool_buckets(dues: &[Due]) -> [Sides<Amount>; POOL.len()] {
    let mut buckets = [Sides::default(); POOL.len()];
    for due in dues {
        let last = POOL.len().saturating_sub(1);
        let place = slot(&POOL, due.seconds).min(last);
        if let Some(bucket) = buckets.get_mut(place) {
            bucket.assets = sum(&[bucket.assets, due.faces.assets]);
            bucket.liabilities = sum(&[bucket.liabilities, due.faces.liabilities]);
        }
    }
    buckets
}

/// Assets less liabilities by Basel's buckets.
#[must_use]
pub fn by_basel_buckets(dues: &[Due]) -> [Balance; BUCKETS] {
    let mut buckets = [Balance::ZERO; BUCKETS];
    for due in dues {
        if let Some(bucket) = buckets.get_mut(slot(&BASEL, due.seconds)) {
            *bucket = bucket
                .plus(due.faces.assets.signed())
                .minus(due.faces.liabilities.signed());
        }
    }
    buckets
}

fn sum(amounts: &[Amount]) -> Amount {
    amounts.iter().fold(Amount::ZERO, |sum, amount| {
        Amount::new(sum.raw().saturating_add(amount.raw()))
    })
}

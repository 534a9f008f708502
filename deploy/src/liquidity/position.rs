//! A book in a stress: what covers what over a horizon, and how long the cash lasts.

use serde::Serialize;

use super::{
    coverage::{Coverage, HighQuality},
    ladder::{BUCKETS, Ladder},
    stress::Depositors,
};

/// The survival horizon is looked for up to here, days.
pub const SURVIVAL_LIMIT: u16 = 365;
/// Days of a week.
const WEEK: u16 = 7;

/// What coverage and survival are read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Position {
    /// Now, Unix seconds.
    pub now: u64,
    /// Received less sent.
    pub cash: u128,
    /// Cash that is spoken for: the pot, the unreleased drip, settled redemptions, matured claims.
    pub spoken_for: u128,
    /// Buffer units that count, after haircuts.
    pub buffer: u128,
    /// Who may leave at once.
    pub depositors: Depositors,
    /// What falls due.
    pub ladder: Ladder,
}

/// How long the cash lasts in the stress.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Survival {
    /// First day on which it is gone; absent: not within [`SURVIVAL_LIMIT`] days.
    pub days: Option<u16>,
    /// The most that is missing on any of these days.
    pub shortfall: u128,
}

/// One bucket of the cash-flow gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct GapBucket {
    /// Its name.
    pub name: &'static str,
    /// What comes in by contract; on demand, the cash that is free.
    pub inflow: u128,
    /// What goes out by contract; on demand, all floating deposits.
    pub outflow: u128,
    /// Sum of inflows less outflows up to here.
    pub cumulative: i128,
    /// The same with the run-off of the stress in place of all floating deposits, and half of the inflows.
    pub stressed: i128,
}

impl Position {
    /// What may be paid with: free cash, and of the buffer what the caps of level 2 allow.
    #[must_use]
    pub fn resources(&self) -> u128 {
        let free = HighQuality {
            level1: self.cash.saturating_sub(self.spoken_for),
            level2a: self.buffer,
            level2b: 0,
        };
        free.stock()
    }

    /// Coverage over the next `days`: scheduled inflows at a half.
    #[must_use]
    pub fn coverage(&self, days: u16) -> Coverage {
        let (assets, liabilities) = self.ladder.due(self.now, days);
        Coverage {
            stock: self.resources(),
            outflow: self.depositors.outflow(days) + liabilities,
            inflow: assets / 2,
        }
    }

    /// Cash after `days` of the stress.
    #[must_use]
    pub fn left_after(&self, days: u16) -> i128 {
        let Coverage {
            stock,
            outflow,
            inflow,
        } = self.coverage(days);
        signed(stock) + signed(inflow) - signed(outflow)
    }

    /// How long the cash lasts: the first day on which what is left is below zero.
    #[must_use]
    pub fn survival(&self) -> Survival {
        let mut survival = Survival::default();
        for day in 0..=SURVIVAL_LIMIT {
            let left = self.left_after(day);
            if left < 0 {
                survival.days.get_or_insert(day);
                survival.shortfall = survival.shortfall.max(left.unsigned_abs());
            }
        }
        survival
    }

    /// The cash-flow gap by bucket, demand first. Floating loans have no date and stand in none.
    #[must_use]
    pub fn gap(&self) -> Vec<GapBucket> {
        let (free, floating) = (self.resources(), self.depositors.floating);
        let mut cumulative = signed(free) - signed(floating);
        let demand = GapBucket {
            name: "demand",
            inflow: free,
            outflow: floating,
            cumulative,
            stressed: self.left_after(0),
        };
        let mut gap = vec![demand];
        let dates = BUCKETS.iter().zip(self.ladder.buckets());
        for (&(weeks, name), bucket) in dates {
            cumulative += signed(bucket.assets) - signed(bucket.liabilities);
            let days = u16::try_from(weeks)
                .unwrap_or(u16::MAX)
                .saturating_mul(WEEK);
            gap.push(GapBucket {
                name,
                inflow: bucket.assets,
                outflow: bucket.liabilities,
                cumulative,
                stressed: self.left_after(days),
            });
        }
        gap
    }
}

fn signed(amount: u128) -> i128 {
    i128::try_from(amount).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use alm_engine::guard::{run_off::Outflows, surplus::Liquidity};

    use super::*;
    use crate::liquidity::{DAY, WEEKS};
    use alm_engine::money::Amount;

    const NOW: u64 = 1_704_067_200;

    fn position() -> Position {
        let mut ladder = Ladder {
            // Three days ahead: a Thursday.
            first_maturity: NOW + 3 * DAY,
            assets: vec![0; WEEKS],
            liabilities: vec![0; WEEKS],
        };
        (
            ladder.assets[0],
            ladder.liabilities[1],
            ladder.liabilities[20],
        ) = (40_000, 60_000, 500_000);
        Position {
            now: NOW,
            cash: 260_000,
            spoken_for: 10_000,
            buffer: 0,
            depositors: Depositors {
                floating: 1_000_000,
                top: 50_000,
                queued: 0,
                outflows: Outflows::default(),
                floor: 100_000,
            },
            ladder,
        }
    }

    #[test]
    fn test_coverage_agrees_with_the_guard_over_thirty_days() {
        let position = position();
        let coverage = position.coverage(30);
        let guard = Liquidity {
            cash: Amount::new(position.cash),
            pot: Amount::new(position.spoken_for),
            floating: Amount::new(1_000_000),
            top: Amount::new(50_000),
            due_liabilities: Amount::new(60_000),
            due_assets: Amount::new(40_000),
            run_off: 100_000,
            coverage: 10_000,
            ..Liquidity::default()
        };
        let surplus = signed(coverage.stock) - signed(coverage.net_outflow());
        assert_eq!(surplus, guard.surplus().raw());
        assert_eq!(coverage.outflow, guard.outflow().raw());
        assert_eq!(
            (coverage.stock, coverage.outflow, coverage.inflow),
            (250_000, 205_000, 20_000)
        );
        assert_eq!(coverage.ratio(), Some(1_351_351_351_351_351_351));
    }

    #[test]
    fn test_survival_ends_when_the_run_off_or_a_deposit_falling_due_takes_the_cash() {
        let survival = position().survival();
        // 50,000 + 60,000 - 20,000 + 950,000 x 0.1 sqrt(86 / 30) is above 250,000 for the first time.
        assert_eq!(survival.days, Some(86));
        let fixed = Position {
            cash: 400_000,
            ..position()
        }
        .survival();
        assert_eq!(
            fixed.days,
            Some(143),
            "the large deposit falls due in twenty weeks and three days"
        );
        let never = Position {
            cash: 10_000_000,
            ..position()
        }
        .survival();
        assert_eq!((never.days, never.shortfall), (None, 0));
        let gone = Position {
            cash: 0,
            ..position()
        }
        .survival();
        assert_eq!(
            gone.days,
            Some(0),
            "the largest holder cannot even be paid now"
        );
        assert!(gone.shortfall > survival.shortfall);
    }

    #[test]
    fn test_gap_adds_up_by_contract_and_in_the_stress() {
        let position = position();
        let gap = position.gap();
        assert_eq!(
            (gap[0].name, gap[0].cumulative, gap[0].stressed),
            ("demand", -750_000, 200_000)
        );
        let last = gap.last().unwrap();
        assert_eq!(last.cumulative, 250_000 - 1_000_000 + 40_000 - 560_000);
        assert_eq!(gap.len(), BUCKETS.len() + 1);
        assert!(
            gap.windows(2)
                .all(|pair| pair[1].stressed <= pair[0].stressed + 20_000)
        );
    }
}

//! What floating depositors may take out within a horizon.

use alloy_primitives::U256;
use alm_engine::guard::run_off::{Confidence, Outflows};

/// Deviations above the mean, wad: 99 % of a normal outflow, as the balance sheet strikes it.
const DEVIATIONS: u128 = 2_326_347_874_040_841_100;
/// Horizon the governed floor is for, days.
const FLOOR_DAYS: u32 = 30;
/// One, in millionths.
const MILLION: u32 = 1_000_000;

/// The floating depositors of a book.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Depositors {
    /// What they own, those who queue included.
    pub floating: u128,
    /// The largest holder's part of it: it leaves in full at every horizon.
    pub top: u128,
    /// What queues to leave: it leaves in full too.
    pub queued: u128,
    /// The statistic of the days' outflows.
    pub outflows: Outflows,
    /// The governed least run-off over thirty days, millionths.
    pub floor: u32,
}

impl Depositors {
    /// The part of the others that leaves within `days`, millionths, rounded up: the statistic of the strike, drawn out or in
    /// to the horizon. The floor moves with the root of the horizon, as deviations do.
    #[must_use]
    pub fn run_off(&self, days: u16) -> u32 {
        if days == 0 {
            return 0;
        }
        self.outflows.run_off(Confidence {
            deviations: DEVIATIONS,
            horizon: days,
            floor: floor_of(self.floor, days),
        })
    }

    /// What may be taken out within `days`, rounded up.
    #[must_use]
    pub fn outflow(&self, days: u16) -> u128 {
        let queued = self.queued.min(self.floating);
        let staying = self.floating - queued;
        let top = self.top.min(staying);
        let running = part_up(staying - top, self.run_off(days));
        queued + top + running
    }
}

/// `floor sqrt(days / 30)`, at most all, rounded up.
fn floor_of(floor: u32, days: u16) -> u32 {
    let square = u128::from(floor) * u128::from(floor) * u128::from(days);
    let square = square.div_ceil(u128::from(FLOOR_DAYS));
    let root = square.isqrt();
    let up = root + u128::from(root * root < square);
    u32::try_from(up).unwrap_or(MILLION).min(MILLION)
}

/// A part in millionths, rounded up.
fn part_up(amount: u128, millionths: u32) -> u128 {
    let product = U256::from(amount) * U256::from(millionths);
    product.div_ceil(U256::from(MILLION)).saturating_to()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depositors(outflows: Outflows) -> Depositors {
        Depositors {
            floating: 1_000_000,
            top: 50_000,
            queued: 10_000,
            outflows,
            floor: 100_000,
        }
    }

    #[test]
    fn test_run_off_floor_moves_with_the_root_of_the_horizon() {
        let calm = depositors(Outflows::default());
        assert_eq!(
            calm.run_off(30),
            100_000,
            "the governed floor at its own horizon"
        );
        assert_eq!(calm.run_off(1), 18_258, "0.1 / sqrt(30), rounded up");
        assert_eq!(calm.run_off(120), 200_000);
        assert_eq!(calm.run_off(0), 0);
        assert_eq!(calm.outflow(30), 10_000 + 50_000 + 94_000);
    }

    #[test]
    fn test_run_off_of_a_steady_outflow_grows_until_all_is_gone() {
        let steady = depositors(Outflows {
            mean: 20_000_000_000_000_000,
            variance: 0,
        });
        // One unit of the root is counted on top of the two per cent a day.
        assert_eq!(steady.run_off(10), 200_001);
        assert_eq!(steady.run_off(60), 1_000_000);
        assert_eq!(steady.outflow(60), 1_000_000, "never more than there is");
    }

    #[test]
    fn test_outflow_counts_nobody_twice() {
        let lone = Depositors {
            top: 2_000_000,
            queued: 300_000,
            ..depositors(Outflows::default())
        };
        assert_eq!(lone.outflow(30), 1_000_000);
    }
}

//! What if: a book's liquidity under a scenario, and the mildest scenario that breaks a limit.

use crate::{
    guard::surplus::Liquidity,
    money::{Amount, Balance},
};

/// One, as a number of millionths.
const MILLION: u32 = 1_000_000;

/// What happens to a book at once. All shares are in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// Of the floating deposits, what leaves within the horizon; the book's own run-off, if that is more.
    pub run_off: u32,
    /// Of the inflow due, what is not paid.
    pub default: u32,
    /// Of the buffer's countable assets, what is lost.
    pub buffer_loss: u32,
    /// Amount of further calls on cash.
    pub calls: Amount,
}

impl Scenario {
    /// The book in the scenario.
    #[must_use]
    pub fn applied_to(&self, liquidity: &Liquidity) -> Liquidity {
        let calls = liquidity.committed.raw().saturating_add(self.calls.raw());
        Liquidity {
            run_off: liquidity.run_off.max(self.run_off.min(MILLION)),
            due_assets: left(liquidity.due_assets, self.default),
            countable_buffer: left(liquidity.countable_buffer, self.buffer_loss),
            committed: Amount::new(calls),
            ..*liquidity
        }
    }

    /// The surplus of the book in the scenario, rounded down.
    #[must_use]
    pub fn surplus(&self, liquidity: &Liquidity) -> Balance {
        self.applied_to(liquidity).surplus()
    }
}

/// What is left of an amount less a share of it, rounded down.
fn left(amount: Amount, share: u32) -> Amount {
    let kept = MILLION.saturating_sub(share);
    amount.part_down(kept.into(), MILLION.into())
}

/// The least severity in millionths at which a condition fails that holds the less the more severe it is; `None` if it
/// holds even at the worst. Found by bisection, so in 20 steps.
#[must_use]
pub fn mildest(worst: u32, holds: impl Fn(u32) -> bool) -> Option<u32> {
    if holds(worst) {
        return None;
    }
    let (mut low, mut high) = (0u32, worst);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            low = middle.saturating_add(1);
        } else {
            high = middle;
        }
    }
    Some(high)
}

/// The least run-off at which a book's surplus falls below a limit, the rest of the scenario as given; `None` if even all
/// deposits may leave. Not below the book's own run-off: that is where it starts.
#[must_use]
pub fn breaking_run_off(liquidity: &Liquidity, scenario: Scenario, limit: Balance) -> Option<u32> {
    mildest(MILLION, |run_off| {
        Scenario {
            run_off,
            ..scenario
        }
        .surplus(liquidity)
            >= limit
    })
}

/// The least share of the inflow whose default lets a book's surplus fall below a limit; `None` if it can do without.
#[must_use]
pub fn breaking_default(liquidity: &Liquidity, scenario: Scenario, limit: Balance) -> Option<u32> {
    mildest(MILLION, |default| {
        Scenario {
            default,
            ..scenario
        }
        .surplus(liquidity)
            >= limit
    })
}

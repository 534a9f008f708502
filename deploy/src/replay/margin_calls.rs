//! Margin calls a static 80 % LTV would have missed.
//!
//! After every price, think of a borrower who takes all a rule allows:
//!
//! * the *static* rule lets the debt be 80 % of the collateral's value, at any time;
//! * the *engine* lets a new debt be its opening LTV at that moment, and calls margin on an existing
//!   one above the threshold it serves at that moment.
//!
//! If no margin is called now, the collateral is sold within the liquidation horizon, at worst at
//! the lowest price published in it (at least the next price), less the cost of the sale. Horizon
//! and cost are those the engine itself is given: `latency + refill · exposure / depth`, and
//! half-spread plus average impact. With `recovery = (1 − cost) · lowest price / price now`:
//!
//! * `static_short`: 0.80 > recovery, the static rule's loan loses money;
//! * **missed** = `static_short` and opening LTV ≤ recovery: a borrower at 80 % stood above what the
//!   engine allowed at that moment and was owed a margin call; the static rule made none, its loan
//!   lost money, and a loan at the engine's limit did not;
//! * `both_short`: opening LTV > recovery too: neither rule was careful enough;
//! * `existing_short`: the threshold of existing loans > recovery: a loan at that limit loses money,
//!   which is the price of not tightening existing loans faster than their ramp;
//! * `cautious`: opening LTV < 0.80 and the static rule's loan lost nothing: the price of caution.
//!
//! Days are counted in UTC; a day counts once however many prices it has, and is a cautious one only
//! if no loan of the static rule lost money on it. Prices after which the history does not reach to
//! the end of the horizon are not judged.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Observation;
use crate::prices::PRICE_SCALE;

/// The static rule's limit.
pub const STATIC_LTV: f64 = 0.80;
const DAY: u64 = 86_400;

/// The engine's view of a liquidation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Liquidation {
    /// Seconds from a price move until the collateral is sold.
    pub horizon: u64,
    /// Half-spread and average impact, fraction of the value.
    pub cost: f64,
}

/// One judged price at which the static rule missed a margin call.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MissedCall {
    /// When the engine called.
    pub time: u64,
    /// Price then.
    pub price: f64,
    /// Lowest price within the horizon.
    pub lowest: f64,
    /// The engine's opening LTV then.
    pub opening_ltv: f64,
    /// What the static rule's loan lost, fraction of its debt.
    pub loss: f64,
}

/// The comparison over a history.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct MarginCalls {
    /// Prices judged.
    pub judged: usize,
    /// Days judged.
    pub days: usize,
    /// Days with at least one call the static rule missed.
    pub missed_days: usize,
    /// Days on which a loan at the static rule's limit loses money.
    pub static_short_days: usize,
    /// Days on which a loan opened at the engine's opening LTV loses money.
    pub both_short_days: usize,
    /// Days on which a loan at the threshold of existing loans loses money.
    pub existing_short_days: usize,
    /// Days on which the engine lent less than 80 % and the static rule lost nothing.
    pub cautious_days: usize,
    /// Worst loss of a loan at the static rule's limit, fraction of its debt.
    pub worst_static_loss: f64,
    /// Worst loss of a loan opened at the engine's opening LTV, fraction of its debt.
    pub worst_opening_loss: f64,
    /// Worst loss of a loan at the threshold of existing loans, fraction of its debt.
    pub worst_existing_loss: f64,
    /// Every missed call.
    pub missed: Vec<MissedCall>,
}

/// Compares the two rules over a history.
#[must_use]
pub fn compare(observations: &[Observation], liquidation: &Liquidation) -> MarginCalls {
    let mut tally = Tally::default();
    for (index, seen) in observations.iter().enumerate() {
        if let Some(lowest) = lowest_within(&observations[index..], liquidation.horizon) {
            tally.judge(seen, lowest, liquidation);
        }
    }
    tally.close()
}

/// Lowest price within the horizon, at least the next one; `None` when the history ends before.
fn lowest_within(from: &[Observation], horizon: u64) -> Option<u64> {
    let (first, later) = from.split_first()?;
    let end = first.time + horizon;
    if from.last()?.time < end {
        return None;
    }
    let next = later.first()?.price;
    let inside = later
        .iter()
        .take_while(|seen| seen.time <= end)
        .map(|seen| seen.price);
    Some(inside.fold(next, u64::min))
}

#[derive(Default)]
struct Tally {
    calls: MarginCalls,
    judged: BTreeSet<u64>,
    missed: BTreeSet<u64>,
    static_short: BTreeSet<u64>,
    both_short: BTreeSet<u64>,
    existing_short: BTreeSet<u64>,
    cautious: BTreeSet<u64>,
}

impl Tally {
    fn judge(&mut self, seen: &Observation, lowest: u64, liquidation: &Liquidation) {
        let recovery = (1.0 - liquidation.cost) * to_units(lowest) / to_units(seen.price);
        let static_short = STATIC_LTV > recovery;
        let opening_short = seen.opening_ltv > recovery;
        let day = seen.time / DAY;
        self.calls.judged += 1;
        self.judged.insert(day);
        mark(&mut self.static_short, day, static_short);
        mark(&mut self.missed, day, static_short && !opening_short);
        mark(&mut self.both_short, day, opening_short);
        mark(&mut self.existing_short, day, seen.threshold_old > recovery);
        mark(
            &mut self.cautious,
            day,
            seen.opening_ltv < STATIC_LTV && !static_short,
        );
        let worst = &mut self.calls;
        worst.worst_static_loss = worst.worst_static_loss.max(loss(STATIC_LTV, recovery));
        worst.worst_opening_loss = worst
            .worst_opening_loss
            .max(loss(seen.opening_ltv, recovery));
        worst.worst_existing_loss = worst
            .worst_existing_loss
            .max(loss(seen.threshold_old, recovery));
        if static_short && !opening_short {
            let (price, lowest) = (to_units(seen.price), to_units(lowest));
            let loss = loss(STATIC_LTV, recovery);
            let missed = MissedCall {
                time: seen.time,
                price,
                lowest,
                opening_ltv: seen.opening_ltv,
                loss,
            };
            self.calls.missed.push(missed);
        }
    }

    fn close(self) -> MarginCalls {
        MarginCalls {
            days: self.judged.len(),
            missed_days: self.missed.len(),
            static_short_days: self.static_short.len(),
            both_short_days: self.both_short.len(),
            existing_short_days: self.existing_short.len(),
            cautious_days: self.cautious.difference(&self.static_short).count(),
            ..self.calls
        }
    }
}

fn mark(days: &mut BTreeSet<u64>, day: u64, holds: bool) {
    if holds {
        days.insert(day);
    }
}

/// What a loan at `ltv` loses when `recovery` of the value comes back, fraction of the debt.
fn loss(ltv: f64, recovery: f64) -> f64 {
    if ltv > recovery {
        (ltv - recovery) / ltv
    } else {
        0.0
    }
}

/// A price as a number, for ratios and charts.
#[expect(
    clippy::cast_precision_loss,
    reason = "relative precision of 1e-16 is plenty for a report"
)]
pub(crate) fn to_units(price: u64) -> f64 {
    price as f64 / PRICE_SCALE as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIQUIDATION: Liquidation = Liquidation {
        horizon: 3_600,
        cost: 0.05,
    };

    fn seen(hour: u64, price: u64, threshold: f64) -> Observation {
        Observation {
            time: hour * 3_600,
            price: price * PRICE_SCALE,
            sigma_fast: 0.5,
            sigma_slow: 0.5,
            sigma_used: 0.5,
            haircut: 0.2,
            threshold_new: threshold,
            threshold_old: threshold,
            opening_ltv: threshold * 0.9,
            stale: false,
        }
    }

    #[test]
    fn test_compare_counts_what_the_static_rule_missed() {
        // From 100 to 80 within the horizon: 76 come back, 80 were owed, the engine's 63 are whole.
        let history = [seen(0, 100, 0.70), seen(1, 80, 0.70), seen(2, 80, 0.70)];
        let calls = compare(&history, &LIQUIDATION);
        assert_eq!((calls.judged, calls.days, calls.missed_days), (2, 1, 1));
        assert_eq!(
            (
                calls.both_short_days,
                calls.existing_short_days,
                calls.cautious_days
            ),
            (0, 0, 0)
        );
        assert_eq!(calls.missed.len(), 1);
        assert!(
            (calls.missed[0].loss - 0.05).abs() < 1e-12,
            "{:?}",
            calls.missed
        );
    }

    #[test]
    fn test_compare_blames_the_engine_too() {
        // A fall by half catches an engine that lends 76 % and calls at 85 %.
        let history = [seen(0, 100, 0.85), seen(1, 50, 0.85), seen(2, 50, 0.85)];
        let calls = compare(&history, &LIQUIDATION);
        assert_eq!(
            (
                calls.missed_days,
                calls.both_short_days,
                calls.existing_short_days
            ),
            (0, 1, 1)
        );
        assert!(calls.worst_existing_loss > calls.worst_static_loss);
        assert!(calls.worst_static_loss > calls.worst_opening_loss);
    }

    #[test]
    fn test_compare_counts_the_days_of_caution() {
        let history = [seen(0, 100, 0.70), seen(1, 100, 0.70), seen(2, 101, 0.70)];
        let calls = compare(&history, &LIQUIDATION);
        assert_eq!((calls.missed_days, calls.cautious_days), (0, 1));
    }

    #[test]
    fn test_compare_judges_nothing_beyond_the_history() {
        let history = [seen(0, 100, 0.70), seen(1, 10, 0.70)];
        let long = Liquidation {
            horizon: 7_200,
            ..LIQUIDATION
        };
        assert_eq!(compare(&history, &long).judged, 0);
    }

    #[test]
    fn test_compare_sees_the_next_price_when_prices_are_rare() {
        let history = [seen(0, 100, 0.70), seen(24, 70, 0.70), seen(48, 70, 0.70)];
        assert_eq!(compare(&history, &LIQUIDATION).missed_days, 1);
    }
}

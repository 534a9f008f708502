//! From what was seen of a pool to its line in the report.

use alm_crisis::path::Phases;

use super::{CrisisObservation, depositors::is_closed, pool::Played, settings::whole};
use crate::report::{CrisisSeries, PoolOutcome};

/// Seconds of an hour.
const HOUR: f64 = 3_600.0;
/// Less waits than this: dust, not somebody.
const DUST: f64 = 1.0;

/// The line of a pool that offered so much on average in calm months and in the crisis.
pub(super) fn outcome(
    played: Played,
    phases: &Phases,
    (offered_calm, offered_crisis): (f64, f64),
) -> PoolOutcome {
    let seen: Vec<CrisisObservation> = played
        .seen
        .iter()
        .filter(|seen| seen.time >= phases.crisis_from)
        .copied()
        .collect();
    let (tally, exits) = (played.tally, played.exits);
    let of = |value: fn(&CrisisObservation) -> f64| seen.iter().map(value);
    PoolOutcome {
        policy: played.rule.policy,
        offered_calm,
        offered_crisis,
        offered_low: of(|seen| seen.offered).fold(1.0, f64::min),
        loans_before: seen.first().map_or(0.0, |seen| seen.loans),
        written_off: tally.bad_debt,
        under_water: seen.last().map_or(0.0, |seen| seen.under_water),
        under_water_most: of(|seen| seen.under_water).fold(0.0, f64::max),
        liquidated: tally.repaid,
        seized: tally.seized,
        liquidators_earned: tally.profit,
        liquidations: tally.count,
        repaid_early: tally.repaid_early,
        buffer_bore: tally.by_buffer,
        equity_bore: tally.by_equity,
        depositors_bore: tally.by_depositors,
        closed_hours: hours(&seen, |seen| is_closed(seen.exit_room)),
        waiting_hours: hours(&seen, |seen| seen.waiting > DUST),
        longest_wait: whole(exits.longest) / HOUR,
        asked: exits.asked,
        paid: exits.paid,
        refused: played.refused,
        transactions: played.transactions,
        gas: played.gas,
        deployment: played.deployment,
        series: CrisisSeries::from(&played.seen[..]),
    }
}

/// Hours in which something held: what is seen holds until something else is.
fn hours(seen: &[CrisisObservation], holds: fn(&CrisisObservation) -> bool) -> f64 {
    let pairs = seen.windows(2).filter(|pair| holds(&pair[0]));
    let seconds: u64 = pairs.map(|pair| pair[1].time - pair[0].time).sum();
    whole(seconds) / HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_hours_count_until_the_next_observation() {
        let seen = |time, exit_room| CrisisObservation {
            time,
            exit_room,
            ..CrisisObservation::default()
        };
        let series = [
            seen(0, 0.5),
            seen(3_600, 0.0),
            seen(9_000, 0.009),
            seen(10_800, 0.01),
            seen(20_000, 0.0),
        ];
        let closed = hours(&series, |seen| is_closed(seen.exit_room));
        assert!((closed - 2.0).abs() < 1e-12, "{closed}");
    }
}

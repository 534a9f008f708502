//! The figures of a pool that fit in a table.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::replay::PoolObservation;

const DAY: u64 = 86_400;

/// Key figures of a pool over the replay. Amounts are whole tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct PoolSummary {
    /// First and last block time.
    pub from: u64,
    /// Last block time.
    pub to: u64,
    /// What came in all.
    pub deposited: f64,
    /// What wanted to leave in all.
    pub asked: f64,
    /// What left in all.
    pub paid: f64,
    /// What the file wanted out above what the depositors had.
    pub beyond: f64,
    /// The most that wanted to leave on one day.
    pub largest_day: f64,
    /// That, of what the floating depositors owned before it.
    pub largest_day_part: f64,
    /// When that day began.
    pub largest_day_at: u64,
    /// Days on which somebody could not leave with all he wanted.
    pub limited_days: usize,
    /// Days on which borrowers were refused a loan.
    pub lending_refused_days: u64,
    /// The most that waited.
    pub waiting_most: f64,
    /// What waits at the end.
    pub waiting_end: f64,
    /// What exits were charged in all.
    pub fees: f64,
    /// The highest charge for leaving with a hundredth of the deposits.
    pub exit_fee_most: f64,
    /// Share price at the start.
    pub share_price_start: f64,
    /// At the end.
    pub share_price_end: f64,
    /// At its lowest.
    pub share_price_low: f64,
    /// Falls of the share price, times the shares there were.
    pub losses: f64,
    /// Lowest coverage over thirty days; absent where nothing could ever be asked for.
    pub coverage_low: Option<f64>,
    /// Rows after which coverage over thirty days was below one.
    pub uncovered: usize,
    /// Shortest survival horizon, days; absent: always beyond a year.
    pub survival_low: Option<u16>,
    /// Highest utilisation.
    pub utilisation_most: f64,
    /// Highest rate, a year.
    pub rate_most: f64,
}

/// Sums a pool up; `limited` are the days on which somebody could not leave. An empty replay gives zeros.
#[must_use]
pub fn summarise_pool(seen: &[PoolObservation], limited: &[u64]) -> PoolSummary {
    let (Some(first), Some(last)) = (seen.first(), seen.last()) else {
        return PoolSummary::default();
    };
    let sum = |value: fn(&PoolObservation) -> f64| seen.iter().map(value).sum::<f64>();
    let most = |value: fn(&PoolObservation) -> f64| seen.iter().map(value).fold(0.0, f64::max);
    let (largest_day, largest_day_part, largest_day_at) = largest_day(seen);
    let lowest = seen
        .iter()
        .map(|one| one.share_price)
        .fold(f64::MAX, f64::min);
    let coverage = seen.iter().filter_map(|one| one.coverage_month);
    PoolSummary {
        from: first.time,
        to: last.time,
        deposited: sum(|one| one.deposited),
        asked: sum(|one| one.asked),
        paid: sum(|one| one.paid),
        beyond: 0.0,
        largest_day,
        largest_day_part,
        largest_day_at,
        limited_days: limited.iter().collect::<BTreeSet<_>>().len(),
        lending_refused_days: 0,
        waiting_most: most(|one| one.waiting),
        waiting_end: last.waiting,
        fees: sum(|one| one.fee),
        exit_fee_most: most(|one| one.exit_fee),
        share_price_start: first.share_price,
        share_price_end: last.share_price,
        share_price_low: lowest,
        losses: losses(seen),
        coverage_low: coverage.clone().reduce(f64::min),
        uncovered: coverage.filter(|ratio| *ratio < 1.0).count(),
        survival_low: seen.iter().filter_map(|one| one.survival).min(),
        utilisation_most: most(|one| one.utilisation),
        rate_most: most(|one| one.rate),
    }
}

/// The day on which most wanted to leave: how much, what part of the deposits before it, and its beginning.
fn largest_day(seen: &[PoolObservation]) -> (f64, f64, u64) {
    let mut largest = (0.0, 0.0, 0);
    let mut before: Option<&PoolObservation> = None;
    for day in seen.chunk_by(|a, b| a.time / DAY == b.time / DAY) {
        let Some(first) = day.first() else { continue };
        let asked: f64 = day.iter().map(|one| one.asked).sum();
        // Before the first day's first row there was what is there after it and what left in it.
        let held = before.map_or(first.net_value + first.paid - first.deposited, |one| {
            one.net_value
        });
        if asked > largest.0 {
            let part = if held > 0.0 { asked / held } else { 0.0 };
            largest = (asked, part, first.time / DAY * DAY);
        }
        before = day.last();
    }
    largest
}

/// What holders lost by falls of the share price.
fn losses(seen: &[PoolObservation]) -> f64 {
    let lost = |pair: &[PoolObservation]| {
        let [before, after] = pair else { return 0.0 };
        let fall = before.share_price - after.share_price;
        // A fall below the resolution of the price is rounding.
        if fall > 1e-12 {
            fall / before.share_price * before.net_value
        } else {
            0.0
        }
    };
    seen.windows(2).map(lost).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(hour: u64, asked: f64, net_value: f64, price: f64) -> PoolObservation {
        PoolObservation {
            time: hour * 3_600,
            asked,
            paid: asked / 2.0,
            waiting: asked / 2.0,
            net_value,
            share_price: price,
            coverage_month: Some(net_value / 100.0),
            survival: (hour > 20).then_some(40),
            ..PoolObservation::default()
        }
    }

    #[test]
    fn test_summarise_pool_finds_the_day_the_low_and_the_loss() {
        let history = [
            seen(1, 10.0, 200.0, 1.0),
            seen(23, 10.0, 190.0, 1.1),
            seen(24, 30.0, 160.0, 1.1),
            seen(30, 8.0, 80.0, 0.99),
            seen(50, 1.0, 80.0, 1.0),
        ];
        let summary = summarise_pool(&history, &[0, 1, 1]);
        assert_eq!((summary.largest_day, summary.largest_day_at), (38.0, DAY));
        assert!((summary.largest_day_part - 0.2).abs() < 1e-12);
        assert!((summary.losses - 16.0).abs() < 1e-9, "{}", summary.losses);
        assert_eq!((summary.limited_days, summary.uncovered), (2, 2));
        assert_eq!(
            (summary.share_price_low, summary.waiting_most),
            (0.99, 15.0)
        );
        assert_eq!(
            (summary.coverage_low, summary.survival_low),
            (Some(0.8), Some(40))
        );
    }

    #[test]
    fn test_summarise_pool_of_nothing_is_zero() {
        assert_eq!(summarise_pool(&[], &[]), PoolSummary::default());
    }
}

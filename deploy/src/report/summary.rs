//! The figures of one asset that fit on a line.

use serde::Serialize;

use crate::replay::{Observation, margin_calls::to_units};

const DAY: u64 = 86_400;

/// Key figures of one asset over the replay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Prices played.
    pub prices: usize,
    /// First and last block time.
    pub from: u64,
    /// Last block time.
    pub to: u64,
    /// First price.
    pub first_price: f64,
    /// Last price.
    pub last_price: f64,
    /// Worst fall from a price to a later one within 24 hours, fraction.
    pub worst_day_fall: f64,
    /// When that fall had reached its bottom.
    pub worst_day_at: u64,
    /// Highest volatility used.
    pub sigma_max: f64,
    /// Haircut one day before the bottom of the worst day (the first one known, if there is none).
    pub haircut_before: f64,
    /// Highest haircut.
    pub haircut_max: f64,
    /// When the haircut was highest.
    pub haircut_max_at: u64,
    /// Highest threshold of existing loans.
    pub threshold_max: f64,
    /// Lowest threshold of existing loans.
    pub threshold_min: f64,
    /// Lowest LTV of new borrowing.
    pub opening_min: f64,
    /// Prices after which the engine called its figures stale.
    pub stale: usize,
}

/// Sums an asset up. An empty history gives zeros.
#[must_use]
pub fn summarise(observations: &[Observation]) -> Summary {
    let (Some(first), Some(last)) = (observations.first(), observations.last()) else {
        return Summary::default();
    };
    let (worst_day_fall, worst_day_at) = worst_day(observations);
    let peak = observations.iter().fold(first, |peak, seen| {
        if seen.haircut > peak.haircut {
            seen
        } else {
            peak
        }
    });
    let before = observations
        .iter()
        .rev()
        .find(|seen| seen.time + DAY <= worst_day_at)
        .unwrap_or(first);
    let highest =
        |value: fn(&Observation) -> f64| observations.iter().map(value).fold(f64::MIN, f64::max);
    let lowest =
        |value: fn(&Observation) -> f64| observations.iter().map(value).fold(f64::MAX, f64::min);
    Summary {
        prices: observations.len(),
        from: first.time,
        to: last.time,
        first_price: to_units(first.price),
        last_price: to_units(last.price),
        worst_day_fall,
        worst_day_at,
        sigma_max: highest(|seen| seen.sigma_used),
        haircut_before: before.haircut,
        haircut_max: peak.haircut,
        haircut_max_at: peak.time,
        threshold_max: highest(|seen| seen.threshold_old),
        threshold_min: lowest(|seen| seen.threshold_old),
        opening_min: lowest(|seen| seen.opening_ltv),
        stale: observations.iter().filter(|seen| seen.stale).count(),
    }
}

/// The worst fall within 24 hours and when it ended; a falling queue of maxima keeps it linear.
fn worst_day(observations: &[Observation]) -> (f64, u64) {
    let mut highest: std::collections::VecDeque<&Observation> = std::collections::VecDeque::new();
    let (mut worst, mut at) = (0.0, observations.first().map_or(0, |seen| seen.time));
    for seen in observations {
        while highest.back().is_some_and(|back| back.price <= seen.price) {
            highest.pop_back();
        }
        highest.push_back(seen);
        while highest
            .front()
            .is_some_and(|front| front.time + DAY < seen.time)
        {
            highest.pop_front();
        }
        let top = highest.front().map_or(seen.price, |front| front.price);
        let fall = 1.0 - to_units(seen.price) / to_units(top);
        if fall > worst {
            (worst, at) = (fall, seen.time);
        }
    }
    (worst, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(hour: u64, price: u64, haircut: f64) -> Observation {
        Observation {
            time: hour * 3_600,
            price: price * 100_000_000,
            sigma_fast: 0.4,
            sigma_slow: 0.3,
            sigma_used: 0.4,
            haircut,
            threshold_new: 1.0 - haircut,
            threshold_old: 1.0 - haircut,
            opening_ltv: 0.9 - haircut,
            stale: false,
        }
    }

    #[test]
    fn test_summarise_finds_the_worst_day() {
        let history = [
            seen(0, 100, 0.1),
            seen(20, 120, 0.1),
            seen(30, 60, 0.3),
            seen(80, 40, 0.2),
        ];
        let summary = summarise(&history);
        assert!((summary.worst_day_fall - 0.5).abs() < 1e-12, "{summary:?}");
        assert_eq!(summary.worst_day_at, 30 * 3_600);
        assert_eq!((summary.haircut_before, summary.haircut_max), (0.1, 0.3));
        assert_eq!(summary.haircut_max_at, 30 * 3_600);
        assert!((summary.threshold_min - 0.7).abs() < 1e-12);
    }

    #[test]
    fn test_summarise_of_nothing_is_zero() {
        assert_eq!(summarise(&[]), Summary::default());
    }
}

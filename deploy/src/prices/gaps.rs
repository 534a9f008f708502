//! Holes in a history: which are an exchange's outage, and which make it unusable.

use serde::Serialize;

use super::{
    Kind, PricePoint,
    error::{Fault, PriceError},
};

/// A hole the limit allows; it is played as the silence it was, and listed in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Time of the price before.
    pub from: u64,
    /// Time of the price after.
    pub to: u64,
}

/// The longest silence a history may have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MaxGap {
    /// Candles: 8 steps, at least 30 minutes (exchange outages of a few hours in hourly data pass,
    /// a missing day does not). Rounds, and single columns of closes: 7 days (feeds with a long
    /// heartbeat pass).
    #[default]
    Standard,
    /// A number of seconds.
    Seconds(u64),
}

impl MaxGap {
    /// The limit for a column of closes: aggregated sources leave single assets blank for longer
    /// than an exchange is out, so the standard is that of rounds.
    #[must_use]
    pub(crate) fn of_column(self) -> Self {
        match self {
            Self::Standard => Self::Seconds(ROUND_LIMIT),
            given @ Self::Seconds(_) => given,
        }
    }
}

const CANDLE_STEPS: u64 = 8;
const CANDLE_FLOOR: u64 = 30 * 60;
const ROUND_LIMIT: u64 = 7 * 86_400;

impl MaxGap {
    /// A limit from the text of `--max-gap`: seconds, or a number followed by `m`, `h` or `d`.
    ///
    /// # Errors
    /// [`PriceError::BadDuration`].
    pub fn parse(text: &str) -> Result<Self, PriceError> {
        let bad = || PriceError::BadDuration(text.into());
        let unit = match text.chars().last() {
            Some('m') => 60,
            Some('h') => 3_600,
            Some('d') => 86_400,
            Some(_) => 1,
            None => return Err(bad()),
        };
        let digits = if unit == 1 {
            text
        } else {
            &text[..text.len() - 1]
        };
        let count: u64 = digits.parse().map_err(|_| bad())?;
        count.checked_mul(unit).map(Self::Seconds).ok_or_else(bad)
    }

    /// The limit in seconds for a history of that kind and step.
    #[must_use]
    pub fn limit(self, kind: Kind, step: u64) -> u64 {
        match (self, kind) {
            (Self::Seconds(seconds), _) => seconds,
            (Self::Standard, Kind::Candles) => (CANDLE_STEPS * step).max(CANDLE_FLOOR),
            (Self::Standard, Kind::Rounds) => ROUND_LIMIT,
        }
    }
}

/// Lists the holes of a history.
///
/// # Errors
/// [`Fault::Gap`] on the line after the first hole above the limit.
pub(crate) fn find_gaps(
    kind: Kind,
    step: u64,
    points: &[PricePoint],
    max_gap: MaxGap,
) -> Result<Vec<Gap>, (u64, Fault)> {
    let limit = max_gap.limit(kind, step);
    let mut gaps = Vec::new();
    for pair in points.windows(2) {
        let [before, after] = pair else { continue };
        let seconds = after.time - before.time;
        if seconds > limit.max(step) {
            let fault = Fault::Gap {
                seconds,
                limit,
                previous_line: before.line,
            };
            return Err((after.line, fault));
        }
        if kind == Kind::Candles && seconds > step {
            gaps.push(Gap {
                from: before.time,
                to: after.time,
            });
        }
    }
    Ok(gaps)
}

/// The most frequent time between two prices, the smallest of equals: the grid step of candles.
pub(crate) fn grid_step(points: &[PricePoint]) -> u64 {
    let mut steps: Vec<u64> = points
        .windows(2)
        .map(|pair| pair[1].time - pair[0].time)
        .collect();
    steps.sort_unstable();
    steps
        .chunk_by(|a, b| a == b)
        .rev()
        .max_by_key(|run| run.len())
        .map_or(0, |run| run[0])
}

/// The median time between two prices.
pub(crate) fn median_step(points: &[PricePoint]) -> u64 {
    let mut steps: Vec<u64> = points
        .windows(2)
        .map(|pair| pair[1].time - pair[0].time)
        .collect();
    steps.sort_unstable();
    steps.get(steps.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(times: &[u64]) -> Vec<PricePoint> {
        let line = |index| index as u64 + 2;
        times
            .iter()
            .enumerate()
            .map(|(i, &time)| PricePoint {
                time,
                price: 1,
                line: line(i),
            })
            .collect()
    }

    #[test]
    fn test_find_gaps_lists_outages_and_refuses_a_lost_day() {
        let outage = points(&[0, 3600, 7200, 7200 + 21_600, 7200 + 25_200]);
        let gaps = find_gaps(Kind::Candles, 3600, &outage, MaxGap::Standard).unwrap();
        assert_eq!(
            gaps,
            vec![Gap {
                from: 7200,
                to: 28_800
            }]
        );
        let lost = points(&[0, 3600, 3600 + 86_400]);
        let (line, fault) = find_gaps(Kind::Candles, 3600, &lost, MaxGap::Standard).unwrap_err();
        assert_eq!(line, 4);
        assert_eq!(
            fault,
            Fault::Gap {
                seconds: 86_400,
                limit: 28_800,
                previous_line: 3
            }
        );
        assert!(find_gaps(Kind::Candles, 3600, &lost, MaxGap::Seconds(86_400)).is_ok());
    }

    #[test]
    fn test_find_gaps_lets_rounds_be_irregular() {
        let rounds = points(&[0, 10, 86_424, 86_424 + 518_556]);
        assert_eq!(
            find_gaps(Kind::Rounds, 10, &rounds, MaxGap::Standard).unwrap(),
            vec![]
        );
    }

    #[test]
    fn test_grid_step_is_the_most_frequent_difference() {
        assert_eq!(grid_step(&points(&[0, 60, 120, 300, 360])), 60);
        assert_eq!(median_step(&points(&[0, 1, 10, 30])), 9);
    }

    #[test]
    fn test_max_gap_parse_units() {
        assert_eq!(MaxGap::parse("90").unwrap(), MaxGap::Seconds(90));
        assert_eq!(MaxGap::parse("2h").unwrap(), MaxGap::Seconds(7200));
        assert!(MaxGap::parse("h").is_err() && MaxGap::parse("").is_err());
        assert!(MaxGap::parse("2é").is_err());
    }
}

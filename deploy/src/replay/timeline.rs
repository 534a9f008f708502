//! Several histories as one sequence of moments.

use crate::prices::History;

/// Everything published in one second: one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Unix seconds.
    pub time: u64,
    /// Asset (its place among the histories) and price, in the order of publication.
    pub prices: Vec<(usize, u64)>,
}

impl Moment {
    /// The assets that have a price, each once.
    #[must_use]
    pub fn assets(&self) -> Vec<usize> {
        let mut assets: Vec<usize> = self.prices.iter().map(|(asset, _)| *asset).collect();
        assets.sort_unstable();
        assets.dedup();
        assets
    }
}

/// Merges the histories by time; within one second, by their order.
#[must_use]
pub fn merge(histories: &[History]) -> Vec<Moment> {
    let mut events: Vec<(u64, usize, u64)> = histories
        .iter()
        .enumerate()
        .flat_map(|(asset, history)| {
            history
                .points
                .iter()
                .map(move |point| (point.time, asset, point.price))
        })
        .collect();
    // Stable: two rounds of one second keep their order.
    events.sort_by_key(|(time, asset, _)| (*time, *asset));
    let moment = |run: &[(u64, usize, u64)]| Moment {
        time: run[0].0,
        prices: run
            .iter()
            .map(|(_, asset, price)| (*asset, *price))
            .collect(),
    };
    events.chunk_by(|a, b| a.0 == b.0).map(moment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::{Kind, PricePoint};

    fn history(points: &[(u64, u64)]) -> History {
        let points = points
            .iter()
            .map(|&(time, price)| PricePoint {
                time,
                price,
                line: 0,
            })
            .collect();
        History {
            asset: "A".into(),
            file: String::new(),
            kind: Kind::Rounds,
            step: 1,
            points,
            gaps: vec![],
        }
    }

    #[test]
    fn test_merge_keeps_time_and_order() {
        let merged = merge(&[
            history(&[(1, 10), (3, 11), (3, 12)]),
            history(&[(2, 20), (3, 21)]),
        ]);
        let want = [
            Moment {
                time: 1,
                prices: vec![(0, 10)],
            },
            Moment {
                time: 2,
                prices: vec![(1, 20)],
            },
            Moment {
                time: 3,
                prices: vec![(0, 11), (0, 12), (1, 21)],
            },
        ];
        assert_eq!(merged, want);
        assert_eq!(merged[2].assets(), [0, 1]);
    }
}

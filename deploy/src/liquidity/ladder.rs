//! The ladder: what falls due on each grid date, and the buckets it is reported in.

use serde::Serialize;

use super::{DAY, WEEK};

/// Grid dates ahead that are open.
pub const WEEKS: usize = 104;
/// The reporting buckets after demand: the last week each contains, and its name.
pub const BUCKETS: [(usize, &str); 10] = [
    (1, "≤ 1 w"),
    (2, "≤ 2 w"),
    (4, "≤ 4 w"),
    (8, "≤ 8 w"),
    (13, "≤ 13 w"),
    (26, "≤ 26 w"),
    (39, "≤ 39 w"),
    (52, "≤ 52 w"),
    (78, "≤ 78 w"),
    (WEEKS, "≤ 104 w"),
];

/// Faces of both sides by grid date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ladder {
    /// The next grid date, Unix seconds; each further one is a week later.
    pub first_maturity: u64,
    /// What is due to the book.
    pub assets: Vec<u128>,
    /// What the book owes.
    pub liabilities: Vec<u128>,
}

/// Faces of one reporting bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Bucket {
    /// Its name.
    pub name: &'static str,
    /// Last grid date in it, in weeks from the first.
    pub weeks: usize,
    /// What is due to the book.
    pub assets: u128,
    /// What the book owes.
    pub liabilities: u128,
}

impl Ladder {
    /// Whether nothing is due on any date.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.assets
            .iter()
            .chain(&self.liabilities)
            .all(|face| *face == 0)
    }

    /// What is due to the book, and from it, by `days` after `now`.
    #[must_use]
    pub fn due(&self, now: u64, days: u16) -> (u128, u128) {
        let until = now.saturating_add(u64::from(days) * DAY);
        let dates = match until.checked_sub(self.first_maturity) {
            Some(after) => usize::try_from(after / WEEK)
                .unwrap_or(WEEKS)
                .saturating_add(1),
            None => 0,
        };
        (
            sum(&self.assets, 0, dates),
            sum(&self.liabilities, 0, dates),
        )
    }

    /// Faces by reporting bucket.
    #[must_use]
    pub fn buckets(&self) -> Vec<Bucket> {
        let mut from = 0;
        BUCKETS
            .iter()
            .map(|&(weeks, name)| {
                let bucket = Bucket {
                    name,
                    weeks,
                    assets: sum(&self.assets, from, weeks),
                    liabilities: sum(&self.liabilities, from, weeks),
                };
                from = weeks;
                bucket
            })
            .collect()
    }
}

fn sum(faces: &[u128], from: usize, to: usize) -> u128 {
    faces.iter().take(to).skip(from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladder() -> Ladder {
        Ladder {
            first_maturity: 1_000 * WEEK,
            assets: (0..WEEKS as u128).map(|week| week + 1).collect(),
            liabilities: vec![10; WEEKS],
        }
    }

    #[test]
    fn test_due_counts_grid_dates_up_to_the_horizon() {
        let (ladder, now) = (ladder(), 1_000 * WEEK - 2 * DAY);
        assert_eq!(ladder.due(now, 1), (0, 0));
        assert_eq!(
            ladder.due(now, 2),
            (1, 10),
            "a date on the horizon is inside"
        );
        assert_eq!(ladder.due(now, 8), (1, 10));
        assert_eq!(ladder.due(now, 9), (3, 20));
        assert_eq!(ladder.due(now, u16::MAX).1, 1_040);
    }

    #[test]
    fn test_buckets_hold_every_face_once() {
        let buckets = ladder().buckets();
        let sum = |side: fn(&Bucket) -> u128| buckets.iter().map(side).sum::<u128>();
        assert_eq!(
            (sum(|b| b.assets), sum(|b| b.liabilities)),
            (104 * 105 / 2, 1_040)
        );
        assert_eq!(buckets[2].assets, 3 + 4);
        assert!(Ladder::default().is_empty() && !ladder().is_empty());
    }
}

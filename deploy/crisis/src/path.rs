//! One sequence of prices through calm months and a crisis, and what is done in which part of it.
//!
//! ```text
//! | settle | calm months | (what lies between) | lead        | crisis |
//!   estimates come in     what the averages      borrowers    prices of
//!                         are taken over         open loans   the window
//! ```
//!
//! The lead lies inside of what comes before it: it ends where the crisis begins.

use crate::{YEAR, seconds};

/// A price as it became known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Unix seconds.
    pub time: u64,
    /// In units of 1e-8.
    pub price: u64,
}

/// How long the parts are, seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spans {
    /// In which estimates settle, before anything is measured.
    pub settle: u64,
    /// The calm months.
    pub calm: u64,
    /// Their last second; absent: where the crisis begins.
    pub calm_until: Option<u64>,
    /// In which borrowers and depositors are there before the crisis.
    pub lead: u64,
    /// The longest silence between the two histories.
    pub longest_gap: u64,
}

/// Where the parts begin and end, Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Phases {
    /// First price.
    pub begin: u64,
    /// The calm months begin.
    pub calm_from: u64,
    /// They end.
    pub calm_to: u64,
    /// Borrowers open their loans.
    pub lead_from: u64,
    /// The crisis begins.
    pub crisis_from: u64,
    /// Last price.
    pub end: u64,
}

/// A step of the path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Unix seconds.
    pub time: u64,
    /// In units of 1e-8.
    pub price: u64,
    /// Annual volatility over about a day, up to here.
    pub volatility: f64,
}

/// The whole of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its parts.
    pub phases: Phases,
    /// Its steps; times rise.
    pub steps: Vec<Step>,
}

/// Two histories that make no path.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PathError {
    /// The crisis is a moment.
    #[error("the crisis lasts {have} s, at least {want} s are needed")]
    CrisisTooShort {
        /// Seconds.
        have: u64,
        /// Needed.
        want: u64,
    },
    /// The history before does not reach back far enough.
    #[error(
        "the history before the crisis begins at {have} (Unix seconds), it has to begin by {want}: {missing:.1} days are missing for the calm months and for estimates to settle; give a longer one by --before, or shorten `calm` and `settle` of [crisis]"
    )]
    TooShort {
        /// Its first time.
        have: u64,
        /// When it has to begin.
        want: u64,
        /// Days between the two.
        missing: f64,
    },
    /// There is no price before the crisis at all.
    #[error(
        "there is no price before the crisis, which begins at {0} (Unix seconds); give a history by --before"
    )]
    Nothing(u64),
    /// The calm months end in the crisis.
    #[error("the calm months end at {have}, after the crisis begins at {want} (Unix seconds)")]
    CalmTooLate {
        /// Their end.
        have: u64,
        /// The crisis's beginning.
        want: u64,
    },
    /// There is a hole between two histories.
    #[error(
        "{have} s lie between the last price of one history and the first of the next, at most {want} s may; give one that reaches to the other, or a longer --max-gap"
    )]
    Hole {
        /// Seconds.
        have: u64,
        /// The most.
        want: u64,
    },
    /// The prices do not meet: it is another asset, or another quote currency.
    #[error(
        "the last price of one history is {before}, the first of the next {after} (1e-8): more than {most} times apart, so they are not of one asset"
    )]
    OtherAsset {
        /// The last of the one.
        before: u64,
        /// The first of the next.
        after: u64,
        /// The most of a ratio.
        most: f64,
    },
}

/// A crisis lasts at least that long.
const CRISIS_LEAST: u64 = 12 * 3_600;
/// Two prices a gap apart differ by no more than this factor.
const JUMP_MOST: f64 = 1.5;
/// Time constant of the volatility, seconds, and its first value.
const TAU: f64 = 86_400.0;
const FIRST: f64 = 0.8;

impl Path {
    /// Joins the prices before a crisis with those of it. What `before` has from the crisis's first price on is left out.
    ///
    /// # Errors
    /// [`PathError`].
    pub fn join(before: &[Point], crisis: &[Point], spans: &Spans) -> Result<Self, PathError> {
        let (first, last) = ends(crisis).ok_or(PathError::CrisisTooShort {
            have: 0,
            want: CRISIS_LEAST,
        })?;
        if last.time - first.time < CRISIS_LEAST {
            return Err(PathError::CrisisTooShort {
                have: last.time - first.time,
                want: CRISIS_LEAST,
            });
        }
        let earlier: Vec<Point> = before
            .iter()
            .copied()
            .filter(|point| point.time < first.time)
            .collect();
        check_join(&earlier, &first, spans)?;
        let phases = phases(&earlier, (&first, &last), spans)?;
        let inside = |point: &&Point| point.time >= phases.begin;
        let points = earlier.iter().filter(inside).chain(crisis).copied();
        Ok(Self {
            phases,
            steps: steps(points),
        })
    }

    /// The steps from a moment on.
    pub fn from(&self, time: u64) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.time >= time)
    }
}

fn ends(points: &[Point]) -> Option<(Point, Point)> {
    Some((*points.first()?, *points.last()?))
}

fn check_join(earlier: &[Point], first: &Point, spans: &Spans) -> Result<(), PathError> {
    let before = earlier.last().ok_or(PathError::Nothing(first.time))?;
    check_meeting(before, first, spans.longest_gap)
}

/// Whether the first price of a history goes on from the last of another.
fn check_meeting(last: &Point, first: &Point, longest_gap: u64) -> Result<(), PathError> {
    let have = first.time - last.time;
    if have > longest_gap {
        let want = longest_gap;
        return Err(PathError::Hole { have, want });
    }
    let ratio = seconds(last.price) / seconds(first.price.max(1));
    if (1.0 / JUMP_MOST..=JUMP_MOST).contains(&ratio) {
        return Ok(());
    }
    Err(PathError::OtherAsset {
        before: last.price,
        after: first.price,
        most: JUMP_MOST,
    })
}

/// The prices of a crisis, and those another history has of the time after its last: a finer file that ends too early is carried
/// on by a coarser one.
///
/// # Errors
/// [`PathError::Hole`] and [`PathError::OtherAsset`]; [`PathError::CrisisTooShort`] for a crisis without a price.
pub fn carried_on(
    crisis: &[Point],
    after: &[Point],
    longest_gap: u64,
) -> Result<Vec<Point>, PathError> {
    let (_, last) = ends(crisis).ok_or(PathError::CrisisTooShort {
        have: 0,
        want: CRISIS_LEAST,
    })?;
    let later = || after.iter().filter(|point| point.time > last.time);
    if let Some(first) = later().next() {
        check_meeting(&last, first, longest_gap)?;
    }
    Ok(crisis.iter().chain(later()).copied().collect())
}

fn phases(
    earlier: &[Point],
    (first, last): (&Point, &Point),
    spans: &Spans,
) -> Result<Phases, PathError> {
    let calm_to = spans.calm_until.unwrap_or(first.time);
    if calm_to > first.time {
        let (have, want) = (calm_to, first.time);
        return Err(PathError::CalmTooLate { have, want });
    }
    let calm_from = calm_to.saturating_sub(spans.calm);
    let lead_from = first.time.saturating_sub(spans.lead);
    let begin = calm_from.saturating_sub(spans.settle).min(lead_from);
    let have = earlier.first().map_or(first.time, |point| point.time);
    if have > begin {
        let missing = seconds(have - begin) / TAU;
        let want = begin;
        return Err(PathError::TooShort {
            have,
            want,
            missing,
        });
    }
    Ok(Phases {
        begin,
        calm_from,
        calm_to,
        lead_from,
        crisis_from: first.time,
        end: last.time,
    })
}

/// Volatility as the engine estimates it over a day, in floating point; of prices of one second the last counts.
fn steps(points: impl Iterator<Item = Point>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut variance = FIRST * FIRST / YEAR;
    for Point { time, price } in points {
        if let Some(last) = steps.last() {
            let elapsed = seconds(time.saturating_sub(last.time));
            if elapsed <= 0.0 {
                steps.pop();
            } else {
                let change = (seconds(price) / seconds(last.price)).ln();
                let kept = (-elapsed / TAU).exp();
                variance = kept * variance + (1.0 - kept) * change * change / elapsed;
            }
        }
        steps.push(Step {
            time,
            price,
            volatility: (variance * YEAR).sqrt(),
        });
    }
    steps
}

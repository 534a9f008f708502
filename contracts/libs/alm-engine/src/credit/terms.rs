//! The terms of a collateral as they are pushed, and the bounds nobody can push them out of.

use super::ramp::Ramp;
use crate::units::{DAY, RATIO_ONE, Ratio};

/// Lowest threshold: never zero, so that no position is stranded.
pub const THRESHOLD_MIN: Ratio = 1_000;
/// Greatest bonus of a liquidation.
pub const BONUS_MAX: Ratio = 2_000_000;
/// Most that threshold (1 + bonus) may be: below one by the least crowding of a market, so that a liquidation raises the
/// health it finds at one.
pub const SPIRAL_BOUND: Ratio = 9_950_000;
/// Fastest fall of a threshold, a day.
pub const TIGHTEN_PER_DAY: Ratio = 2_000_000;
/// Greatest credit for diversification.
pub const CREDIT_MAX: Ratio = 2_500_000;
/// Fastest fall of that credit, a day.
pub const CREDIT_PER_DAY: Ratio = 500_000;
/// Longest life of terms, seconds.
pub const LIFE_MAX: u64 = 30 * DAY;
/// Longest ramp, seconds: what its field holds.
pub const RAMP_MAX: u64 = (1 << 24) - 1;

/// The terms of a collateral.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Highest loan to value of new borrowing.
    pub open_ltv: Ratio,
    /// The liquidation threshold.
    pub threshold: Ramp,
    /// The greatest bonus, as pushed.
    pub bonus: Ratio,
    /// After this instant there is no new risk.
    pub valid_until: u64,
}

/// The credit for diversification.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// The part of the haircuts outside of the largest group that is given back.
    pub part: Ramp,
    /// After this instant new risk gets none.
    pub valid_until: u64,
}

/// A figure outside of its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Its index in the interface.
    pub term: u8,
    /// The figure.
    pub have: u64,
    /// The bound it passes.
    pub want: u64,
}

/// Figures under examination: remembers the first that passes a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Examination(Option<Violation>);

impl Examination {
    /// A figure has to lie in a closed range.
    #[inline(never)]
    pub fn within(&mut self, term: u8, have: u64, low: u64, high: u64) {
        if self.0.is_none() && (have < low || have > high) {
            let want = if have < low { low } else { high };
            self.0 = Some(Violation { term, have, want });
        }
    }

    /// The first violation.
    #[must_use]
    pub const fn violation(&self) -> Option<&Violation> {
        self.0.as_ref()
    }
}

impl Terms {
    /// Whether a collateral ever had terms.
    #[must_use]
    pub const fn is_set(&self) -> bool {
        self.threshold.to != 0
    }

    /// What new borrowing gets at an instant: nothing once the terms have expired.
    #[must_use]
    pub fn opening(&self, now: u64) -> Ratio {
        if now > self.valid_until {
            0
        } else {
            self.open_ltv
        }
    }

    /// The greatest bonus at an instant: as pushed, and so small that the threshold of existing loans leaves room for it.
    #[must_use]
    pub fn bonus_at(&self, now: u64) -> Ratio {
        self.bonus.min(room_for_bonus(self.threshold.at(now)))
    }

    /// The terms that follow these when others are pushed: existing loans start from where they are.
    pub fn replaced_by(&self, pushed: &Self, now: u64, examination: &mut Examination) -> Self {
        let to = pushed.threshold.to;
        let from = if self.is_set() {
            self.threshold.at(now)
        } else {
            to
        };
        examination.within(
            1,
            to.into(),
            THRESHOLD_MIN.into(),
            threshold_bound(pushed.bonus),
        );
        examination.within(2, pushed.bonus.into(), 0, BONUS_MAX.into());
        // Below both ends, so that no new loan is due at once.
        let highest = from.min(to).saturating_sub(1);
        examination.within(0, pushed.open_ltv.into(), 0, highest.into());
        let end = pushed.threshold.end;
        let earliest = Ramp::earliest_end(from, to, TIGHTEN_PER_DAY, now);
        examine_times(examination, 3, [from, to], end, earliest, now);
        examine_life(examination, 4, pushed.valid_until, now);
        Self {
            threshold: Ramp {
                from,
                to,
                start: now,
                end: end.max(now),
            },
            ..*pushed
        }
    }
}

impl Credit {
    /// What existing loans get at an instant.
    #[must_use]
    pub fn seasoned(&self, now: u64) -> Ratio {
        self.part.at(now)
    }

    /// What new borrowing gets at an instant: a fall at once, nothing once it has expired.
    #[must_use]
    pub fn opening(&self, now: u64) -> Ratio {
        if now > self.valid_until {
            0
        } else {
            self.part.at(now).min(self.part.to)
        }
    }

    /// The credit that follows this one when another is pushed.
    pub fn replaced_by(&self, pushed: &Self, now: u64, examination: &mut Examination) -> Self {
        let (from, to) = (self.part.at(now), pushed.part.to);
        examination.within(5, to.into(), 0, CREDIT_MAX.into());
        let end = pushed.part.end;
        let earliest = Ramp::earliest_end(from, to, CREDIT_PER_DAY, now);
        examine_times(examination, 6, [from, to], end, earliest, now);
        examine_life(examination, 7, pushed.valid_until, now);
        Self {
            part: Ramp {
                from,
                to,
                start: now,
                end: end.max(now),
            },
            valid_until: pushed.valid_until,
        }
    }
}

/// The highest threshold beside a bonus.
fn threshold_bound(bonus: Ratio) -> u64 {
    let repaid = u64::from(RATIO_ONE).saturating_add(bonus.into());
    let bound = u64::from(SPIRAL_BOUND).saturating_mul(RATIO_ONE.into());
    bound.checked_div(repaid).unwrap_or(0)
}

/// The largest bonus beside a threshold.
fn room_for_bonus(threshold: Ratio) -> Ratio {
    let bound = u64::from(SPIRAL_BOUND).saturating_mul(RATIO_ONE.into());
    let repaid = bound.checked_div(threshold.into()).unwrap_or(u64::MAX);
    let room = repaid.saturating_sub(RATIO_ONE.into());
    Ratio::try_from(room).unwrap_or(Ratio::MAX)
}

/// The end of a ramp: a fall not too soon, and no ramp too long.
fn examine_times(
    examination: &mut Examination,
    term: u8,
    [from, to]: [Ratio; 2],
    end: u64,
    earliest: u64,
    now: u64,
) {
    let low = if to < from { earliest } else { 0 };
    examination.within(term, end, low, now.saturating_add(RAMP_MAX));
}

/// How long terms may be used.
fn examine_life(examination: &mut Examination, term: u8, until: u64, now: u64) {
    examination.within(term, until, now, now.saturating_add(LIFE_MAX));
}

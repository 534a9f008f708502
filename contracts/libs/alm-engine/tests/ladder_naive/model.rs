//! The ladder as a list of positions, each with its exact carrying value; everything else is recomputed from it.

use std::collections::{BTreeMap, BTreeSet};

use alloy_primitives::U512;
use alm_engine::{
    ladder::{Cell, FRACTION, Ladder, Position, Side},
    week::{LONGEST, WEEK, Week},
};

/// Fractional bits beyond those of the ladder: what a share loses here is below 2^-100 of a base unit.
const EXTRA: usize = 128;
const DAY: u64 = 86_400;

/// A position, with its exact slope. A deposit's face and slope shrink with the claims of its week, which are fungible.
pub(crate) struct Lot {
    /// What the desk remembers: loans are taken out with their own slope.
    pub(crate) booked: Position,
    slope: U512,
}

impl Lot {
    pub(crate) fn new(booked: Position, price: u128, now: u64) -> Self {
        let discount = U512::from(booked.face.raw() - price) << (FRACTION as usize + EXTRA);
        let slope = discount / U512::from(booked.week.instant() - now);
        Self { booked, slope }
    }

    /// Leaves `rest / whole` of the exact slope.
    pub(crate) fn shrink(&mut self, rest: u128, whole: u128) {
        self.slope = self.slope * U512::from(rest) / U512::from(whole);
    }
}

/// Everything a book's desks remember.
#[derive(Default)]
pub(crate) struct Model {
    /// Fixed loans.
    pub(crate) loans: Vec<Lot>,
    /// Fixed deposits, as they were made.
    pub(crate) deposits: Vec<Lot>,
    /// Fungible claims on the deposits, as their holders have them.
    pub(crate) claims: Vec<(Week, u128)>,
    /// Slopes rounded, for the pool and against it: each is off by less than one.
    pub(crate) roundings: BTreeMap<(Week, bool), (i128, i128)>,
    /// Faces of loans that matured.
    pub(crate) overdue: u128,
    /// Faces of claims that matured.
    pub(crate) matured: u128,
}

impl Model {
    /// Lets everything mature that is due.
    pub(crate) fn mature(&mut self, now: u64) {
        for loan in self
            .loans
            .extract_if(.., |loan| loan.booked.week.instant() <= now)
        {
            self.overdue += loan.booked.face.raw();
        }
        for (_, face) in self
            .claims
            .extract_if(.., |(week, _)| week.instant() <= now)
        {
            self.matured += face;
        }
        self.deposits.retain(|lot| lot.booked.week.instant() > now);
        self.roundings.retain(|(week, _), _| week.instant() > now);
    }

    /// Counts a rounded slope: what the ladder keeps of it is off for the pool, as after booking, or against it, as
    /// after a share was taken for the pool.
    pub(crate) fn rounded(&mut self, position: &Position, for_pool: bool) {
        let key = (position.week, position.side == Side::Assets);
        let counts = self.roundings.entry(key).or_default();
        if for_pool {
            counts.0 += 1
        } else {
            counts.1 += 1
        }
    }

    fn lots(&self, side: Side) -> &[Lot] {
        match side {
            Side::Assets => &self.loans,
            Side::Liabilities => &self.deposits,
        }
    }

    /// The faces of a side, position by position.
    pub(crate) fn faces(&self, side: Side) -> Vec<(Week, u128)> {
        match side {
            Side::Assets => {
                let loans = self.loans.iter();
                loans
                    .map(|loan| (loan.booked.week, loan.booked.face.raw()))
                    .collect()
            }
            Side::Liabilities => self.claims.clone(),
        }
    }

    /// Compares all that the ladder keeps with what the positions say.
    pub(crate) fn check(&self, ladder: &Ladder, cells: &BTreeMap<Week, Cell>, now: u64) {
        let today = Week::at_or_before(now);
        assert_eq!(ladder.rolled, today, "INV-LADDER-02: rolled");
        let mut live = BTreeSet::new();
        for side in [Side::Assets, Side::Liabilities] {
            let mut sums = BTreeMap::<Week, u128>::new();
            for (week, face) in self.faces(side) {
                *sums.entry(week).or_default() += face;
            }
            for (week, cell) in cells {
                let sum = sums.get(week).copied().unwrap_or(0);
                assert_eq!(
                    cell.faces.of(side).raw(),
                    sum,
                    "INV-LADDER-01: {side:?} {week:?}"
                );
            }
            assert!(
                sums.keys().all(|week| cells.contains_key(week)),
                "INV-LADDER-01: {side:?}"
            );
            live.extend(
                sums.iter()
                    .filter(|(_, face)| **face > 0)
                    .map(|(week, _)| *week),
            );
            self.check_slopes(side, cells);
            self.check_moments(side, ladder, now);
            self.check_window(side, ladder, cells, now);
        }
        let marked: Vec<_> = ladder.live.after(ladder.rolled).collect();
        assert_eq!(
            marked,
            live.into_iter().collect::<Vec<_>>(),
            "INV-LADDER-03"
        );
        let bits: u32 = ladder.live.0.iter().map(|limb| limb.count_ones()).sum();
        assert_eq!(bits as usize, marked.len(), "INV-LADDER-03: stray bits");
        self.check_carrying(ladder, cells, now);
    }

    /// Slopes of a week: off by the counted roundings, for the pool where booked, the other way where shared.
    fn check_slopes(&self, side: Side, cells: &BTreeMap<Week, Cell>) {
        let mut exact = BTreeMap::<Week, U512>::new();
        for lot in self.lots(side) {
            *exact.entry(lot.booked.week).or_default() += lot.slope;
        }
        for (week, cell) in cells {
            let sum = exact.get(week).copied().unwrap_or_default() >> EXTRA;
            let off = cell.slopes.of(side).raw() as i128 - sum.to::<u128>() as i128;
            let key = (*week, side == Side::Assets);
            let (booked, shared) = self.roundings.get(&key).copied().unwrap_or_default();
            let (low, high) = match side {
                Side::Assets => (-booked - 1, shared + 1),
                Side::Liabilities => (-shared - 1, booked + 1),
            };
            assert!(
                (low..=high).contains(&off),
                "INV-LADDER-02: slope {week:?} {low} {off} {high}"
            );
        }
    }

    fn check_moments(&self, side: Side, ladder: &Ladder, now: u64) {
        let moments = ladder.moments.of(side);
        let (mut sums, mut unit_seconds) = ([0u128; 3], 0);
        for (week, face) in self.faces(side) {
            let k = u128::from(week.index());
            sums[0] += face;
            sums[1] += face * k;
            sums[2] += face * k * k;
            unit_seconds += face * u128::from(week.instant() - now);
        }
        let kept = [
            moments.face.raw(),
            moments.face_weeks,
            moments.face_weeks_squared,
        ];
        assert_eq!(kept, sums, "INV-LADDER-02: moments of {side:?}");
        assert_eq!(
            moments.unit_seconds(now),
            unit_seconds,
            "INV-LADDER-02: unit-seconds"
        );
        let average = unit_seconds.checked_div(sums[0]).unwrap_or(0);
        assert_eq!(
            u128::from(moments.average_maturity(now)),
            average,
            "INV-LADDER-02: average"
        );
    }

    /// What is due, weighed position by position.
    fn check_window(&self, side: Side, ladder: &Ladder, cells: &BTreeMap<Week, Cell>, now: u64) {
        let mut weighted = U512::ZERO;
        let mut inside = 0;
        for (week, face) in self.faces(side) {
            let weight = (37 * DAY).saturating_sub(week.instant() - now).min(WEEK);
            weighted += U512::from(face) * U512::from(weight);
            inside += if week <= ladder.rolled.later(5) {
                face
            } else {
                0
            };
        }
        assert_eq!(
            ladder.window.faces.of(side).raw(),
            inside,
            "INV-LADDER-02: window {side:?}"
        );
        let up = U512::from(if side == Side::Liabilities {
            WEEK - 1
        } else {
            0
        });
        let expected = (weighted + up) / U512::from(WEEK);
        let entering = alm_engine::ladder::Window::entering(ladder.rolled, now);
        let faces = cells.get(&entering).copied().unwrap_or_default().faces;
        let due = ladder.window.due(&faces, ladder.rolled, now);
        assert_eq!(
            U512::from(due.of(side).raw()),
            expected,
            "INV-LADDER-02: due {side:?}"
        );
    }

    /// The net line: exact from the cells, and within one unit a rounding of the exact carrying values.
    fn check_carrying(&self, ladder: &Ladder, cells: &BTreeMap<Week, Cell>, now: u64) {
        let (mut base, mut slope) = (0, 0);
        for (week, cell) in cells {
            for (side, sign) in [(Side::Assets, 1), (Side::Liabilities, -1)] {
                let whole = cell.whole(side, *week);
                base += sign * whole.carrying_value(ladder.rolled.instant());
                slope += sign * whole.slope.raw() as i128;
            }
        }
        assert_eq!(
            (ladder.carrying.base, ladder.carrying.slope),
            (base, slope),
            "INV-LADDER-02"
        );
        let (assets, liabilities) = (
            self.exact(Side::Assets, now),
            self.exact(Side::Liabilities, now),
        );
        let value = ladder.carrying.value_at(now - ladder.rolled.instant());
        let off = value - (assets - liabilities);
        let (mut high, mut low) = (4, -4);
        for ((week, _), (booked, shared)) in &self.roundings {
            let left = i128::from(week.instant() - now);
            high += booked * left;
            low -= shared * left;
        }
        let longest = i128::from(LONGEST) * i128::from(WEEK);
        assert!(
            longest < 1 << FRACTION,
            "INV-LADDER-02: a rounding is below one unit"
        );
        assert!(
            (low..=high).contains(&off),
            "INV-LADDER-02: cost {low} {off} {high}"
        );
    }

    /// The exact carrying value of a side, rounded down to Q26.
    fn exact(&self, side: Side, now: u64) -> i128 {
        let mut faces = U512::ZERO;
        let mut discounts = U512::ZERO;
        for (_, face) in self.faces(side) {
            faces += U512::from(face) << (FRACTION as usize + EXTRA);
        }
        for lot in self.lots(side) {
            discounts += lot.slope * U512::from(lot.booked.week.instant() - now);
        }
        ((faces - discounts) >> EXTRA).to::<u128>() as i128
    }
}

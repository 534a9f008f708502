//! Moments, window, roll and the range of the sums, at their edges.
use std::collections::BTreeMap;

use alloy_primitives::U512;
use alm_engine::{
    ladder::{
        Carrying, Cell, Cells, FRACTION, HORIZON, Ladder, LiveWeeks, Moments, Position, Rolled,
        SPAN, Side, Sides, Slope, Window,
    },
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
    units::{DAY, WAD},
    week::{LONGEST, WEEK, Week},
};
use proptest::prelude::*;

const MAX: u128 = (1 << 96) - 1;
const TODAY: Week = Week::new(2_900);

#[derive(Default)]
struct Weeks {
    cells: BTreeMap<Week, Cell>,
    /// Every read, in order.
    read: Vec<Week>,
}

impl Cells for Weeks {
    fn faces(&mut self, week: Week) -> Sides<Amount> {
        self.read.push(week);
        self.cells[&week].faces
    }

    fn retire(&mut self, week: Week) -> Cell {
        self.read.push(week);
        self.cells.remove(&week).expect("a live week")
    }
}

fn empty() -> Ladder {
    Ladder {
        rolled: TODAY,
        ..Ladder::default()
    }
}

fn flat(side: Side, week: Week, face: u128) -> Position {
    Position {
        side,
        week,
        face: Amount::new(face),
        slope: Slope::ZERO,
    }
}

fn book(ladder: &mut Ladder, weeks: &mut Weeks, position: &Position) {
    let cell = weeks.cells.entry(position.week).or_default();
    ladder.book(cell, position).expect("room");
}

#[test]
fn test_book_and_unbook_refuse_weeks_that_are_not_open() {
    let refused =
        |cause, have: Week, want: Week| Err(Refusal::new(cause, have.instant(), want.instant()));
    let (mut ladder, mut cell) = (empty(), Cell::default());
    let (first, last) = (TODAY.later(1), TODAY.later(LONGEST));
    let passed = refused(Cause::MaturityPassed, TODAY, first);
    assert_eq!(
        ladder.book(&mut cell, &flat(Side::Assets, TODAY, 1)),
        passed
    );
    let far = refused(Cause::MaturityTooFar, last.later(1), last);
    assert_eq!(
        ladder.book(&mut cell, &flat(Side::Assets, last.later(1), 1)),
        far
    );
    let unbooked = ladder.unbook(&mut cell, &flat(Side::Assets, TODAY, 1));
    assert_eq!(unbooked.map(|_| ()), passed);
    assert_eq!((ladder, cell), (empty(), Cell::default()));
    let none = ladder.unbook(&mut cell, &flat(Side::Assets, first, 1));
    assert_eq!(none, Err(Refusal::new(Cause::AmountTooSmall, 0u128, 1u128)));
}

#[test]
fn test_a_side_holds_96_bits_over_all_weeks() {
    let (mut ladder, mut weeks) = (empty(), Weeks::default());
    book(
        &mut ladder,
        &mut weeks,
        &flat(Side::Assets, TODAY.later(1), MAX),
    );
    let mut cell = Cell::default();
    let refused = ladder.book(&mut cell, &flat(Side::Assets, TODAY.later(2), 1));
    assert_eq!(
        refused,
        Err(Refusal::new(Cause::AmountTooLarge, MAX + 1, MAX))
    );
    // The other side has its own room.
    book(
        &mut ladder,
        &mut weeks,
        &flat(Side::Liabilities, TODAY.later(1), MAX),
    );
}

/// The steepest ladder there can be: a whole side, bought for nothing as late as can be, over all weeks.
#[test]
fn test_the_largest_sums_stay_exact() {
    for side in [Side::Assets, Side::Liabilities] {
        let (mut ladder, mut weeks) = (empty(), Weeks::default());
        let share = MAX / u128::from(LONGEST);
        for ahead in 1..=LONGEST {
            let week = TODAY.later(ahead);
            // Bought for nothing in the last second before the next roll, or the whole week's slope: whichever is less.
            let term = u128::from(week.instant() - TODAY.later(1).instant() + 1);
            let slope = ((share << FRACTION) / term).min(Slope::MAX.raw());
            let slope = Slope::new(slope);
            let position = Position {
                slope,
                ..flat(side, week, share)
            };
            book(&mut ladder, &mut weeks, &position);
        }
        let Carrying { base, slope } = ladder.carrying;
        assert!(base.unsigned_abs() < 1 << 125, "base {base}");
        assert!(slope.unsigned_abs() < 1 << 111, "slope {slope}");
        // Rolled over all weeks nothing is left: no sum saturated on the way.
        let rolled = ladder.roll(TODAY.later(LONGEST).instant(), &mut weeks);
        assert_eq!(ladder.carrying, Carrying::default());
        let faces = Amount::new(share * u128::from(LONGEST));
        let expected = match side {
            Side::Assets => Rolled {
                overdue: faces,
                ..Rolled::default()
            },
            Side::Liabilities => Rolled {
                matured: faces,
                ..Rolled::default()
            },
        };
        assert_eq!(rolled, expected);
    }
    let (steepest, weeks) = (Slope::MAX.raw(), u128::from(LONGEST));
    assert!(steepest * weeks < 1 << 111);
}

#[test]
fn test_roll_reads_what_is_due_and_what_enters_the_window_and_nothing_else() {
    let (mut ladder, mut weeks) = (empty(), Weeks::default());
    for ahead in [1, 3, 5, 6, 8, 9, 90] {
        book(
            &mut ladder,
            &mut weeks,
            &flat(Side::Liabilities, TODAY.later(ahead), 1 << ahead),
        );
    }
    assert_eq!(ladder.window.faces.liabilities.raw(), 0b10_1010);
    let before = ladder;
    assert_eq!(
        ladder.roll(TODAY.later(1).instant() - 1, &mut weeks),
        Rolled::default()
    );
    assert_eq!(ladder, before);
    // Over the first three: one and three are due; six and eight come in.
    let rolled = ladder.roll(TODAY.later(3).instant(), &mut weeks);
    assert_eq!(
        rolled,
        Rolled {
            overdue: Amount::ZERO,
            matured: Amount::new(0b1010)
        }
    );
    let read: Vec<_> = [1, 3, 6, 8].map(|ahead| TODAY.later(ahead)).into();
    assert_eq!(weeks.read, read);
    assert_eq!(
        ladder.window.faces.liabilities.raw(),
        (1 << 5) + (1 << 6) + (1 << 8)
    );
    assert_eq!(ladder.rolled, TODAY.later(3));
    // Never backwards.
    assert_eq!(ladder.roll(0, &mut weeks), Rolled::default());
    assert_eq!(ladder.rolled, TODAY.later(3));
}

#[test]
fn test_a_full_ladder_rolls_in_104_reads_however_late() {
    let (mut ladder, mut weeks) = (empty(), Weeks::default());
    for ahead in 1..=LONGEST {
        book(
            &mut ladder,
            &mut weeks,
            &flat(Side::Assets, TODAY.later(ahead), 1),
        );
    }
    let late = TODAY.later(20_000).instant();
    let rolled = ladder.roll(late, &mut weeks);
    assert_eq!(rolled.overdue.raw(), u128::from(LONGEST));
    assert_eq!(weeks.read.len(), usize::from(LONGEST));
    assert_eq!(
        ladder,
        Ladder {
            rolled: Week::at_or_before(late),
            ..Ladder::default()
        }
    );
    assert_eq!(ladder.live, LiveWeeks::default());
}

#[test]
fn test_the_entering_week_changes_after_five_days() {
    let at = |days: u64| Window::entering(TODAY, TODAY.instant() + days * DAY);
    assert_eq!(
        (at(0), at(4), at(5), at(6)),
        (
            TODAY.later(SPAN),
            TODAY.later(SPAN),
            TODAY.later(SPAN + 1),
            TODAY.later(SPAN + 1),
        )
    );
    let just_before = TODAY.instant() + 5 * DAY - 1;
    assert_eq!(Window::entering(TODAY, just_before), TODAY.later(SPAN));
}

#[test]
fn test_nothing_jumps_into_the_horizon() {
    // One deposit, followed second by second around each corner, from eight weeks before it matures.
    let face = 7 * DAY as u128 * 1_000;
    let (mut ladder, mut weeks) = (empty(), Weeks::default());
    let week = TODAY.later(8);
    book(
        &mut ladder,
        &mut weeks,
        &flat(Side::Liabilities, week, face),
    );
    let mut last = 0;
    for minute in 0..8 * 7 * 24 * 60 {
        let now = TODAY.instant() + minute * 60;
        ladder.roll(now, &mut weeks);
        let entering = Window::entering(ladder.rolled, now);
        let faces = weeks
            .cells
            .get(&entering)
            .copied()
            .unwrap_or_default()
            .faces;
        let due = ladder
            .window
            .due(&faces, ladder.rolled, now)
            .liabilities
            .raw();
        assert!(due >= last && due - last <= 60_000, "{last} {due}");
        let left = week.instant() - now;
        let inside = if left <= HORIZON { Some(face) } else { None };
        assert!(inside.is_none_or(|all| due == all), "{left}");
        assert!(left < 37 * DAY || due == 0);
        last = due;
    }
    assert_eq!(last, face);
}

#[test]
fn test_moments_refuse_and_stay() {
    let mut moments = Moments::default();
    moments
        .add(&flat(Side::Assets, TODAY, MAX))
        .expect("the most");
    let before = moments;
    let refused = moments.add(&flat(Side::Assets, TODAY, 1));
    assert_eq!(
        refused,
        Err(Refusal::new(Cause::AmountTooLarge, MAX + 1, MAX))
    );
    assert_eq!(moments, before);
    moments.retire(Amount::MAX, TODAY);
    let refused = moments.remove(&flat(Side::Assets, TODAY, 1));
    assert_eq!(
        refused,
        Err(Refusal::new(Cause::AmountTooSmall, 0u128, 1u128))
    );
    assert_eq!(moments, Moments::default());
    assert_eq!(
        (
            moments.unit_seconds(0),
            moments.average_maturity(0),
            moments.dispersion(0)
        ),
        (0, 0, 0)
    );
}

#[test]
fn test_moments_hold_the_last_week_there_is() {
    let mut moments = Moments::default();
    moments
        .add(&flat(Side::Assets, Week::new(u16::MAX), MAX))
        .expect("the most");
    assert_eq!(moments.face_weeks, MAX * 65_535);
    assert_eq!(
        U512::from(moments.face_weeks_squared),
        U512::from(MAX) * U512::from(65_535u64 * 65_535)
    );
    assert_eq!(moments.dispersion(Week::new(65_500).instant()), 0);
}

#[test]
fn test_floor_is_towards_minus_infinity() {
    let carrying = Carrying { base: -1, slope: 2 };
    assert_eq!(carrying.floor_at(0), Balance::new(-1));
    assert_eq!(carrying.floor_at(1), Balance::ZERO);
    assert_eq!(carrying.value_at(1 << 25), (1 << 26) - 1);
    assert_eq!(carrying.floor_at((1 << 25) + 1), Balance::new(1));
}

proptest! {
    #[test]
    fn fuzz_dispersion_is_the_variance(
        positions in prop::collection::vec((1..=LONGEST, 0..88u32, any::<u128>()), 1..60), gone in 0..WEEK, first in 0..60_000u16,
    ) {
        let today = Week::new(first);
        let now = today.instant() + gone;
        let mut moments = Moments::default();
        let (mut faces, mut firsts, mut seconds) = (U512::ZERO, U512::ZERO, U512::ZERO);
        for (ahead, bits, seed) in positions {
            let face = 1 + seed % (1 << bits);
            moments.add(&flat(Side::Assets, today.later(ahead), face)).expect("room");
            faces += U512::from(face);
            firsts += U512::from(face) * U512::from(ahead);
            seconds += U512::from(face) * U512::from(ahead) * U512::from(ahead);
        }
        // (M2 M0 - M1^2) / M0^2, exactly.
        let exact = (seconds * faces - firsts * firsts) * U512::from(WAD) / (faces * faces);
        let kept = moments.dispersion(now);
        prop_assert!(exact.to::<u128>().abs_diff(kept) <= 212, "{} {}", exact, kept);
    }

    #[test]
    fn fuzz_the_net_value_stands_still_over_a_roll(
        positions in prop::collection::vec((any::<bool>(), 1..=LONGEST, 1..1u128 << 80, 1..=1_000u128), 1..40),
        gone in 0..WEEK, weeks_on in 1..120u16,
    ) {
        let start = TODAY.instant() + gone;
        let (mut ladder, mut weeks) = (empty(), Weeks::default());
        for (asset, ahead, face, share) in positions {
            let side = if asset { Side::Assets } else { Side::Liabilities };
            let price = Amount::new((face / 1_000 * share).max(1));
            let week = TODAY.later(ahead);
            let booked = Position::bought(side, week, Amount::new(face), price, start).expect("fair");
            book(&mut ladder, &mut weeks, &booked);
        }
        for _ in 0..weeks_on {
            let next = ladder.rolled.later(1);
            let before = ladder.carrying.value_at(WEEK);
            let rolled = ladder.roll(next.instant(), &mut weeks);
            let moved = rolled.overdue.signed().minus(rolled.matured.signed()).raw() << FRACTION;
            prop_assert_eq!(ladder.carrying.value_at(0) + moved, before, "INV-BOOK-02: a roll moves nothing");
        }
    }
}

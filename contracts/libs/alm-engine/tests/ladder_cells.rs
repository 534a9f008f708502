//! Positions, cells and the map of live weeks against plain wide arithmetic.
use std::collections::BTreeSet;

use alloy_primitives::{I256, U512};
use alm_engine::{
    ladder::{Cell, FRACTION, LiveWeeks, Position, Side, Slope},
    money::Amount,
    refusal::{Cause, Refusal},
    week::{LONGEST, WEEK, Week},
};
use proptest::prelude::*;

const MAX: u128 = (1 << 96) - 1;
const NOW: u64 = 2_900 * WEEK + 12_345;

fn position(side: Side, week: u16, face: u128, slope: u128) -> Position {
    Position {
        side,
        week: Week::new(week),
        face: Amount::new(face),
        slope: Slope::new(slope),
    }
}

fn bought(week: u16, face: u128, price: u128) -> Result<Position, Refusal> {
    let (face, price) = (Amount::new(face), Amount::new(price));
    Position::bought(Side::Assets, Week::new(week), face, price, NOW)
}

fn sides() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Assets), Just(Side::Liabilities)]
}

#[test]
fn test_bought_refuses_with_the_figures() {
    let refused = |cause, have: u128, want: u128| Err(Refusal::new(cause, have, want));
    assert_eq!(bought(2_901, 0, 5), refused(Cause::ZeroAmount, 0, 5));
    assert_eq!(bought(2_901, 5, 0), refused(Cause::ZeroAmount, 5, 0));
    assert_eq!(bought(2_901, 5, 6), refused(Cause::AmountTooSmall, 5, 6));
    let passed = refused(Cause::MaturityPassed, 2_900 * u128::from(WEEK), NOW.into());
    assert_eq!(bought(2_900, 6, 5), passed);
    let large = refused(Cause::AmountTooLarge, MAX + 1, MAX);
    assert_eq!(bought(2_901, MAX + 1, 5), large);
    // The whole of the range discounted over one second.
    let (face, price) = (Amount::MAX, Amount::new(1));
    let last_second = 2_901 * WEEK - 1;
    let steep = Position::bought(Side::Assets, Week::new(2_901), face, price, last_second);
    let slope = (MAX - 1) << FRACTION;
    let limit = Slope::MAX.raw();
    assert_eq!(
        steep,
        Err(Refusal::new(Cause::AmountTooLarge, slope, limit))
    );
}

#[test]
fn test_bought_at_its_face_has_no_slope() {
    let flat = bought(3_004, 7, 7).expect("a price of the face");
    assert_eq!(flat.slope, Slope::ZERO);
    assert_eq!(flat.carrying_value(NOW), 7 << FRACTION);
}

#[test]
fn test_remove_refuses_more_than_there_is_and_changes_nothing() {
    let mut cell = Cell::default();
    cell.add(&position(Side::Liabilities, 3_000, 10, 100))
        .expect("room");
    let before = cell;
    for (face, slope, have, want) in [(11, 0, 10u128, 11u128), (9, 101, 100, 101)] {
        let refused = cell.remove(&position(Side::Liabilities, 3_000, face, slope));
        assert_eq!(
            refused,
            Err(Refusal::new(Cause::AmountTooSmall, have, want))
        );
        assert_eq!(cell, before);
    }
    let other_side = cell.remove(&position(Side::Assets, 3_000, 1, 0));
    assert_eq!(
        other_side,
        Err(Refusal::new(Cause::AmountTooSmall, 0u128, 1u128))
    );
}

#[test]
fn test_add_refuses_what_leaves_its_range_and_changes_nothing() {
    let mut cell = Cell::default();
    cell.add(&position(Side::Assets, 3_000, MAX, Slope::MAX.raw()))
        .expect("the most");
    let before = cell;
    let refused = cell.add(&position(Side::Assets, 3_000, 1, 0));
    assert_eq!(
        refused,
        Err(Refusal::new(Cause::AmountTooLarge, MAX + 1, MAX))
    );
    let refused = cell.add(&position(Side::Assets, 3_000, 0, 1));
    let limit = Slope::MAX.raw();
    assert_eq!(
        refused,
        Err(Refusal::new(Cause::AmountTooLarge, limit + 1, limit))
    );
    assert_eq!(cell, before);
}

#[test]
fn test_the_last_face_takes_all_the_slope() {
    let mut cell = Cell::default();
    cell.add(&position(Side::Liabilities, 3_000, 10, 100))
        .expect("room");
    let taken = cell.remove(&position(Side::Liabilities, 3_000, 10, 93));
    assert_eq!(taken, Ok(position(Side::Liabilities, 3_000, 10, 100)));
    assert_eq!(cell, Cell::default());
}

proptest! {
    #[test]
    fn fuzz_booking_adds_at_least_the_price_and_less_than_a_unit_more(
        side in sides(), face in 1..=MAX, share in 0.0..=1.0f64, ahead in 1..=LONGEST, gone in 0..WEEK,
    ) {
        let price = ((face as f64 * share) as u128).clamp(1, face);
        let now = 2_900 * WEEK + gone;
        let week = Week::new(2_900 + ahead);
        let booked = Position::bought(side, week, Amount::new(face), Amount::new(price), now);
        let term = u128::from(week.instant() - now);
        let exact = U512::from(face - price) << FRACTION;
        prop_assume!(exact / U512::from(term) < U512::from(Slope::MAX.raw()));
        let booked = booked.expect("within the range");
        // In wide integers: value - price, in Q26.
        let value = (I256::try_from(face).unwrap() << FRACTION)
            - I256::try_from(booked.slope.raw()).unwrap() * I256::try_from(term).unwrap();
        prop_assert_eq!(I256::try_from(booked.carrying_value(now)).unwrap(), value);
        let above = value - (I256::try_from(price).unwrap() << FRACTION);
        let gained = if side == Side::Assets { above } else { -above };
        prop_assert!(gained >= I256::ZERO && gained < I256::try_from(1u64 << FRACTION).unwrap(), "{}", gained);
        prop_assert_eq!(booked.carrying_value(week.instant()), (face as i128) << FRACTION);
        let between = (booked.cost_down(now).raw(), booked.cost_up(now).raw());
        let expected = if side == Side::Assets { price } else { price - u128::from(gained > I256::ZERO) };
        prop_assert_eq!(between.0, expected);
        prop_assert_eq!(between.1, expected + u128::from(gained > I256::ZERO));
    }

    #[test]
    fn fuzz_a_part_is_its_share_and_the_parts_make_the_whole(
        side in sides(), face in 2..=MAX, slope in 0..=Slope::MAX.raw(), cut in 0.0..1.0f64,
    ) {
        let whole = position(side, 3_000, face, slope);
        let first = ((face as f64 * cut) as u128).clamp(1, face - 1);
        let matured = Week::new(3_000).instant();
        let part = whole.part(Amount::new(first), matured).expect("a part");
        let exact = U512::from(slope) * U512::from(first);
        let low = exact / U512::from(face);
        let up = side == Side::Liabilities && low * U512::from(face) != exact;
        prop_assert_eq!(U512::from(part.slope.raw()), low + U512::from(u8::from(up)));
        let mut cell = Cell::default();
        cell.add(&whole).expect("room");
        prop_assert_eq!(cell.remove(&part), Ok(part));
        let rest = cell.whole(side, Week::new(3_000));
        prop_assert_eq!(rest.face.raw(), face - first);
        prop_assert_eq!(rest.slope.raw(), slope - part.slope.raw());
        prop_assert_eq!(rest.part(rest.face, matured), Ok(rest));
        prop_assert_eq!(whole.part(Amount::ZERO, matured), Err(Refusal::new(Cause::ZeroAmount, 0u128, face)));
        let more = whole.part(Amount::new(face + 1), matured);
        prop_assert_eq!(more, Err(Refusal::new(Cause::AmountTooSmall, face, face + 1)));
    }

    #[test]
    fn fuzz_no_part_of_a_liability_is_worth_less_than_nothing_nor_more_than_its_share(
        face in 2..=MAX, price in 1..=MAX, cut in 1..=MAX, ahead in 1..=LONGEST, gone in 0..WEEK, kept in 0.0..=1.0f64,
    ) {
        let (price, cut) = (price.min(face), cut.min(face));
        let start = 2_900 * WEEK + gone;
        let week = Week::new(2_900 + ahead);
        let whole = Position::bought(Side::Liabilities, week, Amount::new(face), Amount::new(price), start);
        let Ok(whole) = whole else { return Ok(()) };
        let now = start + ((week.instant() - start) as f64 * kept) as u64;
        let part = whole.part(Amount::new(cut), now).expect("a part");
        let (value, most) = (part.carrying_value(now), whole.carrying_value(now));
        prop_assert!(value >= 0, "INV-LADDER-02: {}", value);
        // The exact share of the value, rounded up to a whole unit.
        let share = U512::from(most as u128) * U512::from(cut) / U512::from(face) + U512::from(1u64 << FRACTION);
        prop_assert!(U512::from(value as u128) <= share);
        let rest = Slope::new(whole.slope.raw() - part.slope.raw());
        let rest = Position { face: Amount::new(face - cut), slope: rest, ..whole };
        prop_assert!(rest.carrying_value(now) >= 0);
        prop_assert_eq!(whole.part(whole.face, now), Ok(whole));
    }

    #[test]
    fn fuzz_live_weeks_are_a_sorted_set(
        rolled in 0..u16::MAX - 300, ahead in prop::collection::vec((1..=LONGEST, any::<bool>()), 0..60),
        gone in 0..3 * u64::from(LONGEST),
    ) {
        let (mut live, mut model) = (LiveWeeks::default(), BTreeSet::new());
        let first = Week::new(rolled);
        for (weeks, keep) in ahead {
            let week = first.later(weeks);
            live.mark(week);
            model.insert(week);
            if !keep {
                live.clear(week);
                model.remove(&week);
            }
        }
        prop_assert_eq!(live.is_empty(), model.is_empty());
        prop_assert!(model.iter().all(|week| live.contains(*week)));
        prop_assert_eq!(live.after(first).collect::<Vec<_>>(), model.iter().copied().collect::<Vec<_>>());
        let now = first.instant() + gone * WEEK / 2;
        let due = model.iter().copied().find(|week| week.instant() <= now);
        prop_assert_eq!(live.first_due(first, now), due);
        let today = Week::at_or_before(now);
        let span: Vec<_> = model.iter().copied().filter(|week| *week <= today).collect();
        prop_assert_eq!(live.within(first, today).collect::<Vec<_>>(), span);
    }
}

#[test]
fn test_the_map_ends_with_the_grid() {
    let mut live = LiveWeeks::default();
    live.mark(Week::new(u16::MAX - 1));
    let weeks: Vec<_> = live.after(Week::new(u16::MAX - 9)).collect();
    assert_eq!(weeks, [Week::new(u16::MAX - 1)]);
    assert_eq!(live.after(Week::new(u16::MAX)).next(), None);
}

#[test]
fn test_a_full_map_gives_each_week_once() {
    let live = LiveWeeks([u64::MAX; 4]);
    let weeks: Vec<_> = live.after(Week::new(2_990)).collect();
    assert_eq!(weeks.len(), 105);
    assert_eq!(weeks.first(), Some(&Week::new(2_991)));
    assert_eq!(weeks.last(), Some(&Week::new(3_095)));
}

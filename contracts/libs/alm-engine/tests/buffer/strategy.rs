//! What a strategy counts for: never more than its word, nor than its line.

use alm_engine::{
    buffer::{
        allowance::Used,
        strategy::{Position, Rules},
    },
    refusal::{Cause, Refusal},
    units::{DAY, YEAR},
};
use proptest::prelude::*;

use super::{NOW, amount, exact::Exact};

const TEN_PERCENT: u16 = 1_000;

fn position(units: u128) -> Position {
    Position {
        shares: units,
        value: amount(units),
        mark: amount(units),
        marked_at: NOW,
    }
}

#[test]
fn test_a_rise_is_believed_up_to_the_line_and_a_fall_at_once() {
    let mut held = position(1_000_000);
    let year = NOW + YEAR;
    let change = held.revalue(amount(5_000_000), TEN_PERCENT, year);
    assert_eq!((change.raw(), held.value), (100_000, amount(1_100_000)));
    let change = held.revalue(amount(200_000), TEN_PERCENT, year);
    assert_eq!((change.raw(), held.value), (-900_000, amount(200_000)));
    // It may come back to where it was, and no higher.
    let change = held.revalue(amount(9_000_000), TEN_PERCENT, year);
    assert_eq!((change.raw(), held.value), (900_000, amount(1_100_000)));
}

#[test]
fn test_what_joins_does_not_grow_for_the_time_before() {
    let mut held = position(1_000_000);
    let later = NOW + YEAR;
    let told = [amount(1_000_000), amount(4_000_000)];
    let cost = held.enter(amount(3_000_000), 3_000_000, told, later);
    assert_eq!(cost, Ok(amount(0)));
    // Ten percent of the million that was there for a year.
    assert_eq!(held.ceiling(TEN_PERCENT, later), amount(4_100_000));
    assert_eq!(held.shares, 4_000_000);
}

#[test]
fn test_entering_costs_little_or_is_refused() {
    let mut held = position(1_000_000);
    let dear = held.enter(
        amount(100_000),
        1,
        [amount(1_000_000), amount(1_099_897)],
        NOW,
    );
    let refused = Refusal::new(Cause::SlippageExceeded, 99_897_u128, 99_898_u128);
    assert_eq!(dear, Err(refused));
    let fair = held.enter(
        amount(100_000),
        1,
        [amount(1_000_000), amount(1_099_898)],
        NOW,
    );
    assert_eq!(fair, Ok(amount(102)));
    assert_eq!(held.value, amount(1_099_898));
    // What the vault is worth more is no gift of the deposit.
    let lucky = held.enter(amount(10), 1, [amount(0), amount(1 << 60)], NOW);
    assert_eq!(lucky, Ok(amount(0)));
    assert_eq!(held.value, amount(1_099_908));
}

#[test]
fn test_leaving_tells_what_it_cost() {
    let mut held = position(1_000);
    // Half of the shares for less than half of the value: a fee of ten.
    let change = held.leave(amount(490), 500, amount(500), TEN_PERCENT, NOW);
    assert_eq!(change.unwrap().raw(), -10);
    assert_eq!(
        (held.shares, held.value, held.mark),
        (500, amount(500), amount(500))
    );
    let refused = Refusal::new(Cause::AmountTooSmall, 500_u128, 501_u128);
    let more = held.leave(amount(490), 501, amount(500), TEN_PERCENT, NOW);
    assert_eq!(more, Err(refused));
    // The last share takes all that is left with it, whatever the vault tells.
    let change = held.leave(amount(700), 500, amount(99), TEN_PERCENT, NOW);
    assert_eq!((change.unwrap().raw(), held.value), (200, amount(0)));
}

#[test]
fn test_what_is_liquid_is_capped_and_cut() {
    let rules = Rules {
        cap: 3_000,
        haircut: 250,
        ..Rules::default()
    };
    let held = position(1_000);
    assert_eq!(held.liquid(rules, amount(10_000)), amount(975));
    assert_eq!(held.liquid(rules, amount(1_000)), amount(292));
}

proptest! {
    #[test]
    fn fuzz_no_sequence_of_lies_beats_the_line(
        start in 1..1u128 << 90, growth in 0..10_000u16,
        lies in prop::collection::vec((0..1u128 << 95, 0..30 * DAY), 1..20),
    ) {
        let mut held = position(start);
        let mut now = NOW;
        // The most there can be: the line compounded at every word.
        let mut bound = f64::from_bits((start as f64).to_bits());
        for (told, seconds) in lies {
            now += seconds;
            bound *= 1.0 + f64::from(growth) / 10_000.0 * seconds as f64 / YEAR as f64;
            let before = held.value;
            let change = held.revalue(amount(told), growth, now);
            prop_assert_eq!(held.value.signed().minus(before.signed()), change);
            prop_assert!(held.value.raw() <= told, "INV-BUFFER-01: never above its word");
            prop_assert!(held.value.raw() as f64 <= bound * (1.0 + 1e-9), "INV-BUFFER-01");
        }
    }

    #[test]
    fn fuzz_the_line_is_exact(
        start in 1..1u128 << 90, growth in 0..=u16::MAX, seconds in 0..YEAR,
    ) {
        let rise = Exact::new(start).times(growth.into()).times(seconds.into());
        let rise = rise.over(10_000 * u128::from(YEAR)).floor();
        let ceiling = position(start).ceiling(growth, NOW + seconds).raw();
        prop_assert_eq!(ceiling, (start + rise).min((1 << 96) - 1));
    }

    #[test]
    fn fuzz_asking_often_stops_no_growth(start in 1_000_000..1u128 << 80, times in 1..200u64) {
        let (mut often, mut once) = (position(start), position(start));
        for step in 1..=times {
            often.revalue(amount(u128::MAX >> 40), TEN_PERCENT, NOW + step * 600);
        }
        once.revalue(amount(u128::MAX >> 40), TEN_PERCENT, NOW + times * 600);
        prop_assert!(often.value.raw() + u128::from(times) >= once.value.raw());
    }

    #[test]
    fn fuzz_flow_is_at_most_the_limit_and_its_slope(
        limit in 1..1u128 << 90,
        wishes in prop::collection::vec((0..1u128 << 91, 0..2 * DAY), 1..40),
    ) {
        let mut used = Used::default();
        let (mut now, mut flown) = (NOW, 0u128);
        for (wish, seconds) in wishes {
            now += seconds;
            let flow = amount(wish).min(used.left(amount(limit), now));
            used.flow(flow, amount(limit), now);
            flown += flow.raw();
            let slope = Exact::new(limit).times((now - NOW).into()).over(DAY.into()).ceil();
            prop_assert!(flown <= limit + slope, "INV-BUFFER-01: {flown} flowed in");
        }
    }
}

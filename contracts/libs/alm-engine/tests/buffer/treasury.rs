//! Where the assets should lie: the rule, and that following it ends.

use alm_engine::{
    buffer::treasury::{Holdings, Step},
    money::Amount,
};
use proptest::prelude::*;

use super::amount;

fn holdings(all: u128, cash: u128, due: u128) -> Holdings {
    Holdings {
        all: amount(all),
        cash: amount(cash),
        due: amount(due),
        leaving: Amount::ZERO,
        floor: 2_000,
        band: 100,
    }
}

#[test]
fn test_cash_first_then_strategies_in_order_up_to_their_caps() {
    let pool = holdings(1_000, 1_000, 100);
    // A fifth of the 900 beside what is due, and the 100.
    assert_eq!(pool.wanted_cash(), amount(280));
    let caps = [5_000, 6_000, 6_000];
    let wanted = |last: usize| pool.wanted(caps.into_iter().take(last + 1));
    assert_eq!(wanted(0), amount(500));
    assert_eq!(wanted(1), amount(220));
    assert_eq!(wanted(2), amount(0));
    let leaving = Holdings {
        leaving: amount(400),
        ..pool
    };
    assert_eq!(
        leaving.wanted_cash(),
        amount(600),
        "and a fifth of the rest"
    );
    let starved = holdings(1_000, 0, 5_000);
    assert_eq!(starved.wanted_cash(), amount(1_000));
    assert_eq!(starved.wanted(caps.into_iter()), amount(0));
}

#[test]
fn test_a_step_keeps_to_the_allowance_and_the_band() {
    let pool = holdings(1_000, 1_000, 0);
    let step = |have, wanted, allowed| pool.step(amount(have), amount(wanted), amount(allowed));
    assert_eq!(step(0, 500, 900), Step::In(amount(500)));
    assert_eq!(step(0, 500, 90), Step::In(amount(90)));
    assert_eq!(step(0, 900, 900), Step::In(amount(800)), "not of the floor");
    assert_eq!(step(491, 500, 900), Step::Stay);
    assert_eq!(step(490, 500, 900), Step::In(amount(10)));
    assert_eq!(step(509, 500, 900), Step::Stay);
    assert_eq!(step(510, 500, 900), Step::Out(amount(10)));
}

#[test]
fn test_any_strategy_gives_what_is_missing() {
    // 1 is due and not there: fetched though it is less than the band, from where it is not too much either.
    let pool = holdings(1_000, 0, 1);
    let mut step = pool.step(amount(500), amount(500), amount(0));
    assert_eq!(step, Step::Out(amount(201)));
    step = pool.step(amount(7), amount(500), amount(0));
    assert_eq!(step, Step::Out(amount(7)), "all it has");
    let due = holdings(1_000, 200, 201);
    assert_eq!(
        due.step(amount(100), amount(100), amount(0)),
        Step::Out(amount(100))
    );
}

/// Three strategies and the cash, moved by the rule until nothing moves; the second may be dead.
fn settle(mut parts: [u128; 4], caps: [u16; 3], due: u128, dead: bool) -> ([u128; 4], usize) {
    for round in 0..200 {
        let mut moved = false;
        for place in 0..3 {
            if dead && place == 1 {
                continue;
            }
            let [cash, strategies @ ..] = &mut parts;
            let all = *cash + strategies.iter().sum::<u128>();
            let pool = holdings(all, *cash, due);
            let wanted = pool.wanted(caps.into_iter().take(place + 1));
            match pool.step(amount(strategies[place]), wanted, Amount::MAX) {
                Step::Stay => continue,
                Step::In(put) => {
                    *cash -= put.raw();
                    strategies[place] += put.raw();
                }
                Step::Out(taken) => {
                    *cash += taken.raw();
                    strategies[place] -= taken.raw();
                }
            }
            moved = true;
        }
        if !moved {
            return (parts, round);
        }
    }
    panic!("the rule never rests: {parts:?} {caps:?} {due}");
}

proptest! {
    #[test]
    fn fuzz_following_the_rule_ends_with_what_is_due_in_cash(
        parts in prop::array::uniform4(0..1u128 << 80),
        caps in prop::array::uniform3(0..=10_000u16), due in 0..1u128 << 81,
        dead in any::<bool>(),
    ) {
        let all: u128 = parts.iter().sum();
        let (after, _) = settle(parts, caps, due, dead);
        let [cash, first, second, third] = after;
        prop_assert_eq!(cash + first + second + third, all, "INV-BUFFER-01");
        let reachable = if dead { all - second } else { all };
        prop_assert!(cash >= due.min(reachable), "a dead strategy delays nothing but itself");
        // Within the band of the cap, which is of all tiers.
        let cap = all / 10_000 * u128::from(caps[0]) + u128::from(caps[0]) + 1;
        prop_assert!(first <= cap + all / 100 + 1, "INV-BUFFER-01: cap of the first");
    }
}

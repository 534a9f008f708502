//! The pot: what an action pays, receives and releases; refunds and premiums.

use alm_engine::{
    guard::band::{Edge, Reading},
    imbalance::{
        huber::Huber,
        pot::{Settlement, Terms, refund, settle},
        potential::Snapshot,
        premium::{Premium, most_premium},
    },
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
    units::YEAR,
};
use proptest::prelude::*;

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

fn settlement(pot: u128, paid: u128, received: u128, dripped: u128) -> Result<Settlement, Refusal> {
    Ok(Settlement {
        pot: amount(pot),
        paid: amount(paid),
        received: amount(received),
        dripped: amount(dripped),
    })
}

#[test]
fn test_settle_by_cases() {
    let all = Terms::rewarded(Amount::MAX);
    for (pot, before, after, terms, want) in [
        // Raising pays the difference, on top of what is funded.
        (10, 10, 25, Terms::CHARGED, settlement(25, 15, 0, 0)),
        (4, 10, 25, all, settlement(19, 15, 0, 0)),
        // What the pot holds above the potential is released first.
        (30, 10, 25, all, settlement(25, 15, 0, 20)),
        (30, 10, 10, all, settlement(10, 0, 0, 20)),
        // Lowering earns what is funded above the potential it leaves.
        (10, 10, 4, all, settlement(4, 0, 6, 0)),
        // The unfunded part is worked off first.
        (7, 10, 8, all, settlement(7, 0, 0, 0)),
        (7, 10, 4, all, settlement(4, 0, 3, 0)),
        // What one is not entitled to goes to the drip.
        (10, 10, 4, Terms::CHARGED, settlement(4, 0, 0, 6)),
        (
            10,
            10,
            4,
            Terms::rewarded(amount(2)),
            settlement(4, 0, 2, 4),
        ),
        (
            10,
            10,
            4,
            Terms::refunded(amount(2)),
            settlement(4, 0, 2, 4),
        ),
        // Free of charge: the rise is not funded by anybody.
        (10, 10, 25, Terms::FREE, settlement(10, 0, 0, 0)),
        (
            10,
            10,
            25,
            Terms::refunded(amount(9)),
            settlement(10, 0, 0, 0),
        ),
        (10, 10, 4, Terms::FREE, settlement(4, 0, 0, 6)),
        (0, 0, 0, all, settlement(0, 0, 0, 0)),
    ] {
        let have = settle(amount(pot), amount(before), amount(after), terms);
        assert_eq!(have, want, "{pot} {before} {after} {terms:?}");
    }
}

#[test]
fn test_settle_refuses_a_pot_that_storage_cannot_hold() {
    let after = amount(Amount::MAX.raw() + 1);
    let refused = Refusal::new(Cause::AmountTooLarge, after.raw(), Amount::MAX.raw());
    assert_eq!(
        settle(amount(0), amount(0), after, Terms::CHARGED),
        Err(refused)
    );
}

#[test]
fn test_refund_names_what_is_wrong() {
    let too_much = Refusal::new(Cause::AmountTooSmall, 10u128, 11u128);
    assert_eq!(refund(amount(5), amount(11), amount(10)), Err(too_much));
    let nothing = Refusal::new(Cause::ZeroAmount, 0u128, 1u128);
    assert_eq!(refund(amount(5), amount(0), amount(0)), Err(nothing));
}

#[test]
fn test_potential_sums_both_figures() {
    let theta = Snapshot {
        huber: Huber {
            scale: amount(1_000),
            curvature: 2_000,
            steepest: 500,
        },
        neutral: Edge {
            surplus: Balance::new(100),
            gap: amount(3),
        },
        shock: 200,
    };
    let at = |surplus, gap| {
        theta.potential(Reading {
            surplus: Balance::new(surplus),
            gap: Balance::new(gap),
        })
    };
    assert_eq!(at(100, 3), amount(0));
    assert_eq!(at(100, -3), amount(0));
    assert_eq!(at(-100, 0), amount(4));
    // A unit of gap beyond the zone is 200 units of loss.
    assert_eq!(at(1_000, 4), amount(4));
    assert_eq!(at(1_000, -4), amount(4));
    assert_eq!(at(-100, -4), amount(8));
}

#[test]
fn test_premium_is_earned_over_the_term() {
    let premium = Premium {
        amount: amount(1_000),
        start: 100,
        maturity: 400,
    };
    for (now, want) in [
        (0, 0),
        (100, 0),
        (101, 3),
        (250, 500),
        (399, 996),
        (400, 1_000),
        (9_999, 1_000),
    ] {
        assert_eq!(premium.vested(now), amount(want), "{now}");
    }
    let at_once = Premium {
        maturity: 100,
        ..premium
    };
    assert_eq!(at_once.vested(100), amount(1_000));
}

#[test]
fn test_most_premium_stays_below_the_borrow_rate() {
    // ln 1.1 a year on 1,000 is 1,100 in a year.
    let rate = 95_310_179_804_324_860 / YEAR;
    let million = 1_000_000_000_000u128;
    let most = most_premium(amount(million), amount(million), rate, YEAR).raw();
    assert!((million / 10 - most) < 1_000, "{most}");
    assert!(most < million / 10);
    // A deposit that already yields as much may earn nothing more.
    assert_eq!(
        most_premium(amount(100), amount(111), rate, YEAR),
        amount(0)
    );
    assert_eq!(most_premium(amount(100), amount(100), 0, YEAR), amount(0));
    // Beyond what the exponential reaches it is capped, not lost.
    assert!(most_premium(amount(100), amount(100), u64::MAX, u64::MAX) > amount(100 * 400_000_000));
}

proptest! {
    #[test]
    fn fuzz_settle_keeps_the_pot_within_the_potential(
        pot in 0..=1u128 << 90, before in 0..=1u128 << 90, after in 0..=1u128 << 90, pays in any::<bool>(), most in 0..=1u128 << 90,
    ) {
        let terms = Terms { pays, receives: amount(most) };
        let done = settle(amount(pot), amount(before), amount(after), terms).expect("small");
        prop_assert!(done.pot <= amount(after), "INV-PHI-01");
        let [kept, paid, received, dripped] = [done.pot, done.paid, done.received, done.dripped].map(Amount::raw);
        prop_assert_eq!(pot + paid, kept + received + dripped, "INV-PHI-01");
        prop_assert!(received <= most && (received == 0 || paid == 0));
        prop_assert!(pays || paid == 0);
        // The unfunded part rises by no charged action.
        let unfunded = before - pot.min(before);
        prop_assert!(after - kept <= unfunded || !pays, "INV-PHI-02");
    }

    #[test]
    fn fuzz_refunds_of_parts_sum_to_what_was_paid(paid in 0..=1u128 << 95, whole in 1..=1u128 << 95, cuts in prop::collection::vec(0..=1_000u128, 0..50)) {
        let (mut claimed, mut rest, mut size) = (0, amount(paid), amount(whole));
        for cut in cuts {
            let part = size.part_down(cut, 1_000);
            if size.is_zero() {
                break;
            }
            let divided = refund(rest, part, size).expect("part of the whole");
            prop_assert_eq!(divided.most.raw() + divided.rest.raw(), rest.raw());
            claimed += divided.most.raw();
            (rest, size) = (divided.rest, size.less(part));
            // Never ahead of the share closed.
            prop_assert!(amount(claimed) <= amount(paid).part_up(whole - size.raw(), whole));
        }
        if !size.is_zero() {
            claimed += refund(rest, size, size).expect("all of it").most.raw();
        }
        prop_assert_eq!(claimed, paid);
    }

    #[test]
    fn fuzz_most_premium_never_reaches_the_borrow_rate(
        price in 1..=1u128 << 90, margin in 0..=1_000u128, rate in 0..=100_000_000_000u64, term in 1..=63_000_000u64,
    ) {
        let face = amount(price).part_up(1_000 + margin, 1_000);
        let most = most_premium(amount(price), face, rate, term);
        let growth = (rate as f64 / 1e18 * term as f64).exp();
        if !most.is_zero() {
            prop_assert!((face.raw() + most.raw()) as f64 <= price as f64 * growth * (1.0 + 1e-15));
        } else {
            prop_assert!(price as f64 * growth <= face.raw() as f64 * (1.0 + 1e-15) + 2.0);
        }
    }
}

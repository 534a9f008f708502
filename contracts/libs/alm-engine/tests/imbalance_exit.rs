//! Leaving at once: the fee and its inverse, exact to the unit.

use alm_engine::{
    guard::{
        band::{Edge, Reading},
        surplus::Liquidity,
    },
    imbalance::{
        exit::Exit,
        huber::{Huber, STEEPEST},
        pot::{Terms, settle},
        potential::Snapshot,
    },
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

fn snapshot(scale: u128, target: i128) -> Snapshot {
    Snapshot {
        huber: Huber {
            scale: amount(scale),
            curvature: 2_000,
            steepest: 500,
        },
        neutral: Edge {
            surplus: Balance::new(target),
            gap: amount(0),
        },
        shock: 100,
    }
}

/// A book of up to `bits` bits with any parameters, and its snapshot.
fn book(bits: u32) -> impl Strategy<Value = (Liquidity, Snapshot)> {
    let part =
        || (0u128..=1 << bits, 0u128..=4).prop_map(|(value, rare)| amount(value >> (8 * rare)));
    let amounts = prop::array::uniform8(part());
    let parameters = (
        0..=1_000_000u32,
        0..=20_000u16,
        0..=u16::MAX,
        0..=STEEPEST,
        1u128..=1 << bits,
        0i128..=1 << bits,
    );
    (amounts, parameters).prop_map(
        |(amounts, (run_off, coverage, curvature, steepest, scale, target))| {
            let [
                cash,
                pot,
                reserved,
                floating,
                top,
                due_liabilities,
                due_assets,
                queued,
            ] = amounts;
            let liquidity = Liquidity {
                cash,
                pot,
                reserved,
                floating,
                top,
                due_liabilities,
                due_assets,
                queued,
                run_off,
                coverage,
                ..Liquidity::default()
            };
            let neutral = Edge {
                surplus: Balance::new(target),
                gap: amount(0),
            };
            let huber = Huber {
                scale: amount(scale),
                curvature,
                steepest,
            };
            (
                liquidity,
                Snapshot {
                    huber,
                    neutral,
                    shock: 1,
                },
            )
        },
    )
}

#[test]
fn test_exit_by_hand() {
    // No run-off: the surplus is the cash. Neutral from 300, so an exit of 700 is free.
    let liquidity = Liquidity {
        cash: amount(1_000),
        floating: amount(1_000),
        coverage: 10_000,
        ..Liquidity::default()
    };
    let theta = snapshot(1_000, 300);
    let exit = Exit::of(&liquidity, &theta);
    assert_eq!(exit.fee(amount(700)), amount(0));
    // 200 short: 20 % of 200^2 / 2000; 300 short: beyond the knee at 250.
    assert_eq!(exit.fee(amount(900)), amount(4));
    assert_eq!(exit.fee(amount(1_000)), amount(9));
    assert_eq!(exit.gross_for(amount(0)), Ok(amount(0)));
    assert_eq!(exit.gross_for(amount(700)), Ok(amount(700)));
    assert_eq!(exit.net(amount(900)), amount(896));
    assert_eq!(
        exit.gross_for(amount(896)).map(|gross| exit.net(gross)),
        Ok(amount(896))
    );
    let refused = Refusal::new(Cause::AmountTooSmall, 991u128, 992u128);
    assert_eq!(exit.gross_for(amount(992)), Err(refused));
}

#[test]
fn test_exit_in_a_run_costs_whatever_is_expected_to_leave() {
    for (coverage, run_off, top) in [
        (10_000, 1_000_000, 0),
        (20_000, 1_000_000, 0),
        (10_000, 0, 1_000),
        (20_000, 0, 1_000),
    ] {
        let liquidity = Liquidity {
            cash: amount(500),
            floating: amount(1_000),
            top: amount(top),
            run_off,
            coverage,
            ..Liquidity::default()
        };
        let theta = snapshot(1_000, 0);
        let exit = Exit::of(&liquidity, &theta);
        assert_eq!(exit.fee(amount(0)), amount(0));
        // 400 short before and 440 after, beyond the knee at 250, where the slope is 5 %.
        assert_eq!(exit.fee(amount(400)), amount(2), "{coverage}");
    }
}

#[test]
fn test_gross_for_settles_the_largest_books() {
    let liquidity = Liquidity {
        cash: Amount::MAX,
        floating: Amount::MAX,
        run_off: 300_000,
        coverage: 10_000,
        ..Liquidity::default()
    };
    let mut theta = snapshot(1 << 95, 1 << 95);
    theta.huber.steepest = STEEPEST;
    theta.huber.curvature = u16::MAX;
    let exit = Exit::of(&liquidity, &theta);
    for net in [1, 1 << 40, (1 << 95) + 12_345, (1 << 96) * 9 / 10] {
        let gross = exit.gross_for(amount(net)).expect("within the book");
        assert!(exit.net(gross).raw() >= net);
        assert!(exit.net(gross.less(amount(1))).raw() < net);
    }
}

proptest! {
    #[test]
    fn fuzz_gross_for_is_the_least_by_search_from_below((liquidity, theta) in book(9)) {
        let exit = Exit::of(&liquidity, &theta);
        let mut gross = 0;
        let everything = liquidity.floating.less(liquidity.queued).raw();
        for net in 0..=everything + 1 {
            while gross <= everything && exit.net(amount(gross)).raw() < net {
                gross += 1;
            }
            let want = (gross <= everything).then_some(amount(gross));
            prop_assert_eq!(exit.gross_for(amount(net)).ok(), want, "INV-MAX-01");
        }
    }

    #[test]
    fn fuzz_gross_for_is_the_least((liquidity, theta) in book(95), part in 0..=1_000_000u128) {
        let exit = Exit::of(&liquidity, &theta);
        let everything = liquidity.floating.less(liquidity.queued);
        let net = everything.part_down(part, 1_000_000);
        match exit.gross_for(net) {
            Ok(gross) => {
                prop_assert!(gross <= everything && exit.net(gross) >= net);
                prop_assert!(gross.is_zero() || exit.net(gross.less(amount(1))) < net);
            }
            Err(refused) => {
                let most = exit.net(everything);
                prop_assert!(most < net);
                prop_assert_eq!(refused, Refusal::new(Cause::AmountTooSmall, most.raw(), net.raw()));
            }
        }
    }

    #[test]
    fn fuzz_leaving_with_more_never_brings_less((liquidity, theta) in book(95), part in 0..=1_000u128, more in 0..2_000u128) {
        let exit = Exit::of(&liquidity, &theta);
        let gross = liquidity.floating.part_down(part, 1_000);
        let larger = amount((gross.raw() + more).min(liquidity.floating.raw()));
        prop_assert!(exit.net(larger) >= exit.net(gross));
        // Leaving frees less than it takes: it never costs less either.
        prop_assert!(exit.fee(larger) >= exit.fee(gross));
        // Below a tenth and a unit.
        prop_assert!(exit.fee(gross).raw() <= gross.raw().div_ceil(10) + 1);
    }

    #[test]
    fn fuzz_fee_is_what_the_pot_is_paid((liquidity, theta) in book(95), part in 0..=1_000u128) {
        let exit = Exit::of(&liquidity, &theta);
        let gross = liquidity.floating.part_down(part, 1_000);
        let reading = |book: &Liquidity| Reading { surplus: book.surplus(), gap: Balance::new(-7) };
        // The book after: the payment out of cash, the fee into the pot, the rest of the pot into the drip.
        let roomy = Liquidity { cash: amount(liquidity.cash.raw() + gross.raw()), ..liquidity };
        let before = theta.potential(reading(&roomy));
        let exit_here = Exit::of(&roomy, &theta);
        let fee = exit_here.fee(gross);
        let after = Liquidity { cash: roomy.cash.less(gross), floating: roomy.floating.less(gross), ..roomy };
        let settled = settle(roomy.pot, before, theta.potential(reading(&after)), Terms::CHARGED).expect("small");
        prop_assert_eq!(settled.paid, fee);
        let left = Liquidity {
            cash: amount(after.cash.raw() + fee.raw()),
            pot: settled.pot,
            drip: amount(roomy.drip.raw() + settled.dripped.raw()),
            ..after
        };
        prop_assert_eq!(left.surplus(), after.surplus(), "the fee's own leg moves nothing");
        prop_assert!(settled.pot <= theta.potential(reading(&left)), "INV-PHI-01");
        prop_assert!(exit.fee(gross).raw() <= gross.raw());
    }
}

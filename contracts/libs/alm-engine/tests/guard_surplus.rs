//! The liquidity surplus against the reference vectors, and against the formula in rational arithmetic.

mod common;

use alloy_primitives::aliases::I512;
use alm_engine::{
    guard::surplus::Liquidity,
    money::{Amount, Balance},
};
use common::{cases, scaled, text};
use proptest::prelude::*;

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

fn money() -> impl Strategy<Value = Amount> {
    (0u32..96, any::<u128>()).prop_map(|(bits, value)| amount(value >> (128 - bits.max(1))))
}

/// Any book whose amounts fit storage.
fn liquidity() -> impl Strategy<Value = Liquidity> {
    let amounts = prop::array::uniform12(money());
    (amounts, 0..=1_000_000u32, 0..=20_000u16).prop_map(|(amounts, run_off, coverage)| {
        let [
            cash,
            pot,
            drip,
            reserved,
            matured,
            countable_buffer,
            floating,
            top,
            ..,
        ] = amounts;
        let [.., due_liabilities, due_assets, queued, committed] = amounts;
        Liquidity {
            cash,
            pot,
            drip,
            reserved,
            matured,
            countable_buffer,
            floating,
            top,
            due_liabilities,
            due_assets,
            queued,
            committed,
            run_off,
            coverage,
        }
    })
}

fn wide(value: Amount) -> I512 {
    I512::try_from(value.raw()).expect("in range")
}

/// `X` times the denominators of run-off and coverage, exactly, so without any rounding.
fn exact_times_ten_to_ten(book: &Liquidity, gross: Amount) -> I512 {
    let number = |value: u128| I512::try_from(value).expect("in range");
    let floating = (wide(book.floating) - wide(gross)).max(I512::ZERO);
    let staying = (floating - wide(book.queued)).max(I512::ZERO);
    let top = wide(book.top).min(staying);
    let million = number(1_000_000);
    let certain = wide(book.due_liabilities) + wide(book.queued) + wide(book.committed);
    let (coverage, basis) = (number(book.coverage.into()), number(10_000));
    // What is held, times a million and ten thousand: at most nine tenths of what stays.
    let leaving = top * million + (staying - top) * number(book.run_off.into());
    let held = (leaving * coverage).min(staying * million * number(9_000));
    let covered = held + certain * million * coverage;
    // Less the inflow, of which half counts; at least a quarter of it is left.
    let eighth = number(8);
    let netted = (covered * number(2) - wide(book.due_assets) * million * coverage) * number(4);
    let net = netted.max(covered * number(2));
    let resources = wide(book.cash) + wide(book.countable_buffer)
        - wide(book.pot)
        - wide(book.drip)
        - wide(book.reserved)
        - wide(book.matured)
        - wide(gross);
    resources * million * basis * eighth - net
}

/// Whether what is expected to leave would be covered by more than nine tenths of the deposits that stay.
fn holds_the_most(book: &Liquidity) -> bool {
    let number = |value: u128| I512::try_from(value).expect("in range");
    let staying = wide(book.floating.less(book.queued));
    let top = wide(book.top).min(staying);
    let leaving = top * number(1_000_000) + (staying - top) * number(book.run_off.into());
    leaving * number(book.coverage.into()) > staying * number(9_000_000_000)
}

#[test]
fn vectors_lcr() {
    for case in cases("lcr.json") {
        let out = &case["out"];
        let units = |field: &str| amount(scaled(&out[field], 6).unsigned_abs());
        let book = Liquidity {
            cash: units("hqla"),
            due_liabilities: units("outflows"),
            due_assets: amount(2 * units("inflows_gross").raw()),
            coverage: 10_000,
            ..Liquidity::default()
        };
        let want = scaled(&out["hqla"], 6) - scaled(&out["net_outflows"], 6);
        let have = book.surplus().raw();
        let id = text(&case["id"]);
        // One unit for the vector's own rounding to six digits.
        assert!((have - want).abs() <= 1, "{id}: have {have}, want {want}");
        assert_eq!(have >= 0, out["meets_100pct"] == true, "{id}");
    }
}

#[test]
fn test_surplus_of_a_book_by_hand() {
    let book = Liquidity {
        cash: amount(500),
        pot: amount(10),
        drip: amount(5),
        reserved: amount(20),
        matured: amount(15),
        countable_buffer: amount(50),
        floating: amount(1_000),
        top: amount(200),
        due_liabilities: amount(100),
        due_assets: amount(80),
        queued: amount(30),
        committed: amount(21),
        run_off: 100_000,
        coverage: 11_000,
    };
    // 30 queue: 10 % of 770, the top, and 151 more. 110 % of it, 305 and 167, less that of 40.
    assert_eq!(book.resources(), Balance::new(500));
    assert_eq!(book.outflow(), amount(428));
    assert_eq!(book.surplus(), Balance::new(500 - 428));
}

#[test]
fn test_surplus_counts_inflow_to_three_quarters_of_outflow() {
    let book = Liquidity {
        due_liabilities: amount(101),
        due_assets: amount(1_000),
        coverage: 10_000,
        ..Liquidity::default()
    };
    assert_eq!(book.surplus(), Balance::new(-26));
}

#[test]
fn test_surplus_takes_a_top_above_the_deposits_as_all_of_them() {
    let book = Liquidity {
        floating: amount(70),
        top: amount(90),
        run_off: 1,
        coverage: 5_000,
        ..Liquidity::default()
    };
    assert_eq!(book.surplus(), Balance::new(-35));
}

#[test]
fn test_surplus_falls_with_every_exit_though_all_are_expected_to_leave() {
    for (coverage, want) in [(10_000, -500), (20_000, -500), (5_000, -100)] {
        for (run_off, top) in [(1_000_000, 0), (0, 1_000), (1_000_000, 300)] {
            let book = Liquidity {
                cash: amount(400),
                floating: amount(1_000),
                top: amount(top),
                run_off,
                coverage,
                ..Liquidity::default()
            };
            assert_eq!(book.surplus(), Balance::new(want), "{coverage}");
            let after = book.surplus_after_exit(amount(100));
            let fall = if coverage == 5_000 { 50 } else { 10 };
            assert_eq!(after, Balance::new(want - fall), "INV-GUARD-01 {coverage}");
        }
    }
}

proptest! {
    #[test]
    fn fuzz_surplus_is_the_formula_rounded_down(book in liquidity(), part in 0..=1_000u128) {
        let gross = book.floating.part_down(part, 1_000);
        let exact = exact_times_ten_to_ten(&book, gross);
        let one = I512::try_from(80_000_000_000u128).expect("in range");
        let have = I512::try_from(book.surplus_after_exit(gross).raw()).expect("in range");
        let slack = exact - have * one;
        // Below the exact figure: a unit for the coverage, and its multiple of one for the run-off and half an inflow.
        prop_assert!(slack >= I512::ZERO);
        prop_assert!(slack <= one * I512::try_from(6u128).expect("in range"));
    }

    #[test]
    fn fuzz_an_exit_lowers_surplus_by_at_most_itself(book in liquidity(), part in 0..1_000u128, more in 0..1_000u128) {
        let less = book.floating.part_down(part, 1_000);
        let gross = amount((less.raw() + more).min(book.floating.raw()));
        let fall = book.surplus_after_exit(less).minus(book.surplus_after_exit(gross));
        prop_assert!(fall.raw() <= (gross.raw() - less.raw()) as i128);
        prop_assert!(fall.raw() >= 0, "INV-GUARD-01");
    }

    #[test]
    fn fuzz_what_moves_from_pot_to_drip_leaves_surplus(book in liquidity(), part in 0..=1_000u128) {
        let moved = book.pot.part_down(part, 1_000);
        let after = Liquidity { pot: book.pot.less(moved), drip: amount(book.drip.raw() + moved.raw()), ..book };
        prop_assert_eq!(after.surplus(), book.surplus(), "INV-PHI-01");
    }

    #[test]
    fn fuzz_surplus_rises_with_resources_and_falls_with_risks(book in liquidity(), more in money()) {
        let base = book.surplus();
        let plus = |value: Amount| amount(value.raw() + more.raw());
        for better in [
            Liquidity { cash: plus(book.cash), ..book },
            Liquidity { countable_buffer: plus(book.countable_buffer), ..book },
            Liquidity { due_assets: plus(book.due_assets), ..book },
        ] {
            prop_assert!(better.surplus() >= base);
        }
        for worse in [
            Liquidity { reserved: plus(book.reserved), ..book },
            Liquidity { matured: plus(book.matured), ..book },
            Liquidity { floating: plus(book.floating), ..book },
            Liquidity { top: plus(book.top), ..book },
            Liquidity { due_liabilities: plus(book.due_liabilities), ..book },
            Liquidity { committed: plus(book.committed), ..book },
            Liquidity { run_off: (book.run_off + 1).min(1_000_000), ..book },
        ] {
            prop_assert!(worse.surplus() <= base);
        }
        // Who queues was expected to leave, as the largest holder or not: the two are rounded apart.
        let worse = Liquidity { queued: plus(book.queued), ..book };
        prop_assert!(worse.surplus() <= base.plus(Balance::new(1)));
        // Once the most is held for the deposits, more coverage only weighs the inflow more. Three figures are rounded.
        let worse = Liquidity { coverage: book.coverage + 1, ..book };
        if !holds_the_most(&worse) {
            prop_assert!(worse.surplus() <= base.plus(Balance::new(2)));
        }
    }
}

//! The band and the duration gap: what passes, what is refused, and with which numbers.

use alloy_primitives::aliases::I512;
use alm_engine::{
    guard::{
        band::{Action, Edge, Edges, Reading, guard},
        gap::{Exposure, gap},
        zones::{Zone, Zones},
    },
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
    units::YEAR,
};
use proptest::prelude::*;

fn reading(surplus: i128, gap: i128) -> Reading {
    Reading {
        surplus: Balance::new(surplus),
        gap: Balance::new(gap),
    }
}

fn edge(surplus: i128, gap: u128) -> Edge {
    Edge {
        surplus: Balance::new(surplus),
        gap: Amount::new(gap),
    }
}

fn refused(cause: Cause, have: i128, want: i128) -> Result<(), Refusal> {
    Err(Refusal::new(cause, have, want))
}

#[test]
fn test_guard_by_cases() {
    let limits = edge(100, 10);
    for (before, after, want) in [
        // Inside: must end inside.
        (reading(150, 5), reading(100, -10), Ok(())),
        (
            reading(150, 5),
            reading(99, 5),
            refused(Cause::LiquidityBand, 99, 100),
        ),
        (
            reading(150, 5),
            reading(150, -11),
            refused(Cause::DurationBand, 11, 10),
        ),
        // Outside by one figure: that one no worse, the other inside.
        (reading(40, 5), reading(40, -10), Ok(())),
        (reading(40, 5), reading(60, 0), Ok(())),
        (
            reading(40, 5),
            reading(39, 0),
            refused(Cause::LiquidityBand, 39, 40),
        ),
        (
            reading(40, 5),
            reading(60, 11),
            refused(Cause::DurationBand, 11, 10),
        ),
        // A gap may change sides, but not grow.
        (reading(150, 30), reading(150, -30), Ok(())),
        (
            reading(150, 30),
            reading(150, -31),
            refused(Cause::DurationBand, 31, 30),
        ),
        // Outside by both: liquidity is told first.
        (
            reading(-5, 30),
            reading(-6, 31),
            refused(Cause::LiquidityBand, -6, -5),
        ),
    ] {
        assert_eq!(guard(before, after, limits), want, "{before:?} {after:?}");
    }
}

#[test]
fn test_leaving_has_the_outer_edge() {
    let edges = Edges {
        neutral: edge(100, 10),
        lending: edge(50, 20),
        exit: edge(0, 40),
    };
    assert!(edges.nested());
    for action in [Action::InstantExit, Action::EarlyExit, Action::BufferExit] {
        assert_eq!(edges.of(action), edges.exit);
    }
    for action in [
        Action::Draw,
        Action::FixedLoan,
        Action::FixedDeposit,
        Action::TreasuryMove,
    ] {
        assert_eq!(edges.of(action), edges.lending);
    }
    let crossed = Edges {
        exit: edge(51, 40),
        ..edges
    };
    assert!(!crossed.nested());
    let narrowed = Edges {
        neutral: edge(100, 21),
        ..edges
    };
    assert!(!narrowed.nested());
}

#[test]
fn test_zones_are_shares_of_the_scale() {
    let zone = |surplus, loss| Zone { surplus, loss };
    let scale = Amount::new(1_000_001);
    // A tenth, rounded up; a loss of 5 % in a shock of 200 points, rounded down.
    assert_eq!(zone(1_000, 500).of(scale, 200), edge(100_001, 250));
    assert_eq!(zone(-1_000, 500).of(scale, 300), edge(-100_000, 166));
    assert_eq!(zone(0, 0).of(scale, 200), edge(0, 0));
    assert_eq!(zone(0, 0).of(scale, 0), edge(0, Amount::MAX.raw()));
    let zones = Zones {
        neutral: zone(1_000, 100),
        lending: zone(500, 500),
        exit: zone(-500, 1_000),
    };
    let edges = zones.of(scale, 200);
    assert!(edges.nested());
    assert_eq!(edges.exit, edge(-50_000, 500));
    assert_eq!(edges.lending, zones.lending.of(scale, 200));
    assert_eq!(edges.neutral, zones.neutral.of(scale, 200));
}

#[test]
fn test_gap_of_one_loan() {
    // 1,000,000.000000 lent for half a year: half a year, a ten-thousandth a basis point, discounted by a tenth.
    let loan = Exposure {
        unit_seconds: 1_000_000_000_000 * u128::from(YEAR / 2),
        ratio: 900_000_000,
    };
    assert_eq!(loan.dv01(), Amount::new(45_000_000));
    let none = Exposure::default();
    assert_eq!(gap(loan, none), Balance::new(45_000_001));
    assert_eq!(gap(none, loan), Balance::new(-45_000_001));
    assert_eq!(gap(loan, loan), Balance::ZERO);
}

proptest! {
    #[test]
    fn fuzz_nested_shares_make_nested_zones(
        scale in 0..=1u128 << 96, surpluses in prop::array::uniform3(any::<i16>()), losses in prop::array::uniform3(any::<u16>()), shock in any::<u16>(),
    ) {
        let (mut surpluses, mut losses) = (surpluses, losses);
        surpluses.sort_unstable_by(|a, b| b.cmp(a));
        losses.sort_unstable();
        let [neutral, lending, exit] = [0, 1, 2].map(|at| Zone { surplus: surpluses[at], loss: losses[at] });
        let edges = Zones { neutral, lending, exit }.of(Amount::new(scale), shock);
        prop_assert!(edges.nested());
    }

    #[test]
    fn fuzz_guard_never_lets_a_figure_out(
        before in (-200i128..200, -50i128..50), after in (-200i128..200, -50i128..50), limits in (-200i128..200, 0u128..50),
    ) {
        let (start, end) = (reading(before.0, before.1), reading(after.0, after.1));
        let limit = edge(limits.0, limits.1);
        let ok = |inside: bool, was_inside: bool, no_worse: bool| inside || (!was_inside && no_worse);
        let liquidity = ok(after.0 >= limits.0, before.0 >= limits.0, after.0 >= before.0);
        let (was, is) = (before.1.unsigned_abs(), after.1.unsigned_abs());
        let duration = ok(is <= limits.1, was <= limits.1, is <= was);
        prop_assert_eq!(guard(start, end, limit).is_ok(), liquidity && duration, "INV-GUARD-01");
    }

    #[test]
    fn fuzz_gap_encloses_the_exact_difference(
        assets in (0u128..1 << 122, 0..=2_000_000_000u32), liabilities in (0u128..1 << 122, 0..=2_000_000_000u32),
    ) {
        let number = |value: u128| I512::try_from(value).expect("in range");
        let one = number(u128::from(YEAR) * 10_000 * 1_000_000_000);
        let loss = |side: (u128, u32)| number(side.0) * number(side.1.into());
        let exact = loss(assets) - loss(liabilities);
        let side = |side: (u128, u32)| Exposure { unit_seconds: side.0, ratio: side.1 };
        let have = gap(side(assets), side(liabilities)).raw();
        let distance = I512::try_from(have).expect("in range") * one - exact;
        prop_assert!(distance.abs() <= one + one);
        // Never nearer to zero than the exact gap, but for less than a unit.
        if have != 0 {
            prop_assert!((distance >= I512::ZERO) == (have > 0) || distance == I512::ZERO);
        } else {
            prop_assert!(exact.abs() < one);
        }
    }
}

//! Accrual, its split and the drip, each against plain arithmetic.
use alm_engine::{
    book::{
        claims::Claims,
        debt::Debt,
        drip::{Drip, RELEASE},
        income::{BufferShare, Legs, MILLION, Split},
        state::{Book, CLAIMS_MAX},
    },
    money::{Amount, Balance},
    rates::index::Index,
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

const T0: u64 = 1_800_000_000;

fn split(reserve: u32, buffer: u32) -> Split {
    Split::new(reserve, buffer).unwrap()
}

fn lent(shares: u128) -> Book {
    Book {
        debt: Debt {
            shares: Amount::new(shares),
            index: Index::ONE,
        },
        accrued_at: T0,
        ..Book::default()
    }
}

#[test]
fn test_split_refuses_more_than_the_whole() {
    let refused = Refusal::new(Cause::OutOfBounds, 1_000_001_u64, 1_000_000_u64);
    assert_eq!(Split::new(600_000, 400_001), Err(refused));
    assert!(Split::new(600_000, 400_000).is_ok());
}

#[test]
fn test_positive_income_is_split_and_the_remainder_stays() {
    let mut book = lent(1_000_000);
    // 0.1 % of growth, and seven units more of carrying value: 1,007 in all, of which 15 % are 151.05.
    let index = Index::new(Index::ONE.raw() / 1_000 * 1_001);
    let before = book.net_value();
    let legs = book.accrue(T0 + 60, index, Balance::new(7), split(100_000, 50_000));
    assert_eq!(legs.gross.raw(), 1_007);
    assert_eq!(legs.to_claims.raw(), 151);
    assert_eq!(legs.income().raw(), 856);
    assert!(legs.loss.is_zero());
    assert_eq!(book.net_value().minus(before).raw(), 856, "INV-BOOK-02");
    let mut claims = Claims::default();
    assert_eq!(claims.unsplit(&book).raw(), 151);
    let settled = claims.settle(&book, split(100_000, 50_000));
    assert_eq!(
        (settled.to_equity.raw(), settled.to_buffer.raw()),
        (101, 50)
    );
    assert!(claims.unsplit(&book).is_zero());
    assert_eq!(claims.total(), book.claims);
}

#[test]
fn test_negative_income_takes_the_drip_then_equity_then_the_depositors() {
    let mut book = lent(0);
    book.receive(Amount::new(100_000)).unwrap();
    book.retain(Amount::new(700)).unwrap();
    let mut claims = Claims::default();
    claims
        .raise(
            &mut book,
            alm_engine::book::claims::Part::Equity,
            Amount::new(300),
        )
        .unwrap();
    let before = book.net_value();
    // Half a week releases 350, so 350 are left to cover 1,000.
    let mut legs = book.accrue(
        T0 + RELEASE / 2,
        Index::ONE,
        Balance::new(-1_000),
        split(0, 0),
    );
    let expected = Legs {
        gross: Balance::new(-1_000),
        released: Amount::new(350),
        from_drip: Amount::new(350),
        loss: Amount::new(650),
        ..Legs::default()
    };
    assert_eq!(legs, expected);
    claims.cover(&mut book, &mut legs, split(0, 0));
    assert_eq!((legs.from_equity.raw(), legs.loss.raw()), (300, 350));
    assert_eq!(
        book.net_value().minus(before).raw(),
        350 - 350,
        "INV-BOOK-02"
    );
    assert_eq!(claims.total(), book.claims);
    assert!(book.drip.remaining(book.accrued_at).is_zero());
}

#[test]
fn test_neither_time_nor_index_runs_back() {
    let mut book = lent(1_000);
    let doubled = Index::new(2 * Index::ONE.raw());
    book.debt.index = doubled;
    let legs = book.accrue(T0 - 50, Index::ONE, Balance::ZERO, split(0, 0));
    assert_eq!(legs, Legs::default());
    assert_eq!(
        (book.accrued_at, book.debt.index),
        (T0, doubled),
        "INV-BOOK-04"
    );
}

#[test]
fn test_full_claims_leave_income_to_depositors() {
    let mut book = lent(0);
    book.claims = Balance::new(CLAIMS_MAX - 3);
    let legs = book.accrue(T0, Index::ONE, Balance::new(1_000), split(500_000, 0));
    assert_eq!((legs.to_claims.raw(), legs.income().raw()), (3, 997));
    assert_eq!(book.claims.raw(), CLAIMS_MAX);
    let refused = Refusal::new(Cause::AmountTooLarge, CLAIMS_MAX + 1, CLAIMS_MAX);
    assert_eq!(book.change_claims(Balance::new(1)), Err(refused));
}

#[test]
fn test_buffer_share_is_a_line_between_two_points() {
    let line = BufferShare {
        thin: 900_000,
        ample: 1_300_000,
        high: 400_000,
        low: 100_000,
    };
    for (coverage, share) in [
        (0, 400_000),
        (900_000, 400_000),
        (900_001, 399_999),
        (1_000_000, 325_000),
        (1_299_999, 100_000),
        (1_300_000, 100_000),
        (u32::MAX, 100_000),
    ] {
        assert_eq!(line.at(coverage), share, "at a coverage of {coverage}");
    }
    let step = BufferShare {
        ample: 900_000,
        ..line
    };
    assert_eq!((step.at(900_000), step.at(900_001)), (400_000, 100_000));
}

#[test]
fn test_a_drip_is_released_over_a_week() {
    let mut drip = Drip::default();
    assert!(drip.remaining(T0).is_zero());
    drip.add(Amount::new(604_800), T0).unwrap();
    for (after, left) in [
        (0, 604_800),
        (1, 604_799),
        (302_400, 302_400),
        (604_800, 0),
        (999_999, 0),
    ] {
        assert_eq!(drip.remaining(T0 + after).raw(), left, "after {after} s");
    }
    assert_eq!(drip.remaining(T0 - 10).raw(), 604_800);
}

#[test]
fn attack_dust_cannot_put_off_a_release() {
    let mut drip = Drip::default();
    drip.add(Amount::new(1_000_000_000_000), T0).unwrap();
    // A gain of one unit every second: undisturbed, 0.8 % would be left after 600,000 of 604,800 seconds.
    for second in 1..=600_000 {
        drip.add(Amount::new(1), T0 + second).unwrap();
    }
    let left = drip.remaining(T0 + 600_000).raw();
    assert!(left < 8_000_000_000, "{left} is left");
    assert_eq!(drip.until, T0 + RELEASE);
}

proptest! {
    #[test]
    fn fuzz_an_addition_adds_exactly_and_is_no_faster_than_apart(
        first in 1..1_u128 << 90, second in 1..1_u128 << 90, pause in 0..RELEASE, later in 0..RELEASE,
    ) {
        let mut drip = Drip::default();
        drip.add(Amount::new(first), T0).unwrap();
        let apart = drip;
        let now = T0 + pause;
        let old = drip.remaining(now).raw();
        drip.add(Amount::new(second), now).unwrap();
        prop_assert_eq!(drip.remaining(now).raw(), old + second);
        prop_assert!(drip.until >= apart.until && drip.until <= now + RELEASE);
        prop_assert!(drip.remaining(drip.until).is_zero());
        // Until the first stream would have ended, the two together release no more than the two apart.
        let at = now + later;
        if at <= apart.until {
            let mut other = Drip::default();
            other.add(Amount::new(second), now).unwrap();
            let both = apart.remaining(at).raw() + other.remaining(at).raw();
            let of_a_second = drip.amount.raw() / u128::from(drip.until - now);
            prop_assert!(drip.remaining(at).raw() + of_a_second + 2 >= both);
        }
    }

    #[test]
    fn fuzz_taking_leaves_the_rest(amount in 1..1_u128 << 95, wanted in 0..1_u128 << 95, pause in 0..2 * RELEASE) {
        let mut drip = Drip::default();
        drip.add(Amount::new(amount), T0).unwrap();
        let old = drip.remaining(T0 + pause).raw();
        let taken = drip.take(Amount::new(wanted), T0 + pause).raw();
        prop_assert_eq!(taken, old.min(wanted));
        prop_assert_eq!(drip.remaining(T0 + pause).raw(), old - taken);
    }

    #[test]
    fn fuzz_parts_of_the_split_are_the_whole(gross in 0..1_u128 << 96, reserve in 0..=MILLION, buffer in 0..=MILLION) {
        let Ok(split) = Split::new(reserve, buffer) else { return Ok(()) };
        let taken = split.taken(Amount::new(gross));
        prop_assert_eq!(taken.raw(), gross * u128::from(reserve + buffer) / 1_000_000);
        let to_buffer = split.to_buffer(taken);
        prop_assert!(to_buffer <= taken);
        if reserve == 0 && buffer > 0 {
            prop_assert_eq!(to_buffer, taken);
        }
    }
}

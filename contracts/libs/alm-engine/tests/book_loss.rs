//! The loss order, provisions and the priority of cash.
use alm_engine::{
    book::{
        claims::{Claims, Part},
        debt::Debt,
        income::Split,
        loss::Ranks,
        priority::Waiting,
        provision::Overdue,
        state::Book,
    },
    money::{Amount, Balance},
    rates::index::Index,
    refusal::{Cause, Refusal},
    week::WEEK,
};
use proptest::prelude::*;

const T0: u64 = 1_800_000_000;

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

fn funded(cash: u128) -> Book {
    Book {
        cash: amount(cash),
        accrued_at: T0,
        ..Book::default()
    }
}

#[test]
fn test_losses_go_down_the_ranks() {
    let capacity = Ranks {
        owed_to_buffer: amount(10),
        buffer: amount(20),
        equity: amount(30),
        drip: amount(40),
        floating: amount(50),
    };
    let none = Ranks::default();
    let three = Ranks {
        equity: amount(5),
        drip: amount(0),
        floating: amount(0),
        ..capacity
    };
    let most = Ranks {
        floating: amount(49),
        ..capacity
    };
    for (loss, borne, rest) in [
        (0, none, 0),
        (35, three, 0),
        (149, most, 0),
        (157, capacity, 7),
    ] {
        assert_eq!(
            capacity.divide(amount(loss)),
            (borne, amount(rest)),
            "INV-LOSS-01 at {loss}"
        );
    }
}

#[test]
fn test_a_loss_is_borne_through_the_book() {
    let (mut book, mut claims) = (funded(1_000), Claims::default());
    book.debt = Debt {
        shares: amount(500),
        index: Index::ONE,
    };
    claims
        .raise(&mut book, Part::OwedToBuffer, amount(100))
        .unwrap();
    claims.raise(&mut book, Part::Equity, amount(50)).unwrap();
    book.retain(amount(20)).unwrap();
    // Twenty more became claims and are not divided: fifteen of them equity's.
    book.change_claims(Balance::new(20)).unwrap();
    let before = book.net_value().raw();
    let loss = book.debt.write_off(amount(500)).unwrap();
    let split = Split::new(150_000, 50_000).unwrap();
    let (borne, rest) = claims.bear(&mut book, loss, amount(200), split).unwrap();
    let expected = Ranks {
        owed_to_buffer: amount(105),
        buffer: amount(200),
        equity: amount(65),
        drip: amount(20),
        floating: amount(110),
    };
    assert_eq!((borne, rest), (expected, Amount::ZERO), "INV-LOSS-01");
    assert_eq!(book.net_value().raw(), before - 110, "INV-BOOK-02");
    assert_eq!(claims.receivable.raw(), 200);
    assert_eq!(claims.total(), book.claims);
}

#[test]
fn test_what_exceeds_the_net_value_is_borne_by_none_of_them() {
    let (mut book, mut claims) = (funded(30), Claims::default());
    book.carrying = Balance::new(-80);
    let none = Split::default();
    let (borne, rest) = claims.bear(&mut book, amount(60), amount(0), none).unwrap();
    assert_eq!((borne.floating.raw(), rest.raw()), (10, 50), "INV-LOSS-01");
    assert_eq!(book.net_value().raw(), -50);
    let (borne, rest) = claims.bear(&mut book, amount(7), amount(0), none).unwrap();
    assert_eq!((borne, rest.raw()), (Ranks::default(), 7), "INV-LOSS-01");
}

#[test]
fn test_provisions_follow_the_schedule() {
    let item = Overdue {
        face: amount(1_001),
        since: T0,
        ..Overdue::default()
    };
    for (after, required) in [
        (0, 0),
        (2 * WEEK - 1, 0),
        (2 * WEEK, 251),
        (4 * WEEK - 1, 251),
        (4 * WEEK, 501),
        (8 * WEEK - 1, 501),
        (8 * WEEK, 1_001),
        (99 * WEEK, 1_001),
    ] {
        assert_eq!(item.required(T0 + after).raw(), required, "after {after} s");
    }
    assert!(item.required(T0 - 1).is_zero());
    // 1001 at 1e-8 a second for a week: 6.05, rounded up.
    assert_eq!(
        item.penalty(amount(1_001), 10_000_000_000, T0 + WEEK).raw(),
        7
    );
}

#[test]
fn test_a_recovery_settles_the_book_value_and_drips_the_rest() {
    let (mut book, mut claims) = (funded(0), Claims::default());
    claims
        .raise(&mut book, Part::Overdue, amount(1_000))
        .unwrap();
    let mut item = Overdue {
        face: amount(1_000),
        since: T0,
        ..Overdue::default()
    };
    let charged = item.provision(item.required(T0 + 4 * WEEK));
    claims.lower(&mut book, Part::Overdue, charged).unwrap();
    assert_eq!((charged.raw(), item.provision(amount(250)).raw()), (500, 0));
    assert_eq!(
        claims.recover(&mut book, &mut item, amount(300), amount(7)),
        Ok(amount(7))
    );
    assert_eq!(
        (
            item.book_value().raw(),
            claims.overdue.raw(),
            book.net_value().raw()
        ),
        (200, 200, 500)
    );
    assert_eq!(
        claims.recover(&mut book, &mut item, amount(400), amount(0)),
        Ok(amount(200))
    );
    assert_eq!(
        (
            item.face.raw(),
            item.provisioned.raw(),
            claims.overdue.raw()
        ),
        (300, 300, 0)
    );
    let refused = Refusal::new(Cause::AmountTooSmall, 300_u128, 301_u128);
    assert_eq!(
        claims.recover(&mut book, &mut item, amount(301), amount(0)),
        Err(refused)
    );
    assert_eq!(item.provision(Amount::MAX), Amount::ZERO);
    assert_eq!(
        (
            book.cash.raw(),
            book.drip.remaining(T0).raw(),
            book.net_value().raw()
        ),
        (707, 207, 500)
    );
}

#[test]
fn test_cash_goes_to_the_buffer_then_the_queue_then_loans() {
    let waiting = Waiting {
        cash: amount(1_000),
        kept: amount(300),
        owed_to_buffer: amount(250),
        provision_open: false,
        queued: amount(400),
        lent: amount(0),
    };
    let parts = |waiting: Waiting| {
        let parts = waiting.divide();
        (parts.buffer.raw(), parts.queue.raw(), parts.free.raw())
    };
    assert_eq!(parts(waiting), (250, 400, 50));
    assert_eq!(
        parts(Waiting {
            provision_open: true,
            ..waiting
        }),
        (0, 400, 300)
    );
    assert_eq!(
        parts(Waiting {
            cash: amount(800),
            ..waiting
        }),
        (250, 250, 0)
    );
    assert_eq!(
        parts(Waiting {
            cash: amount(200),
            ..waiting
        }),
        (0, 0, 0)
    );
    // While the queue has not got what the buffer lent for it, it comes first.
    for (lent, queued, expected) in [
        (100, 400, (250, 400, 50)),
        (1, 600, (100, 600, 0)),
        (500, 700, (0, 700, 0)),
        (0, 700, (250, 450, 0)),
        (500, 0, (250, 0, 450)),
    ] {
        let lent = Waiting {
            lent: amount(lent),
            queued: amount(queued),
            ..waiting
        };
        assert_eq!(parts(lent), expected, "INV-QUEUE-01");
    }
    assert_eq!(waiting.instant().raw(), 300);
    assert_eq!(
        Waiting {
            queued: amount(701),
            ..waiting
        }
        .instant(),
        Amount::ZERO,
        "INV-QUEUE-01"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn fuzz_ranks_bear_the_loss_in_order(capacity in prop::array::uniform5(0..1_u128 << 40), loss in 0..1_u128 << 43) {
        let [a, b, c, d, e] = capacity.map(Amount::new);
        let ranks = Ranks { owed_to_buffer: a, buffer: b, equity: c, drip: d, floating: e };
        let (borne, rest) = ranks.divide(Amount::new(loss));
        let borne = [borne.owed_to_buffer, borne.buffer, borne.equity, borne.drip, borne.floating];
        let borne = borne.map(Amount::raw);
        prop_assert_eq!(borne.iter().sum::<u128>() + rest.raw(), loss, "INV-LOSS-01");
        // A rank bears something only if each before it bears all it can.
        for rank in 1..5 {
            prop_assert!(borne[rank] == 0 || borne[rank - 1] == capacity[rank - 1], "INV-LOSS-01");
        }
        prop_assert!(rest.is_zero() || borne == capacity, "INV-LOSS-01");
    }
}

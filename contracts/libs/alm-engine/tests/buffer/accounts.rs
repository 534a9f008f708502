//! The accounts of a pool and how they follow the book.

use alm_engine::{
    book::drip::RELEASE,
    buffer::{
        accounts::{Accounts, Statement},
        backing::backing,
    },
    money::Amount,
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

use super::{NOW, amount, exact::Exact, shares};

fn accounts(cash: u128, lent: u128, charged: u128) -> Accounts {
    Accounts {
        cash: amount(cash),
        lent: amount(lent),
        charged: amount(charged),
        ..Accounts::default()
    }
}

fn statement(arrived: u128, owed: u128, receivable: u128) -> Statement {
    Statement {
        arrived: amount(arrived),
        owed: amount(owed),
        receivable: amount(receivable),
    }
}

#[test]
fn test_what_the_book_pays_is_income_first() {
    let mut pool = accounts(1_000, 500, 0);
    // It owed 500 drawn and 30 of income, and has paid 100 of the 530: 30 are income, 70 repaid.
    let posted = pool.settle(&statement(100, 430, 0), NOW);
    assert_eq!(posted.raw(), 30);
    assert_eq!((pool.cash, pool.lent), (amount(1_100), amount(430)));
    assert_eq!(pool.net(Amount::ZERO, NOW).raw(), 1_500, "held back");
    assert_eq!(pool.net(Amount::ZERO, NOW + RELEASE).raw(), 1_530);
}

#[test]
fn test_a_cancelled_claim_and_a_charge_are_losses_at_once() {
    let mut pool = accounts(1_000, 500, 0);
    pool.settle(&statement(40, 500, 0), NOW);
    assert_eq!(pool.net(Amount::ZERO, NOW).raw(), 1_500);
    // The book cancels 200 of its debt and charges 100: the drip bears 40 of the 300.
    let posted = pool.settle(&statement(0, 300, 100), NOW);
    assert_eq!(posted.raw(), -300);
    assert_eq!(
        pool.net(Amount::ZERO, NOW).raw(),
        1_240,
        "INV-LOSS-01: what was not released bears it first"
    );
    assert_eq!((pool.lent, pool.charged), (amount(300), amount(100)));
    assert_eq!(pool.free(), amount(940));
    // Somebody else pays a part of the charge: a gain.
    let posted = pool.settle(&statement(0, 300, 60), NOW);
    assert_eq!(posted.raw(), 40);
    assert_eq!(pool.net(Amount::ZERO, NOW).raw(), 1_240);
}

#[test]
fn test_income_that_is_owed_shields_what_was_lent() {
    let mut pool = accounts(0, 500, 0);
    // 500 drawn and 50 of income, of which a loss has cancelled 30: what was lent is still owed.
    assert_eq!(pool.settle(&statement(0, 520, 0), NOW).raw(), 0);
    assert_eq!(pool.lent, amount(500));
}

#[test]
fn test_a_gift_beyond_what_storage_holds_stops_nothing() {
    let mut pool = accounts(10, 5, 0);
    let posted = pool.settle(&statement(u128::MAX, 5, 0), NOW);
    assert_eq!(pool.cash, Amount::MAX, "INV-BOOK-01");
    assert_eq!(posted.gain(), Amount::MAX.less(amount(10)));
    assert_eq!(pool.net(Amount::ZERO, NOW).raw(), 15);
    pool.settle(&statement(u128::MAX, 5, 0), NOW);
    assert_eq!(pool.cash, Amount::MAX);
}

#[test]
fn test_payments_leave_what_is_owed_for_losses() {
    let mut pool = accounts(100, 0, 30);
    let short = Refusal::new(Cause::CashShort, 70_u128, 71_u128);
    assert_eq!(pool.pay(amount(71)), Err(short));
    assert_eq!(pool.lend(amount(71)), Err(short));
    assert_eq!(pool, accounts(100, 0, 30));
    pool.lend(amount(50)).unwrap();
    pool.pay(amount(20)).unwrap();
    assert_eq!(pool, accounts(30, 50, 30));
    let more = Refusal::new(Cause::AmountTooSmall, 30_u128, 31_u128);
    assert_eq!(pool.cover(amount(31)), Err(more));
    pool.cover(amount(30)).unwrap();
    assert_eq!(pool, accounts(0, 50, 0));
}

#[test]
fn test_who_leaves_bears_losses_but_does_not_count() {
    let told = backing(amount(1_000), amount(200), shares(250), shares(1_000));
    assert_eq!(told.chargeable, amount(800));
    // A quarter of the 800 leaves; the 200 stay whoever leaves.
    assert_eq!(told.countable, amount(800));
    let broke = backing(amount(100), amount(300), shares(250), shares(1_000));
    assert_eq!(
        (broke.chargeable, broke.countable),
        (amount(0), amount(100))
    );
    let empty = backing(amount(7), amount(0), shares(0), shares(0));
    assert_eq!((empty.chargeable, empty.countable), (amount(7), amount(7)));
}

proptest! {
    #[test]
    fn fuzz_a_settlement_posts_exactly_what_it_changes(
        [cash, lent, charged, arrived, owed, receivable] in prop::array::uniform6(0..1u128 << 90),
    ) {
        let mut pool = accounts(cash, lent, charged);
        let signed = |units: u128| i128::try_from(units).unwrap();
        let before = signed(cash) + signed(lent) - signed(charged);
        let posted = pool.settle(&statement(arrived, owed, receivable), NOW);
        let [cash, lent, charged] = [pool.cash, pool.lent, pool.charged].map(Amount::raw);
        let after = signed(cash) + signed(lent) - signed(charged);
        prop_assert_eq!(posted.raw(), after - before, "INV-BOOK-02");
        prop_assert!(lent <= owed, "no more is claimed than is owed");
        let net = pool.net(Amount::ZERO, NOW).raw();
        prop_assert_eq!(net, before.min(after), "losses at once, gains later");
    }

    #[test]
    fn fuzz_backing_is_never_more_than_there_is(
        [liquid, charged] in prop::array::uniform2(0..1u128 << 95),
        [pending, staying] in prop::array::uniform2(0..1u128 << 110),
    ) {
        let supply = pending + staying;
        let told = backing(amount(liquid), amount(charged), shares(pending), shares(supply));
        prop_assert_eq!(told.chargeable.raw(), liquid.saturating_sub(charged), "INV-BUFFER-01");
        let leaving = Exact::new(told.chargeable.raw()).times(pending).over(supply.max(1)).ceil();
        prop_assert_eq!(told.countable.raw(), liquid - leaving, "INV-BUFFER-01");
    }
}

//! Claims, debt and flows: each moves the net value as it says, to the unit.
use alm_engine::{
    book::{
        claims::{Claims, Part},
        debt::Debt,
        state::{Book, CLAIMS_MAX},
    },
    money::{Amount, Balance},
    rates::index::Index,
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

const T0: u64 = 1_800_000_000;
const MAX: u128 = (1 << 96) - 1;
const PARTS: [Part; 7] = [
    Part::Pot,
    Part::Equity,
    Part::OwedToBuffer,
    Part::Matured,
    Part::Reserved,
    Part::Overdue,
    Part::Receivable,
];

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
fn test_each_part_moves_the_net_value_to_its_side() {
    for part in PARTS {
        let (mut book, mut claims) = (funded(1_000), Claims::default());
        claims.raise(&mut book, part, amount(400)).unwrap();
        claims.lower(&mut book, part, amount(100)).unwrap();
        let asset = matches!(part, Part::Overdue | Part::Receivable);
        assert_eq!(
            book.net_value().raw(),
            if asset { 1_300 } else { 700 },
            "{part:?}"
        );
        assert_eq!(claims.get(part), amount(300));
        assert_eq!(claims.total(), book.claims);
        let refused = Err(Refusal::new(Cause::AmountTooSmall, 300_u128, 301_u128));
        assert_eq!(claims.lower(&mut book, part, amount(301)), refused);
        let refused = Err(Refusal::new(Cause::AmountTooLarge, MAX + 300, MAX));
        assert_eq!(claims.raise(&mut book, part, amount(MAX)), refused);
        assert_eq!(claims.get(part), amount(300), "a refusal changes nothing");
    }
}

#[test]
fn test_claims_beyond_storage_are_refused_and_change_nothing() {
    let (mut book, mut claims) = (funded(0), Claims::default());
    let most = CLAIMS_MAX.unsigned_abs();
    claims.raise(&mut book, Part::Pot, amount(most)).unwrap();
    let refused = Refusal::new(Cause::AmountTooLarge, most + 1, most);
    assert_eq!(
        claims.raise(&mut book, Part::Equity, amount(1)),
        Err(refused)
    );
    assert!(claims.equity.is_zero());
    claims
        .raise(&mut book, Part::Overdue, amount(most))
        .unwrap();
    assert_eq!(book.claims, Balance::ZERO);
}

#[test]
fn test_a_roll_does_not_move_the_net_value() {
    let (mut book, mut claims) = (funded(500), Claims::default());
    book.carrying = Balance::new(900 - 250);
    claims.roll(&mut book, amount(900), amount(250)).unwrap();
    assert_eq!((claims.overdue.raw(), claims.matured.raw()), (900, 250));
    assert_eq!(book.carrying, Balance::ZERO);
    assert_eq!(book.net_value().raw(), 1_150);
}

#[test]
fn test_cash_pays_only_what_is_not_kept() {
    let mut book = funded(1_000);
    let refused = Refusal::new(Cause::CashShort, 400_u128, 401_u128);
    assert_eq!(book.send(amount(401), amount(600)), Err(refused));
    assert_eq!(book.draw(amount(401), amount(600)), Err(refused));
    assert_eq!(
        book.send(amount(1), amount(2_000)),
        Err(Refusal::new(Cause::CashShort, 0_u128, 1_u128))
    );
    assert!(book.send(amount(400), amount(600)).is_ok());
    assert_eq!(book.cash.raw(), 600);
    let full = funded(MAX).receive(amount(1));
    assert_eq!(full, Err(Refusal::new(Cause::AmountTooLarge, MAX + 1, MAX)));
}

#[test]
fn test_parts_are_paid_and_collected_without_moving_the_net_value() {
    let (mut book, mut claims) = (funded(1_000), Claims::default());
    claims
        .take_in(&mut book, Part::OwedToBuffer, amount(300))
        .unwrap();
    claims
        .raise(&mut book, Part::Receivable, amount(50))
        .unwrap();
    assert_eq!((book.cash.raw(), book.net_value().raw()), (1_300, 1_050));
    claims
        .collect(&mut book, Part::Receivable, amount(50))
        .unwrap();
    claims
        .pay(&mut book, Part::OwedToBuffer, amount(300), amount(0))
        .unwrap();
    assert_eq!((book.cash.raw(), book.net_value().raw()), (1_050, 1_050));
    let refused = Refusal::new(Cause::AmountTooSmall, 0_u128, 1_u128);
    assert_eq!(
        claims.pay(&mut book, Part::Matured, amount(1), amount(0)),
        Err(refused)
    );
    assert_eq!(
        claims.collect(&mut book, Part::Receivable, amount(1)),
        Err(refused)
    );
    claims
        .raise(&mut book, Part::Matured, amount(2_000))
        .unwrap();
    let refused = Refusal::new(Cause::CashShort, 1_050_u128, 2_000_u128);
    assert_eq!(
        claims.pay(&mut book, Part::Matured, amount(2_000), amount(0)),
        Err(refused)
    );
}

#[test]
fn test_surplus_of_the_pot_goes_to_the_drip() {
    let (mut book, mut claims) = (funded(1_000), Claims::default());
    claims.raise(&mut book, Part::Pot, amount(80)).unwrap();
    claims.release_pot(&mut book, amount(30)).unwrap();
    assert_eq!((claims.pot.raw(), book.drip.remaining(T0).raw()), (50, 30));
    assert_eq!(book.net_value().raw(), 920);
    assert!(claims.release_pot(&mut book, amount(51)).is_err());
}

#[test]
fn test_an_exchange_returns_its_residual() {
    let mut book = funded(1_000);
    // A loan of face 110 for 100: booked at 100 and a dust of one.
    let dust = book.exchange(amount(0), amount(100), amount(0), Balance::new(101));
    assert_eq!(dust, Ok(Balance::new(1)));
    // Prepaid at 105, carried at 101.
    let gain = book
        .exchange(amount(105), amount(0), amount(0), Balance::ZERO)
        .unwrap();
    book.retain(gain.gain()).unwrap();
    assert_eq!(
        (gain.raw(), book.net_value().raw(), book.cash.raw()),
        (4, 1_001, 1_005)
    );
    let short = book.exchange(amount(5), amount(1_011), amount(0), Balance::ZERO);
    assert_eq!(
        short,
        Err(Refusal::new(Cause::CashShort, 1_010_u128, 1_011_u128))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn fuzz_debt_moves_by_the_amount_and_the_dust(
        shares in 0..1_u128 << 94, growth in 0..100 * Index::ONE.raw(), assets in 0..1_u128 << 94, burned in 0..1_u128 << 94,
    ) {
        let mut debt = Debt { shares: amount(shares), index: Index::new(Index::ONE.raw() + growth) };
        let before = debt.owed().raw();
        let drawn = debt.draw(amount(assets)).unwrap();
        prop_assert_eq!(debt.owed().raw(), before + assets + drawn.dust.raw());
        let share = debt.index.raw().div_ceil(Index::ONE.raw());
        prop_assert!(drawn.dust.raw() <= share + 1);
        let grown = debt;
        let whole = debt.repay_shares(drawn.shares).unwrap();
        prop_assert!(whole.assets.raw() >= assets);
        prop_assert_eq!(debt.owed().raw() + whole.assets.raw(), grown.owed().raw() + whole.dust.raw());
        prop_assert_eq!(debt.shares.raw(), shares);
        debt = grown;
        let paid = debt.repay(amount(assets)).unwrap();
        prop_assert!(paid.shares <= drawn.shares);
        prop_assert_eq!(debt.owed().raw() + assets, grown.owed().raw() + paid.dust.raw());
        // Paying what some shares owe burns exactly these shares.
        debt = grown;
        let some = amount(burned).min(debt.shares);
        let price = debt.index.debt_up(some);
        prop_assert_eq!(debt.repay(price).unwrap().shares, some);
    }
}

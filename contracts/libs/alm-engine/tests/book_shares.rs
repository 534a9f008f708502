//! Share conversions against exact wide integers; entries and exits never lower the price, round trips never profit.
use alloy_primitives::U512;
use alm_engine::{
    book::shares::{Shares, VIRTUAL_SHARES, Valuation},
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

const AMOUNT: u128 = (1 << 96) - 1;
const SHARES: u128 = (1 << 118) - 1;

fn wide(a: u128, b: u128) -> U512 {
    U512::from(a) * U512::from(b)
}

fn flat(supply: u128, value: i128) -> Valuation {
    let none = Balance::ZERO;
    Valuation::new(Shares::new(supply), Balance::new(value), none, none)
}

/// Numbers of every size, not only large ones.
fn sized(most: u128) -> impl Strategy<Value = u128> {
    (0..=most, 0..128_u32).prop_map(|(number, shift)| number >> shift)
}

#[test]
fn test_first_deposit_buys_a_million_shares_a_unit() {
    let empty = flat(0, 0);
    let bought = empty.shares_for_deposit(Amount::new(1_000));
    assert_eq!(bought, Ok(Shares::new(1_000 * VIRTUAL_SHARES)));
    let price = empty.assets_for_mint(Shares::new(1_000 * VIRTUAL_SHARES));
    assert_eq!(price, Ok(Amount::new(1_000)));
}

#[test]
fn test_deposits_are_closed_while_shares_are_worth_nothing() {
    for (supply, value, least) in [(1_u128, 0_i128, 1_i128), (1, -5, 1), (0, -1, 0)] {
        let refused = Err(Refusal::new(Cause::DepositsClosed, value, least));
        let closed = flat(supply, value);
        assert_eq!(closed.shares_for_deposit(Amount::new(9)), refused);
        let minted = closed.assets_for_mint(Shares::new(9));
        assert_eq!(minted.map(|_| Shares::ZERO), refused);
        assert_eq!(closed.max_mint(Amount::MAX), Shares::ZERO);
    }
    assert!(flat(0, 0).open().is_ok());
    assert!(flat(0, 7).open().is_ok());
}

#[test]
fn test_refusals_name_both_numbers() {
    let zero = Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128);
    assert_eq!(flat(0, 0).shares_for_deposit(Amount::ZERO), Err(zero));
    assert_eq!(flat(0, 0).assets_for_mint(Shares::ZERO), Err(zero));
    // A unit is worth less than half a share: it buys none.
    let dear = flat(1_000_000, 5_000_000);
    let refused = Refusal::new(Cause::ZeroAmount, 2_u128, 1_u128);
    assert_eq!(dear.shares_for_deposit(Amount::new(2)), Err(refused));
    let full = flat(Shares::MAX.raw() - 5, 1 << 100);
    let refused = Refusal::new(
        Cause::AmountTooLarge,
        Shares::MAX.raw() + 1,
        Shares::MAX.raw(),
    );
    assert_eq!(full.assets_for_mint(Shares::new(6)), Err(refused));
    let book = flat(1_000_000_000, 1_000);
    let all = book.assets_for_redeem(Shares::new(1_000_000_000)).raw();
    let refused = Refusal::new(Cause::AmountTooSmall, all, all + 1);
    assert_eq!(book.shares_for_withdraw(Amount::new(all + 1)), Err(refused));
}

#[test]
fn test_entry_at_the_higher_exit_at_the_lower() {
    let cost = Balance::new(1_000_000);
    let supply = Shares::new(1_000_000_000_000);
    let mark = |low, high| Valuation::new(supply, cost, Balance::new(low), Balance::new(high));
    let fallen = mark(-100_000, -50_000);
    assert_eq!((fallen.low.raw(), fallen.high.raw()), (900_000, 1_000_000));
    let risen = mark(50_000, 100_000);
    assert_eq!((risen.low.raw(), risen.high.raw()), (1_000_000, 1_100_000));
    let unsure = mark(-100_000, 100_000);
    assert_eq!((unsure.low.raw(), unsure.high.raw()), (900_000, 1_100_000));
    let ruined = mark(-2_000_000, 0);
    assert_eq!(ruined.low, Amount::ZERO);
}

#[test]
fn attack_donor_cannot_round_a_depositor_to_nothing() {
    // The classic inflation attack: one unit in, a large gift, and the next depositor's shares round to zero. The gift
    // would have to be a million times the victim's deposit, and is lost to the virtual shares.
    let gift = 1_000_000_000_000_i128;
    let attacked = flat(VIRTUAL_SHARES, gift + 1);
    let victim = Amount::new(1_000_000_000_000);
    let bought = attacked.shares_for_deposit(victim).unwrap();
    let after = flat(VIRTUAL_SHARES + bought.raw(), gift + 1 + 1_000_000_000_000);
    let back = after.assets_for_redeem(bought).raw();
    assert!(
        victim.raw() - back <= 2_000_000,
        "the victim lost {}",
        victim.raw() - back
    );
    let stolen = after.assets_for_redeem(Shares::new(VIRTUAL_SHARES)).raw();
    assert!(
        stolen < gift.unsigned_abs() / 2 + 2_000_000,
        "the gift came back"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn fuzz_conversions_enclose_the_exact_quotient(
        supply in sized(SHARES), value in sized(AMOUNT), assets in sized(AMOUNT), shares in sized(SHARES),
    ) {
        let book = flat(supply, value as i128);
        let all = supply + VIRTUAL_SHARES;
        if let Ok(bought) = book.shares_for_deposit(Amount::new(assets)) {
            let exact = wide(assets, all);
            prop_assert!(wide(bought.raw(), value + 1) <= exact);
            prop_assert!(wide(bought.raw() + 1, value + 1) > exact);
        }
        if let Ok(price) = book.assets_for_mint(Shares::new(shares)) {
            let exact = wide(shares, value + 1);
            prop_assert!(wide(price.raw(), all) >= exact);
            prop_assert!(wide(price.raw().saturating_sub(1), all) < exact);
        }
        let sold = shares.min(supply);
        let fetched = book.assets_for_redeem(Shares::new(sold));
        prop_assert!(fetched.raw() <= value);
        prop_assert!(wide(fetched.raw(), all) <= wide(sold, value + 1));
        prop_assert!(wide(fetched.raw() + 1, all) > wide(sold, value + 1));
        if let Ok(burned) = book.shares_for_withdraw(Amount::new(assets)) {
            prop_assert!(burned <= book.supply);
            prop_assert!(wide(burned.raw(), value + 1) >= wide(assets, all));
            prop_assert!(wide(burned.raw().saturating_sub(1), value + 1) < wide(assets, all) || assets == 0);
            prop_assert!(book.assets_for_redeem(burned).raw() >= assets);
        }
    }

    #[test]
    fn fuzz_no_round_trip_profits_and_stayers_lose_nothing(
        supply in sized(SHARES), value in sized(AMOUNT), assets in sized(AMOUNT),
        fall in sized(AMOUNT), rise in sized(AMOUNT),
    ) {
        let cost = Balance::new(value as i128);
        let down = Balance::new(-(fall as i128));
        let up = Balance::new(rise as i128);
        let before = Valuation::new(Shares::new(supply), cost, down, up);
        let Ok(bought) = before.shares_for_deposit(Amount::new(assets)) else { return Ok(()) };
        let grown = supply + bought.raw();
        let inside = Valuation::new(
            Shares::new(grown), Balance::new((value + assets) as i128), down, up);
        let back = inside.assets_for_redeem(bought).raw();
        prop_assert!(back <= assets, "a round trip profited");
        let price_rises = |v0: u128, s0: u128, v1: u128, s1: u128| {
            wide(v1 + 1, s0 + VIRTUAL_SHARES) >= wide(v0 + 1, s1 + VIRTUAL_SHARES)
        };
        prop_assert!(price_rises(value, supply, value + assets, grown), "INV-BOOK-03");
        prop_assert!(price_rises(value + assets, grown, value + assets - back, supply), "INV-BOOK-03");
        if let Ok(price) = before.assets_for_mint(bought) {
            prop_assert!(price.raw() <= assets, "a mint of what a deposit buys costs more");
        }
    }

    #[test]
    fn fuzz_max_values_execute(
        supply in sized(SHARES), value in sized(AMOUNT), limit in sized(AMOUNT), held in sized(SHARES),
    ) {
        let book = flat(supply, value as i128);
        let most = book.max_mint(Amount::new(limit));
        if !most.is_zero() {
            prop_assert!(book.assets_for_mint(most).unwrap().raw() <= limit, "INV-MAX-01");
            let more = book.assets_for_mint(Shares::new(most.raw() + 1));
            prop_assert!(more.map_or(true, |price| price.raw() > limit));
        }
        let held = Shares::new(held.min(supply));
        let most = book.max_redeem(held, Amount::new(limit));
        prop_assert!(book.assets_for_redeem(most).raw() <= limit, "INV-MAX-01");
        if most < held {
            let more = Shares::new(most.raw() + 1);
            prop_assert!(book.assets_for_redeem(more).raw() > limit);
        }
        let most = book.assets_for_redeem(held);
        prop_assert!(book.shares_for_withdraw(most).unwrap() <= held, "INV-MAX-01");
    }
}

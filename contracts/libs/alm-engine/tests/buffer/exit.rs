//! Requests to leave and what they fetch.

use alm_engine::{
    buffer::exit::{COOLDOWN_MIN, Claim, Exit, WINDOW},
    refusal::{Cause, Refusal},
};
use proptest::prelude::*;

use super::{NOW, amount, exact::Exact, shares, worth};

/// A million shares a unit, virtual ones included.
const PAR: u128 = 1_000_000;

fn requested(of: u128, supply: u128, net: u128) -> Exit {
    let mut exit = Exit::default();
    exit.request(shares(of), &worth(supply, net), COOLDOWN_MIN, NOW)
        .unwrap();
    exit
}

#[test]
fn test_a_request_waits_and_then_has_two_days() {
    let exit = requested(100 * PAR, 1_000 * PAR, 1_000);
    assert_eq!(exit.assets, amount(100));
    let opens = NOW + COOLDOWN_MIN;
    let early = Refusal::new(Cause::TooEarly, opens - 1, opens);
    assert_eq!(exit.open(opens - 1), Err(early));
    assert_eq!(exit.open(opens), Ok(()));
    let last = opens + WINDOW - 1;
    assert_eq!(exit.open(last), Ok(()));
    let late = Refusal::new(Cause::DeadlinePassed, last + 1, last);
    assert_eq!(exit.open(last + 1), Err(late));
    assert!(exit.has_lapsed(last + 1) && !exit.has_lapsed(last));
}

#[test]
fn test_it_fetches_the_lower_of_two_prices() {
    let supply = 1_000 * PAR;
    let mut exit = requested(100 * PAR, supply, 1_000);
    assert_eq!(exit.payout(&worth(supply, 2_000), 0), amount(100));
    assert_eq!(exit.payout(&worth(supply, 500), 0), amount(50));
    assert_eq!(exit.payout(&worth(supply, 2_000), 500), amount(95));
    let half = exit
        .by_shares(shares(50 * PAR), &worth(supply, 2_000), 500)
        .unwrap();
    let expected = Claim {
        shares: shares(50 * PAR),
        paid: amount(47),
        forgone: amount(52),
    };
    assert_eq!(half, expected);
    exit.take(&half).unwrap();
    assert_eq!((exit.shares, exit.assets), (shares(50 * PAR), amount(50)));
    let by_assets = exit.by_assets(amount(10), &worth(supply, 2_000), 0);
    assert_eq!(by_assets.unwrap().shares, shares(10 * PAR));
    let rest = exit
        .by_shares(exit.shares, &worth(supply, 2_000), 0)
        .unwrap();
    exit.take(&rest).unwrap();
    assert_eq!(exit, Exit::default());
}

#[test]
fn test_claims_are_refused_beyond_the_request_and_for_nothing() {
    let supply = 1_000 * PAR;
    let mut exit = requested(100 * PAR, supply, 1_000);
    let price = worth(supply, 1_000);
    let more = 100 * PAR + 1;
    let refused = Refusal::new(Cause::AmountTooSmall, 100 * PAR, more);
    assert_eq!(exit.by_shares(shares(more), &price, 0), Err(refused));
    let refused = Refusal::new(Cause::AmountTooSmall, 100_u128, 101_u128);
    assert_eq!(exit.by_assets(amount(101), &price, 0), Err(refused));
    let zero = Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128);
    let dust = exit.by_shares(shares(PAR - 1), &price, 0).unwrap();
    assert_eq!(exit.take(&dust), Err(zero));
    assert_eq!(
        Exit::default().request(shares(0), &price, COOLDOWN_MIN, NOW),
        Err(zero)
    );
}

#[test]
fn test_asking_for_more_starts_the_cooldown_anew() {
    let supply = 1_000 * PAR;
    let mut exit = requested(100 * PAR, supply, 1_000);
    let later = NOW + COOLDOWN_MIN;
    // Still open: the price of before stays, though shares are dearer now.
    exit.request(shares(10 * PAR), &worth(supply, 2_000), COOLDOWN_MIN, later)
        .unwrap();
    assert_eq!((exit.shares, exit.assets), (shares(110 * PAR), amount(119)));
    assert_eq!(exit.opens, later + COOLDOWN_MIN);
    // Lapsed: shares like any, at the price of now.
    let lapsed = exit.closes();
    exit.request(shares(PAR), &worth(supply, 2_000), COOLDOWN_MIN, lapsed)
        .unwrap();
    assert_eq!(exit.assets, amount(220));
    // A fall counts whenever it is seen.
    exit.request(shares(PAR), &worth(supply, 1_000), COOLDOWN_MIN, lapsed)
        .unwrap();
    assert_eq!(exit.assets, amount(112));
}

proptest! {
    #[test]
    fn fuzz_a_payout_is_the_lower_price_exactly(
        mine in 1..1u128 << 100, others in 0..1u128 << 100,
        before in 0..1u128 << 90, after in 0..1u128 << 90, premium in 0..=1_000u16,
    ) {
        let supply = mine + others;
        let exit = requested(mine, supply, before);
        let fetch = |net: u128| Exact::new(mine).times(net + 1).over(supply + PAR).floor();
        let lower = fetch(before).min(fetch(after));
        let premium_paid = Exact::new(lower).times(premium.into()).over(10_000).ceil();
        let payout = exit.payout(&worth(supply, after), premium);
        prop_assert_eq!(payout.raw(), lower - premium_paid);
    }

    #[test]
    fn fuzz_parts_never_fetch_more_than_the_whole(
        mine in 2..1u128 << 100, others in 0..1u128 << 100, cut in 1..10_000u128,
        before in 1..1u128 << 90, after in 1..1u128 << 90,
    ) {
        let supply = mine + others;
        let mut exit = requested(mine, supply, before);
        let price = worth(supply, after);
        let whole = exit.payout(&price, 0);
        let first = exit.by_shares(shares(mine * cut / 10_000), &price, 0).unwrap();
        if exit.take(&first).is_ok() {
            // The shares burned have taken their worth along: what is left is priced with what is left.
            let net = after - first.paid.raw();
            let rest = exit.payout(&worth(supply - first.shares.raw(), net), 0);
            prop_assert!(first.paid.raw() + rest.raw() <= whole.raw().max(before), "INV-PHI-02");
            let price_before = Exact::new(after + 1).times(supply - first.shares.raw() + PAR);
            let price_after = Exact::new(net + 1).times(supply + PAR);
            prop_assert!(price_after.is_at_least(price_before), "INV-BOOK-03");
        }
    }

    #[test]
    fn fuzz_the_most_is_within_its_limit(
        mine in 1..1u128 << 100, others in 0..1u128 << 100,
        net in 1..1u128 << 90, limit in 0..1u128 << 90, premium in 0..=1_000u16,
    ) {
        let exit = requested(mine, mine + others, net);
        let price = worth(mine + others, net);
        let most = exit.most(&price, premium, amount(limit));
        let claim = exit.by_shares(most, &price, premium).unwrap();
        prop_assert!(claim.paid.raw() <= limit, "INV-MAX-01");
        if claim.paid.raw() > 0 {
            let again = exit.by_assets(claim.paid, &price, premium).unwrap();
            prop_assert!(again.shares <= most, "INV-MAX-01: by amount it takes no more shares");
        }
    }
}

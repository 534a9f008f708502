//! What a liquidator takes: against a search over all parts of an offer.

use alm_crisis::{
    liquidator::{Offer, Reaction, rank, take},
    market::{Depth, Market},
};

const DEPTH: Depth = Depth {
    amount: 1_000_000.0,
    slippage: 0.02,
    half_spread: 0.001,
    refill: 3_600.0,
    reference: 0.8,
};

#[test]
fn test_take_earns_the_most_any_part_would() {
    for (used, bonus) in [
        (0.0, 0.025),
        (400_000.0, 0.025),
        (0.0, 0.01),
        (700_000.0, 0.05),
    ] {
        let mut market = Market::new(DEPTH);
        market.sell(used);
        let paid = 900_000.0;
        let offer = Offer {
            paid,
            seized: paid * (1.0 + bonus),
        };
        let taken = take(&market, offer, 0.0);
        let profit = |part: f64| market.proceeds(part * offer.seized) - part * offer.paid;
        let parts = (0..=1_000).map(|k| f64::from(k) / 1_000.0);
        let within = parts.filter(|part| part * offer.seized <= market.room());
        let best = within.map(profit).fold(f64::MIN, f64::max);
        assert!(
            taken.profit >= best - 1e-6,
            "{used} {bonus}: {} of {best}",
            taken.profit
        );
        assert!((profit(taken.part) - taken.profit).abs() < 1e-6);
        assert!(taken.part <= 1.0 && taken.part * offer.seized <= market.room() + 1e-6);
    }
}

#[test]
fn test_take_leaves_what_does_not_pay() {
    let mut market = Market::new(DEPTH);
    let dear = Offer {
        paid: 100_000.0,
        seized: 100_050.0,
    };
    assert_eq!(
        take(&market, dear, 0.0).part,
        0.0,
        "the bonus is less than the spread"
    );
    let fair = Offer {
        paid: 1_000.0,
        seized: 1_025.0,
    };
    assert_eq!(take(&market, fair, 0.0).part, 1.0);
    assert_eq!(take(&market, fair, 100.0).part, 0.0, "not worth his while");
    market.sell(1_000_000.0);
    assert_eq!(take(&market, fair, 0.0).part, 0.0, "the market is used up");
    for nothing in [
        Offer {
            paid: 0.0,
            seized: 1.0,
        },
        Offer {
            paid: 1.0,
            seized: 0.0,
        },
    ] {
        assert_eq!(take(&market, nothing, 0.0).part, 0.0);
    }
}

#[test]
fn test_reaction_takes_the_latency_anew_after_every_recovery() {
    let mut reaction = Reaction::default();
    assert!(!reaction.has_reached(true, 100, 60));
    assert!(!reaction.has_reached(true, 159, 60));
    assert!(reaction.has_reached(true, 160, 60));
    assert!(!reaction.has_reached(false, 170, 60));
    assert!(!reaction.has_reached(true, 200, 60));
    assert!(reaction.has_reached(true, 260, 60));
    assert!(Reaction::default().has_reached(true, 5, 0));
}

/// What taking offers in an order earns while the market lasts.
fn earned(offers: &[Offer]) -> f64 {
    let mut market = Market::new(DEPTH);
    offers
        .iter()
        .map(|offer| {
            let taking = take(&market, *offer, 0.0);
            market.sell(taking.part * offer.seized);
            taking.profit
        })
        .sum()
}

fn orders(offers: &[Offer]) -> Vec<Vec<Offer>> {
    let [first, rest @ ..] = offers else {
        return vec![vec![]];
    };
    let with = |order: Vec<Offer>| {
        (0..=order.len()).map(move |place| {
            let mut order = order.clone();
            order.insert(place, *first);
            order
        })
    };
    orders(rest).into_iter().flat_map(with).collect()
}

#[test]
fn test_rank_earns_what_the_best_of_all_orders_does() {
    for sizes in [
        [300_000.0, 300_000.0, 300_000.0, 300_000.0, 300_000.0],
        [900_000.0, 50_000.0, 400_000.0, 700_000.0, 20_000.0],
    ] {
        let bonuses = [0.025, 0.05, 0.031, 0.044, 0.028];
        let offer = |(paid, bonus): (f64, f64)| Offer {
            paid,
            seized: paid * (1.0 + bonus),
        };
        let offers: Vec<Offer> = sizes.into_iter().zip(bonuses).map(offer).collect();
        let mut ranked: Vec<_> = offers.iter().map(|offer| (*offer, ())).collect();
        rank(&mut ranked);
        let ranked: Vec<Offer> = ranked.into_iter().map(|(offer, ())| offer).collect();
        let best = orders(&offers)
            .iter()
            .map(|order| earned(order))
            .fold(f64::MIN, f64::max);
        assert!(
            (earned(&ranked) - best).abs() < 1e-6,
            "{} of {best}",
            earned(&ranked)
        );
    }
}

#[test]
fn test_rank_takes_the_larger_of_equal_margins() {
    let of = |paid: f64| Offer {
        paid,
        seized: paid * 1.05,
    };
    let nothing = Offer {
        paid: 1.0,
        seized: 0.0,
    };
    let mut offers = [(of(10.0), 1), (nothing, 2), (of(30.0), 3), (of(20.0), 4)];
    rank(&mut offers);
    assert_eq!(offers.map(|(_, number)| number), [3, 4, 1, 2]);
}

//! The zero curve against exact arithmetic and the ladders of the reference vectors.

use alloy_primitives::U512;
use alm_engine::{
    rates::{
        curve::{Curve, Curves, NODES, Node, Spreads, TENORS, zero_curve},
        rate::Rate,
    },
    units::{BPS, DAY, WAD, YEAR},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::{
    common::{assert_relative, cases, real, text, unsigned_wad, wad},
    oracle::{exp, exp_neg, of_wad, wads, wide},
};

const LONGEST: u64 = 728 * DAY + 100 * DAY;

/// The zero rate as a quotient of integers: by the distance from the neighbours, written out without the engine.
fn zero_rate(nodes: &[Node], seconds: u64) -> (i128, i128) {
    let time = i128::from(seconds);
    let above = nodes
        .iter()
        .position(|node| i128::from(node.seconds) >= time);
    match above {
        Some(0) => (nodes[0].rate.into(), 1),
        None => (nodes[nodes.len() - 1].rate.into(), 1),
        Some(next) => {
            let (left, right) = (&nodes[next - 1], &nodes[next]);
            let span = i128::from(right.seconds) - i128::from(left.seconds);
            let rise = i128::from(right.rate) - i128::from(left.rate);
            let numerator = i128::from(left.rate) * span + rise * (time - i128::from(left.seconds));
            (numerator, span)
        }
    }
}

/// The discount factor with 200 fractional bits.
fn exact(nodes: &[Node], seconds: u64) -> U512 {
    let (numerator, divisor) = zero_rate(nodes, seconds);
    let product = wide(numerator.unsigned_abs()) * wide(seconds.into());
    let per = wide(divisor.unsigned_abs()) * wide(WAD) * wide(YEAR.into());
    if numerator < 0 {
        exp(product, per)
    } else {
        exp_neg(product, per)
    }
}

fn days(value: &Value) -> u64 {
    value.as_u64().expect("days") * DAY
}

fn nodes_of(curve: &Value) -> Vec<Node> {
    let node = |seconds: u64, rate: &Value| Node {
        seconds: u32::try_from(seconds).expect("seconds"),
        rate: i64::try_from(wad(rate)).expect("rate"),
    };
    if text(&curve["type"]) == "flat" {
        return vec![node(0, &curve["rate"])];
    }
    let times = curve["times_days"].as_array().expect("times");
    let rates = curve["rates"].as_array().expect("rates");
    times
        .iter()
        .zip(rates)
        .map(|(time, rate)| node(days(time), rate))
        .collect()
}

/// Value, sum of `t CF DF` in years, and sum of the amounts without sign, by one of the two factors.
fn present_value(
    flows: &[Value],
    shift: i64,
    nodes: &[Node],
    factor: fn(&Curve<'_>, u64) -> u128,
) -> (f64, f64, f64) {
    let shifted: Vec<Node> = nodes
        .iter()
        .map(|node| Node {
            rate: node.rate + shift,
            ..*node
        })
        .collect();
    let curve = Curve(&shifted);
    let (mut value, mut weighted, mut gross) = (0i128, 0i128, 0u128);
    for flow in flows {
        let amount = wad(&flow["amount"]);
        let seconds = days(&flow["days"]);
        let discounted =
            i128::try_from(wide(amount.unsigned_abs()) * wide(factor(&curve, seconds)) / wide(WAD))
                .expect("fits")
                * amount.signum();
        value += discounted;
        weighted += discounted * i128::from(seconds / DAY) / 365;
        gross += amount.unsigned_abs();
    }
    (
        value as f64 / 1e18,
        weighted as f64 / 1e18,
        gross as f64 / 1e18,
    )
}

fn down(curve: &Curve<'_>, seconds: u64) -> u128 {
    curve.discount_down(seconds)
}

fn up(curve: &Curve<'_>, seconds: u64) -> u128 {
    curve.discount_up(seconds)
}

#[test]
fn vectors_pv_ladders() {
    for case in cases("pv_ladders.json") {
        let id = text(&case["id"]);
        let nodes = nodes_of(&case["in"]["curve"]);
        let flows = case["in"]["cashflows"].as_array().expect("flows");
        let out = &case["out"];
        for (shift, field) in [(0, "pv"), (1, "pv_up_1bp"), (-1, "pv_down_1bp")] {
            let shift = shift * BPS as i64;
            let (low, _, gross) = present_value(flows, shift, &nodes, down);
            let (high, _, _) = present_value(flows, shift, &nodes, up);
            let want = real(&out[field]);
            // A double carries 16 digits of the sum; the exact comparison is the next test's.
            let tolerance = gross * 1e-15;
            assert!(
                (low - want).abs() <= tolerance,
                "{id} {field}: {low} {want}"
            );
            assert!(
                (high - want).abs() <= tolerance,
                "{id} {field}: {high} {want}"
            );
        }
        let (_, weighted, gross) = present_value(flows, 0, &nodes, down);
        let want = real(&out["dv01"]);
        assert!(
            (weighted * 1e-4 - want).abs() <= 1e-13 * want.abs() + 1e-16 * gross,
            "{id} dv01: {weighted} {want}"
        );
    }
}

#[test]
fn vectors_pv_ladders_enclosed_to_the_unit() {
    let mut compared = 0;
    for case in cases("pv_ladders.json") {
        let nodes = nodes_of(&case["in"]["curve"]);
        let curve = Curve(&nodes);
        let flows = case["in"]["cashflows"].as_array().expect("flows");
        if flows.iter().any(|flow| wad(&flow["amount"]) < 0) {
            continue;
        }
        let total: u128 = flows.iter().map(|flow| unsigned_wad(&flow["amount"])).sum();
        // Sums of amount (1e-18) times factor (1e-18), whole.
        let sum = |factor: fn(&Curve<'_>, u64) -> u128| -> U512 {
            flows
                .iter()
                .map(|flow| {
                    wide(unsigned_wad(&flow["amount"])) * wide(factor(&curve, days(&flow["days"])))
                })
                .fold(U512::ZERO, |sum, term| sum + term)
        };
        // The printed value, rounded to 1e-18, may itself be half a unit off; the mean of both sides is within
        // 2e-18 of it for each unit of amount, the tolerance of the vectors.
        let (low, high) = (sum(down), sum(up));
        let want = wide(unsigned_wad(&case["out"]["pv"])) * wide(WAD);
        let id = text(&case["id"]);
        assert!(low <= want + wide(WAD), "{id}: {low} {want}");
        assert!(high + wide(WAD) >= want, "{id}: {high} {want}");
        // A factor above one has its error in proportion.
        let allowed = wide(4) * wide(total) * wide(3);
        assert!(
            (low + high).abs_diff(want + want) <= allowed,
            "{id}: {low} {high} {want}"
        );
        compared += 1;
    }
    assert!(compared >= 15, "{compared} ladders of one sign");
}

#[test]
fn test_zero_curve_is_the_anchor_and_its_spreads() {
    let spreads = Spreads([-50, 0, 25, 100, 150, 300]);
    let nodes = zero_curve(Rate::new(40_000_000_000_000_000), &spreads);
    for ((node, spread), days) in nodes.iter().zip(spreads.0).zip(TENORS) {
        assert_eq!(u64::from(node.seconds), u64::from(days) * DAY);
        assert_eq!(
            node.rate,
            40_000_000_000_000_000 + i64::from(spread) * BPS as i64
        );
    }
}

#[test]
fn test_zero_curve_lifts_what_would_imply_a_negative_forward_rate() {
    // 10 % at 7 days and nothing at 30: the factor would rise in between.
    let nodes = zero_curve(Rate::ZERO, &Spreads([1_000, 0, 0, 0, 0, 0]));
    // z0 t1 / (2 t1 - t0) = 0.1 * 30 / 53, rounded up.
    assert_eq!(nodes[1].rate, 56_603_773_584_905_661);
    let curve = Curve(&nodes);
    let at = |day: u64| curve.discount_up(day * DAY);
    assert!((1..828).all(|day| at(day) <= at(day - 1)));
    // The forward rate at the node itself is zero: the day before is worth the same to a part in a thousand of a day's
    // interest.
    let flat = at(29) - at(30);
    assert!(flat < at(0) / 365 / 100, "{flat}");
}

#[test]
fn test_discount_without_nodes_or_time_is_one() {
    assert_eq!(Curve(&[]).discount_down(YEAR), WAD);
    assert_eq!(Curve(&[]).discount_up(YEAR), WAD);
    let nodes = zero_curve(Rate::new(50_000_000_000_000_000), &Spreads::default());
    assert_eq!(Curve(&nodes).discount_down(0), WAD);
    assert_eq!(Curve(&nodes).discount_up(0), WAD);
    // e^-0.05 = 0.951229424500714009...
    let factor = Curve(&nodes).discount_down(YEAR);
    assert!(factor.abs_diff(951_229_424_500_714_009) < 3, "{factor}");
}

#[test]
fn test_discount_saturates_far_out() {
    let node = |rate| [Node { seconds: 0, rate }];
    assert_eq!(Curve(&node(i64::MAX)).discount_down(u64::MAX), 0);
    assert_eq!(Curve(&node(i64::MAX)).discount_up(u64::MAX), 1);
    assert_eq!(Curve(&node(i64::MIN)).discount_down(u64::MAX), u128::MAX);
    assert_relative(
        Curve(&node(-100_000_000_000_000_000)).discount_up(YEAR) as f64,
        1_105_170_918_075_647_625.0,
        1e-15,
        "e^0.1",
    );
}

fn spreads() -> impl Strategy<Value = Spreads> {
    prop::array::uniform6(-2_000i16..=2_000).prop_map(Spreads)
}

fn any_nodes() -> impl Strategy<Value = Vec<Node>> {
    prop::collection::vec(
        (
            1..20_000_000u32,
            -500_000_000_000_000_000..4_000_000_000_000_000_000i64,
        ),
        1..8,
    )
    .prop_map(|steps| {
        let mut seconds = 0;
        steps
            .into_iter()
            .map(|(gap, rate)| {
                seconds += gap;
                Node { seconds, rate }
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn fuzz_discount_encloses_the_true_factor(nodes in any_nodes(), seconds in 0..160_000_000u64) {
        let curve = Curve(&nodes);
        let truth = exact(&nodes, seconds);
        let (low, high) = (curve.discount_down(seconds), curve.discount_up(seconds));
        let slack = truth >> 150;
        prop_assert!(of_wad(low) <= truth + slack, "{low}");
        prop_assert!(of_wad(high) + wads(1) / wide(1 << 60) + slack >= truth, "{high}");
        // Less than three units on either side, in proportion where the factor is above one.
        let margin = wads(3) + ((truth * wide(3)) / wide(WAD));
        prop_assert!(of_wad(low) + margin >= truth);
        prop_assert!(of_wad(high) <= truth + margin);
    }

    #[test]
    fn fuzz_zero_curve_never_implies_a_negative_forward_rate(
        anchor in 0..8_000_000_000_000_000_000u64, spreads in spreads(), early in 0..LONGEST, late in 0..LONGEST,
    ) {
        let nodes = zero_curve(Rate::new(anchor), &spreads);
        let curve = Curve(&nodes);
        let (early, late) = (early.min(late), early.max(late));
        prop_assert!(curve.discount_down(late) <= curve.discount_down(early));
        prop_assert!(curve.discount_up(late) <= curve.discount_up(early));
        prop_assert!(curve.discount_up(late) <= WAD);
        // Only a node that would fall too fast is lifted.
        for index in 0..NODES {
            let wanted = i128::from(anchor) + i128::from(spreads.0[index]) * BPS as i128;
            prop_assert!(i128::from(nodes[index].rate) >= wanted.max(0));
            if index == 0 || spreads.0[index] >= spreads.0[index - 1] {
                prop_assert!(nodes[index].rate as i128 == wanted.max(0) || index > 0 && nodes[index - 1].rate as i128 > wanted.max(0));
            }
        }
    }

    #[test]
    fn fuzz_curves_enclose_every_rate_between(
        lagged_low in 0..8_000_000_000_000_000_000u64, lagged_high in 0..8_000_000_000_000_000_000u64,
        current in 0..8_000_000_000_000_000_000u64, spreads in spreads(), seconds in 0..LONGEST,
    ) {
        let (lagged_low, lagged_high) = (lagged_low.min(lagged_high), lagged_low.max(lagged_high));
        let curves = Curves::enclosing(Rate::new(lagged_low), Rate::new(lagged_high), Rate::new(current), &spreads);
        for anchor in [lagged_low, lagged_high, current] {
            let nodes = zero_curve(Rate::new(anchor), &spreads);
            prop_assert!(curves.low().discount_up(seconds) >= Curve(&nodes).discount_up(seconds));
            prop_assert!(curves.high().discount_down(seconds) <= Curve(&nodes).discount_down(seconds));
        }
    }
}

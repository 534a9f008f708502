//! Deposits without maturity, prepayment and early redemption against the reference vectors.

mod common;

use alm_engine::{
    analytics::{
        behaviour::{
            CATEGORIES, OpenDeposits, Prepayable, prepayment_tenths, redeemed_early,
            redemption_tenths, under,
        },
        shocks::{SHOCKS, Shock},
        slots::BUCKETS,
    },
    money::Amount,
    units::{WAD, YEAR},
};
use common::{cases, text, unsigned_wad};
use serde_json::Value;

const NAMES: [&str; 6] = [
    "parallel_up",
    "parallel_down",
    "steepener",
    "flattener",
    "short_up",
    "short_down",
];

fn near(have: Amount, want: &Value, units: u128, what: &str) {
    let want = unsigned_wad(want);
    let bound = units + want / 10_000_000_000_000_000;
    assert!(
        have.raw().abs_diff(want) <= bound,
        "{what}: have {}, want {want}",
        have.raw()
    );
}

fn of_kind(kind: &str) -> Vec<Value> {
    let cases: Vec<_> = cases("irrbb_behaviour.json")
        .into_iter()
        .filter(|case| case["in"]["kind"] == kind)
        .collect();
    assert!(!cases.is_empty(), "{kind}");
    cases
}

#[test]
fn vectors_irrbb_behaviour_open_deposits() {
    for case in of_kind("nmd") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let category = match text(&input["category"]).as_str() {
            "retail_transactional" => 0,
            "retail_non_transactional" => 1,
            _ => 2,
        };
        let (cap, tenths) = CATEGORIES[category];
        assert_eq!(cap, unsigned_wad(&input["core_cap"]), "{id}");
        let deposits = OpenDeposits {
            total: Amount::new(unsigned_wad(&input["total"])),
            stable: unsigned_wad(&input["stable_share"]),
            pass_through: unsigned_wad(&input["pass_through"]),
            core_cap: cap,
            average: YEAR / 10 * tenths,
        };
        assert_eq!(
            deposits.core_share(),
            unsigned_wad(&out["core_share"]),
            "{id}"
        );
        let slotted = deposits.slotted();
        for (bucket, amount) in slotted.iter().enumerate() {
            near(
                *amount,
                &out["bucket_amounts"][bucket],
                2,
                &format!("{id} bucket {bucket}"),
            );
        }
        let total: u128 = slotted.iter().map(|amount| amount.raw()).sum();
        assert_eq!(total, deposits.total.raw(), "{id}: nothing is lost");
    }
}

#[test]
fn vectors_irrbb_behaviour_prepayment() {
    for case in of_kind("prepay") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let base = unsigned_wad(&input["cpr0"]);
        let check = |rate: u128, want: &Value| {
            assert!(rate.abs_diff(unsigned_wad(&want["cpr"])) <= 1, "{id}");
            let mut loans = Prepayable {
                outstanding: Amount::new(unsigned_wad(&input["notional"])),
                coupon: unsigned_wad(&input["coupon"]),
                prepaid: rate,
            };
            let scheduled = input["scheduled_fraction_of_outstanding"].as_array();
            for (period, fraction) in scheduled.expect("fractions").iter().enumerate() {
                let (flow, after) = loans.period(unsigned_wad(fraction));
                // A fraction such as a third is a wad: half a unit of it for each wad outstanding.
                let units = loans.outstanding.raw() / WAD + 4;
                near(flow, &want["cashflows"][period], units, &id);
                near(
                    after.outstanding,
                    &want["outstanding"][period],
                    3 * units,
                    &id,
                );
                loans = after;
            }
        };
        check(base, &out["base"]);
        for (shock, name) in SHOCKS.into_iter().zip(NAMES) {
            check(under(base, prepayment_tenths(shock)), &out[name]);
        }
    }
}

#[test]
fn vectors_irrbb_behaviour_early_redemption() {
    for case in of_kind("tdrr") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let contractual: [Amount; BUCKETS] = std::array::from_fn(|bucket| {
            Amount::new(unsigned_wad(&input["contractual_buckets"][bucket]))
        });
        let base = unsigned_wad(&input["tdrr0"]);
        let check = |rate: u128, want: &Value| {
            assert!(rate.abs_diff(unsigned_wad(&want["tdrr"])) <= 1, "{id}");
            let slots = redeemed_early(&contractual, rate);
            for (bucket, amount) in slots.iter().enumerate() {
                near(
                    *amount,
                    &want["bucket_amounts"][bucket],
                    BUCKETS as u128,
                    &id,
                );
            }
        };
        check(base, &out["base"]);
        for (shock, name) in SHOCKS.into_iter().zip(NAMES) {
            check(under(base, redemption_tenths(shock)), &out[name]);
        }
    }
}

#[test]
fn test_conditional_rates_are_at_most_one() {
    assert_eq!(
        under(WAD / 10 * 9, prepayment_tenths(Shock::ShortDown)),
        WAD
    );
    assert_eq!(
        under(WAD, redemption_tenths(Shock::ShortDown)),
        WAD / 10 * 8
    );
}

#[test]
fn test_deposits_without_core_are_overnight() {
    let deposits = OpenDeposits {
        total: Amount::new(7_777),
        stable: WAD,
        pass_through: WAD,
        core_cap: WAD,
        average: YEAR,
    };
    let slotted = deposits.slotted();
    assert_eq!(slotted[0], deposits.total);
    // All core, and no time to spread it over.
    let at_once = OpenDeposits {
        pass_through: 0,
        average: 0,
        ..deposits
    };
    assert_eq!(at_once.slotted()[0], deposits.total);
}

//! The two-slope curve against the reference vectors and rational arithmetic.

use alm_engine::{
    rates::{kink::Kink, rate::Rate},
    units::WAD,
};
use proptest::prelude::*;

use crate::{
    common::{assert_relative, cases, real, text, unsigned_wad},
    oracle::wide,
};

#[test]
fn vectors_irm_kink() {
    let mut compared = 0;
    for case in cases("irm.json") {
        let input = &case["in"];
        if text(&input["model"]) != "kink" {
            continue;
        }
        let id = text(&case["id"]);
        let rate = |field: &str| Rate::saturated(unsigned_wad(&input[field]));
        let kink = Kink {
            base: rate("base"),
            below: rate("slope1"),
            above: rate("slope2"),
            optimal: unsigned_wad(&input["optimal"]),
        };
        let utilisation = unsigned_wad(&input["utilization"]);
        let out = &case["out"];
        let borrowed = kink.rate(utilisation).raw() as f64 / 1e18;
        assert_relative(borrowed, real(&out["borrow_rate"]), 1e-11, &id);
        let supplied = kink.supply_rate(utilisation, unsigned_wad(&input["reserve_factor"]));
        let want = real(&out["supply_rate"]);
        assert_relative(supplied.raw() as f64 / 1e18, want, 1e-11, &id);
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}

fn kinks() -> impl Strategy<Value = Kink> {
    let rate = || (0..3_000_000_000_000_000_000u64).prop_map(Rate::new);
    (rate(), rate(), rate(), 1..WAD).prop_map(|(base, below, above, optimal)| Kink {
        base,
        below,
        above,
        optimal,
    })
}

#[test]
fn test_rate_where_the_optimum_is_an_end() {
    let kink = |optimal| Kink {
        base: Rate::new(1),
        below: Rate::new(10),
        above: Rate::new(100),
        optimal,
    };
    assert_eq!(kink(WAD).rate(u128::MAX).raw(), 11);
    assert_eq!(kink(WAD / 2).rate(WAD).raw(), 111);
    assert_eq!(kink(WAD / 2).rate(0).raw(), 1);
    let steep = Kink {
        above: Rate::new(u64::MAX),
        ..kink(WAD / 2)
    };
    assert_eq!(steep.rate(WAD).raw(), u64::MAX);
}

proptest! {
    #[test]
    fn fuzz_rates_enclose_the_exact_ones(kink in kinks(), utilisation in 0..=WAD, reserve in 0..=WAD) {
        let (first, beyond) = (utilisation.min(kink.optimal), utilisation.saturating_sub(kink.optimal));
        let rest = WAD - kink.optimal;
        // Everything over optimal * rest.
        let bottom = wide(kink.optimal) * wide(rest);
        let top = wide(kink.base.wad()) * bottom
            + wide(kink.below.wad()) * wide(first) * wide(rest)
            + wide(kink.above.wad()) * wide(beyond) * wide(kink.optimal);
        let rate = wide(kink.rate(utilisation).wad());
        prop_assert!(rate * bottom >= top);
        prop_assert!(rate * bottom <= top + wide(2) * bottom);
        let supplied = wide(kink.supply_rate(utilisation, reserve).wad());
        let scale = wide(WAD) * wide(WAD) * bottom;
        let exact = top * wide(utilisation) * wide(WAD - reserve);
        prop_assert!(supplied * scale <= exact + scale * wide(2));
        prop_assert!(supplied * scale + wide(3) * scale >= exact);
    }
}

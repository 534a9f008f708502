//! The put a lender is short, and hedging it, against the reference vectors.

mod common;

use alm_engine::{
    analytics::{
        factor::Factor,
        hedge::{Hedge, half_band, leland_long, leland_number, leland_short},
        put::{Greeks, Put, years},
    },
    units::{WAD, YEAR},
};
use alm_math::lean;
use common::{assert_relative, cases, real, scaled, text, unsigned_wad, wad};
use serde_json::Value;

fn put(input: &Value) -> Put {
    Put {
        spot: unsigned_wad(&input["S"]),
        strike: unsigned_wad(&input["K"]),
        sigma: unsigned_wad(&input["sigma"]),
        rate: wad(&input["r"]),
        carry: wad(&input["q"]),
        time: scaled(&input["T"], 27) as u128,
    }
}

fn figure(factor: Factor) -> f64 {
    let (mantissa, exponent) = factor.parts();
    mantissa as f64 * 2f64.powi(exponent - 64)
}

/// Units of 1e-18, times the larger of spot and strike where the figure is in money.
fn near(have: i128, want: &Value, units: f64, what: &str) {
    let error = have.abs_diff(wad(want)) as f64;
    assert!(
        error <= units,
        "{what}: have {have}, want {want}, {error} units of {units}"
    );
}

#[test]
fn vectors_bsm_put() {
    for case in cases("bsm_put.json") {
        let (id, out) = (text(&case["id"]), &case["out"]);
        let put = put(&case["in"]);
        let Greeks {
            value,
            delta,
            gamma,
            theta,
            vega,
            in_the_money,
        } = put.greeks().expect("in range");
        let size = (put.spot.max(put.strike) as f64 / 1e18).max(1.0);
        near(value as i128, &out["put"], 4.0 * size, &format!("{id} put"));
        near(delta, &out["delta"], 40.0, &format!("{id} delta"));
        near(
            in_the_money as i128,
            &out["prob_itm"],
            40.0,
            &format!("{id} prob"),
        );
        near(theta, &out["theta"], 200.0 * size, &format!("{id} theta"));
        near(
            vega as i128,
            &out["vega"],
            40.0 * size,
            &format!("{id} vega"),
        );
        assert_relative(
            figure(gamma),
            real(&out["gamma"]),
            1e-13,
            &format!("{id} gamma"),
        );
    }
}

/// Hull: spot 42, strike 40, 10 %, volatility 20 %, half a year: 0.81. Haug: spot 100, strike 95, 10 %, carry 5 %, 20 %, half a
/// year: 2.4648.
#[test]
fn textbook_puts_of_hull_and_haug() {
    let percent = WAD / 100;
    let put = |spot: u128, strike: u128, carry: u128| Put {
        spot: spot * WAD,
        strike: strike * WAD,
        sigma: 20 * percent,
        rate: 10 * percent as i128,
        carry: (carry * percent) as i128,
        time: years(YEAR / 2),
    };
    let cents = |put: Put| put.greeks().expect("in range").value as f64 / 1e18;
    assert!((cents(put(42, 40, 0)) - 0.81).abs() < 0.005);
    assert!((cents(put(100, 95, 5)) - 2.4648).abs() < 0.000_05);
}

#[test]
fn test_put_without_spot_or_strike_is_none() {
    let put = Put {
        spot: 0,
        strike: WAD,
        sigma: WAD,
        rate: 0,
        carry: 0,
        time: years(YEAR),
    };
    assert_eq!(put.greeks(), None);
    let worthless = Put {
        spot: WAD,
        strike: 0,
        ..put
    };
    assert_eq!(worthless.greeks(), None);
}

#[test]
fn vectors_hedge() {
    const NEAR: f64 = 1e-11;
    for case in cases("hedge.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let number = |name: &str| unsigned_wad(&input[name]);
        let days = u128::from(input["horizon_days"].as_u64().expect("days"));
        let time = (days * 86_400 * WAD + u128::from(YEAR) / 2) / u128::from(YEAR);
        let hedge = Hedge {
            exposure: number("exposure_value"),
            debt: number("debt"),
            sigma_spot: number("sigma_spot"),
            sigma_perpetual: number("sigma_perp"),
            correlation: wad(&input["rho"]),
            time,
            funding: wad(&input["funding_rate_annual_paid_by_short"]),
            trading: number("fee_per_side") + number("slippage_per_side"),
        };
        let outcome = hedge.outcome().expect("in range");
        let close = |have: f64, name: &str| assert_relative(have, real(&out[name]), NEAR, &id);
        close(outcome.ratio as f64 / 1e18, "hedge_ratio_min_var");
        close(outcome.residual as f64 / 1e18, "residual_sigma");
        // A loss is as exact as a probability: 20 units of 1e-18 times the debt.
        let dust = 20.0 * hedge.debt as f64 / 1e36;
        for (have, name) in [
            (outcome.unhedged, "el_unhedged"),
            (outcome.hedged, "el_hedged"),
            (outcome.unhedged - outcome.hedged, "benefit"),
        ] {
            let (have, want) = (have as f64 / 1e18, real(&out[name]));
            let bound = NEAR * want + dust;
            assert!(
                (have - want).abs() <= bound,
                "{id} {name}: have {have}, want {want}"
            );
        }
        close(outcome.cost as f64 / 1e18, "cost");
        assert_eq!(
            outcome.worthwhile(),
            out["hedge"].as_bool().expect("a truth"),
            "{id}"
        );
        let discount = lean::exp(-(lean::mul_down(number("r"), time).expect("fits") as i128));
        let band = half_band(
            discount.expect("below one"),
            number("lambda_one_way"),
            number("spot"),
            number("gamma"),
            number("risk_aversion"),
        );
        close(band.expect("in range") as f64 / 1e18, "ww_half_band_delta");
        let leland = leland_number(
            number("lambda_one_way"),
            number("sigma_spot"),
            number("rehedge_dt_years"),
        )
        .expect("in range");
        close(leland as f64 / 1e18, "leland_number");
        let short = leland_short(number("sigma_spot"), leland).expect("in range");
        close(short as f64 / 1e18, "leland_sigma_short_option");
        let long = leland_long(number("sigma_spot"), leland).expect("in range");
        close(long as f64 / 1e18, "leland_sigma_long_option");
    }
}

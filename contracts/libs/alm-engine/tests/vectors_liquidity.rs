//! LCR and NSFR against the reference vectors.

mod common;

use alm_engine::{
    analytics::{
        coverage::{Flows, Inflow, MarketValues, Outflow, ratio_down},
        funding::{Funding, Holding, StableFunding},
    },
    money::Amount,
};
use common::{cases, scaled, text, unsigned_wad};
use serde_json::Value;

fn amount(value: &Value) -> Amount {
    Amount::new(unsigned_wad(value))
}

fn outflow(name: &str) -> Outflow {
    match name {
        "retail_stable_3" => Outflow::RetailInsured,
        "retail_stable" | "sme_stable" | "operational_insured" | "facility_retail_sme" => {
            Outflow::Stable
        }
        "retail_less_stable" | "sme_less_stable" | "facility_nonfin_credit" => Outflow::LessStable,
        "secured_l2a" => Outflow::SecuredSecondA,
        "nonfin_corp_sov_insured" | "collateral_valuation_change_non_l1" => Outflow::Insured,
        "operational" | "cooperative" | "secured_gov_other" | "secured_rmbs_2b" => {
            Outflow::Operational
        }
        "facility_nonfin_liquidity" => Outflow::LiquidityLine,
        "nonfin_corp_sov" | "facility_bank" | "facility_other_fi_credit" => Outflow::Wholesale,
        "secured_other_2b" | "customer_short_cover" => Outflow::SecuredSecondB,
        "secured_l1_or_cb" => Outflow::None,
        "other_legal_entity"
        | "secured_other"
        | "derivatives_net"
        | "downgrade_3notch"
        | "abcp_siv"
        | "facility_other_fi_liquidity"
        | "facility_other"
        | "other_contractual" => Outflow::Full,
        other => panic!("{other} is no outflow"),
    }
}

fn inflow(name: &str) -> Inflow {
    match name {
        "rev_repo_l1" | "committed_facility" | "operational_at_banks" => Inflow::None,
        "rev_repo_l2a" => Inflow::SecondA,
        "rev_repo_rmbs" => Inflow::Mortgages,
        "rev_repo_other_2b" | "margin_loan_other" | "retail" | "wholesale_nonfin" => Inflow::Half,
        "rev_repo_other" | "financial_and_cb" | "derivatives_net" | "other_contractual" => {
            Inflow::Full
        }
        other => panic!("{other} is no inflow"),
    }
}

/// The balances of a group, each with its name; none where the group is missing.
fn balances(group: &Value) -> impl Iterator<Item = (&str, Amount)> {
    group
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, balance)| (name.as_str(), amount(balance)))
}

fn flows(input: &Value) -> Flows {
    let flows = balances(&input["outflow_balances"])
        .fold(Flows::default(), |flows, (name, balance)| {
            flows.with_outflow(outflow(name), balance)
        });
    balances(&input["inflow_balances"]).fold(flows, |flows, (name, balance)| {
        flows.with_inflow(inflow(name), balance)
    })
}

fn near(have: Amount, want: &Value, what: &str) {
    let want = unsigned_wad(want);
    let bound = 2 + want / 10_000_000_000_000_000;
    assert!(
        have.raw().abs_diff(want) <= bound,
        "{what}: have {}, want {want}",
        have.raw()
    );
}

#[test]
fn vectors_lcr() {
    for case in cases("lcr.json") {
        let (id, values, out) = (
            text(&case["id"]),
            &case["in"]["hqla_market_value"],
            &case["out"],
        );
        let value = |name: &str| values.get(name).map_or(Amount::ZERO, amount);
        let levels = MarketValues {
            first: value("l1"),
            second_a: value("l2a"),
            mortgages: value("l2b_rmbs"),
            corporate: value("l2b_corp"),
            equity: value("l2b_equity"),
        }
        .after_haircuts();
        let mut unwound = levels;
        for (level, name) in [
            (&mut unwound.first, "sft_adj_l1"),
            (&mut unwound.second_a, "sft_adj_l2a"),
            (&mut unwound.second_b, "sft_adj_l2b"),
        ] {
            let change = values.get(name).map_or(0, |change| scaled(change, 18));
            *level = Amount::new(level.raw().saturating_add_signed(change));
        }
        let stock = levels.stock_unwound(&unwound);
        let flows = flows(&case["in"]);
        for (have, name) in [
            (levels.first, "level1"),
            (levels.second_a, "level2a_after_haircut"),
            (levels.second_b, "level2b_after_haircut"),
            (unwound.first, "adjusted_l1"),
            (unwound.second_a, "adjusted_l2a"),
            (unwound.second_b, "adjusted_l2b"),
            (stock.above_fifteen, "adj_15pct_cap"),
            (stock.above_forty, "adj_40pct_cap"),
            (stock.counted, "hqla"),
            (flows.out, "outflows"),
            (flows.into, "inflows_gross"),
            (flows.cap(), "inflow_cap"),
            (flows.into.min(flows.cap()), "inflows_counted"),
            (flows.net(), "net_outflows"),
        ] {
            near(have, &out[name], &format!("{id} {name}"));
        }
        let ratio = ratio_down(stock.counted, flows.net()).expect("an outflow");
        near(Amount::new(ratio), &out["lcr"], &id);
        for (have, name) in [
            (!stock.above_fifteen.is_zero(), "cap15_binds"),
            (!stock.above_forty.is_zero(), "cap40_binds"),
            (flows.into > flows.cap(), "inflow_cap_binds"),
        ] {
            assert_eq!(have, out[name].as_bool().expect("a truth"), "{id} {name}");
        }
    }
}

/// A published example: level 1 of 120, level 2A of 40, 200 leave and 70 come in: 154 over 130, 118.46 %.
#[test]
fn published_coverage_ratio_of_118_per_cent() {
    let unit = |units: u128| Amount::new(units * 1_000_000);
    let levels = MarketValues {
        first: unit(120),
        second_a: unit(40),
        ..MarketValues::default()
    };
    let stock = levels.after_haircuts().stock();
    let flows = Flows::default()
        .with_outflow(Outflow::Full, unit(200))
        .with_inflow(Inflow::Full, unit(70));
    assert_eq!((stock.counted, flows.net()), (unit(154), unit(130)));
    let ratio = ratio_down(stock.counted, flows.net()).expect("an outflow");
    assert_eq!(ratio / 100_000_000_000_000, 11_846);
}

#[test]
fn test_coverage_of_no_outflow_is_no_ratio() {
    assert_eq!(ratio_down(Amount::new(1), Amount::ZERO), None);
    assert_eq!(StableFunding::default().ratio_down(), None);
}

fn funding(name: &str) -> Funding {
    match name {
        "capital_and_liab_ge_1y" => Funding::Year,
        "stable_retail_sme" => Funding::Stable,
        "less_stable_retail_sme" => Funding::LessStable,
        "wholesale_nonfin_lt_1y" | "operational" | "fi_6m_1y" => Funding::Half,
        "other_lt_6m_fi" => Funding::None,
        other => panic!("{other} is no funding"),
    }
}

fn holding(name: &str) -> Holding {
    match name {
        "cash_reserves" => Holding::Cash,
        "l1_unencumbered" | "undrawn_commitments" => Holding::First,
        "fi_loan_lt6m_secured_l1" => Holding::SecuredFinancial,
        "l2a" | "fi_loan_lt6m_other" => Holding::SecondA,
        "l2b" | "loans_lt_1y" | "operational_at_banks" => Holding::WithinYear,
        "mortgages_ge_1y_rw35" => Holding::LowRisk,
        "loans_ge_1y_other" | "equities_commodities" => Holding::BeyondYear,
        "all_other" => Holding::Other,
        other => panic!("{other} is no holding"),
    }
}

#[test]
fn vectors_nsfr() {
    for case in cases("nsfr.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let both = balances(&input["asf_balances"])
            .fold(StableFunding::default(), |both, (name, balance)| {
                both.with_funding(funding(name), balance)
            });
        let both = balances(&input["rsf_balances"]).fold(both, |both, (name, balance)| {
            both.with_holding(holding(name), balance)
        });
        near(both.available, &out["asf"], &id);
        near(both.required, &out["rsf"], &id);
        let ratio = both.ratio_down().expect("assets");
        near(Amount::new(ratio), &out["nsfr"], &id);
    }
}

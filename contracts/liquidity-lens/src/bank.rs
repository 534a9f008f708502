//! The ratios of Basel III for balances of any bank.

use alm_engine::{
    analytics::{
        coverage::{Flows, Inflow, MarketValues, Outflow, ratio_down},
        funding::{Funding, Holding, StableFunding},
    },
    money::Amount,
};
use alm_lens::or_never;
use alm_stylus::{Failure, arguments::Arguments, words::Output};

/// Widths of balances.
static WIDTHS: [u8; 11] = [12; 11];

/// Kinds of outflow, by factor.
static OUTFLOWS: [Outflow; 11] = [
    Outflow::None,
    Outflow::RetailInsured,
    Outflow::Stable,
    Outflow::LessStable,
    Outflow::SecuredSecondA,
    Outflow::Insured,
    Outflow::Operational,
    Outflow::LiquidityLine,
    Outflow::Wholesale,
    Outflow::SecuredSecondB,
    Outflow::Full,
];
/// Kinds of inflow, by factor.
static INFLOWS: [Inflow; 5] = [
    Inflow::None,
    Inflow::SecondA,
    Inflow::Mortgages,
    Inflow::Half,
    Inflow::Full,
];
/// Kinds of funding, by how stable they are.
static FUNDING: [Funding; 5] = [
    Funding::Year,
    Funding::Stable,
    Funding::LessStable,
    Funding::Half,
    Funding::None,
];
/// Kinds of assets, by what they need.
static HOLDINGS: [Holding; 8] = [
    Holding::Cash,
    Holding::First,
    Holding::SecuredFinancial,
    Holding::SecondA,
    Holding::WithinYear,
    Holding::LowRisk,
    Holding::BeyondYear,
    Holding::Other,
];

/// Balances from an argument on.
fn balances<const N: usize>(
    arguments: &Arguments<'_>,
    first: usize,
) -> Result<[Amount; N], Failure> {
    let mut figures = [0; N];
    arguments.numbers(first, &WIDTHS, &mut figures)?;
    Ok(figures.map(Amount::new))
}

/// `coverageOf`.
pub(crate) fn coverage(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let [first, second_a, mortgages, corporate, equity] = balances(arguments, 0)?;
    let values = MarketValues {
        first,
        second_a,
        mortgages,
        corporate,
        equity,
    };
    let outflows: [Amount; 11] = balances(arguments, 5)?;
    let inflows: [Amount; 5] = balances(arguments, 16)?;
    let flows = OUTFLOWS
        .iter()
        .zip(outflows)
        .fold(Flows::default(), |flows, (kind, balance)| {
            flows.with_outflow(*kind, balance)
        });
    let flows = INFLOWS
        .iter()
        .zip(inflows)
        .fold(flows, |flows, (kind, balance)| {
            flows.with_inflow(*kind, balance)
        });
    let counted = values.after_haircuts().stock().counted;
    let net = flows.net();
    output
        .numbers(&[counted.raw(), flows.out.raw(), flows.into.raw(), net.raw()])
        .append(&or_never(ratio_down(counted, net)));
    Ok(())
}

/// `fundingOf`.
pub(crate) fn funding(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let funding: [Amount; 5] = balances(arguments, 0)?;
    let holdings: [Amount; 8] = balances(arguments, 5)?;
    let both = FUNDING
        .iter()
        .zip(funding)
        .fold(StableFunding::default(), |both, (kind, balance)| {
            both.with_funding(*kind, balance)
        });
    let both = HOLDINGS
        .iter()
        .zip(holdings)
        .fold(both, |both, (kind, balance)| {
            both.with_holding(*kind, balance)
        });
    output
        .numbers(&[both.available.raw(), both.required.raw()])
        .append(&or_never(both.ratio_down()));
    Ok(())
}

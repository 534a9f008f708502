//! The pure functions on the SDK's test VM, called through the interface's own encoders.

use alloy_primitives::{Address, FixedBytes, I256, U256};
use alloy_sol_types::{SolCall, SolError};
use alm_abi::ICreditLens::{
    Market, NoAsset, OutOfRange, Outflow, Position, Scenario, TooMany, UnknownImpact,
    cascadeOfCall, concentrationOfCall, densityCall, exhaustionOfCall, lossOfCall, outflowsOfCall,
    putOfCall, stressCall, supportsInterfaceCall,
};
use credit_lens::CreditLens;
use stylus_sdk::testing::*;

const WAD: u128 = 1_000_000_000_000_000_000;

fn call<C: SolCall>(call: &C) -> Result<C::Return, Vec<u8>> {
    let mut lens = CreditLens::from(&TestVM::default());
    let output = lens.route(&call.abi_encode())?;
    Ok(C::abi_decode_returns_validate(&output).expect("the declared result"))
}

/// Hull: spot 42, strike 40, 10 %, volatility 20 %, half a year: 0.81.
#[test]
fn test_published_put() {
    let put = |strike| putOfCall {
        spot: 42 * WAD,
        strike,
        sigma: 200_000_000_000_000_000,
        rate: 100_000_000_000_000_000,
        carry: 0,
        time: 500_000_000_000_000_000_000_000_000,
    };
    let told = call(&put(40 * WAD)).expect("in range");
    assert_eq!(told.value / U256::from(WAD / 100), U256::from(80), "0.8086");
    assert!(told.delta < I256::ZERO && told.theta < I256::ZERO);
    assert_eq!(call(&put(0)).err(), Some(OutOfRange {}.abi_encode()));
}

#[test]
fn test_a_loan_without_debt_loses_nothing() {
    let told = call(&lossOfCall {
        value: WAD,
        debt: 0,
        cost: 0,
        sigma: WAD as u64,
        drift: 0,
        horizon: 86_400,
    })
    .expect("told");
    assert_eq!((told.probability, told.expected), (U256::ZERO, U256::ZERO));
}

fn market(impact: u8) -> cascadeOfCall {
    cascadeOfCall {
        market: Market {
            price: 100 * WAD,
            shock: (WAD / 10) as u64,
            depth: 1_000 * WAD,
            impact,
            threshold: (WAD / 10 * 8) as u64,
            bonus: 0,
            closeFactor: WAD as u64,
        },
        rounds: 64,
        positions: vec![Position {
            collateral: 10 * WAD,
            debt: 750 * WAD,
        }],
    }
}

/// At 90, 10 units bear 720: all of the debt of 750 is repaid. Selling Q of a depth of 1,000 leaves 90 (1 - Q / 1,000), and
/// 750 / price is sold: 8.4039 at 89.2436.
#[test]
fn test_a_cascade_by_hand() {
    let told = call(&market(1)).expect("told");
    assert_eq!(told.price, U256::from(90 * WAD));
    assert_eq!(told.least.liquidated, U256::from(1));
    assert!(told.least.settled);
    let (sold, price) = (told.least.sold, told.least.price);
    assert_eq!(sold / U256::from(WAD / 10_000), U256::from(84_039));
    assert_eq!(price / U256::from(WAD / 10_000), U256::from(892_436));
    assert_eq!(told.least.badDebt, U256::ZERO);
    let refused = call(&market(3)).err();
    let want = UnknownImpact {
        have: U256::from(3),
    };
    assert_eq!(refused, Some(want.abi_encode()));
}

#[test]
fn test_the_mean_of_equal_outflows_is_theirs() {
    let outflows = [0u64, 60, 60].map(|elapsed| Outflow { amount: 5, elapsed });
    let told = call(&outflowsOfCall {
        tau: 600,
        outflows: outflows.to_vec(),
    })
    .expect("told");
    assert_eq!(told.mean, I256::unchecked_from(5));
    assert_eq!((told.variance, told.surprise), (U256::ZERO, I256::ZERO));
}

#[test]
fn test_a_certain_outflow_exhausts_and_an_inflow_never_does() {
    let told = |mean| {
        call(&exhaustionOfCall {
            mean,
            deviation: 0,
            horizon: 10 * WAD,
            liquid: 100,
        })
        .expect("told")
    };
    let leaves = told(10);
    assert_eq!(leaves.probability, U256::from(WAD));
    assert_eq!(leaves.time, U256::from(10));
    let comes = told(-10);
    assert_eq!((comes.probability, comes.time), (U256::ZERO, U256::MAX));
}

#[test]
fn test_four_equal_holders_are_four() {
    let told = call(&concentrationOfCall {
        balances: vec![7; 4],
    })
    .expect("told");
    assert_eq!(told.index, U256::from(WAD / 4));
    assert_eq!(told.holders, U256::from(4 * WAD));
    assert_eq!(told.largest, U256::from(WAD / 4));
    let many = concentrationOfCall {
        balances: vec![1; 129],
    };
    let want = TooMany {
        have: U256::from(129),
        want: U256::from(128),
    };
    assert_eq!(call(&many).err(), Some(want.abi_encode()));
}

#[test]
fn test_an_empty_answer_is_no_asset() {
    let (monitor, asset) = (Address::repeat_byte(1), Address::repeat_byte(2));
    let want = NoAsset { monitor, asset }.abi_encode();
    let density = densityCall { monitor, asset };
    assert_eq!(call(&density).err(), Some(want.clone()));
    let stress = stressCall {
        monitor,
        asset,
        scenario: Scenario {
            fall: 0,
            thinner: 0,
            wilder: 0,
            rate: 0,
            horizon: 1,
        },
    };
    assert_eq!(call(&stress).err(), Some(want));
}

#[test]
fn test_malformed_calldata_is_refused_with_empty_data() {
    let mut lens = CreditLens::from(&TestVM::default());
    let calldata = market(0).abi_encode();
    let short = &calldata[..calldata.len() - 1];
    assert_eq!(lens.route(short).err(), Some(Vec::new()), "a list cut off");
    assert_eq!(
        lens.route(&[1, 2, 3, 4]).err(),
        Some(Vec::new()),
        "no function"
    );
    assert_eq!(lens.route(&[1]).err(), Some(Vec::new()), "no selector");
}

#[test]
fn test_supports_erc165() {
    let supports = |id: u32| {
        call(&supportsInterfaceCall {
            interfaceId: FixedBytes(id.to_be_bytes()),
        })
        .expect("answered")
    };
    assert!(supports(0x01ff_c9a7));
    assert!(!supports(0xffff_ffff));
}

//! The pure functions on the SDK's test VM, called through the interface's own encoders.

use alloy_primitives::{FixedBytes, U256};
use alloy_sol_types::{SolCall, SolError};
use alm_abi::IRatesLens::{
    TooMany, keyRatesOfCall, shocksOfCall, sizesOfCall, supportsInterfaceCall, valuationOfCall,
};
use rates_lens::RatesLens;
use stylus_sdk::testing::*;

const YEAR: u64 = 31_536_000;
const WAD: u64 = 1_000_000_000_000_000_000;

fn call<C: SolCall>(call: &C) -> Result<C::Return, Vec<u8>> {
    let mut lens = RatesLens::from(&TestVM::default());
    let output = lens.route(&call.abi_encode())?;
    Ok(C::abi_decode_returns_validate(&output).expect("the declared result"))
}

/// What is due at a time: assets and liabilities.
fn due(seconds: u64, assets: u64, liabilities: u64) -> U256 {
    U256::from(seconds) << 192 | U256::from(assets) << 96 | U256::from(liabilities)
}

fn node(seconds: u64, rate: i64) -> U256 {
    U256::from(seconds) << 64 | U256::from(rate as u64)
}

fn valuation(dues: Vec<U256>, nodes: Vec<U256>) -> valuationOfCall {
    valuationOfCall { dues, nodes }
}

#[test]
fn test_a_zero_is_worth_its_discounted_face() {
    // 5 % over two years: e^-0.1.
    let rate = 50_000_000_000_000_000;
    let dues = vec![due(2 * YEAR, 1_000_000_000, 0)];
    let valued = call(&valuation(dues, vec![node(YEAR, rate)])).expect("valued");
    assert_eq!(valued.assets, U256::from(904_837_418));
    assert_eq!(valued.assetDuration, U256::from(2 * u128::from(WAD)));
    assert_eq!(valued.assetConvexity, U256::from(4 * u128::from(WAD)));
    assert_eq!(valued.assetDispersion, U256::ZERO);
    assert_eq!(valued.dv01.as_i64(), 180_967);
    assert_eq!(valued.liabilities, U256::ZERO);
    assert_eq!(valued.equityDuration, valued.durationGap);
}

#[test]
fn test_a_matched_book_meets_the_first_two_conditions() {
    let dues = vec![due(YEAR, 500, 500), due(2 * YEAR, 700, 700)];
    let valued = call(&valuation(dues, vec![])).expect("valued");
    assert_eq!(valued.redington, U256::from(0b011));
    assert_eq!(valued.dv01.as_i64(), 0);
    assert_eq!(valued.durationGap.as_i64(), 0);
}

#[test]
fn test_key_rates_fall_on_their_knots() {
    let outcome = call(&keyRatesOfCall {
        dues: vec![due(YEAR, 10_000_000, 0), due(2 * YEAR, 0, 10_000_000)],
        nodes: vec![],
        knots: [YEAR, 3 * YEAR].map(U256::from).into(),
    });
    let figures: Vec<i64> = outcome
        .expect("valued")
        .iter()
        .map(|figure| figure.as_i64())
        .collect();
    // A thousand of the first; two thousand of the second, halfway between the knots.
    assert_eq!(figures, [0, -1_000]);
}

#[test]
fn test_too_long_lists_are_refused() {
    let long = || vec![U256::ZERO; 129];
    let refused = TooMany {
        have: U256::from(129),
        want: U256::from(128),
    };
    for outcome in [
        call(&valuation(long(), vec![])),
        call(&valuation(vec![], long())),
    ] {
        assert_eq!(outcome.err(), Some(refused.abi_encode()));
    }
}

#[test]
fn test_calldata_that_is_no_list_is_refused() {
    let whole = valuation(vec![due(1, 2, 3)], vec![]).abi_encode();
    let mut lens = RatesLens::from(&TestVM::default());
    assert!(lens.route(&whole).is_ok());
    for cut in [3, 4, 36, 68, 100] {
        assert_eq!(
            lens.route(&whole[..cut]).err(),
            Some(Vec::new()),
            "{cut} bytes"
        );
    }
    let mut far = whole;
    far[4] = 1;
    assert_eq!(
        lens.route(&far).err(),
        Some(Vec::new()),
        "an offset beyond the calldata"
    );
}

#[test]
fn test_shocks_of_a_bond() {
    let mut net = [0i128; 19];
    net[9] = 1_000_000_000;
    let shocked = call(&shocksOfCall {
        net,
        rates: [0; 19],
        sizes: [200, 300, 225],
        floor: i64::MIN,
    })
    .expect("shocked");
    assert_eq!(shocked.value.as_i64(), 1_000_000_000);
    // 200 basis points over three years and a half: 1 - e^-0.07, up.
    assert_eq!(shocked.losses[0].as_i64(), 67_606_181);
    assert_eq!(shocked.measure, U256::from(67_606_181));
    assert_eq!(shocked.incomeUp.as_i64(), 0);
    let floored = call(&shocksOfCall {
        net,
        rates: [0; 19],
        sizes: [200, 300, 225],
        floor: 0,
    })
    .expect("shocked");
    assert_eq!(floored.losses[1].as_i64(), 0);
}

#[test]
fn test_sizes_of_currencies() {
    let sizes = call(&sizesOfCall {
        code: FixedBytes(*b"USD"),
    })
    .expect("known");
    assert_eq!(
        (sizes.parallel, sizes.short, sizes.long),
        (U256::from(200), U256::from(300), U256::from(225))
    );
}

#[test]
fn test_supports_its_interface_and_erc165() {
    let supports = |id: u32| {
        call(&supportsInterfaceCall {
            interfaceId: FixedBytes(id.to_be_bytes()),
        })
        .expect("answered")
    };
    assert!(supports(0x01ff_c9a7));
    assert!(!supports(0xffff_ffff));
    assert!(!supports(0));
}

//! The pure functions on the SDK's test VM, called through the interface's own encoders.

use alloy_primitives::{Address, FixedBytes, U256, aliases::U96};
use alloy_sol_types::{SolCall, SolError};
use alm_abi::ILiquidityLens::{
    NoBook, coverageCall, coverageOfCall, fundingOfCall, supportsInterfaceCall,
};
use liquidity_lens::LiquidityLens;
use stylus_sdk::testing::*;

fn call<C: SolCall>(call: &C) -> Result<C::Return, Vec<u8>> {
    let mut lens = LiquidityLens::from(&TestVM::default());
    let output = lens.route(&call.abi_encode())?;
    Ok(C::abi_decode_returns_validate(&output).expect("the declared result"))
}

fn balances<const N: usize>(figures: &[(usize, u64)]) -> [U96; N] {
    let mut balances = [U96::ZERO; N];
    for (place, figure) in figures {
        balances[*place] = U96::from(*figure);
    }
    balances
}

/// A published example: level 1 of 120, level 2A of 40, 200 leave, 70 come in: 154 over 130.
#[test]
fn test_published_coverage_ratio() {
    let told = call(&coverageOfCall {
        values: balances(&[(0, 120_000_000), (1, 40_000_000)]),
        outflows: balances(&[(10, 200_000_000)]),
        inflows: balances(&[(4, 70_000_000)]),
    })
    .expect("told");
    assert_eq!(told.counted, U256::from(154_000_000));
    assert_eq!(told.net, U256::from(130_000_000));
    assert_eq!(told.ratio, U256::from(154 * 10u128.pow(18) / 130));
}

#[test]
fn test_without_outflow_the_ratio_is_the_largest_number() {
    let told = call(&coverageOfCall {
        values: balances(&[(0, 1)]),
        outflows: balances(&[(0, 5)]),
        inflows: balances(&[]),
    })
    .expect("told");
    assert_eq!((told.outflow, told.ratio), (U256::ZERO, U256::MAX));
}

#[test]
fn test_stable_funding_by_factor() {
    let told = call(&fundingOfCall {
        funding: balances(&[(0, 100), (1, 100), (2, 100), (3, 100), (4, 100)]),
        holdings: balances(&[(0, 100), (1, 100), (4, 100), (7, 100)]),
    })
    .expect("told");
    assert_eq!(
        (told.available, told.required),
        (U256::from(335), U256::from(155))
    );
}

#[test]
fn test_an_empty_answer_is_no_book() {
    let (sheet, token) = (Address::repeat_byte(1), Address::repeat_byte(2));
    let outcome = call(&coverageCall { sheet, token });
    assert_eq!(outcome.err(), Some(NoBook { sheet, token }.abi_encode()));
}

#[test]
fn test_malformed_calldata_is_refused_with_empty_data() {
    let mut lens = LiquidityLens::from(&TestVM::default());
    let mut dirty = coverageCall {
        sheet: Address::ZERO,
        token: Address::ZERO,
    }
    .abi_encode();
    assert_eq!(
        lens.route(&dirty[..60]).err(),
        Some(Vec::new()),
        "too short"
    );
    dirty[4] = 1;
    assert_eq!(lens.route(&dirty).err(), Some(Vec::new()), "no address");
    assert_eq!(
        lens.route(&[1, 2, 3, 4]).err(),
        Some(Vec::new()),
        "no function"
    );
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

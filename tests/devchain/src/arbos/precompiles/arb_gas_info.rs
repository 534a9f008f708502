//! `ArbGasInfo`: prices.

use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;

use crate::arbos::{
    context::{Failure, PrecompileCall},
    precompile::{Access, Method, Precompile, method},
    storage::{LAYOUT, l1_price, l2_price},
};

sol! {
    /// Reads prices.
    interface ArbGasInfo {
        function getPricesInWei() external view returns (uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation, uint256 perArbGasBase, uint256 perArbGasCongestion, uint256 perArbGasTotal);
        function getPricesInArbGas() external view returns (uint256 perL2Tx, uint256 perL1CalldataByte, uint256 perStorageAllocation);
        function getMinimumGasPrice() external view returns (uint256);
        function getL1BaseFeeEstimate() external view returns (uint256);
        function getL1GasPriceEstimate() external view returns (uint256);
        function getCurrentTxL1GasFees() external view returns (uint256);
        function getGasBacklog() external view returns (uint64);
    }
}

use ArbGasInfo as A;

/// Calldata bytes a plain transaction is taken to have on L1.
const ASSUMED_TX_BYTES: u64 = 140;
/// Gas of a byte of calldata on L1; a unit of the price.
const L1_GAS_PER_BYTE: u64 = 16;
/// Gas of a new storage slot.
const STORAGE_GAS: u64 = 20_000;

/// `0x6c`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x6c),
    access: Access::Anyone,
    methods: METHODS,
};

static METHODS: &[Method] = &[
    method!(A::getPricesInWeiCall, View, 0, prices_in_wei),
    method!(A::getPricesInArbGasCall, View, 0, prices_in_gas),
    method!(A::getMinimumGasPriceCall, View, 0, |call, _| minimum_price(
        call
    )),
    method!(A::getL1BaseFeeEstimateCall, View, 0, |call, _| l1_price(
        call
    )),
    method!(A::getL1GasPriceEstimateCall, View, 0, |call, _| l1_price(
        call
    )),
    method!(
        A::getCurrentTxL1GasFeesCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| Ok(call.info.l1_fee)
    ),
    // The base fee is constant here, so no backlog builds up.
    method!(A::getGasBacklogCall, View, 0, |_, _| Ok(0)),
];

fn prices_in_wei(
    call: &mut PrecompileCall<'_>,
    _: A::getPricesInWeiCall,
) -> Result<A::getPricesInWeiReturn, Failure> {
    let per_byte = l1_price(call)?.saturating_mul(U256::from(L1_GAS_PER_BYTE));
    let base_fee = U256::from(call.info.block.base_fee);
    let base = minimum_price(call)?.min(base_fee);
    Ok(A::getPricesInWeiReturn {
        perL2Tx: per_byte.saturating_mul(U256::from(ASSUMED_TX_BYTES)),
        perL1CalldataByte: per_byte,
        perStorageAllocation: base_fee.saturating_mul(U256::from(STORAGE_GAS)),
        perArbGasBase: base,
        perArbGasCongestion: base_fee.saturating_sub(base),
        perArbGasTotal: base_fee,
    })
}

fn prices_in_gas(
    call: &mut PrecompileCall<'_>,
    _: A::getPricesInArbGasCall,
) -> Result<A::getPricesInArbGasReturn, Failure> {
    let per_byte = l1_price(call)?.saturating_mul(U256::from(L1_GAS_PER_BYTE));
    let in_gas = |wei: U256| {
        wei.checked_div(U256::from(call.info.block.base_fee))
            .unwrap_or_default()
    };
    Ok(A::getPricesInArbGasReturn {
        perL2Tx: in_gas(per_byte.saturating_mul(U256::from(ASSUMED_TX_BYTES))),
        perL1CalldataByte: in_gas(per_byte),
        perStorageAllocation: U256::from(STORAGE_GAS),
    })
}

fn minimum_price(call: &mut PrecompileCall<'_>) -> Result<U256, Failure> {
    call.read(LAYOUT.l2_pricing.at(l2_price::MINIMUM_BASE_FEE))
}

fn l1_price(call: &mut PrecompileCall<'_>) -> Result<U256, Failure> {
    call.read(LAYOUT.l1_pricing.at(l1_price::PRICE_PER_UNIT))
}

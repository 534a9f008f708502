//! What the SDK's router needs to know of the structs.

use alloy_sol_types::SolStruct;
use stylus_sdk::abi::{AbiType, ConstString};

use crate::risk_engine::IRiskEngine::{AssetRisk, Feed, Liquidity, Parameters, Sample};

/// Implements the SDK's type mapping for structs: their name, and the tuple the selector hashes.
macro_rules! abi_struct {
    ($($name:ident = $tuple:literal),+ $(,)?) => {$(
        impl AbiType for $name {
            type SolType = Self;
            const ABI: ConstString = ConstString::new(<Self as SolStruct>::NAME);
            const SELECTOR_ABI: ConstString = ConstString::new($tuple);
            const EXPORT_ABI_ARG: ConstString = Self::ABI.concat(ConstString::new(" calldata"));
            const EXPORT_ABI_RET: ConstString = Self::ABI.concat(ConstString::new(" memory"));
        }
    )+};
}

abi_struct! {
    Parameters = "(uint16,uint16,uint16,uint16,uint16,uint16,uint16,uint16,uint16,uint16,uint16,uint16)",
    Liquidity = "(uint64,uint64,uint16,uint16,uint32,uint32,uint64)",
    Feed = "(address,uint8,uint32,bool)",
    Sample = "(uint80,uint256,uint64,uint256,uint256,uint256)",
    AssetRisk = "(uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint64,uint64,bool,bool)",
}

//! `ArbDebug`: what only development chains allow.

use alloy_primitives::Address;
use alloy_sol_types::sol;

use crate::arbos::{
    context::PrecompileCall,
    precompile::{Access, Method, Precompile, method},
    sets::chain_owners,
};

sol! {
    /// Development tools.
    interface ArbDebug {
        function becomeChainOwner() external;
    }
}

/// `0xff`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0xff),
    access: Access::Debug,
    methods: METHODS,
};

static METHODS: &[Method] = &[method!(
    ArbDebug::becomeChainOwnerCall,
    Write,
    0,
    |call: &mut PrecompileCall<'_>, _| {
        chain_owners().add(call, call.info.caller)?;
        Ok(ArbDebug::becomeChainOwnerReturn {})
    }
)];

//! `ArbInfo`: balance and code of accounts.

use alloy_primitives::Address;
use alloy_sol_types::sol;

use crate::arbos::{
    context::PrecompileCall,
    precompile::{Access, Method, Precompile, method},
};

sol! {
    /// Reads accounts.
    interface ArbInfo {
        function getBalance(address account) external view returns (uint256);
        function getCode(address account) external view returns (bytes memory);
    }
}

/// Gas of reading a balance.
const BALANCE_GAS: u64 = 700;
/// Gas of reading a code, plus [`COPY_GAS`] a word.
const CODE_GAS: u64 = 2_600;
const COPY_GAS: u64 = 3;

/// `0x65`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x65),
    access: Access::Anyone,
    methods: METHODS,
};

static METHODS: &[Method] = &[
    method!(
        ArbInfo::getBalanceCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, args: ArbInfo::getBalanceCall| {
            call.burn(BALANCE_GAS)?;
            call.state.balance(args.account)
        }
    ),
    method!(
        ArbInfo::getCodeCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, args: ArbInfo::getCodeCall| {
            call.burn(CODE_GAS)?;
            let code = call.state.code(args.account)?.0;
            call.burn((code.len() as u64).div_ceil(32) * COPY_GAS)?;
            Ok(code)
        }
    ),
];

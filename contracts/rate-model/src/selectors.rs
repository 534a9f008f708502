//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRateModel as abi;

macro_rules! selectors {
    ($($name:ident = $call:ident),+ $(,)?) => {$(
        pub(crate) const $name: u32 = u32::from_be_bytes(abi::$call::SELECTOR);
    )+};
}

selectors! {
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    LIST = listCall,
    SET_BALANCE_SHEET = setBalanceSheetCall,
    SET_SPREADS = setSpreadsCall,
    ACCRUE = accrueCall,
    FLOATING_RATE = floatingRateCall,
    LAGGED_RATE = laggedRateCall,
    CURVE = curveCall,
    DISCOUNT_FACTORS = discountFactorsCall,
    QUOTES = quotesCall,
    WEEKLY_FACTORS = weeklyFactorsCall,
    RATES = ratesCall,
    SPREADS = spreadsCall,
}

/// Selector of `stylus_constructor()`, whose arguments follow it; fixed by the SDK.
pub(crate) const CONSTRUCTOR: u32 = 0x5585_258d;

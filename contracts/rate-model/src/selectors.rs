//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRateModel as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
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

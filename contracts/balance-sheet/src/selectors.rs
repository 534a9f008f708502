//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::{IBalanceSheet as abi, IFixedBook as fixed, IRedemptions as redemptions};
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    FUND = fundCall,
    DEFUND = defundCall,
    PREVIEW_FUND = previewFundCall,
    PREVIEW_DEFUND = previewDefundCall,
    MAX_FUND = maxFundCall,
    MAX_DEFUND = maxDefundCall,
    WORTH = worthCall,
    INDEX_OF = indexOfCall,
    DRAW = drawCall,
    RESTORE = restoreCall,
    ACCRUE = accrueCall,
    REFRESH_RATE = refreshRateCall,
}

selectors! {
    fixed:
    FUND_FIXED = fundFixedCall,
}

selectors! {
    redemptions:
    SET_QUEUED = setQueuedCall,
}

//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::{IBalanceSheet as abi, IRedemptions as redemptions};
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    LIST = listCall,
    SET_TERMS = setTermsCall,
    SET_RATE_MODEL = setRateModelCall,
    SET_LINE = setLineCall,
    SET_PAUSED = setPausedCall,
    FUND = fundCall,
    DEFUND = defundCall,
    PREVIEW_FUND = previewFundCall,
    PREVIEW_DEFUND = previewDefundCall,
    MAX_FUND = maxFundCall,
    MAX_DEFUND = maxDefundCall,
    WORTH = worthCall,
    DRAW = drawCall,
    RESTORE = restoreCall,
    LINE_OF = lineOfCall,
    ACCRUE = accrueCall,
    REFRESH_RATE = refreshRateCall,
    STRIKE = strikeCall,
    BOOK = bookCall,
    TERMS = termsCall,
    VAULT_OF = vaultOfCall,
}

selectors! {
    redemptions:
    SET_QUEUED = setQueuedCall,
    RESERVE = reserveCall,
    RELEASE = releaseCall,
}

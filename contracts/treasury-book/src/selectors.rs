//! The functions of the interfaces as numbers.

use alloy_sol_types::SolCall;
use alm_abi::{
    IBalanceSheet as abi, IFixedBook as fixed, IRedemptions as redemptions, ITreasury as treasury,
};
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    LIST = listCall,
    SET_TERMS = setTermsCall,
    SET_RATE_MODEL = setRateModelCall,
    SET_LINE = setLineCall,
    SET_PAUSED = setPausedCall,
    STRIKE = strikeCall,
    BOOK = bookCall,
    VAULT_OF = vaultOfCall,
    TERMS = termsCall,
    LINE_OF = lineOfCall,
}

selectors! {
    redemptions:
    RESERVE = reserveCall,
    RELEASE = releaseCall,
}

selectors! {
    treasury:
    PROVISION = provisionCall,
    WRITE_OFF = writeOffCall,
    ARREARS = arrearsCall,
    SET_BUFFER = setBufferCall,
    SET_BACKING = setBackingCall,
    DRAW_BUFFER = drawBufferCall,
    REPAY_BUFFER = repayBufferCall,
    COVER_LOSS = coverLossCall,
    BACKING = backingCall,
    CONTRIBUTE_EQUITY = contributeEquityCall,
    DISTRIBUTE_EQUITY = distributeEquityCall,
}

selectors! {
    fixed:
    TERM_DESK_OF = termDeskOfCall,
    FIXED_LINE_OF = fixedLineOfCall,
    FIXED_TERMS = fixedTermsCall,
    LIMITS = limitsCall,
    POSITION = positionCall,
    SET_FIXED_TERMS = setFixedTermsCall,
    SET_TERM_DESK = setTermDeskCall,
    SET_FIXED_LINE = setFixedLineCall,
}

//! The functions of the interfaces as numbers.

use alloy_sol_types::SolCall;
use alm_abi::{IFixedBook as fixed, ITreasury as treasury};

macro_rules! selectors {
    ($module:ident: $($name:ident = $call:ident),+ $(,)?) => {$(
        pub(crate) const $name: u32 = u32::from_be_bytes($module::$call::SELECTOR);
    )+};
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
    LADDER = ladderCall,
    SET_FIXED_TERMS = setFixedTermsCall,
    SET_TERM_DESK = setTermDeskCall,
    SET_FIXED_LINE = setFixedLineCall,
}

/// Selector of `stylus_constructor()`; fixed by the SDK.
pub(crate) const CONSTRUCTOR: u32 = 0x5585_258d;

//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IFixedBook as fixed;

macro_rules! selectors {
    ($($name:ident = $call:ident),+ $(,)?) => {$(
        pub(crate) const $name: u32 = u32::from_be_bytes(fixed::$call::SELECTOR);
    )+};
}

selectors! {
    FUND_FIXED = fundFixedCall,
    DEFUND_FIXED = defundFixedCall,
    REDEEM_FIXED = redeemFixedCall,
    ROLL_FIXED = rollFixedCall,
    DRAW_FIXED = drawFixedCall,
    RESTORE_FIXED = restoreFixedCall,
    PREVIEW_FUND_FIXED = previewFundFixedCall,
    PREVIEW_DEFUND_FIXED = previewDefundFixedCall,
    PREVIEW_DRAW_FIXED = previewDrawFixedCall,
    PREVIEW_RESTORE_FIXED = previewRestoreFixedCall,
}

/// Selector of `stylus_constructor()`; fixed by the SDK.
pub(crate) const CONSTRUCTOR: u32 = 0x5585_258d;

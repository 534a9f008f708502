//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IFixedBook as fixed;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    fixed:
    DEFUND_FIXED = defundFixedCall,
    REDEEM_FIXED = redeemFixedCall,
    ROLL_FIXED = rollFixedCall,
    DRAW_FIXED = drawFixedCall,
    RESTORE_FIXED = restoreFixedCall,
    PREVIEW_FUND_FIXED = previewFundFixedCall,
    PREVIEW_DEFUND_FIXED = previewDefundFixedCall,
    PREVIEW_DRAW_FIXED = previewDrawFixedCall,
    PREVIEW_RESTORE_FIXED = previewRestoreFixedCall,
    LADDER = ladderCall,
}

//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRedeemQueue as abi;

macro_rules! selectors {
    ($($name:ident = $call:ident),+ $(,)?) => {$(
        pub(crate) const $name: u32 = u32::from_be_bytes(abi::$call::SELECTOR);
    )+};
}

selectors! {
    REQUEST_REDEEM = requestRedeemCall,
    PENDING_REDEEM_REQUEST = pendingRedeemRequestCall,
    CLAIMABLE_REDEEM_REQUEST = claimableRedeemRequestCall,
    REDEEM = redeemCall,
    WITHDRAW = withdrawCall,
    MAX_REDEEM = maxRedeemCall,
    MAX_WITHDRAW = maxWithdrawCall,
    PREVIEW_REDEEM = previewRedeemCall,
    PREVIEW_WITHDRAW = previewWithdrawCall,
    SET_OPERATOR = setOperatorCall,
    IS_OPERATOR = isOperatorCall,
    SUPPORTS_INTERFACE = supportsInterfaceCall,
    SHARE = shareCall,
    ASSET = assetCall,
    TOTAL_ASSETS = totalAssetsCall,
    CONVERT_TO_SHARES = convertToSharesCall,
    CONVERT_TO_ASSETS = convertToAssetsCall,
    MAX_DEPOSIT = maxDepositCall,
    MAX_MINT = maxMintCall,
    PREVIEW_DEPOSIT = previewDepositCall,
    PREVIEW_MINT = previewMintCall,
    DEPOSIT = depositCall,
    MINT = mintCall,
    CANCEL = cancelCall,
    SETTLE = settleCall,
    MINIMUM_REQUEST = minimumRequestCall,
    LINE = lineCall,
    REQUESTS_OF = requestsOfCall,
    GENERATION = generationCall,
}

/// Selector of `stylus_constructor()`, whose arguments follow it; fixed by the SDK.
pub(crate) const CONSTRUCTOR: u32 = 0x5585_258d;

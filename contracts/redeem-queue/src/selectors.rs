//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRedeemQueue as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
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

//! The functions of the interfaces as numbers.

use alloy_sol_types::SolCall;
use alm_abi::{IBufferPool as abi, IBufferTreasury as treasury};
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    NAME = nameCall,
    SYMBOL = symbolCall,
    DECIMALS = decimalsCall,
    TOTAL_SUPPLY = totalSupplyCall,
    BALANCE_OF = balanceOfCall,
    ALLOWANCE = allowanceCall,
    TRANSFER = transferCall,
    TRANSFER_FROM = transferFromCall,
    APPROVE = approveCall,
    PERMIT = permitCall,
    NONCES = noncesCall,
    DOMAIN_SEPARATOR = DOMAIN_SEPARATORCall,
    ASSET = assetCall,
    TOTAL_ASSETS = totalAssetsCall,
    CONVERT_TO_SHARES = convertToSharesCall,
    CONVERT_TO_ASSETS = convertToAssetsCall,
    MAX_DEPOSIT = maxDepositCall,
    MAX_MINT = maxMintCall,
    MAX_WITHDRAW = maxWithdrawCall,
    MAX_REDEEM = maxRedeemCall,
    PREVIEW_DEPOSIT = previewDepositCall,
    PREVIEW_MINT = previewMintCall,
    PREVIEW_WITHDRAW = previewWithdrawCall,
    PREVIEW_REDEEM = previewRedeemCall,
    DEPOSIT = depositCall,
    MINT = mintCall,
    WITHDRAW = withdrawCall,
    REDEEM = redeemCall,
    REQUEST_EXIT = requestExitCall,
    CANCEL_EXIT = cancelExitCall,
    EXIT_OF = exitOfCall,
    PREVIEW_EXIT = previewExitCall,
    BALANCE_SHEET = balanceSheetCall,
}

selectors! {
    treasury:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    DRAW = drawCall,
    COVER = coverCall,
    COLLECT = collectCall,
    REPORT = reportCall,
    REBALANCE = rebalanceCall,
    SET_TERMS = setTermsCall,
    SET_STRATEGY = setStrategyCall,
    ABANDON = abandonCall,
    TERMS = termsCall,
    STRATEGY = strategyCall,
    ACCOUNTS = accountsCall,
    SIZING = sizingCall,
}

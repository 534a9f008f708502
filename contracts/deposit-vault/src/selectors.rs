//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IDepositVault as abi;
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
    BALANCE_SHEET = balanceSheetCall,
    TOP_HOLDING = topHoldingCall,
    POKE = pokeCall,
    QUEUE = queueCall,
    QUEUED_SHARES = queuedSharesCall,
    SET_QUEUE = setQueueCall,
    ENQUEUE = enqueueCall,
    DEQUEUE = dequeueCall,
    SETTLE = settleCall,
    RELEASE = releaseCall,
}

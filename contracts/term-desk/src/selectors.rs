//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::ITermDesk as abi;

macro_rules! selectors {
    ($($name:ident = $call:ident),+ $(,)?) => {$(
        pub(crate) const $name: u32 = u32::from_be_bytes(abi::$call::SELECTOR);
    )+};
}

selectors! {
    SUPPORTS_INTERFACE = supportsInterfaceCall,
    BALANCE_OF = balanceOfCall,
    ALLOWANCE = allowanceCall,
    IS_OPERATOR = isOperatorCall,
    TRANSFER = transferCall,
    TRANSFER_FROM = transferFromCall,
    APPROVE = approveCall,
    SET_OPERATOR = setOperatorCall,
    NAME = nameCall,
    SYMBOL = symbolCall,
    DECIMALS = decimalsCall,
    ID_OF = idOfCall,
    CLAIM_OF = claimOfCall,
    BALANCE_SHEET = balanceSheetCall,
    DEPOSIT = depositCall,
    EXIT = exitCall,
    REDEEM = redeemCall,
    REDEEM_MANY = redeemManyCall,
    ROLL_OVER = rollOverCall,
    PREVIEW_DEPOSIT = previewDepositCall,
    PREVIEW_EXIT = previewExitCall,
    PREVIEW_ROLL_OVER = previewRollOverCall,
}

/// Selector of `stylus_constructor()`, whose arguments follow it; fixed by the SDK.
pub(crate) const CONSTRUCTOR: u32 = 0x5585_258d;

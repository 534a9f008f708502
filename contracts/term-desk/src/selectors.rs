//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::ITermDesk as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
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

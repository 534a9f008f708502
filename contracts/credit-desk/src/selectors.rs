//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::ICreditDesk as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    EXECUTE = executeCall,
    LIQUIDATE = liquidateCall,
    SET_OPERATOR = setOperatorCall,
    PERMIT_OPERATOR = permitOperatorCall,
}

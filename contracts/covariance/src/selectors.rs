//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::ICovariance as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    JOIN = joinCall,
    LEAVE = leaveCall,
    SET_RULES = setRulesCall,
    SAMPLE_ALL = sampleAllCall,
    SAMPLE = sampleCall,
    CONFIG = configCall,
    MEMBERS = membersCall,
    MEMBER_AT = memberAtCall,
    CORRELATION = correlationCall,
    CREDIT = creditCall,
    GROUP_CREDIT = groupCreditCall,
}

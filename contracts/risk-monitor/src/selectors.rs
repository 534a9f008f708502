//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRiskMonitor as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    SET_SOURCES = setSourcesCall,
    FOLLOW = followCall,
    RECORD = recordCall,
    EVALUATE = evaluateCall,
    MEASURE = measureCall,
    PUSH_TERMS = pushTermsCall,
    PUSH_CREDIT = pushCreditCall,
    SOURCES = sourcesCall,
    STATE = stateCall,
    REGIME = regimeCall,
    GAIN_OF = gainOfCall,
    HISTOGRAM = histogramCall,
    OFFER = offerCall,
}

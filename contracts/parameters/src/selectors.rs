//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IParameters as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    CHANGE = changeCall,
    PAUSE = pauseCall,
    UNPAUSE = unpauseCall,
    SET_BAND = setBandCall,
    TIGHTEN_BAND = tightenBandCall,
    SET_STEWARD = setStewardCall,
    SHORTEN_TERM = shortenTermCall,
    SET_GUARDIAN = setGuardianCall,
    SET_RATE_MODEL = setRateModelCall,
    EXECUTE = executeCall,
    BALANCE_SHEET = balanceSheetCall,
    RATE_MODEL = rateModelCall,
    GUARDIAN = guardianCall,
    STEWARDSHIP = stewardshipCall,
    BAND_OF = bandOfCall,
    BOUNDS_OF = boundsOfCall,
}

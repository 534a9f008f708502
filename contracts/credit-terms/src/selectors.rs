//! The functions of the interfaces as numbers.

use alloy_sol_types::SolCall;
use alm_abi::{ICreditDesk as desk, ICreditTerms as terms};
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    desk:
    IS_OPERATOR = isOperatorCall,
    NONCES = noncesCall,
    DOMAIN_SEPARATOR = DOMAIN_SEPARATORCall,
    ACCOUNT_OF = accountOfCall,
    COLLATERAL_OF = collateralOfCall,
    DEBT_OF = debtOfCall,
    LOAN_OF = loanOfCall,
    ACCEPT_OFFERS = acceptOffersCall,
    STANDING = standingCall,
    BORROWING_POWER = borrowingPowerCall,
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
}

selectors! {
    terms:
    SET_COLLATERAL_TERMS = setCollateralTermsCall,
    SET_PORTFOLIO_CREDIT = setPortfolioCreditCall,
    OBSERVE = observeCall,
    REPORT = reportCall,
    COLLATERAL_TERMS = collateralTermsCall,
    PORTFOLIO_CREDIT = portfolioCreditCall,
    ASSET_OF = assetOfCall,
    ASSET_AT = assetAtCall,
    DESK = deskCall,
    SET_PAUSED = setPausedCall,
    CLOSE_COLLATERAL = closeCollateralCall,
    LIST_ASSET = listAssetCall,
    SET_ASSET = setAssetCall,
    SET_RISK_SOURCE = setRiskSourceCall,
    SET_GUARDIAN = setGuardianCall,
    SET_SEQUENCER = setSequencerCall,
    SET_DUST = setDustCall,
}

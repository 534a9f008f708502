//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRiskEngine as abi;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    LIST = listCall,
    DELIST = delistCall,
    RELIST = relistCall,
    SET_FEED = setFeedCall,
    SET_PARAMETERS = setParametersCall,
    SET_LIQUIDITY = setLiquidityCall,
    SET_REPORTER = setReporterCall,
    REPORT_DEPTH = reportDepthCall,
    POKE = pokeCall,
    POKE_MANY = pokeManyCall,
    ASSET_RISK = assetRiskCall,
    SIGMA = sigmaCall,
    HAIRCUT = haircutCall,
    LIQUIDATION_THRESHOLD = liquidationThresholdCall,
    OPENING_LTV = openingLtvCall,
    IS_STALE = isStaleCall,
    LAST_SAMPLE = lastSampleCall,
    OBSERVATIONS = observationsCall,
    REPORTER = reporterCall,
    FEED_OF = feedOfCall,
    PARAMETERS = parametersCall,
    LIQUIDITY = liquidityCall,
}

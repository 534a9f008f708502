//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::ICreditLens as abi;
use alm_lens::identifier;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    DENSITY = densityCall,
    STRESS = stressCall,
    REVERSE_STRESS = reverseStressCall,
    PUT_OF = putOfCall,
    LOSS_OF = lossOfCall,
    HAIRCUTS_OF = haircutsOfCall,
    HEDGE_OF = hedgeOfCall,
    REBALANCING_OF = rebalancingOfCall,
    CASCADE_OF = cascadeOfCall,
    OUTFLOWS_OF = outflowsOfCall,
    EXHAUSTION_OF = exhaustionOfCall,
    CONCENTRATION_OF = concentrationOfCall,
    SUPPORTS_INTERFACE = supportsInterfaceCall,
}

/// The interface's identifier.
pub(crate) const IDENTIFIER: u32 = identifier(&[
    abi::densityCall::SELECTOR,
    abi::stressCall::SELECTOR,
    abi::reverseStressCall::SELECTOR,
    abi::putOfCall::SELECTOR,
    abi::lossOfCall::SELECTOR,
    abi::haircutsOfCall::SELECTOR,
    abi::hedgeOfCall::SELECTOR,
    abi::rebalancingOfCall::SELECTOR,
    abi::cascadeOfCall::SELECTOR,
    abi::outflowsOfCall::SELECTOR,
    abi::exhaustionOfCall::SELECTOR,
    abi::concentrationOfCall::SELECTOR,
    abi::supportsInterfaceCall::SELECTOR,
]);

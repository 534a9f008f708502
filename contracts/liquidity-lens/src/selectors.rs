//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::ILiquidityLens as abi;
use alm_lens::identifier;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    COVERAGE = coverageCall,
    COVERAGE_WITHIN = coverageWithinCall,
    LIQUIDITY = liquidityCall,
    GAPS = gapsCall,
    STRESS = stressCall,
    REVERSE_STRESS = reverseStressCall,
    SOLVENCY = solvencyCall,
    PROTOCOL_ASSETS = protocolAssetsCall,
    PROTOCOL_LIABILITIES = protocolLiabilitiesCall,
    VERIFY_SOLVENCY = verifySolvencyCall,
    COVERAGE_OF = coverageOfCall,
    FUNDING_OF = fundingOfCall,
    SUPPORTS_INTERFACE = supportsInterfaceCall,
}

/// The interface's identifier.
pub(crate) const IDENTIFIER: u32 = identifier(&[
    abi::coverageCall::SELECTOR,
    abi::coverageWithinCall::SELECTOR,
    abi::liquidityCall::SELECTOR,
    abi::gapsCall::SELECTOR,
    abi::stressCall::SELECTOR,
    abi::reverseStressCall::SELECTOR,
    abi::solvencyCall::SELECTOR,
    abi::protocolAssetsCall::SELECTOR,
    abi::protocolLiabilitiesCall::SELECTOR,
    abi::verifySolvencyCall::SELECTOR,
    abi::coverageOfCall::SELECTOR,
    abi::fundingOfCall::SELECTOR,
    abi::supportsInterfaceCall::SELECTOR,
]);

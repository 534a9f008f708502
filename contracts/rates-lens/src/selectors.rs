//! The functions of the interface as numbers.

use alloy_sol_types::SolCall;
use alm_abi::IRatesLens as abi;
use alm_lens::identifier;
use alm_stylus::selectors;
pub(crate) use alm_stylus::selectors::CONSTRUCTOR;

selectors! {
    abi:
    VALUATION = valuationCall,
    KEY_RATES = keyRatesCall,
    SHOCKS = shocksCall,
    REPORT = reportCall,
    VALUATION_OF = valuationOfCall,
    KEY_RATES_OF = keyRatesOfCall,
    SHOCKS_OF = shocksOfCall,
    SIZES_OF = sizesOfCall,
    SUPPORTS_INTERFACE = supportsInterfaceCall,
}

/// The interface's identifier.
pub(crate) const IDENTIFIER: u32 = identifier(&[
    abi::valuationCall::SELECTOR,
    abi::keyRatesCall::SELECTOR,
    abi::shocksCall::SELECTOR,
    abi::reportCall::SELECTOR,
    abi::valuationOfCall::SELECTOR,
    abi::keyRatesOfCall::SELECTOR,
    abi::shocksOfCall::SELECTOR,
    abi::sizesOfCall::SELECTOR,
    abi::supportsInterfaceCall::SELECTOR,
]);

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
    AGGREGATE = aggregateCall,
    VALUATION_OF = valuationOfCall,
    KEY_RATES_OF = keyRatesOfCall,
    SHOCKS_OF = shocksOfCall,
    SIZES_OF = sizesOfCall,
    MOVES_OF = movesOfCall,
    SLOT_OF = slotOfCall,
    DEPOSITS_OF = depositsOfCall,
    REDEMPTIONS_OF = redemptionsOfCall,
    PREPAYMENTS_OF = prepaymentsOfCall,
    SUPPORTS_INTERFACE = supportsInterfaceCall,
}

/// The interface's identifier.
pub(crate) const IDENTIFIER: u32 = identifier(&[
    abi::valuationCall::SELECTOR,
    abi::keyRatesCall::SELECTOR,
    abi::shocksCall::SELECTOR,
    abi::reportCall::SELECTOR,
    abi::aggregateCall::SELECTOR,
    abi::valuationOfCall::SELECTOR,
    abi::keyRatesOfCall::SELECTOR,
    abi::shocksOfCall::SELECTOR,
    abi::sizesOfCall::SELECTOR,
    abi::movesOfCall::SELECTOR,
    abi::slotOfCall::SELECTOR,
    abi::depositsOfCall::SELECTOR,
    abi::redemptionsOfCall::SELECTOR,
    abi::prepaymentsOfCall::SELECTOR,
    abi::supportsInterfaceCall::SELECTOR,
]);

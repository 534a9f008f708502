//! Every interface of an owned contract repeats `IOwned` word for word.

use alloy_sol_types::{SolEventInterface, SolInterface};
use alm_abi::{
    IOwned::{IOwnedCalls, IOwnedErrors, IOwnedEvents},
    IRiskEngine::{IRiskEngineCalls, IRiskEngineErrors, IRiskEngineEvents},
};

#[test]
fn test_risk_engine_repeats_the_functions_of_owned() {
    assert_eq!(IOwnedCalls::COUNT, 4);
    for selector in IOwnedCalls::selectors() {
        assert!(IRiskEngineCalls::valid_selector(selector), "{selector:?}");
    }
}

#[test]
fn test_risk_engine_repeats_the_errors_of_owned() {
    assert_eq!(IOwnedErrors::COUNT, 4);
    for selector in IOwnedErrors::selectors() {
        assert!(IRiskEngineErrors::valid_selector(selector), "{selector:?}");
    }
}

#[test]
fn test_risk_engine_repeats_the_events_of_owned() {
    assert_eq!(IOwnedEvents::COUNT, 2);
    for topic in IOwnedEvents::SELECTORS {
        assert!(IRiskEngineEvents::SELECTORS.contains(topic), "{topic:?}");
    }
}

//! Every interface of an owned contract repeats `IOwned` word for word.

use alloy_sol_types::{SolEventInterface, SolInterface};
use alm_abi::{
    IBalanceSheet::{IBalanceSheetCalls, IBalanceSheetErrors, IBalanceSheetEvents},
    IOwned::{IOwnedCalls, IOwnedErrors, IOwnedEvents},
    IRateModel::{IRateModelCalls, IRateModelErrors, IRateModelEvents},
    IRiskEngine::{IRiskEngineCalls, IRiskEngineErrors, IRiskEngineEvents},
};

fn assert_repeats<Calls: SolInterface, Errors: SolInterface, Events: SolEventInterface>() {
    assert_eq!(IOwnedCalls::COUNT, 4);
    for selector in IOwnedCalls::selectors() {
        assert!(Calls::valid_selector(selector), "{selector:?}");
    }
    assert_eq!(IOwnedErrors::COUNT, 4);
    for selector in IOwnedErrors::selectors() {
        assert!(Errors::valid_selector(selector), "{selector:?}");
    }
    assert_eq!(IOwnedEvents::COUNT, 2);
    assert!(Events::COUNT > IOwnedEvents::COUNT);
}

#[test]
fn test_risk_engine_repeats_owned() {
    assert_repeats::<IRiskEngineCalls, IRiskEngineErrors, IRiskEngineEvents>();
    for topic in IOwnedEvents::SELECTORS {
        assert!(IRiskEngineEvents::SELECTORS.contains(topic), "{topic:?}");
    }
}

#[test]
fn test_rate_model_repeats_owned() {
    assert_repeats::<IRateModelCalls, IRateModelErrors, IRateModelEvents>();
    for topic in IOwnedEvents::SELECTORS {
        assert!(IRateModelEvents::SELECTORS.contains(topic), "{topic:?}");
    }
}

#[test]
fn test_balance_sheet_repeats_owned() {
    assert_repeats::<IBalanceSheetCalls, IBalanceSheetErrors, IBalanceSheetEvents>();
    for topic in IOwnedEvents::SELECTORS {
        assert!(IBalanceSheetEvents::SELECTORS.contains(topic), "{topic:?}");
    }
}

//! The interface of a contract that runs the rules repeats every refusal.

use alloy_sol_types::SolInterface;
use alm_abi::{IBalanceSheet::IBalanceSheetErrors, IRefusals::IRefusalsErrors};

#[test]
fn test_balance_sheet_repeats_the_refusals() {
    assert_eq!(IRefusalsErrors::COUNT, 19);
    for selector in IRefusalsErrors::selectors() {
        assert!(
            IBalanceSheetErrors::valid_selector(selector),
            "{selector:?}"
        );
    }
}

//! The term desk speaks the standards' language, and repeats what it shares with others word for word.

use alloy_sol_types::{SolCall, SolError, SolEvent, sol};
use alm_abi::{IBalanceSheet, IOwned, ITermDesk};

sol! {
    event Transfer(
        address caller, address indexed sender, address indexed receiver, uint256 indexed id, uint256 amount
    );
    event OperatorSet(address indexed owner, address indexed spender, bool approved);
    event Approval(address indexed owner, address indexed spender, uint256 indexed id, uint256 amount);
}

#[test]
fn test_events_are_the_standards() {
    assert_eq!(
        ITermDesk::Transfer::SIGNATURE_HASH,
        Transfer::SIGNATURE_HASH
    );
    assert_eq!(
        ITermDesk::OperatorSet::SIGNATURE_HASH,
        OperatorSet::SIGNATURE_HASH
    );
    assert_eq!(
        ITermDesk::Approval::SIGNATURE_HASH,
        Approval::SIGNATURE_HASH
    );
}

/// ERC-165 identifiers: all selectors of an interface, xored.
fn identifier(selectors: &[[u8; 4]]) -> [u8; 4] {
    let xor = |sum: u32, selector: &[u8; 4]| sum ^ u32::from_be_bytes(*selector);
    selectors.iter().fold(0, xor).to_be_bytes()
}

#[test]
fn test_functions_are_the_standards() {
    use ITermDesk::*;
    let claims = [
        balanceOfCall::SELECTOR,
        allowanceCall::SELECTOR,
        isOperatorCall::SELECTOR,
        transferCall::SELECTOR,
        transferFromCall::SELECTOR,
        approveCall::SELECTOR,
        setOperatorCall::SELECTOR,
    ];
    assert_eq!(identifier(&claims), [0x0f, 0x63, 0x2f, 0xb3]);
    assert_eq!(supportsInterfaceCall::SELECTOR, [0x01, 0xff, 0xc9, 0xa7]);
    assert_eq!(nameCall::SIGNATURE, "name(uint256)");
    assert_eq!(symbolCall::SIGNATURE, "symbol(uint256)");
    assert_eq!(decimalsCall::SIGNATURE, "decimals(uint256)");
}

#[test]
fn test_shared_errors_are_the_same() {
    let shared = [
        (ITermDesk::Locked::SELECTOR, IOwned::Locked::SELECTOR),
        (
            ITermDesk::ZeroAddress::SELECTOR,
            IOwned::ZeroAddress::SELECTOR,
        ),
        (
            ITermDesk::ZeroAmount::SELECTOR,
            IBalanceSheet::ZeroAmount::SELECTOR,
        ),
        (
            ITermDesk::AmountTooLarge::SELECTOR,
            IBalanceSheet::AmountTooLarge::SELECTOR,
        ),
        (
            ITermDesk::DeadlinePassed::SELECTOR,
            IBalanceSheet::DeadlinePassed::SELECTOR,
        ),
        (
            ITermDesk::NotMatured::SELECTOR,
            IBalanceSheet::NotMatured::SELECTOR,
        ),
        (
            ITermDesk::TransferFailed::SELECTOR,
            IBalanceSheet::TransferFailed::SELECTOR,
        ),
        (
            ITermDesk::UnsuitableToken::SELECTOR,
            IBalanceSheet::UnsuitableToken::SELECTOR,
        ),
    ];
    for (have, want) in shared {
        assert_eq!(have, want);
    }
}

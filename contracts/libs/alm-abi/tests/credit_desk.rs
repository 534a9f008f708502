//! The credit desk repeats what it shares with others word for word, and its two interfaces do not collide.

use alloy_sol_types::{SolError, SolEvent, SolInterface};
use alm_abi::{IBalanceSheet, ICreditDesk, ICreditTerms, IDepositVault, IOwned, IRiskEngine};

#[test]
fn test_errors_of_feeds_are_those_of_the_risk_engine() {
    use ICreditTerms as desk;
    use IRiskEngine as engine;
    let shared = [
        (desk::FeedFailed::SELECTOR, engine::FeedFailed::SELECTOR),
        (desk::FeedGarbage::SELECTOR, engine::FeedGarbage::SELECTOR),
        (desk::FeedDecimals::SELECTOR, engine::FeedDecimals::SELECTOR),
        (desk::InvalidPrice::SELECTOR, engine::InvalidPrice::SELECTOR),
        (
            desk::InvalidRoundTime::SELECTOR,
            engine::InvalidRoundTime::SELECTOR,
        ),
    ];
    for (here, there) in shared {
        assert_eq!(here, there);
    }
}

#[test]
fn test_shared_errors_are_the_same() {
    use ICreditDesk as desk;
    let shared = [
        (desk::Locked::SELECTOR, IOwned::Locked::SELECTOR),
        (desk::NotOwner::SELECTOR, IOwned::NotOwner::SELECTOR),
        (
            desk::NotPendingOwner::SELECTOR,
            IOwned::NotPendingOwner::SELECTOR,
        ),
        (desk::ZeroAddress::SELECTOR, IOwned::ZeroAddress::SELECTOR),
        (
            desk::ZeroAmount::SELECTOR,
            IBalanceSheet::ZeroAmount::SELECTOR,
        ),
        (
            desk::AmountTooLarge::SELECTOR,
            IBalanceSheet::AmountTooLarge::SELECTOR,
        ),
        (
            desk::AmountTooSmall::SELECTOR,
            IBalanceSheet::AmountTooSmall::SELECTOR,
        ),
        (
            desk::BelowMinimum::SELECTOR,
            IBalanceSheet::BelowMinimum::SELECTOR,
        ),
        (
            desk::CapExceeded::SELECTOR,
            IBalanceSheet::CapExceeded::SELECTOR,
        ),
        (
            desk::SlippageExceeded::SELECTOR,
            IBalanceSheet::SlippageExceeded::SELECTOR,
        ),
        (
            desk::DeadlinePassed::SELECTOR,
            IBalanceSheet::DeadlinePassed::SELECTOR,
        ),
        (desk::Paused::SELECTOR, IBalanceSheet::Paused::SELECTOR),
        (
            desk::NotReceived::SELECTOR,
            IBalanceSheet::NotReceived::SELECTOR,
        ),
        (
            desk::TransferFailed::SELECTOR,
            IBalanceSheet::TransferFailed::SELECTOR,
        ),
        (
            desk::UnsuitableToken::SELECTOR,
            IBalanceSheet::UnsuitableToken::SELECTOR,
        ),
        (
            ICreditTerms::TermOutOfBounds::SELECTOR,
            IBalanceSheet::TermOutOfBounds::SELECTOR,
        ),
        (
            desk::ERC2612InvalidSigner::SELECTOR,
            IDepositVault::ERC2612InvalidSigner::SELECTOR,
        ),
    ];
    for (have, want) in shared {
        assert_eq!(have, want);
    }
    assert_eq!(
        ICreditDesk::OwnershipTransferred::SIGNATURE_HASH,
        IOwned::OwnershipTransferred::SIGNATURE_HASH
    );
}

#[test]
fn test_the_two_interfaces_share_no_function() {
    for selector in ICreditDesk::ICreditDeskCalls::selectors() {
        assert!(!ICreditTerms::ICreditTermsCalls::valid_selector(selector));
    }
}

//! The buffer pool speaks the deposit vault's language of shares, and repeats what it shares with others word for word.

use alloy_sol_types::{SolEventInterface, SolInterface};
use alm_abi::{
    IBufferPool::{IBufferPoolCalls, IBufferPoolErrors, IBufferPoolEvents},
    IBufferTreasury::{IBufferTreasuryCalls, IBufferTreasuryErrors, IBufferTreasuryEvents},
    IDepositVault::{IDepositVaultCalls, IDepositVaultErrors, IDepositVaultEvents},
    IOwned::{IOwnedCalls, IOwnedErrors, IOwnedEvents},
    IRefusals::IRefusalsErrors,
};

/// What the vault has beyond a share with ERC-2612 and ERC-4626: its queue, its bound on the largest holder.
const OF_THE_VAULT: [usize; 3] = [9, 7, 2];

#[test]
fn test_it_has_the_functions_errors_and_events_of_a_share() {
    let of_the_pool = |selector: &[u8; 4]| IBufferPoolCalls::valid_selector(*selector);
    let calls = IDepositVaultCalls::selectors().filter(of_the_pool).count();
    let of_the_pool = |selector: &[u8; 4]| IBufferPoolErrors::valid_selector(*selector);
    let errors = IDepositVaultErrors::selectors().filter(of_the_pool).count();
    let events = IDepositVaultEvents::SELECTORS.iter();
    let events = events.filter(|topic| IBufferPoolEvents::SELECTORS.contains(topic));
    let left = [
        IDepositVaultCalls::COUNT - calls,
        IDepositVaultErrors::COUNT - errors,
        IDepositVaultEvents::COUNT - events.count(),
    ];
    assert_eq!(left, OF_THE_VAULT);
}

#[test]
fn test_its_treasury_repeats_owned() {
    for selector in IOwnedCalls::selectors() {
        assert!(
            IBufferTreasuryCalls::valid_selector(selector),
            "{selector:?}"
        );
    }
    for selector in IOwnedErrors::selectors() {
        assert!(
            IBufferTreasuryErrors::valid_selector(selector),
            "{selector:?}"
        );
    }
    for topic in IOwnedEvents::SELECTORS {
        assert!(
            IBufferTreasuryEvents::SELECTORS.contains(topic),
            "{topic:?}"
        );
    }
}

#[test]
fn test_its_two_faces_have_no_function_in_common() {
    for selector in IBufferTreasuryCalls::selectors() {
        assert!(!IBufferPoolCalls::valid_selector(selector), "{selector:?}");
    }
}

#[test]
fn test_the_rules_refusals_are_the_same() {
    let known = |selector: &[u8; 4]| {
        IBufferPoolErrors::valid_selector(*selector)
            || IBufferTreasuryErrors::valid_selector(*selector)
    };
    // Those the pool's rules have.
    assert_eq!(IRefusalsErrors::selectors().filter(known).count(), 10);
}

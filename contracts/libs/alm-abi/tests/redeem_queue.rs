//! The redemption queue speaks the standards' language, and repeats what it shares with others word for word.

use alloy_sol_types::{SolCall, SolError, SolEvent, sol};
use alm_abi::{IDepositVault, IOwned, IRedeemQueue, IRefusals};

sol! {
    event RedeemRequest(address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 assets);
    event OperatorSet(address indexed controller, address indexed operator, bool approved);
    event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares);
}

#[test]
fn test_events_are_the_standards() {
    assert_eq!(
        IRedeemQueue::RedeemRequest::SIGNATURE_HASH,
        RedeemRequest::SIGNATURE_HASH
    );
    assert_eq!(
        IRedeemQueue::OperatorSet::SIGNATURE_HASH,
        OperatorSet::SIGNATURE_HASH
    );
    assert_eq!(
        IRedeemQueue::Withdraw::SIGNATURE_HASH,
        Withdraw::SIGNATURE_HASH
    );
}

/// ERC-165 identifiers: all selectors of an interface, xored.
fn identifier(selectors: &[[u8; 4]]) -> u32 {
    let xor = |sum: u32, selector: &[u8; 4]| sum ^ u32::from_be_bytes(*selector);
    selectors.iter().fold(0, xor)
}

#[test]
fn test_identifiers_are_the_standards() {
    use IRedeemQueue::*;
    let introspection = [supportsInterfaceCall::SELECTOR];
    assert_eq!(identifier(&introspection), 0x01ff_c9a7);
    let operators = [setOperatorCall::SELECTOR, isOperatorCall::SELECTOR];
    assert_eq!(identifier(&operators), 0xe3bc_4e65);
    let requests = [
        requestRedeemCall::SELECTOR,
        pendingRedeemRequestCall::SELECTOR,
        claimableRedeemRequestCall::SELECTOR,
    ];
    assert_eq!(identifier(&requests), 0x620e_e8e4);
    let vault = [
        assetCall::SELECTOR,
        shareCall::SELECTOR,
        convertToSharesCall::SELECTOR,
        convertToAssetsCall::SELECTOR,
        totalAssetsCall::SELECTOR,
        maxDepositCall::SELECTOR,
        previewDepositCall::SELECTOR,
        depositCall::SELECTOR,
        maxMintCall::SELECTOR,
        previewMintCall::SELECTOR,
        mintCall::SELECTOR,
        maxWithdrawCall::SELECTOR,
        previewWithdrawCall::SELECTOR,
        withdrawCall::SELECTOR,
        maxRedeemCall::SELECTOR,
        previewRedeemCall::SELECTOR,
        redeemCall::SELECTOR,
    ];
    assert_eq!(identifier(&vault), 0x2f0a_18c5);
}

#[test]
fn test_shared_errors_are_the_same() {
    let pairs = [
        [
            IRedeemQueue::AmountTooLarge::SELECTOR,
            IRefusals::AmountTooLarge::SELECTOR,
        ],
        [
            IRedeemQueue::AmountTooSmall::SELECTOR,
            IRefusals::AmountTooSmall::SELECTOR,
        ],
        [
            IRedeemQueue::ZeroAmount::SELECTOR,
            IRefusals::ZeroAmount::SELECTOR,
        ],
        [
            IRedeemQueue::BelowMinimum::SELECTOR,
            IRefusals::BelowMinimum::SELECTOR,
        ],
        [
            IRedeemQueue::DeadlinePassed::SELECTOR,
            IRefusals::DeadlinePassed::SELECTOR,
        ],
        [
            IRedeemQueue::TooEarly::SELECTOR,
            IRefusals::TooEarly::SELECTOR,
        ],
        [
            IRedeemQueue::OutOfBounds::SELECTOR,
            IRefusals::OutOfBounds::SELECTOR,
        ],
        [
            IRedeemQueue::ERC4626ExceededMaxDeposit::SELECTOR,
            IDepositVault::ERC4626ExceededMaxDeposit::SELECTOR,
        ],
        [
            IRedeemQueue::ERC4626ExceededMaxMint::SELECTOR,
            IDepositVault::ERC4626ExceededMaxMint::SELECTOR,
        ],
        [
            IRedeemQueue::ERC20InvalidReceiver::SELECTOR,
            IDepositVault::ERC20InvalidReceiver::SELECTOR,
        ],
        [IRedeemQueue::Locked::SELECTOR, IOwned::Locked::SELECTOR],
        [
            IRedeemQueue::ZeroAddress::SELECTOR,
            IOwned::ZeroAddress::SELECTOR,
        ],
        [
            IDepositVault::NotOwner::SELECTOR,
            IOwned::NotOwner::SELECTOR,
        ],
    ];
    for [ours, theirs] in pairs {
        assert_eq!(ours, theirs);
    }
}

//! The deposit vault speaks the standards' language, and repeats what it shares with others word for word.

use alloy_sol_types::{SolCall, SolError, SolEvent, sol};
use alm_abi::{IBalanceSheet, IDepositVault, IOwned};

sol! {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);
    event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares);
}

#[test]
fn test_events_are_the_standards() {
    assert_eq!(
        IDepositVault::Transfer::SIGNATURE_HASH,
        Transfer::SIGNATURE_HASH
    );
    assert_eq!(
        IDepositVault::Approval::SIGNATURE_HASH,
        Approval::SIGNATURE_HASH
    );
    assert_eq!(
        IDepositVault::Deposit::SIGNATURE_HASH,
        Deposit::SIGNATURE_HASH
    );
    assert_eq!(
        IDepositVault::Withdraw::SIGNATURE_HASH,
        Withdraw::SIGNATURE_HASH
    );
}

/// ERC-165 identifiers: all selectors of an interface, xored.
fn identifier(selectors: &[[u8; 4]]) -> [u8; 4] {
    let xor = |sum: u32, selector: &[u8; 4]| sum ^ u32::from_be_bytes(*selector);
    selectors.iter().fold(0, xor).to_be_bytes()
}

#[test]
fn test_functions_are_the_standards() {
    use IDepositVault::*;
    let erc20 = [
        totalSupplyCall::SELECTOR,
        balanceOfCall::SELECTOR,
        transferCall::SELECTOR,
        allowanceCall::SELECTOR,
        approveCall::SELECTOR,
        transferFromCall::SELECTOR,
    ];
    assert_eq!(identifier(&erc20), [0x36, 0x37, 0x2b, 0x07]);
    let metadata = [
        nameCall::SELECTOR,
        symbolCall::SELECTOR,
        decimalsCall::SELECTOR,
    ];
    assert_eq!(identifier(&metadata), [0xa2, 0x19, 0xa0, 0x25]);
    let permit = [
        permitCall::SELECTOR,
        noncesCall::SELECTOR,
        DOMAIN_SEPARATORCall::SELECTOR,
    ];
    assert_eq!(identifier(&permit), [0x9d, 0x8f, 0xf7, 0xda]);
    let vault = [
        assetCall::SELECTOR,
        totalAssetsCall::SELECTOR,
        convertToSharesCall::SELECTOR,
        convertToAssetsCall::SELECTOR,
        maxDepositCall::SELECTOR,
        maxMintCall::SELECTOR,
        maxWithdrawCall::SELECTOR,
        maxRedeemCall::SELECTOR,
        previewDepositCall::SELECTOR,
        previewMintCall::SELECTOR,
        previewWithdrawCall::SELECTOR,
        previewRedeemCall::SELECTOR,
        depositCall::SELECTOR,
        mintCall::SELECTOR,
        withdrawCall::SELECTOR,
        redeemCall::SELECTOR,
    ];
    assert_eq!(identifier(&vault), [0x87, 0xdf, 0xe5, 0xa0]);
}

#[test]
fn test_shared_errors_are_the_same() {
    assert_eq!(IDepositVault::Locked::SELECTOR, IOwned::Locked::SELECTOR);
    assert_eq!(
        IDepositVault::ZeroAddress::SELECTOR,
        IOwned::ZeroAddress::SELECTOR
    );
    assert_eq!(
        IDepositVault::ZeroAmount::SELECTOR,
        IBalanceSheet::ZeroAmount::SELECTOR
    );
    assert_eq!(
        IDepositVault::AmountTooLarge::SELECTOR,
        IBalanceSheet::AmountTooLarge::SELECTOR
    );
    assert_eq!(
        IDepositVault::TransferFailed::SELECTOR,
        IBalanceSheet::TransferFailed::SELECTOR
    );
    assert_eq!(
        IDepositVault::UnsuitableToken::SELECTOR,
        IBalanceSheet::UnsuitableToken::SELECTOR
    );
}

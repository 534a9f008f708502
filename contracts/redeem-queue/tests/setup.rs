//! Construction, what is fixed by it, and what the standards ask.

mod common;

use alloy_primitives::{Address, B256, FixedBytes, I256, U256};
use alloy_sol_types::SolCall;
use alm_abi::IDepositVault;
use alm_abi::IRedeemQueue::{
    AmountTooLarge, ERC4626ExceededMaxDeposit, ERC4626ExceededMaxMint, InvalidInitialization,
    NoPreview, OperatorSet, UnsuitableVault, ZeroAddress, ZeroAmount, assetCall,
    convertToAssetsCall, depositCall, isOperatorCall, maxDepositCall, maxMintCall,
    minimumRequestCall, mintCall, previewRedeemCall, previewWithdrawCall, setOperatorCall,
    shareCall, supportsInterfaceCall,
};
use common::*;

#[test]
fn test_constructor_stores_and_tells() {
    let mut bench = Bench::new();
    assert_eq!(bench.call(BOB, shareCall {}), Ok(VAULT));
    assert_eq!(bench.call(BOB, minimumRequestCall {}), Ok(number(MINIMUM)));
    bench.answer_asset(ASSET);
    assert_eq!(bench.call(BOB, assetCall {}), Ok(ASSET));
    let packed = (number(MINIMUM) << 160) | key(VAULT);
    assert_eq!(bench.slot(B256::ZERO), packed);
}

#[test]
fn test_constructor_runs_once() {
    let mut bench = Bench::new();
    assert_error(bench.set_up(BOB, number(1)), InvalidInitialization {});
    assert_eq!(bench.call(BOB, shareCall {}), Ok(VAULT));
}

#[test]
fn test_constructor_refuses_what_cannot_be() {
    let mut bench = Bench::raw();
    bench.answer_asset(ASSET);
    assert_error(bench.set_up(Address::ZERO, number(1)), ZeroAddress {});
    let error = ZeroAmount {
        have: I256::ZERO,
        want: I256::ONE,
    };
    assert_error(bench.set_up(VAULT, U256::ZERO), error);
    let most = (1_i128 << 96) - 1;
    for (given, have) in [(number(1 << 96), most + 1), (U256::MAX, i128::MAX)] {
        let error = AmountTooLarge {
            have: I256::try_from(have).unwrap(),
            want: I256::try_from(most).unwrap(),
        };
        assert_error(bench.set_up(VAULT, given), error);
    }
    bench.answer_asset(Address::ZERO);
    let error = UnsuitableVault { vault: VAULT };
    assert_error(bench.set_up(VAULT, number(1)), error);
    let mut bench = Bench::raw();
    bench.answer_asset(ASSET);
    bench.set_up(VAULT, number(most as u128)).expect("the most");
    let told = bench.call(BOB, minimumRequestCall {});
    assert_eq!(told, Ok(number(most as u128)));
}

#[test]
fn test_operators_are_set_and_told() {
    let mut bench = Bench::new();
    let asked = isOperatorCall {
        controller: ALICE,
        operator: BOB,
    };
    assert_eq!(bench.call(BOB, asked.clone()), Ok(false));
    for approved in [true, false] {
        let set = setOperatorCall {
            operator: BOB,
            approved,
        };
        assert_eq!(bench.call(ALICE, set), Ok(true));
        let event: OperatorSet = bench.event();
        let told = (event.controller, event.operator, event.approved);
        assert_eq!(told, (ALICE, BOB, approved));
        assert_eq!(bench.call(BOB, asked.clone()), Ok(approved));
        let reverse = isOperatorCall {
            controller: BOB,
            operator: ALICE,
        };
        assert_eq!(bench.call(BOB, reverse), Ok(false));
    }
    let mut malformed = setOperatorCall {
        operator: BOB,
        approved: true,
    }
    .abi_encode();
    malformed[67] = 2;
    assert_eq!(bench.contract.route(&malformed), Err(vec![]));
}

#[test]
fn test_interfaces_are_told() {
    let mut bench = Bench::new();
    let mut ask = |identifier: u32| {
        let interface = FixedBytes(identifier.to_be_bytes());
        bench
            .call(
                BOB,
                supportsInterfaceCall {
                    interfaceId: interface,
                },
            )
            .unwrap()
    };
    for there in [0x01ff_c9a7, 0xe3bc_4e65, 0x620e_e8e4, 0x2f0a_18c5] {
        assert!(ask(there), "{there:08x}");
    }
    // Nothing, asynchronous deposits, the plain vault.
    for missing in [0xffff_ffff, 0, 0xce3b_be50, 0x87df_e5a0] {
        assert!(!ask(missing), "{missing:08x}");
    }
}

#[test]
fn test_nothing_is_deposited_or_previewed_here() {
    let mut bench = Bench::new();
    let receiver = ALICE;
    assert_eq!(bench.call(BOB, maxDepositCall { receiver }), Ok(U256::ZERO));
    assert_eq!(bench.call(BOB, maxMintCall { receiver }), Ok(U256::ZERO));
    let (assets, shares, max) = (number(7), number(7), U256::ZERO);
    let error = ERC4626ExceededMaxDeposit {
        receiver,
        assets,
        max,
    };
    assert_error(bench.call(BOB, depositCall { assets, receiver }), error);
    let error = ERC4626ExceededMaxMint {
        receiver,
        shares,
        max,
    };
    assert_error(bench.call(BOB, mintCall { shares, receiver }), error);
    assert_error(bench.call(BOB, previewRedeemCall { shares }), NoPreview {});
    let preview = previewWithdrawCall { assets };
    assert_error(bench.call(BOB, preview), NoPreview {});
}

#[test]
fn test_value_is_the_vaults() {
    let mut bench = Bench::new();
    bench.vm.clear_mocks();
    let shares = number(5);
    let answer = alloy_sol_types::SolValue::abi_encode(&number(4));
    bench.expect_view(VAULT, IDepositVault::convertToAssetsCall { shares }, answer);
    let told = bench.call(BOB, convertToAssetsCall { shares });
    assert_eq!(told, Ok(number(4)));
}

#[test]
fn test_route_refuses_malformed_calldata() {
    let mut bench = Bench::new();
    let whole = isOperatorCall {
        controller: ALICE,
        operator: BOB,
    }
    .abi_encode();
    let mut dirty = whole.clone();
    dirty[4] = 1;
    for calldata in [
        vec![],
        vec![1, 2, 3],
        whole[..67].to_vec(),
        dirty,
        vec![9; 68],
    ] {
        assert_eq!(bench.contract.route(&calldata), Err(vec![]), "{calldata:?}");
    }
}

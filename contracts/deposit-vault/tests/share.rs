//! The ledger of shares: ERC-20, its layout, and the bound on the largest holder.

mod common;

use alloy_primitives::{Address, B256, I256, U256, keccak256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::IBalanceSheet::{Book, bookCall, fundCall, maxDefundCall, previewDefundCall};
use alm_abi::IDepositVault::{
    Approval, Deposit, ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver,
    ERC20InvalidSpender, ERC4626ExceededMaxRedeem, HoldersNotAscending, TopHoldingLowered,
    Transfer, ZeroAmount, allowanceCall, approveCall, balanceOfCall, convertToAssetsCall,
    convertToSharesCall, depositCall, mintCall, pokeCall, redeemCall, topHoldingCall,
    totalAssetsCall, totalSupplyCall, transferCall, transferFromCall, withdrawCall,
};
use common::*;

fn balance(bench: &mut Bench, account: Address) -> U256 {
    bench.call(BOB, balanceOfCall { account }).expect("a view")
}

fn transfer(to: Address, value: U256) -> transferCall {
    transferCall { to, value }
}

#[test]
fn test_transfer_moves_and_tells() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    assert_eq!(bench.call(ALICE, transfer(BOB, number(30))), Ok(true));
    assert_eq!(balance(&mut bench, ALICE), number(70));
    assert_eq!(balance(&mut bench, BOB), number(30));
    assert_eq!(bench.call(BOB, totalSupplyCall {}), Ok(number(100)));
    let event: Transfer = bench.event();
    assert_eq!(
        (event.from, event.to, event.value),
        (ALICE, BOB, number(30))
    );
    assert_eq!(bench.slot(mapped(BOB, 5)), number(30) << 128);
}

#[test]
fn test_transfer_refusals() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    for needed in [number(101), number(1) << 128, U256::MAX] {
        let error = ERC20InsufficientBalance {
            sender: ALICE,
            balance: number(100),
            needed,
        };
        assert_error(bench.call(ALICE, transfer(BOB, needed)), error);
    }
    let error = ERC20InvalidReceiver {
        receiver: Address::ZERO,
    };
    assert_error(bench.call(ALICE, transfer(Address::ZERO, number(1))), error);
}

#[test]
fn test_allowances_are_spent() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    let approve = |value| approveCall {
        spender: BOB,
        value,
    };
    let take = |value: u128| transferFromCall {
        from: ALICE,
        to: BOB,
        value: number(value),
    };
    let left = allowanceCall {
        owner: ALICE,
        spender: BOB,
    };
    assert_eq!(bench.call(ALICE, approve(number(50))), Ok(true));
    let event: Approval = bench.event();
    assert_eq!(
        (event.owner, event.spender, event.value),
        (ALICE, BOB, number(50))
    );
    let slot = keccak256((BOB, mapped(ALICE, 6)).abi_encode());
    assert_eq!(bench.slot(slot), number(50), "the layout of Solidity");
    assert_eq!(bench.call(BOB, take(20)), Ok(true));
    assert_eq!(bench.call(BOB, left.clone()), Ok(number(30)));
    let error = ERC20InsufficientAllowance {
        spender: BOB,
        allowance: number(30),
        needed: number(31),
    };
    assert_error(bench.call(BOB, take(31)), error);
    // Without end.
    bench.call(ALICE, approve(U256::MAX)).unwrap();
    bench.call(BOB, take(80)).unwrap();
    assert_eq!(bench.call(BOB, left), Ok(U256::MAX));
    let nobody = approveCall {
        spender: Address::ZERO,
        value: number(1),
    };
    let error = ERC20InvalidSpender {
        spender: Address::ZERO,
    };
    assert_error(bench.call(ALICE, nobody), error);
}

#[test]
fn test_deposit_issues_what_the_sheet_says() {
    let mut bench = Bench::empty();
    // The token says true, the balance sheet one share: the test VM has one answer for all.
    let (assets, one) = (number(7), number(1).abi_encode());
    let pull = transferFromCall {
        from: ALICE,
        to: SHEET,
        value: assets,
    };
    bench.expect(ASSET, pull, one.clone());
    let fund = fundCall {
        token: ASSET,
        assets,
        supply: U256::ZERO,
    };
    bench.expect(SHEET, fund, one);
    let deposit = depositCall {
        assets: number(7),
        receiver: BOB,
    };
    assert_eq!(bench.call(ALICE, deposit), Ok(number(1)));
    let event: Deposit = bench.event();
    assert_eq!((event.sender, event.owner), (ALICE, BOB));
    assert_eq!((event.assets, event.shares), (number(7), number(1)));
    assert_eq!(balance(&mut bench, BOB), number(1));
    assert_eq!(bench.call(BOB, topHoldingCall {}), Ok(number(1)));
    // Supply 1; the largest 1 and all others 0, as mantissa and shift.
    let supply = (number(1) << 128) | (number(1 << 6) << 64);
    assert_eq!(bench.slot(B256::with_last_byte(2)), supply);
}

#[test]
fn test_nothing_is_refused() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    let error = || ZeroAmount {
        have: Default::default(),
        want: I256::ONE,
    };
    let (receiver, owner, nothing) = (BOB, ALICE, U256::ZERO);
    let deposit = depositCall {
        assets: nothing,
        receiver,
    };
    assert_error(bench.call(ALICE, deposit), error());
    let mint = mintCall {
        shares: nothing,
        receiver,
    };
    assert_error(bench.call(ALICE, mint), error());
    let withdraw = withdrawCall {
        assets: nothing,
        receiver,
        owner,
    };
    assert_error(bench.call(ALICE, withdraw), error());
    let redeem = redeemCall {
        shares: nothing,
        receiver,
        owner,
    };
    assert_error(bench.call(ALICE, redeem), error());
}

#[test]
fn test_redeem_beyond_the_balance_tells_the_most() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    // The balance sheet takes at most 40 shares, and would pay 40 for them.
    let (token, supply, top) = (ASSET, number(100), number(100));
    let answer = (number(40), number(40)).abi_encode();
    let limit = maxDefundCall { token, supply, top };
    bench.expect_view(SHEET, limit, answer.clone());
    let preview = previewDefundCall {
        token,
        assets: U256::ZERO,
        shares: number(40),
        supply,
        top,
    };
    bench.expect_view(SHEET, preview, answer);
    let redeem = redeemCall {
        shares: number(101),
        receiver: ALICE,
        owner: ALICE,
    };
    let error = ERC4626ExceededMaxRedeem {
        owner: ALICE,
        shares: number(101),
        max: number(40),
    };
    assert_error(bench.call(ALICE, redeem), error);
}

#[test]
fn test_value_is_the_books_net_value() {
    for (net_value, assets) in [(41, 41), (-7, 0)] {
        let mut bench = Bench::with_shares(&[(ALICE, 99_999_000_100)]);
        let book = Book {
            netValue: I256::try_from(net_value).unwrap(),
            cash: U256::MAX,
            floatingLoans: U256::ZERO,
            carryingValue: I256::MINUS_ONE,
            claims: I256::MINUS_ONE,
            drip: U256::ZERO,
            index: U256::ONE,
            rate: U256::ONE,
            pot: U256::ONE,
            equity: U256::ONE,
            owedToBuffer: U256::ONE,
            accruedAt: 1,
            paused: true,
        };
        bench.expect_view(SHEET, bookCall { token: ASSET }, book.abi_encode());
        assert_eq!(bench.call(BOB, totalAssetsCall {}), Ok(number(assets)));
        let one = convertToSharesCall { assets: number(1) };
        let all = 100_000_000_000_u128 + 100;
        assert_eq!(bench.call(BOB, one), Ok(number(all / (assets + 1))));
        let many = convertToAssetsCall {
            shares: number(all),
        };
        assert_eq!(bench.call(BOB, many), Ok(number(assets + 1)));
    }
}

#[test]
fn test_poke_proves_the_largest() {
    let mut bench = Bench::with_shares(&[(ALICE, 100), (BOB, 60)]);
    assert_eq!(bench.call(BOB, topHoldingCall {}), Ok(number(160)));
    let holders = vec![ALICE, BOB];
    assert_eq!(bench.call(BOB, pokeCall { holders }), Ok(number(100)));
    let event: TopHoldingLowered = bench.event();
    assert_eq!((event.previous, event.current), (number(160), number(100)));
    bench.call(ALICE, transfer(BOB, number(70))).unwrap();
    assert_eq!(bench.call(BOB, topHoldingCall {}), Ok(number(130)));
    for (previous, current) in [(ALICE, ALICE), (BOB, ALICE)] {
        let holders = vec![previous, current];
        let error = HoldersNotAscending { previous, current };
        assert_error(bench.call(BOB, pokeCall { holders }), error);
    }
}

#[test]
fn test_route_refuses_malformed_calldata() {
    let mut bench = Bench::with_shares(&[(ALICE, 100)]);
    let whole = transfer(BOB, number(1)).abi_encode();
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

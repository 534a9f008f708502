//! ERC-6909: balances, allowances, operators, their layout, and what is refused.

mod common;

use alloy_primitives::{Address, U256};
use alloy_sol_types::SolCall;
use alm_abi::ITermDesk::{
    Approval, ERC6909InsufficientAllowance, ERC6909InsufficientBalance, ERC6909InvalidReceiver,
    ERC6909InvalidSpender, OperatorSet, Transfer, allowanceCall, approveCall, balanceOfCall,
    isOperatorCall, setOperatorCall, transferCall, transferFromCall,
};
use common::*;

fn balance(bench: &mut Bench, owner: Address) -> U256 {
    let call = balanceOfCall { owner, id: id() };
    bench.call(BOB, call).expect("a view")
}

fn transfer(receiver: Address, amount: U256) -> transferCall {
    transferCall {
        receiver,
        id: id(),
        amount,
    }
}

fn take(sender: Address, receiver: Address, amount: u128) -> transferFromCall {
    transferFromCall {
        sender,
        receiver,
        id: id(),
        amount: number(amount),
    }
}

fn allow(spender: Address, amount: U256) -> approveCall {
    approveCall {
        spender,
        id: id(),
        amount,
    }
}

#[test]
fn test_transfer_moves_and_tells() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let moved = bench.call(ALICE, transfer(BOB, number(30)));
    assert_eq!(moved, Ok(true));
    assert_eq!(balance(&mut bench, ALICE), number(70));
    assert_eq!(balance(&mut bench, BOB), number(30));
    let event: Transfer = bench.event();
    assert_eq!(
        (event.caller, event.sender, event.receiver),
        (ALICE, ALICE, BOB)
    );
    assert_eq!((event.id, event.amount), (id(), number(30)));
    assert_eq!(bench.slot(balance_slot(BOB)), number(30), "the layout");
    // To oneself, and nothing at all.
    bench.call(BOB, transfer(BOB, number(30))).expect("moved");
    bench
        .call(BOB, transfer(ALICE, U256::ZERO))
        .expect("nothing");
    assert_eq!(balance(&mut bench, BOB), number(30));
}

#[test]
fn test_another_maturity_is_another_claim() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let later = transferCall {
        receiver: BOB,
        id: id() + U256::from(604_800),
        amount: number(1),
    };
    let error = ERC6909InsufficientBalance {
        sender: ALICE,
        balance: U256::ZERO,
        needed: number(1),
        id: later.id,
    };
    assert_error(bench.call(ALICE, later), error);
}

#[test]
fn test_transfer_refusals() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    for needed in [number(101), number(1) << 128, U256::MAX] {
        let error = ERC6909InsufficientBalance {
            sender: ALICE,
            balance: number(100),
            needed,
            id: id(),
        };
        assert_error(bench.call(ALICE, transfer(BOB, needed)), error);
    }
    let error = ERC6909InvalidReceiver {
        receiver: Address::ZERO,
    };
    assert_error(bench.call(ALICE, transfer(Address::ZERO, number(1))), error);
}

#[test]
fn test_allowances_are_spent() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    assert_eq!(bench.call(ALICE, allow(BOB, number(50))), Ok(true));
    let event: Approval = bench.event();
    assert_eq!((event.owner, event.spender), (ALICE, BOB));
    assert_eq!((event.id, event.amount), (id(), number(50)));
    let slot = mapped(id(), mapped(BOB, mapped(ALICE, U256::from(3))));
    assert_eq!(bench.slot(slot), number(50), "the layout of Solidity");
    assert_eq!(bench.call(BOB, take(ALICE, BOB, 20)), Ok(true));
    assert_eq!(bench.event::<Transfer>().caller, BOB);
    let left = allowanceCall {
        owner: ALICE,
        spender: BOB,
        id: id(),
    };
    assert_eq!(bench.call(BOB, left.clone()), Ok(number(30)));
    let error = ERC6909InsufficientAllowance {
        spender: BOB,
        allowance: number(30),
        needed: number(31),
        id: id(),
    };
    assert_error(bench.call(BOB, take(ALICE, BOB, 31)), error);
    // Without end.
    bench.call(ALICE, allow(BOB, U256::MAX)).unwrap();
    bench.call(BOB, take(ALICE, BOB, 80)).unwrap();
    assert_eq!(bench.call(BOB, left), Ok(U256::MAX));
}

#[test]
fn test_an_allowance_is_of_one_claim() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let other = approveCall {
        spender: BOB,
        id: id() + U256::from(1),
        amount: U256::MAX,
    };
    bench.call(ALICE, other).unwrap();
    let error = ERC6909InsufficientAllowance {
        spender: BOB,
        allowance: U256::ZERO,
        needed: number(1),
        id: id(),
    };
    assert_error(bench.call(BOB, take(ALICE, BOB, 1)), error);
}

#[test]
fn test_an_operator_takes_without_an_allowance() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    bench.call(ALICE, allow(BOB, number(5))).unwrap();
    let set = |approved| setOperatorCall {
        spender: BOB,
        approved,
    };
    let is = isOperatorCall {
        owner: ALICE,
        spender: BOB,
    };
    assert_eq!(bench.call(BOB, is.clone()), Ok(false));
    assert_eq!(bench.call(ALICE, set(true)), Ok(true));
    let event: OperatorSet = bench.event();
    assert_eq!(
        (event.owner, event.spender, event.approved),
        (ALICE, BOB, true)
    );
    let slot = mapped(BOB, mapped(ALICE, U256::from(2)));
    assert_eq!(bench.slot(slot), number(1), "the layout of Solidity");
    assert_eq!(bench.call(BOB, is), Ok(true));
    bench.call(BOB, take(ALICE, BOB, 60)).expect("an operator");
    let left = allowanceCall {
        owner: ALICE,
        spender: BOB,
        id: id(),
    };
    assert_eq!(bench.call(BOB, left), Ok(number(5)), "not spent");
    bench.call(ALICE, set(false)).unwrap();
    let error = ERC6909InsufficientAllowance {
        spender: BOB,
        allowance: number(5),
        needed: number(6),
        id: id(),
    };
    assert_error(bench.call(BOB, take(ALICE, BOB, 6)), error);
}

#[test]
fn test_the_owner_needs_no_permission() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    bench.call(ALICE, take(ALICE, BOB, 100)).expect("its own");
    assert_eq!(balance(&mut bench, BOB), number(100));
}

#[test]
fn test_nobody_is_permitted_anything() {
    let mut bench = Bench::empty();
    let error = || ERC6909InvalidSpender {
        spender: Address::ZERO,
    };
    let approve = allow(Address::ZERO, number(1));
    assert_error(bench.call(ALICE, approve), error());
    let set = setOperatorCall {
        spender: Address::ZERO,
        approved: true,
    };
    assert_error(bench.call(ALICE, set), error());
}

#[test]
fn test_route_refuses_malformed_calldata() {
    let mut bench = Bench::with_claims(&[(ALICE, 100)]);
    let whole = transfer(BOB, number(1)).abi_encode();
    let mut dirty = whole.clone();
    dirty[4] = 1;
    let mut untrue = setOperatorCall {
        spender: BOB,
        approved: true,
    }
    .abi_encode();
    untrue[67] = 2;
    for calldata in [
        vec![],
        vec![1, 2, 3],
        whole[..99].to_vec(),
        dirty,
        untrue,
        vec![9; 100],
    ] {
        assert_eq!(bench.contract.route(&calldata), Err(vec![]), "{calldata:?}");
    }
}

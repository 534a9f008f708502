//! What the vault does for its redemption queue: its mark, its layout, and what is refused before a call.

mod common;

use alloy_primitives::{Address, B256, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::IBalanceSheet::ownerCall;
use alm_abi::IDepositVault::{
    ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver, NotOwner, NotQueue,
    QueueAlreadySet, QueueSet, Transfer, UnsuitableQueue, approveCall, balanceOfCall, dequeueCall,
    enqueueCall, pokeCall, queueCall, queuedSharesCall, releaseCall, setQueueCall, settleCall,
    topHoldingCall, totalSupplyCall, transferCall,
};
use alm_abi::IRedeemQueue::shareCall;
use alm_abi::IRedemptions::{releaseCall as sheetReleaseCall, reserveCall, setQueuedCall};
use common::*;
use stylus_sdk::prelude::*;

const QUEUE: Address = Address::repeat_byte(0x55);

/// A vault whose queue has shares too.
fn with_queue(holders: &[(Address, u128)], queued: u128) -> Bench {
    let all = [holders, &[(QUEUE, queued)]].concat();
    let bench = Bench::with_shares(&all);
    let mark = (number(queued) << 128) | U256::ONE;
    bench.store(mapped(QUEUE, 5), mark);
    bench.vm.clear_mocks();
    bench
}

/// Has the balance sheet and the queue answer with one word, as the test VM does.
fn answer_owner_and_share(bench: &Bench, word: Address) {
    bench.vm.clear_mocks();
    bench.expect_view(SHEET, ownerCall {}, word.abi_encode());
    bench.expect_view(QUEUE, shareCall {}, word.abi_encode());
}

fn expect_queued(bench: &Bench, queued: u128, supply: u128) {
    let (token, queued, supply) = (ASSET, number(queued), number(supply));
    let call = setQueuedCall {
        token,
        queued,
        supply,
    };
    bench.expect(SHEET, call, Vec::new());
}

#[test]
fn test_set_queue_marks_the_account_for_good() {
    let mut bench = Bench::with_shares(&[(ALICE, 100), (QUEUE, 40)]);
    bench
        .call(
            ALICE,
            pokeCall {
                holders: vec![ALICE, QUEUE],
            },
        )
        .unwrap();
    let this = bench.vm.contract_address();
    answer_owner_and_share(&bench, this);
    let new_queue = setQueueCall { newQueue: QUEUE };
    bench.call(this, new_queue.clone()).expect("named");
    assert_eq!(bench.event::<QueueSet>().queue, QUEUE);
    assert_eq!(bench.call(BOB, queueCall {}), Ok(QUEUE));
    assert_eq!(bench.call(BOB, queuedSharesCall {}), Ok(number(40)));
    let slot = U256::from_be_bytes(QUEUE.into_word().0);
    assert_eq!(bench.slot(B256::with_last_byte(7)), slot);
    let holder = (number(40) << 128) | U256::ONE;
    assert_eq!(bench.slot(mapped(QUEUE, 5)), holder, "the mark");
    assert_error(
        bench.call(this, new_queue),
        QueueAlreadySet { queue: QUEUE },
    );
}

#[test]
fn test_set_queue_refuses_strangers() {
    let mut bench = Bench::empty();
    let this = bench.vm.contract_address();
    let new_queue = setQueueCall { newQueue: QUEUE };
    answer_owner_and_share(&bench, this);
    assert_error(bench.call(BOB, new_queue.clone()), NotOwner { caller: BOB });
    answer_owner_and_share(&bench, BOB);
    let error = UnsuitableQueue { queue: QUEUE };
    assert_error(bench.call(BOB, new_queue), error);
    assert_eq!(bench.call(BOB, queueCall {}), Ok(Address::ZERO));
    assert_eq!(bench.call(BOB, queuedSharesCall {}), Ok(U256::ZERO));
}

#[test]
fn test_only_the_queue_is_served() {
    let mut bench = with_queue(&[(ALICE, 100)], 40);
    let error = || NotQueue { caller: ALICE };
    let (owner, spender, shares) = (ALICE, ALICE, number(1));
    let enqueue = enqueueCall {
        owner,
        spender,
        shares,
    };
    assert_error(bench.call(ALICE, enqueue), error());
    let dequeue = dequeueCall { to: ALICE, shares };
    assert_error(bench.call(ALICE, dequeue), error());
    assert_error(bench.call(ALICE, settleCall { wanted: shares }), error());
    let release = releaseCall {
        assets: shares,
        receiver: ALICE,
    };
    assert_error(bench.call(ALICE, release), error());
}

#[test]
fn test_shares_enter_and_leave() {
    let mut bench = with_queue(&[(ALICE, 100)], 40);
    expect_queued(&bench, 65, 140);
    let enqueue = enqueueCall {
        owner: ALICE,
        spender: ALICE,
        shares: number(25),
    };
    bench.call(QUEUE, enqueue).expect("queued");
    let event: Transfer = bench.event();
    let told = (event.from, event.to, event.value);
    assert_eq!(told, (ALICE, QUEUE, number(25)));
    assert_eq!(
        bench.slot(mapped(QUEUE, 5)),
        (number(65) << 128) | U256::ONE
    );
    expect_queued(&bench, 5, 140);
    let dequeue = dequeueCall {
        to: BOB,
        shares: number(60),
    };
    bench.call(QUEUE, dequeue).expect("given back");
    let balance = balanceOfCall { account: BOB };
    assert_eq!(bench.call(BOB, balance), Ok(number(60)));
}

#[test]
fn test_an_allowance_is_used_up_where_the_owner_does_not_ask() {
    let mut bench = with_queue(&[(ALICE, 100)], 0);
    let approve = approveCall {
        spender: BOB,
        value: number(30),
    };
    bench.call(ALICE, approve).unwrap();
    let enqueue = |shares: u128| enqueueCall {
        owner: ALICE,
        spender: BOB,
        shares: number(shares),
    };
    expect_queued(&bench, 20, 100);
    bench.call(QUEUE, enqueue(20)).expect("allowed");
    let error = ERC20InsufficientAllowance {
        spender: BOB,
        allowance: number(10),
        needed: number(11),
    };
    assert_error(bench.call(QUEUE, enqueue(11)), error);
    let error = ERC20InsufficientBalance {
        sender: BOB,
        balance: U256::ZERO,
        needed: number(1),
    };
    let foreign = enqueueCall {
        owner: BOB,
        spender: BOB,
        shares: number(1),
    };
    assert_error(bench.call(QUEUE, foreign), error);
}

#[test]
fn test_settled_shares_are_burned() {
    let mut bench = with_queue(&[(ALICE, 100)], 40);
    let reserve = reserveCall {
        token: ASSET,
        wanted: number(30),
        queued: number(40),
        supply: number(140),
    };
    bench.expect(SHEET, reserve, (number(30), number(27)).abi_encode());
    let settled = bench.call(QUEUE, settleCall { wanted: number(30) });
    let settled = settled.expect("settled");
    assert_eq!((settled.shares, settled.assets), (number(30), number(27)));
    let event: Transfer = bench.event();
    let told = (event.from, event.to, event.value);
    assert_eq!(told, (QUEUE, Address::ZERO, number(30)));
    assert_eq!(bench.call(BOB, totalSupplyCall {}), Ok(number(110)));
    let release = sheetReleaseCall {
        token: ASSET,
        assets: number(27),
        receiver: BOB,
    };
    bench.vm.clear_mocks();
    bench.expect(SHEET, release, Vec::new());
    let (assets, receiver) = (number(27), BOB);
    bench
        .call(QUEUE, releaseCall { assets, receiver })
        .expect("paid");
}

#[test]
fn test_an_answer_too_short_settles_nothing() {
    let mut bench = with_queue(&[(ALICE, 100)], 40);
    let reserve = reserveCall {
        token: ASSET,
        wanted: number(30),
        queued: number(40),
        supply: number(140),
    };
    let whole = (number(30), number(27)).abi_encode();
    bench.expect(SHEET, reserve, whole[..63].to_vec());
    let outcome = bench
        .contract
        .route(&settleCall { wanted: number(30) }.abi_encode());
    assert!(outcome.is_err());
}

#[test]
fn test_nobody_sends_it_shares() {
    let mut bench = with_queue(&[(ALICE, 100)], 40);
    let transfer = transferCall {
        to: QUEUE,
        value: number(1),
    };
    let error = ERC20InvalidReceiver { receiver: QUEUE };
    assert_error(bench.call(ALICE, transfer), error);
}

#[test]
fn test_its_shares_are_no_holders() {
    let mut bench = with_queue(&[(ALICE, 100), (BOB, 60)], 400);
    // Listed, it shows that nobody hides, and is not the largest.
    let holders = vec![ALICE, BOB, QUEUE];
    let top = bench.call(BOB, pokeCall { holders });
    assert_eq!(top, Ok(number(100)), "INV-TOP-01");
    expect_queued(&bench, 490, 560);
    let enqueue = enqueueCall {
        owner: ALICE,
        spender: ALICE,
        shares: number(90),
    };
    bench.call(QUEUE, enqueue).expect("queued");
    let top = bench.call(BOB, topHoldingCall {});
    assert_eq!(top, Ok(number(60)), "INV-TOP-01");
}

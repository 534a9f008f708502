//! What the first program answers without another contract: construction, permission, malformed calls. All else is tested with
//! forge, on the WASM and a real balance sheet.

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::{SolCall, SolError, SolEvent, SolValue};
use alm_abi::ICreditDesk::{self as abi, Action};
use credit_desk::CreditDesk;
use stylus_sdk::testing::*;

const OWNER: Address = address!("0x1111111111111111111111111111111111111111");
const SHEET: Address = address!("0x2222222222222222222222222222222222222222");
const PROGRAM: Address = address!("0x3333333333333333333333333333333333333333");
const ALICE: Address = address!("0x4444444444444444444444444444444444444444");
const BOB: Address = address!("0x5555555555555555555555555555555555555555");
const NOW: u64 = 1_800_000_000;

fn desk() -> (TestVM, CreditDesk) {
    let vm = TestVM::default();
    vm.set_block_timestamp(NOW);
    let mut desk = CreditDesk::from(&vm);
    desk.constructor(OWNER, SHEET, PROGRAM)
        .expect("constructed");
    (vm, desk)
}

fn call<C: SolCall>(
    vm: &TestVM,
    desk: &mut CreditDesk,
    sender: Address,
    call: C,
) -> Result<Vec<u8>, Vec<u8>> {
    vm.set_sender(sender);
    desk.route(&call.abi_encode())
}

fn slot(vm: &TestVM, slot: impl Into<U256>) -> U256 {
    vm.storage_load_bytes32(slot.into()).into()
}

fn mapped(key: impl SolValue, slot: impl Into<U256>) -> B256 {
    keccak256([key.abi_encode(), slot.into().abi_encode()].concat())
}

fn action(kind: u8) -> Action {
    Action {
        kind,
        asset: ALICE,
        amount: U256::ONE,
        limit: U256::ZERO,
        term: 0,
        receiver: ALICE,
    }
}

fn batch(account: Address, deadline: u64, actions: Vec<Action>) -> abi::executeCall {
    abi::executeCall {
        account,
        deadline: U256::from(deadline),
        actions,
    }
}

#[test]
fn test_constructor_runs_once_and_refuses_nobody() {
    let (vm, mut desk) = desk();
    assert_eq!(slot(&vm, U256::ZERO), U256::from_be_slice(OWNER.as_slice()));
    assert_eq!(
        slot(&vm, U256::from(2)),
        U256::from_be_slice(SHEET.as_slice())
    );
    assert_eq!(
        slot(&vm, U256::from(4)),
        U256::from_be_slice(PROGRAM.as_slice())
    );
    let name = slot(&vm, U256::from(3)).to_be_bytes::<32>();
    assert_eq!((&name[..11], name[31]), (b"Credit Desk".as_slice(), 22));
    assert_eq!(
        desk.constructor(OWNER, SHEET, PROGRAM).err(),
        Some(abi::InvalidInitialization {}.abi_encode())
    );
    for addresses in [
        [Address::ZERO, SHEET, PROGRAM],
        [OWNER, Address::ZERO, PROGRAM],
        [OWNER, SHEET, Address::ZERO],
    ] {
        let vm = TestVM::default();
        let [owner, sheet, program] = addresses;
        let refused = CreditDesk::from(&vm).constructor(owner, sheet, program);
        assert_eq!(refused.err(), Some(abi::ZeroAddress {}.abi_encode()));
    }
}

#[test]
fn test_without_a_second_program_there_is_none_to_ask() {
    let vm = TestVM::default();
    let mut desk = CreditDesk::from(&vm);
    let refused = call(&vm, &mut desk, ALICE, abi::ownerCall {});
    assert_eq!(refused.err(), Some(abi::ZeroAddress {}.abi_encode()));
}

#[test]
fn test_batches_are_in_time_and_by_whoever_may() {
    let (vm, mut desk) = desk();
    let late = call(
        &vm,
        &mut desk,
        ALICE,
        batch(ALICE, NOW - 1, vec![action(0)]),
    );
    let error = abi::DeadlinePassed {
        have: NOW.try_into().expect("small"),
        want: (NOW - 1).try_into().expect("small"),
    };
    assert_eq!(late.err(), Some(error.abi_encode()));
    for kind in [0, 1, 2, 4, 6, 7] {
        let refused = call(&vm, &mut desk, BOB, batch(ALICE, NOW, vec![action(kind)]));
        let error = abi::NotAuthorised {
            account: ALICE,
            caller: BOB,
        };
        assert_eq!(refused.err(), Some(error.abi_encode()), "kind {kind}");
    }
    assert_eq!(
        call(&vm, &mut desk, BOB, batch(ALICE, NOW, vec![])),
        Ok(vec![])
    );
}

#[test]
fn test_operators_have_a_slot_and_an_event() {
    let (vm, mut desk) = desk();
    for approved in [true, false] {
        let set = abi::setOperatorCall {
            operator: BOB,
            approved,
        };
        assert_eq!(call(&vm, &mut desk, ALICE, set), Ok(vec![]));
        let place = mapped(BOB, mapped(ALICE, U256::from(12)));
        assert_eq!(slot(&vm, place), U256::from(u8::from(approved)));
        let logs = vm.get_emitted_logs();
        let (topics, data) = logs.last().expect("emitted");
        let event = abi::OperatorSet::decode_raw_log_validate(topics.iter().copied(), data);
        let event = event.expect("the declared event");
        assert_eq!(
            (event.account, event.operator, event.approved),
            (ALICE, BOB, approved)
        );
    }
    let nobody = abi::setOperatorCall {
        operator: Address::ZERO,
        approved: true,
    };
    let refused = call(&vm, &mut desk, ALICE, nobody);
    assert_eq!(refused.err(), Some(abi::ZeroAddress {}.abi_encode()));
}

#[test]
fn test_calls_that_follow_no_interface_end_empty() {
    let (vm, mut desk) = desk();
    vm.set_sender(ALICE);
    assert_eq!(desk.route(&[]).err(), Some(vec![]));
    let mut cut = batch(ALICE, NOW, vec![action(0)]).abi_encode();
    cut.truncate(cut.len() - 1);
    assert_eq!(desk.route(&cut).err(), Some(vec![]));
    let mut truth = abi::setOperatorCall {
        operator: BOB,
        approved: true,
    }
    .abi_encode();
    *truth.last_mut().expect("words") = 2;
    assert_eq!(desk.route(&truth).err(), Some(vec![]));
}

/// The type that is signed.
#[test]
fn test_the_permit_type_is_the_declared_text() {
    let text = "OperatorPermit(address account,address operator,bool approved,uint256 nonce,uint256 deadline)";
    let want = keccak256(text);
    assert_eq!(
        want.0[..4],
        [0x6f, 0x12, 0x88, 0xdc],
        "as in alm_credit::operators"
    );
}

//! Storage as programs see it: cache, flush, sentries, warmth.

use alloy_primitives::{Bytes, U256};
use devchain::evm::types::Status;

use super::{
    asm::assemble,
    chain::{Chain, as_number},
    contracts::{ACTOR, Act, FORWARDER, Kind, act, forward},
};

#[test]
fn test_write_then_revert_drops_the_write() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    let executed = chain.send(actor, act(Act::StoreRevert, 1, 5));
    assert_eq!(executed.status, Status::Revert);
    assert_eq!(as_number(&executed.output), U256::from(5));
    assert_eq!(chain.slot(actor, 1), U256::ZERO);
    assert!(executed.logs.is_empty());
}

#[test]
fn test_unflushed_write_vanishes() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    chain.ok(actor, act(Act::StoreUnflushed, 1, 5));
    assert_eq!(chain.slot(actor, 1), U256::ZERO);
}

#[test]
fn test_static_flush_with_no_dirty_slot_succeeds() {
    let mut chain = Chain::new(61);
    let (forwarder, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    chain.ok(
        forwarder,
        forward(Kind::Static, 0, actor, &act(Act::Flush, 0, 0)),
    );
    chain.ok(
        forwarder,
        forward(Kind::Static, 0, actor, &act(Act::StoreUnflushed, 1, 1)),
    );
}

#[test]
fn test_static_flush_with_a_dirty_slot_fails_and_returns_gas() {
    let mut chain = Chain::new(61);
    let (forwarder, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    let executed = chain.send(
        forwarder,
        forward(Kind::Static, 0, actor, &act(Act::Store, 1, 1)),
    );
    assert_eq!(
        (executed.status, executed.output),
        (Status::Revert, Bytes::new())
    );
    assert!(executed.gas_used < 100_000, "{} gas", executed.gas_used);
}

#[test]
fn test_warmth_of_slots_is_shared_with_the_evm() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    // Gas of an SLOAD after a delegate call of the program that loads the same slot or another.
    let measure = |chain: &mut Chain, slot: &str| {
        let code = assemble(&format!(
            "PUSH1 0x01 PUSH1 0x20 MSTORE8 PUSH0 PUSH0 PUSH1 0x41 PUSH0 PUSH20 {actor:?} GAS
             DELEGATECALL POP GAS PUSH1 {slot} SLOAD POP GAS SWAP1 SUB PUSH0 MSTORE
             PUSH1 0x20 PUSH0 RETURN"
        ));
        let caller = chain.put_code(code);
        as_number(&chain.ok(caller, Bytes::new()))
    };
    // The byte 1 at 0x20 is the last of the key; PUSH1, SLOAD, POP and GAS around it.
    assert_eq!(measure(&mut chain, "0x01"), U256::from(3 + 100 + 2 + 2));
    assert_eq!(measure(&mut chain, "0x02"), U256::from(3 + 2_100 + 2 + 2));
}

#[test]
fn test_warmth_of_accounts_is_shared_with_the_evm() {
    let mut chain = Chain::new(61);
    let (forwarder, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    let touch = forward(Kind::Call, 0, actor, &act(Act::Load, 1, 0));
    let copy =
        format!("PUSH2 0x{:04x} PUSH1 @ PUSH0 CODECOPY", touch.len()).replace("PUSH1 @", "@data");
    let code = assemble(&format!(
        "{copy} PUSH0 PUSH0 PUSH2 0x{:04x} PUSH0 PUSH0 PUSH20 {forwarder:?} GAS CALL POP
         GAS PUSH20 {actor:?} BALANCE POP GAS SWAP1 SUB PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN :data",
        touch.len()
    ));
    let code = [&code[..code.len() - 1], &touch].concat();
    let caller = chain.put_code(code);
    assert_eq!(
        as_number(&chain.ok(caller, Bytes::new())),
        U256::from(3 + 100 + 2 + 2)
    );
}

#[test]
fn test_refund_of_a_cleared_slot_reaches_the_sender() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    chain.ok(actor, act(Act::Store, 1, 5));
    let kept = chain.send(actor, act(Act::Store, 1, 6)).gas_used;
    let cleared = chain.send(actor, act(Act::Store, 1, 0)).gas_used;
    // One calldata byte turns from 16 to 4 gas.
    assert_eq!(kept - cleared, 4_800 + 12);
}

#[test]
fn test_refund_of_a_reverted_callee_is_lost() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    chain.ok(actor, act(Act::Store, 1, 5));
    let kept = chain.send(actor, act(Act::StoreRevert, 1, 6)).gas_used;
    let cleared = chain.send(actor, act(Act::StoreRevert, 1, 0)).gas_used;
    assert_eq!(kept - cleared, 12);
}

//! Stylus programs and EVM contracts calling each other: every kind of call, both ways.

use alloy_primitives::{Address, B256, Bytes, U256};
use devchain::evm::types::{Executed, Status};

use super::{
    chain::{ALICE, Chain, as_number},
    contracts::{ACTOR, Act, FORWARDER, Kind, act, evm_actor, evm_forwarder, forward},
};

/// Programs and EVM contracts that do the same.
struct Cast {
    chain: Chain,
    forwarders: [Address; 2],
    actors: [Address; 2],
}

impl Cast {
    fn new(arbos_version: u64) -> Self {
        let mut chain = Chain::new(arbos_version);
        let forwarders = [chain.program(FORWARDER), chain.put_code(evm_forwarder())];
        let actors = [chain.program(ACTOR), chain.put_code(evm_actor())];
        Self {
            chain,
            forwarders,
            actors,
        }
    }

    /// Every forwarder with every actor.
    fn pairs(&self) -> Vec<(Address, Address)> {
        let pair = |f: &Address| self.actors.map(|a| (*f, a));
        self.forwarders.iter().flat_map(pair).collect()
    }
}

/// Runs a check on both versions of ArbOS and every pair.
fn each_pair(check: impl Fn(&mut Chain, Address, Address)) {
    for version in [51, 61] {
        let mut cast = Cast::new(version);
        for (forwarder, actor) in cast.pairs() {
            check(&mut cast.chain, forwarder, actor);
        }
    }
}

fn logs(executed: &Executed) -> Vec<(Address, B256)> {
    let log = |log: &alloy_primitives::Log| (log.address, log.topics()[0]);
    executed.logs.iter().map(log).collect()
}

#[test]
fn test_call_acts_on_the_callee() {
    each_pair(|chain, forwarder, actor| {
        let input = forward(Kind::Call, 0, actor, &act(Act::Store, 5, 9));
        let executed = chain.send(forwarder, input);
        assert_eq!(executed.status, Status::Success);
        assert_eq!(logs(&executed), [(actor, B256::with_last_byte(5))]);
        assert_eq!(chain.slot(actor, 5), U256::from(9));
        assert_eq!(chain.slot(forwarder, 5), U256::ZERO);
        let load = forward(Kind::Call, 0, actor, &act(Act::Load, 5, 0));
        assert_eq!(as_number(&chain.ok(forwarder, load)), U256::from(9));
    });
}

#[test]
fn test_call_shows_the_forwarder_and_moves_value() {
    each_pair(|chain, forwarder, actor| {
        let before = chain.balance(actor);
        let mut message = chain.message(
            forwarder,
            forward(Kind::Call, 7, actor, &act(Act::Who, 0, 0)),
        );
        message.value = U256::from(7);
        let output = chain.run(&message).output;
        assert_eq!(
            Address::from_word(B256::from_slice(&output[..32])),
            forwarder
        );
        assert_eq!(as_number(&output[32..]), U256::from(7));
        assert_eq!(chain.balance(actor) - before, U256::from(7));
    });
}

#[test]
fn test_delegatecall_acts_on_the_caller() {
    each_pair(|chain, forwarder, actor| {
        let input = forward(Kind::Delegate, 0, actor, &act(Act::Store, 6, 3));
        let executed = chain.send(forwarder, input);
        assert_eq!(executed.status, Status::Success);
        assert_eq!(logs(&executed), [(forwarder, B256::with_last_byte(6))]);
        assert_eq!(chain.slot(forwarder, 6), U256::from(3));
        assert_eq!(chain.slot(actor, 6), U256::ZERO);
    });
}

#[test]
fn test_delegatecall_passes_caller_and_value_on() {
    each_pair(|chain, forwarder, actor| {
        let input = forward(Kind::Delegate, 0, actor, &act(Act::Who, 0, 0));
        let mut message = chain.message(forwarder, input);
        message.value = U256::from(11);
        let output = chain.run(&message).output;
        assert_eq!(Address::from_word(B256::from_slice(&output[..32])), ALICE);
        assert_eq!(as_number(&output[32..]), U256::from(11));
        assert_eq!(chain.balance(actor), U256::ZERO);
    });
}

#[test]
fn test_staticcall_reads_but_does_not_write() {
    each_pair(|chain, forwarder, actor| {
        chain.ok(actor, act(Act::Store, 8, 4));
        let load = forward(Kind::Static, 0, actor, &act(Act::Load, 8, 0));
        assert_eq!(as_number(&chain.ok(forwarder, load)), U256::from(4));
        for deed in [Act::Store, Act::TransientStore] {
            let executed = chain.send(forwarder, forward(Kind::Static, 0, actor, &act(deed, 8, 5)));
            assert_eq!(executed.status, Status::Revert, "{deed:?}");
            assert_eq!(executed.output, Bytes::new());
        }
        assert_eq!(chain.slot(actor, 8), U256::from(4));
    });
}

#[test]
fn test_staticcall_protects_the_frames_below() {
    each_pair(|chain, forwarder, actor| {
        let inner = forward(Kind::Call, 0, actor, &act(Act::Store, 1, 1));
        let executed = chain.send(forwarder, forward(Kind::Static, 0, forwarder, &inner));
        assert_eq!(executed.status, Status::Revert);
        assert_eq!(chain.slot(actor, 1), U256::ZERO);
    });
}

#[test]
fn test_revert_data_comes_back() {
    each_pair(|chain, forwarder, actor| {
        let input = forward(Kind::Call, 0, actor, &act(Act::StoreRevert, 2, 77));
        let executed = chain.send(forwarder, input);
        assert_eq!(executed.status, Status::Revert);
        assert_eq!(as_number(&executed.output), U256::from(77));
        assert!(executed.logs.is_empty());
        assert_eq!(chain.slot(actor, 2), U256::ZERO);
    });
}

#[test]
fn test_failure_comes_back_without_data() {
    each_pair(|chain, forwarder, actor| {
        let input = forward(Kind::Call, 0, actor, &act(Act::StoreFail, 2, 77));
        let executed = chain.send(forwarder, input);
        assert_eq!(executed.status, Status::Revert);
        assert_eq!(executed.output, Bytes::new());
        assert_eq!(chain.slot(actor, 2), U256::ZERO);
    });
}

/// An EVM contract that stores, calls the forwarder with the rest of its calldata, ignores how
/// that ended, and stores its output.
fn tolerant(forwarder: Address) -> Vec<u8> {
    super::asm::assemble(&format!(
        "PUSH1 0x01 PUSH1 0x01 SSTORE
         CALLDATASIZE PUSH0 PUSH0 CALLDATACOPY
         PUSH1 0x20 PUSH0 CALLDATASIZE PUSH0 PUSH0 PUSH20 {forwarder:?} GAS CALL
         PUSH1 0x02 SSTORE PUSH0 MLOAD PUSH1 0x03 SSTORE STOP"
    ))
}

#[test]
fn test_nested_revert_undoes_storage_and_logs_below_only() {
    each_pair(|chain, forwarder, actor| {
        let caller = chain.put_code(tolerant(forwarder));
        let input = forward(Kind::Call, 0, actor, &act(Act::StoreRevert, 2, 77));
        let executed = chain.send(caller, input);
        assert_eq!(executed.status, Status::Success);
        assert!(executed.logs.is_empty(), "the reverted log is gone");
        assert_eq!(
            chain.slot(actor, 2),
            U256::ZERO,
            "the reverted write is gone"
        );
        assert_eq!(chain.slot(caller, 1), U256::from(1), "the caller's stands");
        assert_eq!(chain.slot(caller, 2), U256::ZERO, "the call failed");
        assert_eq!(chain.slot(caller, 3), U256::from(77), "its data came back");
    });
}

#[test]
fn test_transient_storage_lasts_a_transaction() {
    for version in [51, 61] {
        let mut cast = Cast::new(version);
        for actor in cast.actors {
            let chain = &mut cast.chain;
            chain.ok(actor, act(Act::TransientStore, 1, 9));
            let output = chain.ok(actor, act(Act::TransientLoad, 1, 0));
            assert_eq!(as_number(&output), U256::ZERO);
        }
    }
}

/// An EVM contract that makes a program of an actor store in transient storage and load it again,
/// in its own name.
fn transient_round_trip(actor: Address) -> Vec<u8> {
    super::asm::assemble(&format!(
        "PUSH1 0x04 PUSH0 MSTORE8 PUSH1 0x01 PUSH1 0x01 MSTORE PUSH1 0x09 PUSH1 0x21 MSTORE
         PUSH0 PUSH0 PUSH1 0x41 PUSH0 PUSH20 {actor:?} GAS DELEGATECALL POP
         PUSH1 0x01 TLOAD PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN"
    ))
}

#[test]
fn test_transient_storage_is_shared_between_program_and_evm() {
    let mut cast = Cast::new(61);
    let caller = cast.chain.put_code(transient_round_trip(cast.actors[0]));
    let output = cast.chain.ok(caller, Bytes::new());
    assert_eq!(as_number(&output), U256::from(9));
}

#[test]
fn test_deep_mixed_nesting_returns_the_innermost_answer() {
    each_pair(|chain, forwarder, actor| {
        chain.ok(actor, act(Act::Store, 9, 123));
        let mut input = act(Act::Load, 9, 0);
        let mut target = actor;
        for _ in 0..40 {
            input = forward(Kind::Call, 0, target, &input);
            target = forwarder;
        }
        assert_eq!(as_number(&chain.ok(target, input)), U256::from(123));
    });
}

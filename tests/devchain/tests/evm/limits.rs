//! Programs that go too far end their transaction, never the node.

use alloy_primitives::{Bytes, U256};
use devchain::evm::types::Status;

use super::{
    asm::assemble,
    chain::{Chain, as_number},
    contracts::{ACTOR, Act, FORWARDER, Kind, NOTHING, act, forward},
};

fn halted(chain: &mut Chain, deed: Act, key: u64, text: &str) {
    let actor = chain.program(ACTOR);
    let executed = chain.send(actor, act(deed, key, 0));
    assert_eq!(executed.status, Status::Halt(text.into()));
    assert_eq!(executed.gas_used, chain.gas_limit);
    // The node lives on.
    chain.ok(actor, act(Act::Store, 1, 1));
}

#[test]
fn test_endless_loop_runs_out_of_gas() {
    halted(&mut Chain::new(61), Act::Loop, 0, "out of gas");
}

#[test]
fn test_endless_recursion_exceeds_the_depth() {
    for version in [51, 61] {
        halted(
            &mut Chain::new(version),
            Act::Recurse,
            0,
            "max call depth exceeded",
        );
    }
}

#[test]
fn test_growth_past_128_pages_runs_out_of_gas() {
    for version in [51, 61] {
        halted(&mut Chain::new(version), Act::Grow, 128, "out of gas");
    }
}

#[test]
fn test_failure_returns_gas() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    let executed = chain.send(actor, act(Act::StoreFail, 1, 1));
    assert_eq!(
        (executed.status, executed.output),
        (Status::Revert, Bytes::new())
    );
    assert!(executed.gas_used < 100_000);
    assert_eq!(chain.slot(actor, 1), U256::ZERO);
}

#[test]
fn test_callee_out_of_gas_costs_the_forwarded_gas_only() {
    let mut chain = Chain::new(61);
    let (forwarder, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    let executed = chain.send(
        forwarder,
        forward(Kind::Call, 0, actor, &act(Act::Loop, 0, 0)),
    );
    assert_eq!(executed.status, Status::Revert);
    let kept = chain.gas_limit - executed.gas_used;
    let sixty_fourth = chain.gas_limit / 64;
    assert!(
        (sixty_fourth - 5_000..sixty_fourth).contains(&kept),
        "{kept} gas kept"
    );
}

#[test]
fn test_depth_exceeded_in_a_callee_consumes_what_it_had() {
    let mut chain = Chain::new(61);
    let (forwarder, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    let executed = chain.send(
        forwarder,
        forward(Kind::Call, 0, actor, &act(Act::Recurse, 0, 0)),
    );
    assert_eq!(
        (executed.status, executed.output),
        (Status::Revert, Bytes::new())
    );
    assert!(executed.gas_used > chain.gas_limit / 64 * 62);
}

/// A forwarder with 17 pages, as programs have that keep the default stack.
fn large_forwarder() -> String {
    FORWARDER.replace("1 1)", "17 17)")
}

fn nested(target: alloy_primitives::Address, times: usize) -> Vec<u8> {
    let mut input = forward(Kind::Call, 0, alloy_primitives::Address::ZERO, &[]);
    for _ in 1..times {
        input = forward(Kind::Call, 0, target, &input);
    }
    input
}

#[test]
fn test_page_limit_stops_the_eighth_nested_frame_of_17_pages() {
    let mut chain = Chain::new(61);
    let forwarder = chain.program(&large_forwarder());
    assert_eq!(
        chain.send(forwarder, nested(forwarder, 7)).status,
        Status::Success
    );
    assert_eq!(
        chain.send(forwarder, nested(forwarder, 8)).status,
        Status::Revert
    );
}

#[test]
fn test_nesting_reaches_128_programs_of_one_page() {
    let mut chain = Chain::new(61);
    let forwarder = chain.program(FORWARDER);
    chain.options.simulate = true;
    chain.gas_limit = 1 << 45;
    assert_eq!(
        chain.send(forwarder, nested(forwarder, 128)).status,
        Status::Success
    );
    assert_eq!(
        chain.send(forwarder, nested(forwarder, 129)).status,
        Status::Revert
    );
}

#[test]
fn test_pages_ever_open_are_paid_once_a_transaction() {
    let mut chain = Chain::new(61);
    let program = chain.program(&NOTHING.replace("1 1)", "17 17)"));
    let call =
        format!("GAS PUSH0 PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 {program:?} GAS CALL POP GAS SWAP1 SUB");
    let caller = chain.put_code(assemble(&format!(
        "{call} PUSH0 MSTORE {call} PUSH1 0x20 MSTORE {call} PUSH1 0x40 MSTORE PUSH1 0x60 PUSH0 RETURN"
    )));
    let output = chain.ok(caller, Bytes::new());
    let cost = |index: usize| as_number(&output[32 * index..32 * index + 32]);
    // The first opens the account, starts uncached and pays the exponential part.
    assert!(cost(0) > cost(1));
    assert_eq!(cost(1), cost(2));
    assert!(cost(1) > U256::from(15_000) && cost(1) < U256::from(15_700));
    let init = 8_832 + 8 + 2 + super::chain::wasm(NOTHING).len() as u64 * 1_286 / 10_000;
    assert_eq!(cost(0) - cost(1), U256::from(2_500 + init + 8));
}

#[test]
fn test_depth_is_1024_frames_below_the_first() {
    let mut chain = Chain::new(61);
    chain.options.simulate = true;
    chain.gas_limit = 1 << 45;
    // Calls itself and returns one more than what came back; 0 when the call failed.
    let recursive = chain.put_code(assemble(
        "PUSH1 0x20 PUSH0 PUSH0 PUSH0 PUSH0 ADDRESS GAS CALL
         PUSH0 MLOAD PUSH1 0x01 ADD MUL PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN",
    ));
    assert_eq!(
        as_number(&chain.ok(recursive, Bytes::new())),
        U256::from(1_024)
    );
}

#[test]
fn test_native_stack_carries_programs_below_900_evm_frames() {
    let mut chain = Chain::new(61);
    let (program, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    let evm = chain.put_code(super::contracts::evm_forwarder());
    chain.options.simulate = true;
    chain.gas_limit = 1 << 45;
    let mut input = act(Act::Who, 0, 0);
    let mut target = actor;
    for frame in 0..1_000 {
        input = forward(Kind::Call, 0, target, &input);
        target = if frame % 10 == 0 { program } else { evm };
    }
    assert_eq!(chain.send(target, input).status, Status::Success);
}

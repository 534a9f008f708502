//! What is recorded on request.

use alloy_primitives::{B256, Bytes, U256};
use devchain::evm::types::{Status, TracedHostio};

use super::{
    asm::init_code,
    chain::{ACTIVATION_VALUE, ALICE, ARB_WASM, BOB, Chain, NETWORK, calldata, word},
    contracts::{
        ACTOR, Act, CREATOR, FORWARDER, Kind, act, create, evm_actor, evm_forwarder, forward,
    },
};

#[test]
fn test_call_frames_nest_through_programs() {
    let mut chain = Chain::new(61);
    let (program, evm) = (chain.program(FORWARDER), chain.put_code(evm_forwarder()));
    let actor = chain.put_code(evm_actor());
    chain.options.trace_calls = true;
    let inner = forward(Kind::Delegate, 0, actor, &act(Act::Store, 1, 2));
    let executed = chain.send(program, forward(Kind::Call, 0, evm, &inner));
    let root = executed.trace.root.unwrap();
    assert_eq!(
        (root.kind.as_str(), root.from, root.to),
        ("CALL", ALICE, Some(program))
    );
    assert_eq!(
        (root.gas, root.gas_used),
        (chain.gas_limit, executed.gas_used)
    );
    let second = &root.calls[0];
    assert_eq!((second.from, second.to), (program, Some(evm)));
    assert_eq!(second.input, inner);
    let third = &second.calls[0];
    assert_eq!(third.kind, "DELEGATECALL");
    assert_eq!((third.from, third.to), (evm, Some(actor)));
    assert_eq!(third.logs[0].topics(), [B256::with_last_byte(1)]);
    assert!(root.logs.is_empty() && second.logs.is_empty());
    assert!(third.gas_used > 20_000 && second.gas_used > third.gas_used);
}

#[test]
fn test_call_frames_tell_errors_and_lose_logs() {
    let mut chain = Chain::new(61);
    let (program, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    chain.options.trace_calls = true;
    let executed = chain.send(
        program,
        forward(Kind::Call, 0, actor, &act(Act::StoreRevert, 1, 2)),
    );
    let root = executed.trace.root.unwrap();
    assert_eq!(root.error.as_deref(), Some("execution reverted"));
    let callee = &root.calls[0];
    assert_eq!(callee.error.as_deref(), Some("execution reverted"));
    assert_eq!(callee.output[..], B256::with_last_byte(2)[..]);
    assert!(callee.logs.is_empty());
}

#[test]
fn test_hostios_nest_under_the_call_that_made_them() {
    let mut chain = Chain::new(61);
    let (program, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    chain.options.trace_hostios = true;
    let executed = chain.send(
        program,
        forward(Kind::Call, 0, actor, &act(Act::Load, 1, 0)),
    );
    let names = |list: &[devchain::evm::types::TracedHostio]| {
        list.iter()
            .map(|hostio| hostio.event.name)
            .collect::<Vec<_>>()
    };
    let outer = &executed.trace.hostios;
    let expected = [
        "user_entrypoint",
        "read_args",
        "call_contract",
        "read_return_data",
        "write_result",
        "user_returned",
    ];
    assert_eq!(names(outer), expected);
    let call = outer
        .iter()
        .find(|h| h.event.name == "call_contract")
        .unwrap();
    assert_eq!(call.address, Some(actor));
    let expected = [
        "user_entrypoint",
        "read_args",
        "storage_load_bytes32",
        "write_result",
        "user_returned",
    ];
    assert_eq!(names(&call.steps), expected);
    assert!(outer.iter().all(|h| h.event.start_ink >= h.event.end_ink));
}

/// Names with those below in brackets.
fn outline(list: &[TracedHostio]) -> String {
    let one = |hostio: &TracedHostio| match hostio.address {
        None => hostio.event.name.to_owned(),
        Some(_) => format!("{}[{}]", hostio.event.name, outline(&hostio.steps)),
    };
    list.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// What a program does that loads a slot.
const LOAD: &str = "user_entrypoint read_args storage_load_bytes32 write_result user_returned";

#[test]
fn test_evm_frames_have_entries_except_the_outermost() {
    let mut chain = Chain::new(61);
    let (program, evm) = (chain.program(ACTOR), chain.put_code(evm_forwarder()));
    chain.options.trace_hostios = true;
    for (kind, name) in [
        (Kind::Call, "evm_call_contract"),
        (Kind::Delegate, "evm_delegate_call_contract"),
        (Kind::Static, "evm_static_call_contract"),
    ] {
        let executed = chain.send(evm, forward(kind, 0, program, &act(Act::Load, 1, 0)));
        let outer = &executed.trace.hostios;
        assert_eq!(outline(outer), format!("{name}[{LOAD}]"));
        assert_eq!(outer[0].address, Some(program));
        let event = &outer[0].event;
        assert!(event.args.is_empty() && event.outs.is_empty());
        assert_eq!((event.start_ink, event.end_ink), (0, 0));
    }
}

#[test]
fn test_calls_nest_through_programs_and_evm_frames() {
    let mut chain = Chain::new(61);
    let (program, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
    let evm = chain.put_code(evm_forwarder());
    chain.options.trace_hostios = true;
    let inner = forward(Kind::Delegate, 0, actor, &act(Act::Load, 1, 0));
    let executed = chain.send(program, forward(Kind::Call, 0, evm, &inner));
    let expected = format!(
        "user_entrypoint read_args call_contract[evm_delegate_call_contract[{LOAD}]] \
         read_return_data write_result user_returned"
    );
    assert_eq!(outline(&executed.trace.hostios), expected);
}

#[test]
fn test_deployment_by_a_program_keeps_both_entries() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    chain.options.trace_hostios = true;
    let executed = chain.send(creator, create(false, 0, &init_code(&[0])));
    let expected = "user_entrypoint read_args evm_create1[] create1 read_return_data write_result user_returned";
    assert_eq!(outline(&executed.trace.hostios), expected);
    assert_eq!(executed.trace.hostios[2].address, Some(creator.create(1)));
    let executed = chain.send(creator, create(true, 1, &init_code(&[0])));
    assert!(outline(&executed.trace.hostios).contains("evm_create2[] create2"));
}

#[test]
fn test_selfdestruct_is_an_entry_with_the_beneficiary() {
    let mut chain = Chain::new(61);
    let doomed = chain.put_code(super::asm::assemble(&format!(
        "PUSH20 {BOB:?} SELFDESTRUCT"
    )));
    let caller = chain.put_code(evm_forwarder());
    chain.options.trace_hostios = true;
    let executed = chain.send(caller, forward(Kind::Call, 0, doomed, &[]));
    let outer = &executed.trace.hostios;
    assert_eq!(outline(outer), "evm_call_contract[evm_self_destruct[]]");
    assert_eq!(outer[0].steps[0].address, Some(BOB));
}

#[test]
fn test_call_refused_before_its_frame_names_its_target() {
    let mut chain = Chain::new(61);
    let (program, outer) = (chain.program(FORWARDER), chain.put_code(evm_forwarder()));
    chain.options.trace_hostios = true;
    // Value in a static context: no frame begins.
    let paying = forward(Kind::Call, 1, BOB, &[]);
    let executed = chain.send(outer, forward(Kind::Static, 0, program, &paying));
    let steps = &executed.trace.hostios[0].steps;
    let call = steps
        .iter()
        .find(|h| h.event.name == "call_contract")
        .unwrap();
    assert_eq!((call.address, call.steps.len()), (Some(BOB), 0));
}

#[test]
fn test_activation_through_a_contract_shows_its_payments() {
    let mut chain = Chain::new(61);
    let program = chain.put_program(ACTOR);
    let outer = chain.put_code(evm_forwarder());
    chain.options.trace_hostios = true;
    let input = calldata("activateProgram(address)", &[word(program)]);
    let mut message = chain.message(
        outer,
        forward(Kind::Call, ACTIVATION_VALUE, ARB_WASM, &input),
    );
    message.value = U256::from(ACTIVATION_VALUE);
    let executed = chain.run(&message);
    assert_eq!(executed.status, Status::Success);
    let expected = "evm_call_contract[evm_call_contract[] evm_call_contract[]]";
    assert_eq!(outline(&executed.trace.hostios), expected);
    let paid = &executed.trace.hostios[0].steps;
    assert_eq!(
        (paid[0].address, paid[1].address),
        (Some(NETWORK), Some(outer))
    );
}

#[test]
fn test_steps_tell_every_opcode() {
    let mut chain = Chain::new(61);
    let contract = chain.put_code(super::asm::assemble(
        "PUSH1 0x05 PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN",
    ));
    chain.options.trace_steps = true;
    let executed = chain.send(contract, Bytes::new());
    assert_eq!(executed.status, Status::Success);
    let steps = &executed.trace.steps;
    let ops: Vec<_> = steps
        .iter()
        .map(|step| (step.pc, step.op, step.gas_cost))
        .collect();
    let expected = [
        (0, "PUSH1", 3),
        (2, "PUSH0", 2),
        (3, "MSTORE", 6),
        (4, "PUSH1", 3),
        (6, "PUSH0", 2),
        (7, "RETURN", 0),
    ];
    assert_eq!(ops, expected);
    assert_eq!(steps[2].stack.len(), 2);
    assert_eq!(steps[3].memory.len(), 32);
    assert_eq!(steps[0].gas, chain.gas_limit - 21_000);
    assert!(steps.iter().all(|step| step.depth == 1));
}

#[test]
fn test_nothing_is_recorded_unasked() {
    let mut chain = Chain::new(61);
    let program = chain.program(ACTOR);
    let executed = chain.send(program, act(Act::Load, 1, 0));
    assert!(executed.trace.root.is_none());
    assert!(executed.trace.steps.is_empty() && executed.trace.hostios.is_empty());
}

//! Where other local chains are known to differ from the reference, and this one does not.

use alloy_primitives::{Address, Bytes, U256};
use devchain::evm::types::Status;

use super::{
    asm::{assemble, init_code},
    chain::{Chain, as_number, wasm},
    contracts::{ACTOR, Act, CREATOR, FORWARDER, Kind, act, create, evm_forwarder, forward},
};

/// Calls and measures: calldata is the gas to request (8 bytes, little-endian), the value and the
/// target; the output is the gas the call cost (8 bytes, little-endian), its status (a byte) and
/// what it returned.
const PROBE: &str = r#"(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "evm_gas_left" (func $gas (result i64)))
  (import "vm_hooks" "call_contract" (func $call (param i32 i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "read_return_data" (func $return_data (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $len i32) (result i32)
    (local $before i64)
    (call $read_args (i32.const 0))
    (local.set $before (call $gas))
    (i32.store8 (i32.const 1008) (call $call (i32.const 40) (i32.const 0) (i32.const 0)
      (i32.const 8) (i64.load (i32.const 0)) (i32.const 2000)))
    (i64.store (i32.const 1000) (i64.sub (local.get $before) (call $gas)))
    (call $write_result (i32.const 1000) (i32.add (i32.const 9)
      (call $return_data (i32.const 1009) (i32.const 0) (i32.load (i32.const 2000)))))
    (i32.const 0)))"#;

struct Probed {
    cost: u64,
    status: u8,
    output: Vec<u8>,
}

fn probe(chain: &mut Chain, probe: Address, gas: u64, value: u64, target: Address) -> Probed {
    let mut input = gas.to_le_bytes().to_vec();
    input.extend(U256::from(value).to_be_bytes::<32>());
    input.extend(target);
    let mut message = chain.message(probe, input);
    message.value = U256::from(value);
    let output = chain.run(&message).output;
    Probed {
        cost: u64::from_le_bytes(output[..8].try_into().unwrap()),
        status: output[8],
        output: output[9..].to_vec(),
    }
}

/// An EVM contract that returns the gas it finds, less the two of the question.
fn gas_teller(chain: &mut Chain) -> Address {
    chain.put_code(assemble("GAS PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN"))
}

#[test]
fn test_msg_reentrant_is_one_in_a_b_a_but_not_in_a_delegate() {
    for version in [51, 61] {
        let mut chain = Chain::new(version);
        let (program, actor) = (chain.program(FORWARDER), chain.program(ACTOR));
        let question = forward(Kind::Delegate, 0, actor, &act(Act::Reentrant, 0, 0));
        let once = chain.ok(program, question.clone());
        assert_eq!(as_number(&once), U256::ZERO, "A runs B's code");
        for other in [
            chain.put_program(FORWARDER),
            chain.put_code(evm_forwarder()),
        ] {
            let back = forward(Kind::Call, 0, program, &question);
            let through = chain.ok(program, forward(Kind::Call, 0, other, &back));
            assert_eq!(as_number(&through), U256::from(1), "A, B, A");
        }
        let direct = chain.ok(
            program,
            forward(Kind::Call, 0, actor, &act(Act::Reentrant, 0, 0)),
        );
        assert_eq!(as_number(&direct), U256::ZERO, "A, B");
    }
}

#[test]
fn test_msg_reentrant_counts_evm_frames() {
    let mut chain = Chain::new(61);
    let actor = chain.program(ACTOR);
    let evm = chain.put_code(evm_forwarder());
    let question = forward(Kind::Delegate, 0, actor, &act(Act::Reentrant, 0, 0));
    assert_eq!(as_number(&chain.ok(evm, question.clone())), U256::ZERO);
    let again = forward(Kind::Call, 0, evm, &question);
    assert_eq!(as_number(&chain.ok(evm, again)), U256::from(1));
}

#[test]
fn test_value_comes_with_a_stipend_of_2300() {
    let mut chain = Chain::new(61);
    let (prober, teller) = (chain.program(PROBE), gas_teller(&mut chain));
    let probed = probe(&mut chain, prober, 0, 1, teller);
    assert_eq!(probed.status, 0);
    assert_eq!(as_number(&probed.output), U256::from(2_300 - 2));
    let probed = probe(&mut chain, prober, 0, 0, teller);
    assert_eq!(probed.status, 2, "without it the callee has no gas at all");
}

#[test]
fn test_value_costs_9000_and_an_empty_target_25000_more() {
    let mut chain = Chain::new(61);
    let prober = chain.program(PROBE);
    let (known, fresh) = (
        chain.put_code(vec![0]),
        [Address::repeat_byte(1), Address::repeat_byte(2)],
    );
    let plain = probe(&mut chain, prober, u64::MAX, 0, known).cost;
    let paying = probe(&mut chain, prober, u64::MAX, 1, known).cost;
    assert_eq!(paying - plain, 9_000);
    let unpaid = probe(&mut chain, prober, u64::MAX, 0, fresh[0]).cost;
    assert_eq!(unpaid, plain);
    let opening = probe(&mut chain, prober, u64::MAX, 1, fresh[1]).cost;
    assert_eq!(opening - plain, 34_000);
}

#[test]
fn test_base_cost_comes_before_the_63_64ths() {
    let mut chain = Chain::new(61);
    let (prober, teller) = (chain.program(PROBE), gas_teller(&mut chain));
    chain.gas_limit = 100_000;
    let probed = probe(&mut chain, prober, u64::MAX, 1, teller);
    let found = as_number(&probed.output).to::<u64>();
    // With the 63/64 taken before 2,600 + 9,000 it would have 181 gas more.
    let held = found - 2_300 + 2;
    let before = 100_000 - 21_000 - calldata_gas(u64::MAX, 1, teller) - start_gas();
    let call_ink = before_call_ink();
    let left = (before * 10_000 - call_ink) / 10_000 - 11_600;
    assert_eq!(held, left * 63 / 64);
}

fn calldata_gas(gas: u64, value: u64, target: Address) -> u64 {
    let mut input = gas.to_le_bytes().to_vec();
    input.extend(U256::from(value).to_be_bytes::<32>());
    input.extend(target);
    input
        .iter()
        .map(|byte| if *byte == 0 { 4 } else { 16 })
        .sum()
}

/// Start of [`PROBE`], not cached: one function, its type, its code, four globals and a page.
fn start_gas() -> u64 {
    let length = wasm(PROBE).len() as u64;
    let init = 8_832 + 8 + 2 + length * 1_286 / 10_000;
    init + 352 + length * 122 / 100_000 + 6 + 5
}

/// Ink of [`PROBE`] up to and including the base of its call.
fn before_call_ink() -> u64 {
    // Blocks end at every call: const, call | call | set, eight operands with a load, call.
    let first = 2_450 + 1 + 3_800;
    let second = 2_450 + 3_800;
    let third = 2_450 + 210 + 6 + 680 + 1 + 3_800;
    let hostios = 8_400 + 5_040 + 30 * (60 - 32) + 8_400 + 83_193 + 2 * 16_381;
    first + second + third + hostios
}

#[test]
fn test_failed_call_has_status_2() {
    let mut chain = Chain::new(61);
    let prober = chain.program(PROBE);
    for code in ["PUSH0 PUSH0 REVERT", "INVALID"] {
        let target = chain.put_code(assemble(code));
        assert_eq!(probe(&mut chain, prober, 10_000, 0, target).status, 2);
    }
    let target = chain.put_code(assemble("STOP"));
    assert_eq!(probe(&mut chain, prober, 10_000, 0, target).status, 0);
}

#[test]
fn test_call_whose_base_cannot_be_paid_takes_all_gas() {
    let mut chain = Chain::new(61);
    let prober = chain.program(PROBE);
    let mut input = u64::MAX.to_le_bytes().to_vec();
    input.extend(U256::from(1).to_be_bytes::<32>());
    input.extend(Address::repeat_byte(9));
    let mut message = chain.message(prober, input);
    message.value = U256::from(1);
    message.gas_limit = 60_000;
    let executed = chain.run(&message);
    assert_eq!(executed.status, Status::Halt("out of gas".into()));
    assert_eq!(executed.gas_used, 60_000);
}

#[test]
fn test_reverted_create_neither_aborts_nor_charges_for_init_code() {
    let mut chain = Chain::new(61);
    let creator = chain.program(CREATOR);
    let used = |chain: &mut Chain, padding: usize| {
        let init = [init_code(&[0]), vec![0; padding]].concat();
        let executed = chain.send(creator, create(false, 0, &init));
        assert_eq!(executed.status, Status::Success);
        chain.next_block();
        executed.gas_used
    };
    let (short, long) = (used(&mut chain, 100), used(&mut chain, 3_300));
    // 3,200 zeros: calldata, and 30 + 2·55 ink a byte; a hundred words of init code would be 200.
    let ink: u64 = 3_200 * (30 + 2 * 55);
    let difference = long - short - 3_200 * 4;
    assert!(
        (ink / 10_000..=ink / 10_000 + 1).contains(&difference),
        "{difference}"
    );
}

#[test]
fn test_block_number_is_that_of_l1() {
    let wat = r#"(module
      (import "vm_hooks" "block_number" (func $number (result i64)))
      (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
      (memory (export "memory") 1 1)
      (func (export "user_entrypoint") (param i32) (result i32)
        (i64.store (i32.const 0) (call $number))
        (call $write_result (i32.const 0) (i32.const 8))
        (i32.const 0)))"#;
    let mut chain = Chain::new(61);
    let program = chain.program(wat);
    assert_eq!(chain.ok(program, Bytes::new())[..], 77_u64.to_le_bytes());
}

#[test]
fn test_uncompressed_program_is_not_accepted() {
    let mut chain = Chain::new(61);
    let raw = [&[0xef, 0xf0, 0, 0][..], &wasm(ACTOR)].concat();
    let program = chain.put_code(raw);
    assert_eq!(chain.activate(program).status, Status::Revert);
    let executed = chain.send(program, Bytes::new());
    assert_eq!(
        executed.status,
        Status::Halt("program not activated".into())
    );
}

#[test]
fn test_return_data_is_cleared_when_a_program_starts() {
    let wat = r#"(module
      (import "vm_hooks" "return_data_size" (func $size (result i32)))
      (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
      (memory (export "memory") 1 1)
      (func (export "user_entrypoint") (param i32) (result i32)
        (i32.store (i32.const 0) (call $size))
        (call $write_result (i32.const 0) (i32.const 4))
        (i32.const 0)))"#;
    let mut chain = Chain::new(61);
    let program = chain.program(wat);
    // Returns data of its own before it asks the program.
    let teller = gas_teller(&mut chain);
    let caller = chain.put_code(assemble(&format!(
        "PUSH0 PUSH0 PUSH0 PUSH0 PUSH20 {teller:?} GAS STATICCALL POP
         PUSH1 0x04 PUSH0 PUSH0 PUSH0 PUSH20 {program:?} GAS STATICCALL POP
         PUSH1 0x04 PUSH0 RETURN"
    )));
    assert_eq!(chain.ok(caller, Bytes::new())[..], [0; 4]);
}

#[test]
fn test_return_data_costs_at_least_its_memory() {
    // A page of results for little ink: writing the result reads 55 ink a byte, memory costs more.
    let wat = |size: u32| {
        format!(
            r#"(module
          (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
          (memory (export "memory") 24 24)
          (func (export "user_entrypoint") (param i32) (result i32)
            (call $write_result (i32.const 0) (i32.const {size}))
            (i32.const 0)))"#
        )
    };
    let mut chain = Chain::new(61);
    let size = 24 * 65_536;
    let program = chain.program(&wat(size));
    let executed = chain.send(program, Bytes::new());
    let words = u64::from(size) / 32;
    assert_eq!(executed.gas_used, 21_000 + 3 * words + words * words / 512);
}

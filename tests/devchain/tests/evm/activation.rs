//! Life of a program: activation, expiry, extension.

use alloy_primitives::{Address, B256, Bytes, U256, b256, keccak256};
use devchain::evm::types::{Executed, Status};
use devchain_wasm::{Rules, prefix, prepare};

use super::{
    chain::{
        ACTIVATION_VALUE, ALICE, ARB_WASM, Chain, NETWORK, as_number, calldata, number,
        program_code, wasm, word,
    },
    contracts::{ACTOR, Act, NOTHING, act},
};

const DAY: u64 = 86_400;
const ACTIVATED: B256 = b256!("c0e812780707128d9a180db8ee4d1c1f1300b6dd0626d577b5d9ac759b76253c");

/// A program with a float operation, which no activation accepts.
const FLOAT: &str = r#"(module
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param i32) (result i32)
    (i32.trunc_f32_s (f32.add (f32.const 1) (f32.const 2)))))"#;

fn code_hash(wat: &str) -> B256 {
    keccak256(program_code(wat))
}

fn reverted_with(executed: &Executed, selector: [u8; 4], words: &[B256]) -> bool {
    let data = [&selector[..], &words.concat()].concat();
    executed.status == Status::Revert && executed.output == data
}

fn version_of(chain: &mut Chain, hash: B256) -> Executed {
    chain.send(ARB_WASM, calldata("codehashVersion(bytes32)", &[hash]))
}

#[test]
fn test_activation_returns_version_and_fee_and_emits() {
    for (arbos, version) in [(51, 2), (61, 3)] {
        let mut chain = Chain::new(arbos);
        let program = chain.put_program(NOTHING);
        let executed = chain.activate(program);
        assert_eq!(as_number(&executed.output[..32]), U256::from(version));
        let fee = &executed.output[32..];
        let log = &executed.logs[0];
        assert_eq!(log.address, ARB_WASM);
        assert_eq!(log.topics(), [ACTIVATED, code_hash(NOTHING)]);
        let prepared = prepare(&wasm(NOTHING), &Rules::for_arbos(arbos, true)).unwrap();
        let module_hash = prepared.activation.module_hash;
        let (program, version) = (word(program), number(version));
        let data = [&module_hash[..], &program[..], fee, &version[..]];
        assert_eq!(log.data.data, data.concat());
        assert_eq!(
            version_of(&mut chain, code_hash(NOTHING)).output[..],
            version[..]
        );
    }
}

#[test]
fn test_activation_costs_what_the_tables_say() {
    let mut chain = Chain::new(61);
    let program = chain.put_program(NOTHING);
    let executed = chain.activate(program);
    let length = wasm(NOTHING).len() as u64;
    // One page, one function (below a microsecond), two operators and what instrumentation adds.
    let operators = 2 + METER + DEPTH;
    let analysis = 28 * (length * 31_733 / 100_000 + 2_217 + operators * 535 / 1_000);
    let storage = 100 + 800 + 20_000 + 5 * 800 + 2 * 20_000 + 20_000 + 800;
    let event = 375 * 3 + 8 * 128;
    let overhead = 3 + 800 + 2 * 3;
    let input = calldata("activateProgram(address)", &[word(program)]);
    let expected =
        21_000 + calldata_gas(&input) + overhead + 1_659_168 + analysis + storage + event;
    assert_eq!(executed.gas_used, expected);
}

/// Operators that check and charge the ink of a block.
const METER: u64 = 12;
/// Operators that check and charge the stack on entry, and return it at the end.
const DEPTH: u64 = 12 + 4;

fn calldata_gas(input: &[u8]) -> u64 {
    input
        .iter()
        .map(|byte| if *byte == 0 { 4 } else { 16 })
        .sum()
}

#[test]
fn test_activation_pays_the_network_and_returns_the_rest() {
    let mut chain = Chain::new(61);
    let program = chain.put_program(NOTHING);
    let before = chain.balance(ALICE);
    let executed = chain.activate(program);
    let fee = as_number(&executed.output[32..]);
    // 512,000 bytes and 996 a function, 22 its type, 6.2628 a byte of code.
    let bytes = 512_000 + 996 + 22 + wasm(NOTHING).len() as u64 * 62_628 / 10_000;
    let bips = bytes * 10_000 / 21_360_419;
    assert_eq!(bips, 240);
    // e^0.024 = 1.0242 in the series of the reference.
    assert_eq!(fee, U256::from(82_928_201_u64 * 10_242 / 10_000 * bytes));
    let gas = U256::from(executed.gas_used) * U256::from(100_000_000);
    assert_eq!(before - chain.balance(ALICE), fee + gas);
    assert_eq!(chain.balance(NETWORK), fee + gas);
    assert_eq!(chain.balance(ARB_WASM), U256::ZERO);
}

#[test]
fn test_activation_without_enough_value_reverts_with_the_price() {
    let mut chain = Chain::new(61);
    let program = chain.put_program(NOTHING);
    let mut message = chain.message(
        ARB_WASM,
        calldata("activateProgram(address)", &[word(program)]),
    );
    message.value = U256::from(1);
    let executed = chain.run(&message);
    let selector = [0x09, 0x78, 0x1a, 0xb7];
    assert_eq!(executed.status, Status::Revert);
    assert_eq!(executed.output[..4], selector);
    assert_eq!(executed.output[4..36], number(1)[..]);
    assert!(executed.gas_used < 2_000_000);
    assert_eq!(chain.balance(ARB_WASM), U256::ZERO);
    assert_eq!(
        version_of(&mut chain, code_hash(NOTHING)).status,
        Status::Revert
    );
}

#[test]
fn test_activation_of_an_invalid_program_takes_all_gas() {
    let mut chain = Chain::new(61);
    let program = chain.put_program(FLOAT);
    let executed = chain.activate(program);
    assert_eq!(
        (executed.status, executed.output),
        (Status::Revert, Bytes::new())
    );
    assert_eq!(executed.gas_used, chain.gas_limit);
}

#[test]
fn test_activation_twice_is_up_to_date() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let executed = chain.activate(program);
    assert!(reverted_with(&executed, [0xcc, 0x94, 0x4b, 0xf2], &[]));
    assert!(executed.gas_used < 1_700_000);
}

#[test]
fn test_activation_of_what_is_no_program() {
    let mut chain = Chain::new(61);
    for code in [&[][..], &[0], &[0xef, 0xf0, 1, 0, 0]] {
        let address = chain.put_code(code.to_vec());
        let executed = chain.activate(address);
        assert!(
            reverted_with(&executed, [0x27, 0xf3, 0x82, 0x12], &[]),
            "{code:?}"
        );
    }
}

#[test]
fn test_program_not_activated_consumes_all_gas() {
    let mut chain = Chain::new(61);
    let program = chain.put_program(NOTHING);
    let executed = chain.send(program, Bytes::new());
    assert_eq!(
        executed.status,
        Status::Halt("program not activated".into())
    );
    assert_eq!(executed.gas_used, chain.gas_limit);
    let executed = version_of(&mut chain, code_hash(NOTHING));
    assert!(reverted_with(&executed, [0x6f, 0x80, 0x9c, 0x4e], &[]));
}

#[test]
fn test_codehash_is_shared_by_all_addresses() {
    let mut chain = Chain::new(61);
    let first = chain.program(ACTOR);
    let second = chain.put_program(ACTOR);
    chain.ok(second, act(Act::Store, 1, 2));
    assert_eq!(chain.slot(second, 1), U256::from(2));
    assert_eq!(chain.slot(first, 1), U256::ZERO);
}

#[test]
fn test_expiry_ends_a_program_until_it_is_activated_again() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    chain.block.timestamp += 364 * DAY;
    chain.ok(program, Bytes::new());
    chain.block.timestamp += 2 * DAY;
    let executed = chain.send(program, Bytes::new());
    assert!(matches!(executed.status, Status::Halt(text) if text.starts_with("program expired")));
    let executed = version_of(&mut chain, code_hash(NOTHING));
    assert_eq!(executed.output[..4], [0xc9, 0xb1, 0x2e, 0x52]);
    assert_eq!(chain.activate(program).status, Status::Success);
    chain.ok(program, Bytes::new());
}

#[test]
fn test_keepalive_is_refused_in_the_first_31_days() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let keepalive = |chain: &mut Chain| {
        let input = calldata("codehashKeepalive(bytes32)", &[code_hash(NOTHING)]);
        let mut message = chain.message(ARB_WASM, input);
        message.value = U256::from(ACTIVATION_VALUE);
        chain.run(&message)
    };
    let executed = keepalive(&mut chain);
    assert_eq!(executed.output[..4], [0x16, 0xbd, 0x0c, 0xf8]);
    chain.block.timestamp += 32 * DAY;
    let time_left = calldata("programTimeLeft(address)", &[word(program)]);
    assert!(as_number(&chain.ok(ARB_WASM, time_left.clone())) < U256::from(334 * DAY));
    assert_eq!(keepalive(&mut chain).status, Status::Success);
    assert!(as_number(&chain.ok(ARB_WASM, time_left)) > U256::from(364 * DAY));
}

#[test]
fn test_program_of_an_older_version_needs_an_upgrade() {
    let mut chain = Chain::new(51);
    let program = chain.program(NOTHING);
    // The chain moves on to ArbOS 61: the parameters change, the records stay.
    let newer = Chain::new(61);
    chain.executor = newer.executor;
    for account in chain.executor.genesis_accounts() {
        for (slot, value) in account.storage {
            chain
                .db
                .insert_account_storage(account.address, slot, value.into())
                .unwrap();
        }
    }
    let executed = chain.send(program, Bytes::new());
    let text = "program needs upgrade: version 2, current 3";
    assert_eq!(executed.status, Status::Halt(text.into()));
    let executed = version_of(&mut chain, code_hash(NOTHING));
    assert!(reverted_with(
        &executed,
        [0x63, 0x7d, 0x96, 0x8f],
        &[number(2), number(3)]
    ));
    assert_eq!(chain.activate(program).status, Status::Success);
    chain.ok(program, Bytes::new());
}

#[test]
fn test_program_in_fragments_is_activated_through_its_root() {
    let mut chain = Chain::new(61);
    let module = wasm(ACTOR);
    let codes = prefix::fragments(&module, 200).unwrap();
    assert!((2..=4).contains(&codes.len()), "{} fragments", codes.len());
    let fragments: Vec<Address> = codes.into_iter().map(|code| chain.put_code(code)).collect();
    let root = prefix::Root {
        dictionary: 0,
        decompressed_len: module.len() as u32,
        fragments: fragments.clone(),
    };
    let program = chain.put_code(root.encode());
    assert_eq!(chain.activate(program).status, Status::Success);
    chain.ok(program, act(Act::Store, 1, 2));
    assert_eq!(chain.slot(program, 1), U256::from(2));
    let executed = chain.send(fragments[0], Bytes::new());
    assert_eq!(executed.status, Status::Halt("invalid opcode".into()));
}

#[test]
fn test_views_show_what_was_recorded() {
    let mut chain = Chain::new(61);
    let program = chain.program(ACTOR);
    let of_program = |signature: &str| calldata(signature, &[word(program)]);
    let footprint = chain.ok(ARB_WASM, of_program("programMemoryFootprint(address)"));
    assert_eq!(as_number(&footprint), U256::from(1));
    let version = chain.ok(ARB_WASM, of_program("programVersion(address)"));
    assert_eq!(as_number(&version), U256::from(3));
    let costs = chain.ok(ARB_WASM, of_program("programInitGas(address)"));
    let (init, cached) = (as_number(&costs[..32]), as_number(&costs[32..]));
    assert!(init - cached > U256::from(8_832) && cached > U256::from(352));
    let size = chain.ok(
        ARB_WASM,
        calldata("codehashAsmSize(bytes32)", &[code_hash(ACTOR)]),
    );
    assert_eq!(as_number(&size) % U256::from(1_024), U256::ZERO);
    assert!(as_number(&size) > U256::from(512_000));
}

//! What makes a start cheap: the cache flag and the recent programs of a block.

use alloy_primitives::{Bytes, U256, keccak256};
use devchain::{arbos::CACHE_MANAGER, evm::types::Status};

use super::{
    chain::{ALICE, BOB, Chain, as_number, calldata, program_code, word},
    contracts::NOTHING,
};

const ARB_WASM_CACHE: alloy_primitives::Address = alloy_primitives::Address::with_last_byte(0x72);

/// Init cost of [`NOTHING`], beside the minimum: its function, its type, its code.
fn init_gas() -> u64 {
    8_832 + 8 + 2 + super::chain::wasm(NOTHING).len() as u64 * 1_286 / 10_000
}

/// Programs that do nothing, all different.
fn nothing(index: usize) -> String {
    NOTHING.replace(
        "(i32.const 0)",
        &format!("(drop (i32.const {index})) (i32.const 0)"),
    )
}

fn used(chain: &mut Chain, program: alloy_primitives::Address) -> u64 {
    let executed = chain.send(program, Bytes::new());
    assert_eq!(executed.status, Status::Success);
    executed.gas_used
}

#[test]
fn test_second_call_in_a_block_is_cheap_from_arbos_60() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let first = used(&mut chain, program);
    let second = used(&mut chain, program);
    assert_eq!(first - second, init_gas());
    chain.next_block();
    assert_eq!(used(&mut chain, program), first);
}

#[test]
fn test_second_call_in_a_block_is_not_cheap_before_arbos_60() {
    let mut chain = Chain::new(51);
    let program = chain.program(NOTHING);
    let first = used(&mut chain, program);
    assert_eq!(used(&mut chain, program), first);
    assert!(chain.block.recent_programs.is_empty());
}

#[test]
fn test_recent_programs_are_32_a_block() {
    let mut chain = Chain::new(61);
    let programs: Vec<_> = (0..33)
        .map(|index| chain.program(&nothing(index)))
        .collect();
    let first = used(&mut chain, programs[0]);
    for program in &programs[1..32] {
        used(&mut chain, *program);
    }
    assert!(
        used(&mut chain, programs[0]) < first,
        "31 others leave it recent"
    );
    for program in &programs[1..] {
        used(&mut chain, *program);
    }
    assert_eq!(
        used(&mut chain, programs[0]),
        first,
        "32 others push it out"
    );
    assert_eq!(chain.block.recent_programs.len(), 32);
}

#[test]
fn test_recent_program_counts_even_when_its_call_reverts() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let first = used(&mut chain, program);
    chain.next_block();
    let mut message = chain.message(program, Bytes::new());
    message.gas_limit = 21_100;
    assert_eq!(
        chain.run(&message).status,
        Status::Halt("out of gas".into())
    );
    assert!(used(&mut chain, program) < first);
}

#[test]
fn test_cached_program_is_cheap_in_every_block() {
    for version in [51, 61] {
        let mut chain = Chain::new(version);
        let program = chain.program(NOTHING);
        let before = used(&mut chain, program);
        chain.next_block();
        let executed = chain.send(
            ARB_WASM_CACHE,
            calldata("cacheProgram(address)", &[word(program)]),
        );
        assert_eq!(executed.status, Status::Success);
        assert_eq!(executed.logs.len(), 1);
        assert_eq!(before - used(&mut chain, program), init_gas());
        // Caching again is nothing; evicting undoes it.
        let again = chain.send(
            ARB_WASM_CACHE,
            calldata("cacheProgram(address)", &[word(program)]),
        );
        assert_eq!((again.status, again.logs.len()), (Status::Success, 0));
        let hash = keccak256(program_code(NOTHING));
        let is_cached = calldata("codehashIsCached(bytes32)", &[hash]);
        assert_eq!(
            as_number(&chain.ok(ARB_WASM_CACHE, is_cached.clone())),
            U256::from(1)
        );
        chain.ok(ARB_WASM_CACHE, calldata("evictCodehash(bytes32)", &[hash]));
        assert_eq!(as_number(&chain.ok(ARB_WASM_CACHE, is_cached)), U256::ZERO);
        chain.next_block();
        assert_eq!(used(&mut chain, program), before);
    }
}

#[test]
fn test_cache_flag_survives_a_new_activation() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    chain.ok(
        ARB_WASM_CACHE,
        calldata("cacheProgram(address)", &[word(program)]),
    );
    chain.next_block();
    let cached = used(&mut chain, program);
    chain.block.timestamp += 366 * 86_400;
    assert_eq!(chain.activate(program).status, Status::Success);
    chain.next_block();
    assert_eq!(used(&mut chain, program), cached);
}

#[test]
fn test_stranger_who_caches_loses_all_gas() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let mut message = chain.message(
        ARB_WASM_CACHE,
        calldata("cacheProgram(address)", &[word(program)]),
    );
    message.from = BOB;
    let executed = chain.run(&message);
    assert_eq!(
        (executed.status, executed.gas_used),
        (Status::Revert, chain.gas_limit)
    );
}

#[test]
fn test_cache_manager_may_cache() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let owner = alloy_primitives::Address::with_last_byte(0x70);
    chain.ok(
        owner,
        calldata("addWasmCacheManager(address)", &[word(BOB)]),
    );
    let is_manager = calldata("isCacheManager(address)", &[word(BOB)]);
    assert_eq!(
        as_number(&chain.ok(ARB_WASM_CACHE, is_manager)),
        U256::from(1)
    );
    let all = chain.ok(ARB_WASM_CACHE, calldata("allCacheManagers()", &[]));
    assert_eq!(all[64..], [word(CACHE_MANAGER), word(BOB)].concat());
    let mut message = chain.message(
        ARB_WASM_CACHE,
        calldata("cacheProgram(address)", &[word(program)]),
    );
    message.from = BOB;
    assert_eq!(chain.run(&message).status, Status::Success);
    assert_ne!(ALICE, BOB);
}

#[test]
fn test_cache_manager_contract_caches_for_a_bid() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let first = used(&mut chain, program);
    let minimum = calldata("getMinBid(address)", &[word(program)]);
    assert_eq!(as_number(&chain.ok(CACHE_MANAGER, minimum)), U256::ZERO);
    let mut message = chain.message(
        CACHE_MANAGER,
        calldata("placeBid(address)", &[word(program)]),
    );
    (message.from, message.value) = (BOB, U256::from(5));
    assert_eq!(chain.run(&message).status, Status::Success);
    chain.next_block();
    assert_eq!(first - used(&mut chain, program), init_gas());
}

#[test]
fn test_cache_manager_contract_is_its_assembly() {
    let mut chain = Chain::new(61);
    let source = "PUSH0 CALLDATALOAD PUSH1 0xe0 SHR
        DUP1 PUSH4 0xe4940157 EQ @bid JUMPI DUP1 PUSH4 0x674a64e0 EQ @size JUMPI
        DUP1 PUSH4 0x32052a9b EQ @zero JUMPI DUP1 PUSH4 0xd29b303e EQ @zero JUMPI
        DUP1 PUSH4 0xbae6c2ad EQ @zero JUMPI DUP1 PUSH4 0xb187bd26 EQ @zero JUMPI
        PUSH0 PUSH0 REVERT
        :zero PUSH1 0x20 PUSH0 RETURN
        :size PUSH4 0x20000000 PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN
        :bid PUSH4 0xe73ac9f2 PUSH1 0xe0 SHL PUSH0 MSTORE PUSH1 0x04 CALLDATALOAD PUSH1 0x04 MSTORE
        PUSH0 PUSH0 PUSH1 0x24 PUSH0 PUSH0 PUSH1 0x72 GAS CALL @done JUMPI
        RETURNDATASIZE PUSH0 PUSH0 RETURNDATACOPY RETURNDATASIZE PUSH0 REVERT
        :done STOP";
    let info = revm::Database::basic(&mut chain.db, CACHE_MANAGER)
        .unwrap()
        .unwrap();
    let code = info.code.unwrap().original_bytes();
    assert_eq!(code, super::asm::assemble(source));
}

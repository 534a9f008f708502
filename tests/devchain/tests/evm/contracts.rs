//! The same two contracts as Stylus programs and as EVM code: one forwards calls, one acts on
//! storage, plus a few special ones.

use alloy_primitives::{Address, B256, U256};

use super::asm::assemble;

/// How a forwarder calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Call = 0,
    Delegate = 1,
    Static = 2,
}

/// Calldata of a forwarder: call `target` with `data`, pass output and success on.
pub fn forward(kind: Kind, value: u64, target: Address, data: &[u8]) -> Vec<u8> {
    let mut input = vec![kind as u8];
    input.extend(U256::from(value).to_be_bytes::<32>());
    input.extend(target);
    input.extend(data);
    input
}

/// What an actor does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Returns a slot.
    Load = 0,
    /// Stores, logs with the key as topic, returns nothing.
    Store = 1,
    /// Stores, logs and reverts with the value.
    StoreRevert = 2,
    /// Returns caller and value, 32 bytes each.
    Who = 3,
    /// Stores in transient storage.
    TransientStore = 4,
    /// Returns a slot of transient storage.
    TransientLoad = 5,
    /// Stores and fails (`unreachable`, `INVALID`).
    StoreFail = 6,
    /// Stores without a flush (programs only).
    StoreUnflushed = 7,
    /// Returns `msg_reentrant` (programs only).
    Reentrant = 8,
    /// Never ends.
    Loop = 9,
    /// Recurses without end (programs only).
    Recurse = 10,
    /// Grows memory by as many pages as the low word of the key says (programs only).
    Grow = 11,
    /// Flushes with nothing to flush (programs only).
    Flush = 12,
}

/// Calldata of an actor.
pub fn act(act: Act, key: u64, value: u64) -> Vec<u8> {
    let mut input = vec![act as u8];
    input.extend(B256::from(U256::from(key)));
    input.extend(B256::from(U256::from(value)));
    input
}

/// Forwarder as a program.
pub const FORWARDER: &str = r#"(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "call_contract" (func $call (param i32 i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "delegate_call_contract" (func $delegate (param i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "static_call_contract" (func $static (param i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "read_return_data" (func $return_data (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $len i32) (result i32)
    (local $status i32) (local $data i32)
    (call $read_args (i32.const 0))
    (local.set $data (i32.sub (local.get $len) (i32.const 53)))
    (if (i32.eq (i32.load8_u (i32.const 0)) (i32.const 0))
      (then (local.set $status (call $call (i32.const 33) (i32.const 53) (local.get $data)
        (i32.const 1) (i64.const -1) (i32.const 60000)))))
    (if (i32.eq (i32.load8_u (i32.const 0)) (i32.const 1))
      (then (local.set $status (call $delegate (i32.const 33) (i32.const 53) (local.get $data)
        (i64.const -1) (i32.const 60000)))))
    (if (i32.eq (i32.load8_u (i32.const 0)) (i32.const 2))
      (then (local.set $status (call $static (i32.const 33) (i32.const 53) (local.get $data)
        (i64.const -1) (i32.const 60000)))))
    (call $write_result (i32.const 0)
      (call $return_data (i32.const 0) (i32.const 0) (i32.load (i32.const 60000))))
    (local.get $status)))"#;

/// Forwarder as EVM code.
pub fn evm_forwarder() -> Vec<u8> {
    assemble(
        "PUSH1 0x35 CALLDATASIZE SUB PUSH1 0x35 PUSH0 CALLDATACOPY
         PUSH0 PUSH0 PUSH1 0x35 CALLDATASIZE SUB PUSH0
         PUSH0 CALLDATALOAD PUSH0 BYTE DUP1 PUSH1 0x01 EQ @delegate JUMPI
         PUSH1 0x02 EQ @static JUMPI
         PUSH1 0x01 CALLDATALOAD PUSH1 0x21 CALLDATALOAD PUSH1 0x60 SHR GAS CALL @done JUMP
         :delegate POP PUSH1 0x21 CALLDATALOAD PUSH1 0x60 SHR GAS DELEGATECALL @done JUMP
         :static PUSH1 0x21 CALLDATALOAD PUSH1 0x60 SHR GAS STATICCALL
         :done RETURNDATASIZE PUSH0 PUSH0 RETURNDATACOPY @good JUMPI
         RETURNDATASIZE PUSH0 REVERT
         :good RETURNDATASIZE PUSH0 RETURN",
    )
}

/// Actor as a program.
pub const ACTOR: &str = r#"(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "storage_load_bytes32" (func $load (param i32 i32)))
  (import "vm_hooks" "storage_cache_bytes32" (func $cache (param i32 i32)))
  (import "vm_hooks" "storage_flush_cache" (func $flush (param i32)))
  (import "vm_hooks" "transient_load_bytes32" (func $tload (param i32 i32)))
  (import "vm_hooks" "transient_store_bytes32" (func $tstore (param i32 i32)))
  (import "vm_hooks" "emit_log" (func $log (param i32 i32 i32)))
  (import "vm_hooks" "msg_sender" (func $sender (param i32)))
  (import "vm_hooks" "msg_value" (func $value (param i32)))
  (import "vm_hooks" "msg_reentrant" (func $reentrant (result i32)))
  (import "vm_hooks" "pay_for_memory_grow" (func $pay (param i32)))
  (memory (export "memory") 1)
  (func $recurse (param i32) (result i32)
    (i32.add (call $recurse (local.get 0)) (i32.const 1)))
  (func $store
    (call $cache (i32.const 1) (i32.const 33))
    (call $flush (i32.const 0))
    (call $log (i32.const 1) (i32.const 64) (i32.const 1)))
  (func (export "user_entrypoint") (param $len i32) (result i32)
    (local $op i32)
    (call $read_args (i32.const 0))
    (local.set $op (i32.load8_u (i32.const 0)))
    (if (i32.eq (local.get $op) (i32.const 0)) (then
      (call $load (i32.const 1) (i32.const 100))
      (call $write_result (i32.const 100) (i32.const 32))))
    (if (i32.eq (local.get $op) (i32.const 1)) (then (call $store)))
    (if (i32.eq (local.get $op) (i32.const 2)) (then
      (call $store)
      (call $write_result (i32.const 33) (i32.const 32))
      (return (i32.const 1))))
    (if (i32.eq (local.get $op) (i32.const 3)) (then
      (call $sender (i32.const 112))
      (call $value (i32.const 132))
      (call $write_result (i32.const 100) (i32.const 64))))
    (if (i32.eq (local.get $op) (i32.const 4)) (then (call $tstore (i32.const 1) (i32.const 33))))
    (if (i32.eq (local.get $op) (i32.const 5)) (then
      (call $tload (i32.const 1) (i32.const 100))
      (call $write_result (i32.const 100) (i32.const 32))))
    (if (i32.eq (local.get $op) (i32.const 6)) (then (call $store) (unreachable)))
    (if (i32.eq (local.get $op) (i32.const 7)) (then (call $cache (i32.const 1) (i32.const 33))))
    (if (i32.eq (local.get $op) (i32.const 8)) (then
      (i32.store8 (i32.const 131) (call $reentrant))
      (call $write_result (i32.const 100) (i32.const 32))))
    (if (i32.eq (local.get $op) (i32.const 9)) (then (loop (br 0))))
    (if (i32.eq (local.get $op) (i32.const 10)) (then (drop (call $recurse (i32.const 0)))))
    (if (i32.eq (local.get $op) (i32.const 11)) (then
      (drop (memory.grow (i32.load8_u (i32.const 32))))))
    (if (i32.eq (local.get $op) (i32.const 12)) (then (call $flush (i32.const 1))))
    (i32.const 0)))"#;

/// Actor as EVM code, as far as it has the acts.
pub fn evm_actor() -> Vec<u8> {
    assemble(
        "PUSH0 CALLDATALOAD PUSH0 BYTE
         DUP1 PUSH1 0x00 EQ @load JUMPI DUP1 PUSH1 0x01 EQ @store JUMPI
         DUP1 PUSH1 0x02 EQ @revert JUMPI DUP1 PUSH1 0x03 EQ @who JUMPI
         DUP1 PUSH1 0x04 EQ @tstore JUMPI DUP1 PUSH1 0x05 EQ @tload JUMPI
         DUP1 PUSH1 0x06 EQ @fail JUMPI :spin @spin JUMP
         :load PUSH1 0x01 CALLDATALOAD SLOAD PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN
         :tload PUSH1 0x01 CALLDATALOAD TLOAD PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN
         :tstore PUSH1 0x21 CALLDATALOAD PUSH1 0x01 CALLDATALOAD TSTORE STOP
         :who CALLER PUSH0 MSTORE CALLVALUE PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 RETURN
         :store @stored @write JUMP :stored STOP
         :revert @reverted @write JUMP :reverted PUSH1 0x20 PUSH0 REVERT
         :fail @failed @write JUMP :failed INVALID
         :write PUSH1 0x21 CALLDATALOAD DUP1 PUSH0 MSTORE PUSH1 0x01 CALLDATALOAD SSTORE
         PUSH1 0x01 CALLDATALOAD PUSH1 0x20 PUSH0 LOG1 JUMP",
    )
}

/// A program that does nothing and succeeds.
pub const NOTHING: &str = r#"(module
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param i32) (result i32) (i32.const 0)))"#;

/// A program that deploys: calldata is a kind (0 or 1 for CREATE2), an endowment and init code;
/// the output is the address, or the revert data after 12 bytes of ones.
pub const CREATOR: &str = r#"(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "create1" (func $create1 (param i32 i32 i32 i32 i32)))
  (import "vm_hooks" "create2" (func $create2 (param i32 i32 i32 i32 i32 i32)))
  (import "vm_hooks" "read_return_data" (func $return_data (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $len i32) (result i32)
    (local $code i32)
    (call $read_args (i32.const 0))
    (local.set $code (i32.sub (local.get $len) (i32.const 33)))
    (if (i32.load8_u (i32.const 0))
      (then (call $create2 (i32.const 33) (local.get $code) (i32.const 1) (i32.const 1)
        (i32.const 60000) (i32.const 60020)))
      (else (call $create1 (i32.const 33) (local.get $code) (i32.const 1)
        (i32.const 60000) (i32.const 60020))))
    (call $write_result (i32.const 60000) (i32.add (i32.const 24)
      (call $return_data (i32.const 60024) (i32.const 0) (i32.load (i32.const 60020)))))
    (i32.const 0)))"#;

/// Calldata of [`CREATOR`]; with CREATE2 the endowment is also the salt.
pub fn create(create2: bool, endowment: u64, init_code: &[u8]) -> Vec<u8> {
    let mut input = vec![u8::from(create2)];
    input.extend(U256::from(endowment).to_be_bytes::<32>());
    input.extend(init_code);
    input
}

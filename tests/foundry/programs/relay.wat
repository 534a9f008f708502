;; Calls another contract and says how it went. Calldata: kind (1 byte: 0 call, 1 delegate, 2 static),
;; after (1 byte: 0 return, 1 revert), value (32), target (20), input. Slot 0 counts the calls, before each.
;; Output: status (1 byte), the callee's output.
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "storage_load_bytes32" (func $load (param i32 i32)))
  (import "vm_hooks" "storage_cache_bytes32" (func $store (param i32 i32)))
  (import "vm_hooks" "storage_flush_cache" (func $flush (param i32)))
  (import "vm_hooks" "call_contract" (func $call (param i32 i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "delegate_call_contract" (func $delegate (param i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "static_call_contract" (func $static (param i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "read_return_data" (func $read_return_data (param i32 i32 i32) (result i32)))
  (import "vm_hooks" "return_data_size" (func $return_data_size (result i32)))
  (memory (export "memory") 1 1)
  (func $count
    ;; slot 0 at 40000, its value at 40032: the low byte is enough
    (call $load (i32.const 40000) (i32.const 40032))
    (i32.store8 (i32.const 40063) (i32.add (i32.load8_u (i32.const 40063)) (i32.const 1)))
    (call $store (i32.const 40000) (i32.const 40032))
    (call $flush (i32.const 1)))
  (func (export "user_entrypoint") (param $length i32) (result i32)
    (local $kind i32) (local $status i32) (local $input i32)
    (call $read_args (i32.const 0))
    (local.set $kind (i32.load8_u (i32.const 0)))
    (local.set $input (i32.sub (local.get $length) (i32.const 54)))
    (if (i32.ne (local.get $kind) (i32.const 2)) (then (call $count)))
    (if (i32.eqz (local.get $kind)) (then (local.set $status
      (call $call (i32.const 34) (i32.const 54) (local.get $input) (i32.const 2) (i64.const -1) (i32.const 39000)))))
    (if (i32.eq (local.get $kind) (i32.const 1)) (then (local.set $status
      (call $delegate (i32.const 34) (i32.const 54) (local.get $input) (i64.const -1) (i32.const 39000)))))
    (if (i32.eq (local.get $kind) (i32.const 2)) (then (local.set $status
      (call $static (i32.const 34) (i32.const 54) (local.get $input) (i64.const -1) (i32.const 39000)))))
    (i32.store8 (i32.const 50000) (local.get $status))
    (drop (call $read_return_data (i32.const 50001) (i32.const 0) (i32.const 8192)))
    (call $write_result (i32.const 50000) (i32.add (call $return_data_size) (i32.const 1)))
    (i32.load8_u (i32.const 1))))

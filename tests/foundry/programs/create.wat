;; Deploys a contract. Calldata: salted (1 byte), value (32), salt (32), init code.
;; Output: address (20), revert data of the init code.
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "create1" (func $create1 (param i32 i32 i32 i32 i32)))
  (import "vm_hooks" "create2" (func $create2 (param i32 i32 i32 i32 i32 i32)))
  (import "vm_hooks" "read_return_data" (func $read_return_data (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $length i32) (result i32)
    (local $code i32)
    (call $read_args (i32.const 0))
    (local.set $code (i32.sub (local.get $length) (i32.const 65)))
    (if (i32.load8_u (i32.const 0))
      (then (call $create2 (i32.const 65) (local.get $code) (i32.const 1) (i32.const 33) (i32.const 50000) (i32.const 40000)))
      (else (call $create1 (i32.const 65) (local.get $code) (i32.const 1) (i32.const 50000) (i32.const 40000))))
    (call $write_result (i32.const 50000)
      (i32.add (i32.const 20) (call $read_return_data (i32.const 50020) (i32.const 0) (i32.const 8192))))
    (i32.const 0)))

;; What a program sees of an account. Calldata: address (20).
;; Output: balance (32), code hash (32), code size (4, little-endian), first 32 bytes of code.
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "account_balance" (func $balance (param i32 i32)))
  (import "vm_hooks" "account_codehash" (func $codehash (param i32 i32)))
  (import "vm_hooks" "account_code_size" (func $code_size (param i32) (result i32)))
  (import "vm_hooks" "account_code" (func $code (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $length i32) (result i32)
    (call $read_args (i32.const 0))
    (call $balance (i32.const 0) (i32.const 100))
    (call $codehash (i32.const 0) (i32.const 132))
    (i32.store (i32.const 164) (call $code_size (i32.const 0)))
    (drop (call $code (i32.const 0) (i32.const 0) (i32.const 32) (i32.const 168)))
    (call $write_result (i32.const 100) (i32.const 100))
    (i32.const 0)))

;; Says whether it was re-entered. Calldata: nothing to just say so; else target (20) and input for a call,
;; whose output is returned.
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "msg_reentrant" (func $msg_reentrant (result i32)))
  (import "vm_hooks" "call_contract" (func $call (param i32 i32 i32 i32 i64 i32) (result i32)))
  (import "vm_hooks" "read_return_data" (func $read_return_data (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $length i32) (result i32)
    (local $status i32)
    (call $read_args (i32.const 0))
    (if (i32.eqz (local.get $length))
      (then
        (i32.store8 (i32.const 31) (call $msg_reentrant))
        (call $write_result (i32.const 0) (i32.const 32))
        (return (i32.const 0))))
    ;; the value, 32 zero bytes, lies at 60000
    (local.set $status (call $call (i32.const 0) (i32.const 20) (i32.sub (local.get $length) (i32.const 20))
      (i32.const 60000) (i64.const -1) (i32.const 50000)))
    (call $write_result (i32.const 40000) (call $read_return_data (i32.const 40000) (i32.const 0) (i32.const 8192)))
    (local.get $status)))

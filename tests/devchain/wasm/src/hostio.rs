//! Names and types of the host functions a program may import.

use wasmparser::ValType::{self, F32, F64, I32, I64};

/// A host function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HostFunction {
    /// Module it is imported from.
    pub module: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Parameters.
    pub params: &'static [ValType],
    /// Results.
    pub results: &'static [ValType],
    /// True if it exists on debug chains only.
    pub debug: bool,
}

/// Module of the 42 host functions of every chain.
pub const VM_HOOKS: &str = "vm_hooks";
/// Name of the import that pays for memory.
pub const PAY_FOR_MEMORY_GROW: &str = "pay_for_memory_grow";

const fn vm(
    name: &'static str,
    params: &'static [ValType],
    results: &'static [ValType],
) -> HostFunction {
    HostFunction {
        module: VM_HOOKS,
        name,
        params,
        results,
        debug: false,
    }
}

const fn debug(
    module: &'static str,
    name: &'static str,
    params: &'static [ValType],
    results: &'static [ValType],
) -> HostFunction {
    HostFunction {
        module,
        name,
        params,
        results,
        debug: true,
    }
}

/// Every host function: the 42 of `vm_hooks`, then those of debug chains.
pub const HOST_FUNCTIONS: &[HostFunction] = &[
    vm("read_args", &[I32], &[]),
    vm("write_result", &[I32, I32], &[]),
    vm("exit_early", &[I32], &[]),
    vm("storage_load_bytes32", &[I32, I32], &[]),
    vm("storage_cache_bytes32", &[I32, I32], &[]),
    vm("storage_flush_cache", &[I32], &[]),
    vm("transient_load_bytes32", &[I32, I32], &[]),
    vm("transient_store_bytes32", &[I32, I32], &[]),
    vm("call_contract", &[I32, I32, I32, I32, I64, I32], &[I32]),
    vm("delegate_call_contract", &[I32, I32, I32, I64, I32], &[I32]),
    vm("static_call_contract", &[I32, I32, I32, I64, I32], &[I32]),
    vm("create1", &[I32, I32, I32, I32, I32], &[]),
    vm("create2", &[I32, I32, I32, I32, I32, I32], &[]),
    vm("read_return_data", &[I32, I32, I32], &[I32]),
    vm("return_data_size", &[], &[I32]),
    vm("emit_log", &[I32, I32, I32], &[]),
    vm("account_balance", &[I32, I32], &[]),
    vm("account_code", &[I32, I32, I32, I32], &[I32]),
    vm("account_code_size", &[I32], &[I32]),
    vm("account_codehash", &[I32, I32], &[]),
    vm("block_basefee", &[I32], &[]),
    vm("block_coinbase", &[I32], &[]),
    vm("block_gas_limit", &[], &[I64]),
    vm("block_number", &[], &[I64]),
    vm("block_timestamp", &[], &[I64]),
    vm("chainid", &[], &[I64]),
    vm("contract_address", &[I32], &[]),
    vm("evm_gas_left", &[], &[I64]),
    vm("evm_ink_left", &[], &[I64]),
    vm("math_div", &[I32, I32], &[]),
    vm("math_mod", &[I32, I32], &[]),
    vm("math_pow", &[I32, I32], &[]),
    vm("math_add_mod", &[I32, I32, I32], &[]),
    vm("math_mul_mod", &[I32, I32, I32], &[]),
    vm("msg_reentrant", &[], &[I32]),
    vm("msg_sender", &[I32], &[]),
    vm("msg_value", &[I32], &[]),
    vm("native_keccak256", &[I32, I32, I32], &[]),
    vm("tx_gas_price", &[I32], &[]),
    vm("tx_ink_price", &[], &[I32]),
    vm("tx_origin", &[I32], &[]),
    vm(PAY_FOR_MEMORY_GROW, &[I32], &[]),
    debug("console", "log_txt", &[I32, I32], &[]),
    debug("console", "log_i32", &[I32], &[]),
    debug("console", "log_i64", &[I64], &[]),
    debug("console", "log_f32", &[F32], &[]),
    debug("console", "log_f64", &[F64], &[]),
    debug("console", "tee_i32", &[I32], &[I32]),
    debug("console", "tee_i64", &[I64], &[I64]),
    debug("console", "tee_f32", &[F32], &[F32]),
    debug("console", "tee_f64", &[F64], &[F64]),
    debug("debug", "null_host", &[], &[]),
    debug("debug", "start_benchmark", &[], &[]),
    debug("debug", "end_benchmark", &[], &[]),
];

/// Looks a host function up.
pub fn find(module: &str, name: &str) -> Option<&'static HostFunction> {
    HOST_FUNCTIONS
        .iter()
        .find(|f| f.module == module && f.name == name)
}

//! Host functions under their import names.

use wasmtime::{Caller, Linker, Result};

use super::frame::{Frame, enter};
use crate::program::{
    api::CallKind,
    host::{CallPointers, CreatePointers},
};

const VM_HOOKS: &str = "vm_hooks";
const CONSOLE: &str = "console";
const DEBUG: &str = "debug";

/// Links functions whose import and method have the same name and plain parameters.
macro_rules! link {
    ($linker:expr, $module:expr, { $($name:ident ( $($arg:ident),* ) -> $out:ty;)* }) => {
        $(
            $linker.func_wrap(
                $module,
                stringify!($name),
                |caller: Caller<'_, Frame>, $($arg: u32),*| -> Result<$out> {
                    enter(caller, |h| h.$name($($arg),*))
                },
            )?;
        )*
    };
}

/// The functions of every chain.
pub(super) fn vm_hooks(linker: &mut Linker<Frame>) -> Result<()> {
    link!(linker, VM_HOOKS, {
        read_args(dest) -> ();
        write_result(data, len) -> ();
        exit_early(status) -> ();
        storage_load_bytes32(key, dest) -> ();
        storage_cache_bytes32(key, value) -> ();
        storage_flush_cache(clear) -> ();
        transient_load_bytes32(key, dest) -> ();
        transient_store_bytes32(key, value) -> ();
        read_return_data(dest, offset, size) -> u32;
        return_data_size() -> u32;
        emit_log(data, len, topics) -> ();
        account_balance(address, dest) -> ();
        account_code(address, offset, size, dest) -> u32;
        account_code_size(address) -> u32;
        account_codehash(address, dest) -> ();
        block_basefee(dest) -> ();
        block_coinbase(dest) -> ();
        block_gas_limit() -> u64;
        block_number() -> u64;
        block_timestamp() -> u64;
        chainid() -> u64;
        contract_address(dest) -> ();
        evm_gas_left() -> u64;
        evm_ink_left() -> u64;
        math_div(value, divisor) -> ();
        math_mod(value, modulus) -> ();
        math_pow(value, exponent) -> ();
        math_add_mod(value, addend, modulus) -> ();
        math_mul_mod(value, multiplier, modulus) -> ();
        msg_reentrant() -> u32;
        msg_sender(dest) -> ();
        msg_value(dest) -> ();
        native_keccak256(input, len, dest) -> ();
        tx_gas_price(dest) -> ();
        tx_ink_price() -> u32;
        tx_origin(dest) -> ();
        pay_for_memory_grow(pages) -> ();
    });
    calls(linker)?;
    creates(linker)
}

fn calls(linker: &mut Linker<Frame>) -> Result<()> {
    linker.func_wrap(
        VM_HOOKS,
        "call_contract",
        |caller: Caller<'_, Frame>,
         target: u32,
         data: u32,
         data_len: u32,
         value: u32,
         gas: u64,
         return_len: u32|
         -> Result<u32> {
            let pointers = CallPointers {
                target,
                data,
                data_len,
                value: Some(value),
                gas,
                return_len,
            };
            enter(caller, |h| h.call(CallKind::Call, pointers))
        },
    )?;
    for (name, kind) in [
        ("delegate_call_contract", CallKind::Delegate),
        ("static_call_contract", CallKind::Static),
    ] {
        linker.func_wrap(
            VM_HOOKS,
            name,
            move |caller: Caller<'_, Frame>,
                  target: u32,
                  data: u32,
                  data_len: u32,
                  gas: u64,
                  return_len: u32|
                  -> Result<u32> {
                let pointers = CallPointers {
                    target,
                    data,
                    data_len,
                    value: None,
                    gas,
                    return_len,
                };
                enter(caller, |h| h.call(kind, pointers))
            },
        )?;
    }
    Ok(())
}

fn creates(linker: &mut Linker<Frame>) -> Result<()> {
    linker.func_wrap(
        VM_HOOKS,
        "create1",
        |caller: Caller<'_, Frame>,
         code: u32,
         code_len: u32,
         endowment: u32,
         address: u32,
         revert_len: u32|
         -> Result<()> {
            let pointers = CreatePointers {
                code,
                code_len,
                endowment,
                salt: None,
                address,
                revert_len,
            };
            enter(caller, |h| h.create(pointers))
        },
    )?;
    linker.func_wrap(
        VM_HOOKS,
        "create2",
        |caller: Caller<'_, Frame>,
         code: u32,
         code_len: u32,
         endowment: u32,
         salt: u32,
         address: u32,
         revert_len: u32|
         -> Result<()> {
            let pointers = CreatePointers {
                code,
                code_len,
                endowment,
                salt: Some(salt),
                address,
                revert_len,
            };
            enter(caller, |h| h.create(pointers))
        },
    )?;
    Ok(())
}

/// The functions of debug chains.
pub(super) fn debug(linker: &mut Linker<Frame>) -> Result<()> {
    link!(linker, DEBUG, {
        start_benchmark() -> ();
        end_benchmark() -> ();
    });
    linker.func_wrap(DEBUG, "null_host", || {})?;
    linker.func_wrap(
        CONSOLE,
        "log_txt",
        |caller: Caller<'_, Frame>, data: u32, len: u32| -> Result<()> {
            enter(caller, |h| h.console_log_text(data, len))
        },
    )?;
    macro_rules! console {
        ($($ty:ty: $log:literal, $tee:literal;)*) => {
            $(
                linker.func_wrap(CONSOLE, $log, |caller: Caller<'_, Frame>, x: $ty| -> Result<()> {
                    enter(caller, |h| h.console_log(x))
                })?;
                linker.func_wrap(CONSOLE, $tee, |caller: Caller<'_, Frame>, x: $ty| -> Result<$ty> {
                    enter(caller, |h| h.console_tee(x))
                })?;
            )*
        };
    }
    console! {
        u32: "log_i32", "tee_i32";
        u64: "log_i64", "tee_i64";
        f32: "log_f32", "tee_f32";
        f64: "log_f64", "tee_f64";
    }
    Ok(())
}

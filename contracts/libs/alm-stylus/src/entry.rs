//! What a chain calls.
//!
//! [`entrypoint!`](crate::entrypoint) declares it for a contract. The SDK's own entry point reads and returns growing
//! vectors and turns the value sent into a number, which is as much code as a feature.

#[cfg(not(target_arch = "wasm32"))]
use alloc::vec::Vec;

#[cfg(not(target_arch = "wasm32"))]
use crate::words::{Failure, Output};

/// Declares the entry point of a contract whose `dispatch` writes the result of a call. No function takes ether.
#[macro_export]
macro_rules! entrypoint {
    ($contract:ident) => {
        #[cfg(target_arch = "wasm32")]
        #[unsafe(no_mangle)]
        extern "C" fn user_entrypoint(length: usize) -> usize {
            $crate::entry::run(length, |vm, calldata, output| {
                // SAFETY: the only storage object there is.
                unsafe { <$contract>::new(Default::default(), 0, vm) }.dispatch(calldata, output)
            })
        }

        #[cfg(not(target_arch = "wasm32"))]
        impl $contract {
            /// Every function of the interface, for a host, which has no entry point.
            ///
            /// # Errors
            /// What a call would revert with.
            pub fn route(&mut self, calldata: &[u8]) -> $crate::entry::Answer {
                $crate::entry::answer(|output| self.dispatch(calldata, output))
            }
        }
    };
}

/// What a call returns, or what it reverts with.
#[cfg(not(target_arch = "wasm32"))]
pub type Answer = Result<Vec<u8>, Vec<u8>>;

/// Runs a contract on a host.
///
/// # Errors
/// What it reverts with.
#[cfg(not(target_arch = "wasm32"))]
pub fn answer(contract: impl FnOnce(&mut Output) -> Result<(), Failure>) -> Answer {
    let mut output = Output::default();
    match contract(&mut output) {
        Ok(()) => Ok(output.result().into()),
        Err(failure) => Err(failure.bytes().into()),
    }
}

#[cfg(target_arch = "wasm32")]
pub use stylus::run;

#[cfg(target_arch = "wasm32")]
mod stylus {
    use alloc::alloc::alloc;
    use core::{alloc::Layout, slice};

    use stylus_sdk::host::{VM, WasmVM};

    use crate::words::{Failure, Output, is_zero};

    #[link(wasm_import_module = "vm_hooks")]
    unsafe extern "C" {
        fn msg_value(value: *mut u8);
        fn pay_for_memory_grow(pages: u16);
        fn read_args(into: *mut u8);
        fn storage_flush_cache(clear: bool);
        fn write_result(data: *const u8, length: usize);
    }

    /// Reads the calldata, runs a contract and writes its result; returns 0, or 1 for a revert.
    #[inline(always)]
    pub fn run(
        length: usize,
        contract: impl FnOnce(VM, &[u8], &mut Output) -> Result<(), Failure>,
    ) -> usize {
        let mut value = [0; 32];
        // SAFETY: the pointer is to 32 bytes. The chain pays for memory through the second function, and wants to see it
        // in a program that grows its memory.
        unsafe {
            pay_for_memory_grow(0);
            msg_value(value.as_mut_ptr());
        }
        if !is_zero(&value) {
            return 1;
        }
        let mut output = Output::default();
        let vm = VM { host: WasmVM {} };
        let outcome = contract(vm, calldata(length), &mut output);
        let (bytes, status) = match &outcome {
            Ok(()) => (output.result(), 0),
            Err(failure) => (failure.bytes(), 1),
        };
        // SAFETY: the pointer is to as many bytes as told.
        unsafe {
            storage_flush_cache(false);
            write_result(bytes.as_ptr(), bytes.len());
        }
        status
    }

    /// The calldata. Never freed: its memory ends with the call.
    #[inline(always)]
    fn calldata(length: usize) -> &'static [u8] {
        // SAFETY: the allocation is not empty, an alignment of one fits every size, and the host writes all of it.
        unsafe {
            let place = alloc(Layout::from_size_align_unchecked(
                length.saturating_add(1),
                1,
            ));
            if place.is_null() {
                core::arch::wasm32::unreachable();
            }
            read_args(place);
            slice::from_raw_parts(place, length)
        }
    }
}

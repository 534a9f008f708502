//! Calls of other contracts whose errors are passed on.
//!
//! What the other contract reverts with, this one reverts with, byte for byte up to what an [`Output`] holds: longer
//! errors are cut, so that nobody's revert can cost more memory than that.

use alloc::vec;

use stylus_sdk::stylus_core::Host;

use crate::words::{Failure, Output, Word};

/// Bytes of an error that are passed on.
const ERROR_BYTES: usize = 1_024;

/// Calls a contract, which may change its state and ours, and fills `answer` with the first words it returns. Tells how
/// many bytes it returned.
///
/// # Errors
/// What the contract reverts with.
#[inline(never)]
pub fn transact<H: Host>(
    vm: &H,
    contract: &Word,
    request: &Output,
    answer: &mut [Word],
) -> Result<usize, Failure> {
    // The contract may call back and write to slots this call has read.
    vm.flush_cache(true);
    let (calldata, mut size) = (request.bytes(), 0);
    // SAFETY: every pointer lives through the call, to as many bytes as told.
    let status = unsafe {
        vm.call_contract(
            address(contract),
            calldata.as_ptr(),
            calldata.len(),
            [0u8; 32].as_ptr(),
            u64::MAX,
            &mut size,
        )
    };
    outcome(vm, status, size, answer)
}

/// Reads a contract, and fills `answer` with the first words it returns. Tells how many bytes it returned.
///
/// # Errors
/// What the contract reverts with.
#[inline(never)]
pub fn consult<H: Host>(
    vm: &H,
    contract: &Word,
    request: &Output,
    answer: &mut [Word],
) -> Result<usize, Failure> {
    // The contract may read this one.
    vm.flush_cache(false);
    let (calldata, mut size) = (request.bytes(), 0);
    // SAFETY: every pointer lives through the call, to as many bytes as told.
    let status = unsafe {
        vm.static_call_contract(
            address(contract),
            calldata.as_ptr(),
            calldata.len(),
            u64::MAX,
            &mut size,
        )
    };
    outcome(vm, status, size, answer)
}

/// Lets another program answer a call in this contract's storage, as if it were this contract. It has to be trusted with
/// everything.
///
/// # Errors
/// What the program reverts with.
#[inline(never)]
pub fn delegate<H: Host>(
    vm: &H,
    program: &Word,
    calldata: &[u8],
    output: &mut Output,
) -> Result<(), Failure> {
    // What was read before may be changed by it.
    vm.flush_cache(true);
    let mut size = 0;
    // SAFETY: every pointer lives through the call, to as many bytes as told.
    let status = unsafe {
        vm.delegate_call_contract(
            address(program),
            calldata.as_ptr(),
            calldata.len(),
            u64::MAX,
            &mut size,
        )
    };
    if status != 0 {
        return outcome(vm, status, size, &mut []).map(|_| ());
    }
    let mut answer = vec![0; size].into_boxed_slice();
    returned::read(vm, &mut answer);
    output.pass_on(answer);
    Ok(())
}

/// Where the twenty bytes of an address begin in its word.
fn address(word: &Word) -> *const u8 {
    word.as_ptr().wrapping_add(12)
}

/// The answer, or the error.
#[inline(never)]
fn outcome<H: Host>(
    vm: &H,
    status: u8,
    size: usize,
    answer: &mut [Word],
) -> Result<usize, Failure> {
    if status == 0 {
        returned::read(vm, answer.as_flattened_mut());
        return Ok(size);
    }
    let mut error = [0; ERROR_BYTES];
    returned::read(vm, &mut error);
    Err(Failure::passed_on(
        error.get(..size).unwrap_or(error.as_slice()),
    ))
}

#[cfg(target_arch = "wasm32")]
mod returned {
    #[link(wasm_import_module = "vm_hooks")]
    unsafe extern "C" {
        fn read_return_data(into: *mut u8, offset: usize, size: usize) -> usize;
    }

    /// Copies the first bytes of the last answer.
    pub(super) fn read<H>(_: &H, into: &mut [u8]) {
        // SAFETY: the pointer lives through the call, to as many bytes as told.
        unsafe { read_return_data(into.as_mut_ptr(), 0, into.len()) };
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod returned {
    use stylus_sdk::stylus_core::Host;

    /// Copies the first bytes of the last answer.
    pub(super) fn read<H: Host>(vm: &H, into: &mut [u8]) {
        let bytes = vm.read_return_data(0, Some(into.len()));
        into.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
    }
}

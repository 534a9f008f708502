//! One transient-storage lock per contract.
//!
//! The SDK's own guard refuses every re-entry, views included, with empty data. Contracts are built without it and hold
//! this lock over every entry point that calls out; a second one meanwhile reverts with `Locked()`.
//!
//! On a host there is no transient storage: the lock is then always free. What it does is tested on the embedded chain.

use alloy_sol_types::SolError;
use alm_abi::IOwned::Locked;

use crate::words::Failure;

/// Runs something under the lock. A revert frees the lock with everything else.
///
/// # Errors
/// `Locked()` if it is held; what the callee fails with.
#[inline(always)]
pub fn locked(run: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    if slot::is_set() {
        return Err(Failure::new(Locked::SELECTOR, &[]));
    }
    slot::set(1);
    run()?;
    slot::set(0);
    Ok(())
}

/// Refuses while the lock is held: for what does not call out, but must not see or change what is in motion.
///
/// # Errors
/// `Locked()`.
#[inline(never)]
pub fn unlocked() -> Result<(), Failure> {
    if slot::is_set() {
        return Err(Failure::new(Locked::SELECTOR, &[]));
    }
    Ok(())
}

#[cfg(target_arch = "wasm32")]
mod slot {
    use crate::words::is_zero;

    #[link(wasm_import_module = "vm_hooks")]
    unsafe extern "C" {
        fn transient_load_bytes32(key: *const u8, value: *mut u8);
        fn transient_store_bytes32(key: *const u8, value: *const u8);
    }

    /// The only key this contract uses in transient storage.
    const KEY: [u8; 32] = [0; 32];

    pub(super) fn is_set() -> bool {
        let mut value = [0u8; 32];
        // SAFETY: both pointers are to 32 bytes that live through the call.
        unsafe { transient_load_bytes32(KEY.as_ptr(), value.as_mut_ptr()) };
        !is_zero(&value)
    }

    #[inline(never)]
    pub(super) fn set(flag: u8) {
        let value = [flag; 32];
        // SAFETY: both pointers are to 32 bytes that live through the call.
        unsafe { transient_store_bytes32(KEY.as_ptr(), value.as_ptr()) };
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod slot {
    pub(super) const fn is_set() -> bool {
        false
    }

    pub(super) const fn set(_: u8) {}
}

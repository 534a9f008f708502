//! What a contract asks of its chain, with 32-byte words in and out.
//!
//! On a chain these are the host's functions themselves: the SDK's methods take numbers and addresses where the host
//! takes words, and turn each around at every call. On a host they go through the SDK, so that its test VM answers.

#[cfg(not(target_arch = "wasm32"))]
pub use simulated::*;
#[cfg(target_arch = "wasm32")]
pub use stylus::*;

#[cfg(target_arch = "wasm32")]
mod stylus {
    use crate::words::Word;

    #[link(wasm_import_module = "vm_hooks")]
    unsafe extern "C" {
        fn emit_log(data: *const u8, length: usize, topics: usize);
        fn msg_sender(sender: *mut u8);
        fn native_keccak256(bytes: *const u8, length: usize, output: *mut u8);
        fn read_return_data(into: *mut u8, offset: usize, size: usize) -> usize;
        fn static_call_contract(
            contract: *const u8,
            calldata: *const u8,
            length: usize,
            gas: u64,
            size: *mut usize,
        ) -> u8;
        fn storage_cache_bytes32(key: *const u8, value: *const u8);
        fn storage_flush_cache(clear: bool);
        fn storage_load_bytes32(key: *const u8, value: *mut u8);
    }

    /// Who calls.
    #[inline(never)]
    pub fn sender<H>(_: &H) -> Word {
        let mut word = [0; 32];
        // SAFETY: the twenty bytes from the twelfth on lie in the word.
        unsafe { msg_sender(word.as_mut_ptr().wrapping_add(12)) };
        word
    }

    /// The word in a slot.
    pub fn load<H>(_: &H, slot: &Word, word: &mut Word) {
        // SAFETY: both pointers are to 32 bytes that live through the call.
        unsafe { storage_load_bytes32(slot.as_ptr(), word.as_mut_ptr()) };
    }

    /// Puts a word into a slot.
    pub fn store<H>(_: &H, slot: &Word, word: &Word) {
        // SAFETY: as above; and no storage object of the SDK holds a copy of this slot.
        unsafe { storage_cache_bytes32(slot.as_ptr(), word.as_ptr()) };
    }

    /// Keccak-256.
    pub fn keccak<H>(_: &H, bytes: &[u8]) -> Word {
        let mut hash = [0; 32];
        // SAFETY: both pointers live through the call, one to as many bytes as told, one to 32.
        unsafe { native_keccak256(bytes.as_ptr(), bytes.len(), hash.as_mut_ptr()) };
        hash
    }

    /// Emits an event: first its topics, then its data.
    pub fn log<H>(_: &H, bytes: &[u8], topics: usize) {
        // SAFETY: the pointer lives through the call, to as many bytes as told.
        unsafe { emit_log(bytes.as_ptr(), bytes.len(), topics) };
    }

    /// Reads another contract, and fills `answer` with the first bytes it returns. Tells how many it returned, or
    /// `None` if it reverted.
    pub fn ask<H>(vm: &H, contract: &Word, calldata: &[u8], answer: &mut [u8]) -> Option<usize> {
        ask_within(vm, contract, u64::MAX, calldata, answer)
    }

    /// As [`ask`], with at most so much gas.
    #[inline(always)]
    pub fn ask_within<H>(
        _: &H,
        contract: &Word,
        gas: u64,
        calldata: &[u8],
        answer: &mut [u8],
    ) -> Option<usize> {
        let mut size = 0;
        // SAFETY: every pointer lives through its call, to as many bytes as told. What is cached is written out before:
        // the other contract may read this one.
        unsafe {
            storage_flush_cache(false);
            let status = static_call_contract(
                contract.as_ptr().wrapping_add(12),
                calldata.as_ptr(),
                calldata.len(),
                gas,
                &raw mut size,
            );
            if status != 0 {
                return None;
            }
            read_return_data(answer.as_mut_ptr(), 0, answer.len());
        }
        Some(size)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod simulated {
    use alloy_primitives::{Address, B256, U256};
    use stylus_sdk::stylus_core::Host;

    use crate::words::Word;

    /// Who calls.
    pub fn sender<H: Host>(vm: &H) -> Word {
        vm.msg_sender().into_word().0
    }

    /// The word in a slot.
    pub fn load<H: Host>(vm: &H, slot: &Word, word: &mut Word) {
        *word = vm.storage_load_bytes32(U256::from_be_bytes(*slot)).0;
    }

    /// Puts a word into a slot.
    pub fn store<H: Host>(vm: &H, slot: &Word, word: &Word) {
        // SAFETY: no storage object of the SDK holds a copy of this slot; contracts that use this module use no other.
        unsafe { vm.storage_cache_bytes32(U256::from_be_bytes(*slot), B256::new(*word)) };
    }

    /// Keccak-256.
    pub fn keccak<H: Host>(vm: &H, bytes: &[u8]) -> Word {
        vm.native_keccak256(bytes).0
    }

    /// Emits an event: first its topics, then its data.
    pub fn log<H: Host>(vm: &H, bytes: &[u8], topics: usize) {
        vm.emit_log(bytes, topics);
    }

    /// Reads another contract, and fills `answer` with the first bytes it returns. Tells how many it returned, or
    /// `None` if it reverted.
    pub fn ask<H: Host>(
        vm: &H,
        contract: &Word,
        calldata: &[u8],
        answer: &mut [u8],
    ) -> Option<usize> {
        ask_within(vm, contract, u64::MAX, calldata, answer)
    }

    /// As [`ask`], with at most so much gas.
    pub fn ask_within<H: Host>(
        vm: &H,
        contract: &Word,
        gas: u64,
        calldata: &[u8],
        answer: &mut [u8],
    ) -> Option<usize> {
        vm.flush_cache(false);
        let mut size = 0;
        // SAFETY: every pointer lives through the call, to as many bytes as told.
        let status = unsafe {
            vm.static_call_contract(
                Address::from_word(B256::new(*contract)).as_ptr(),
                calldata.as_ptr(),
                calldata.len(),
                gas,
                &mut size,
            )
        };
        if status != 0 {
            return None;
        }
        let bytes = vm.read_return_data(0, Some(answer.len()));
        answer
            .iter_mut()
            .zip(bytes)
            .for_each(|(to, from)| *to = from);
        Some(size)
    }
}

//! Where the precompiles of the platform stand that the tool calls.

use ethers::types::{Address, H160};

/// `ArbWasm`: activations.
pub const ARB_WASM: Address = precompile(0x71);
/// `ArbWasmCache`: the program cache.
pub const ARB_WASM_CACHE: Address = precompile(0x72);
/// `ArbDebug`, on development chains only.
pub const ARB_DEBUG: Address = precompile(0xff);

const fn precompile(number: u8) -> Address {
    let mut bytes = [0; 20];
    bytes[19] = number;
    H160(bytes)
}

//! Prices of host functions, in ink unless the name says gas.

use alloy_primitives::B256;

/// Entering and leaving a host function.
pub const HOSTIO: u64 = 8_400;
/// Each pointer passed.
pub const PTR: u64 = 5_040;
/// A request to the world.
pub const EVM_API: u64 = 59_673;
/// 256-bit division or remainder.
pub const DIV: u64 = 20_000;
/// 256-bit multiplication with modulus.
pub const MUL_MOD: u64 = 24_100;
/// 256-bit addition with modulus.
pub const ADD_MOD: u64 = 21_000;

/// Gas of a cold storage read.
pub const COLD_SLOAD_GAS: u64 = 2_100;
/// Gas that must be left over for a storage write.
pub const SSTORE_SENTRY_GAS: u64 = 2_300;
/// Gas of a cold account.
pub const COLD_ACCOUNT_GAS: u64 = 2_600;
/// Gas of a transient load or store.
pub const TRANSIENT_GAS: u64 = 100;
/// Gas of reading code up to the size of a contract.
pub const CODE_SIZE_GAS: u64 = 700;
/// Gas of a log, and again of each topic.
pub const LOG_TOPIC_GAS: u64 = 375;
/// Gas per byte of a log's data.
pub const LOG_DATA_GAS: u64 = 8;

/// Price of bytes written to the program.
pub fn write(bytes: u32) -> u64 {
    5_040 + 30 * u64::from(bytes.saturating_sub(32))
}

/// Price of bytes read from the program.
pub fn read(bytes: u32) -> u64 {
    16_381 + 55 * u64::from(bytes.saturating_sub(32))
}

/// Price of hashing.
pub fn keccak(bytes: u32) -> u64 {
    121_800 + 21_000 * u64::from(bytes.div_ceil(32).saturating_sub(2))
}

/// Price of a power on top of the base; each leading zero byte of the exponent makes it cheaper.
pub fn pow(exponent: &B256) -> u64 {
    let zeros = exponent.iter().take_while(|b| **b == 0).count();
    3_000 + 17_500 * (33 - zeros as u64)
}

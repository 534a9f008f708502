//! The precompiles of ArbOS.

mod arb_debug;
mod arb_gas_info;
mod arb_info;
mod arb_owner;
mod arb_owner_public;
mod arb_sys;
mod arb_wasm;
mod arb_wasm_cache;

use alloy_primitives::Address;

use super::precompile::Precompile;

pub(crate) use arb_owner::acts;
pub(crate) use arb_wasm::ArbWasm;

/// All of them.
pub(crate) static ALL: &[&Precompile] = &[
    &arb_sys::PRECOMPILE,
    &arb_info::PRECOMPILE,
    &arb_owner_public::PRECOMPILE,
    &arb_gas_info::PRECOMPILE,
    &arb_owner::PRECOMPILE,
    &arb_wasm::PRECOMPILE,
    &arb_wasm_cache::PRECOMPILE,
    &arb_debug::PRECOMPILE,
];

/// Addresses that hold a precompile's marker code; more than [`ALL`], because clients look at the
/// code of those that are not offered here.
pub(crate) fn marked_addresses() -> impl Iterator<Item = Address> {
    (0x64..=0x73).chain([0xff]).map(Address::with_last_byte)
}

/// Addresses that are warm in every transaction beside Ethereum's.
pub(crate) fn addresses() -> impl Iterator<Item = Address> {
    ALL.iter().map(|precompile| precompile.address)
}

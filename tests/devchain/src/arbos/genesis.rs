//! Accounts that exist before the first transaction.

use alloy_primitives::{Address, Bytes, address, hex};

use super::config::GenesisAccount;

/// The factory that deploys by CREATE2 at the same address on every chain.
pub const CREATE2_FACTORY: Address = address!("4e59b44847b379578588920cA78FbF26c0B4956C");

const CREATE2_FACTORY_CODE: &[u8] = &hex!(
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe036016000816020823780358282"
    "34f58015156039578182fd5b8082525050506014600cf3"
);

/// All of them.
pub(crate) fn accounts() -> Vec<GenesisAccount> {
    vec![contract(CREATE2_FACTORY, CREATE2_FACTORY_CODE)]
}

fn contract(address: Address, code: &'static [u8]) -> GenesisAccount {
    GenesisAccount {
        address,
        nonce: 1,
        code: Bytes::from_static(code),
        ..GenesisAccount::default()
    }
}

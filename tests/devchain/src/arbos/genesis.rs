//! Accounts that exist before the first transaction.

use std::collections::BTreeMap;

use alloy_primitives::{Address, B256, Bytes, U256, address, hex};

use super::{
    config::{ArbosConfig, GenesisAccount},
    data_pricer,
    params::StylusParams,
    precompiles,
    sets::{cache_managers, chain_owners},
    storage::{ARBOS_STATE, LAYOUT, Space, l1_price, l2_price, root},
};

/// The factory that deploys by CREATE2 at the same address on every chain.
pub const CREATE2_FACTORY: Address = address!("4e59b44847b379578588920cA78FbF26c0B4956C");
/// The contract that deploys, activates and constructs a program in one transaction.
pub const STYLUS_DEPLOYER: Address = address!("cEcba2F1DC234f70Dd89F2041029807F8D03A990");
/// The cache manager, where development tools expect it.
pub const CACHE_MANAGER: Address = address!("2F8Bd4EaB69764c105aDd7dE7CB0402557a44E6f");

const CREATE2_FACTORY_CODE: &[u8] = &hex!(
    "7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe036016000816020823780358282"
    "34f58015156039578182fd5b8082525050506014600cf3"
);
const STYLUS_DEPLOYER_CODE: &[u8] = include_bytes!("genesis/stylus_deployer.bin");
/// Caches whatever is bid for: `placeBid` calls `ArbWasmCache.cacheProgram`, the minimum bid and the
/// queue are zero, the size is 512 MiB, it is never paused. The tests hold its assembly.
const CACHE_MANAGER_CODE: &[u8] = &hex!(
    "5f3560e01c8063e49401571461005b578063674a64e01461004f57806332052a9b1461004a578063d29b303e1461"
    "004a578063bae6c2ad1461004a578063b187bd261461004a575f5ffd5b60205ff35b63200000005f5260205ff35b"
    "63e73ac9f260e01b5f526004356004525f5f60245f5f60725af1610081573d5f5f3e3d5ffd5b00"
);
/// Code at a precompile's address, so that Solidity sees a contract there.
const MARKER_CODE: &[u8] = &[0xfe];

/// All of them.
pub(crate) fn accounts(config: &ArbosConfig) -> Vec<GenesisAccount> {
    let mut accounts = vec![
        arbos_state(config),
        contract(CREATE2_FACTORY, CREATE2_FACTORY_CODE),
        contract(STYLUS_DEPLOYER, STYLUS_DEPLOYER_CODE),
        contract(CACHE_MANAGER, CACHE_MANAGER_CODE),
    ];
    accounts.extend(precompiles::marked_addresses().map(|address| contract(address, MARKER_CODE)));
    accounts
}

fn contract(address: Address, code: &'static [u8]) -> GenesisAccount {
    GenesisAccount {
        address,
        nonce: 1,
        code: Bytes::from_static(code),
        ..GenesisAccount::default()
    }
}

fn arbos_state(config: &ArbosConfig) -> GenesisAccount {
    let mut slots = vec![
        (
            Space::ROOT.at(root::VERSION),
            U256::from(config.arbos_version),
        ),
        (Space::ROOT.at(root::CHAIN_ID), U256::from(config.chain_id)),
        (
            Space::ROOT.at(root::NETWORK_FEE_ACCOUNT),
            config.network_fee_account.into_word().into(),
        ),
        (
            LAYOUT.l2_pricing.at(l2_price::MINIMUM_BASE_FEE),
            U256::from(config.minimum_base_fee),
        ),
        (
            LAYOUT.l1_pricing.at(l1_price::PRICE_PER_UNIT),
            U256::from(config.l1_price_per_unit),
        ),
    ];
    let params = StylusParams::initial(config.arbos_version).encode();
    slots.extend(LAYOUT.param_slots.into_iter().zip(params));
    let pricer = data_pricer::initial_values();
    slots.extend(pricer.map(|(slot, value)| (LAYOUT.data_pricer.at(slot), U256::from(value))));
    slots.extend(chain_owners().initial(config.owner.as_slice()));
    slots.extend(cache_managers().initial(&[CACHE_MANAGER]));
    GenesisAccount {
        address: ARBOS_STATE,
        nonce: 1,
        storage: non_zero(slots),
        ..GenesisAccount::default()
    }
}

fn non_zero(slots: Vec<(U256, U256)>) -> BTreeMap<U256, B256> {
    slots
        .into_iter()
        .filter(|(_, value)| !value.is_zero())
        .map(|(slot, value)| (slot, value.into()))
        .collect()
}

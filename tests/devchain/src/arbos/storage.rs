//! Where ArbOS keeps its state: one account, its storage divided into spaces by hashing.
//!
//! A space is named by a key; a slot in it is the hash of that key and the first 31 bytes of the
//! slot's index, so that 256 neighbours share a prefix.

use std::sync::LazyLock;

use alloy_primitives::{Address, B256, U256, address, keccak256};

/// The account whose storage is ArbOS's state.
pub const ARBOS_STATE: Address = address!("A4B05FffffFffFFFFfFFfffFfffFFfffFfFfFFFf");

/// A part of ArbOS's storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Space {
    key: Option<B256>,
}

impl Space {
    /// The whole of it.
    pub(crate) const ROOT: Self = Self { key: None };

    /// The part named `id` of this one.
    pub(crate) fn sub(&self, id: &[u8]) -> Self {
        Self {
            key: Some(keccak256([self.key_bytes(), id].concat())),
        }
    }

    /// Slot of an index.
    pub(crate) fn slot(&self, index: B256) -> U256 {
        let (prefix, last) = index.split_at(31);
        let mut slot = keccak256([self.key_bytes(), prefix].concat());
        slot[31] = last[0];
        slot.into()
    }

    /// Slot of a small index.
    pub(crate) fn at(&self, index: u64) -> U256 {
        self.slot(B256::from(U256::from(index)))
    }

    fn key_bytes(&self) -> &[u8] {
        self.key.as_ref().map_or(&[], |key| key.as_slice())
    }
}

/// Every space this chain uses.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Prices of posting to L1.
    pub(crate) l1_pricing: Space,
    /// Prices of execution.
    pub(crate) l2_pricing: Space,
    /// Chain owners.
    pub(crate) chain_owners: Space,
    /// Messages to L1.
    pub(crate) outbox: Space,
    /// Parameters of Stylus.
    pub(crate) params: Space,
    /// Slots of the parameters, which every program call reads.
    pub(crate) param_slots: [U256; 2],
    /// Slots that every message or block reads.
    pub(crate) hot: HotSlots,
    /// Records of programs, by code hash.
    pub(crate) programs: Space,
    /// Hashes of instrumented modules, by code hash.
    pub(crate) module_hashes: Space,
    /// Model of the data fee.
    pub(crate) data_pricer: Space,
    /// Cache managers.
    pub(crate) cache_managers: Space,
}

/// Slots whose hashes are worth keeping.
#[derive(Debug)]
pub(crate) struct HotSlots {
    /// Version of ArbOS.
    pub(crate) version: U256,
    /// Version of a scheduled upgrade.
    pub(crate) upgrade_version: U256,
    /// Price of a unit of data posted to L1.
    pub(crate) unit_price: U256,
}

/// Slots of the root space.
pub(crate) mod root {
    /// Version of ArbOS.
    pub(crate) const VERSION: u64 = 0;
    /// Version of a scheduled upgrade.
    pub(crate) const UPGRADE_VERSION: u64 = 1;
    /// Time of a scheduled upgrade.
    pub(crate) const UPGRADE_TIMESTAMP: u64 = 2;
    /// Where execution fees go.
    pub(crate) const NETWORK_FEE_ACCOUNT: u64 = 3;
    /// Chain id.
    pub(crate) const CHAIN_ID: u64 = 4;
}

/// Slots of the execution price space.
pub(crate) mod l2_price {
    /// Minimum base fee.
    pub(crate) const MINIMUM_BASE_FEE: u64 = 3;
}

/// Slots of the L1 price space.
pub(crate) mod l1_price {
    /// Units posted since the price was last revised.
    pub(crate) const UNITS_SINCE_UPDATE: u64 = 6;
    /// Price of a unit of calldata in wei.
    pub(crate) const PRICE_PER_UNIT: u64 = 7;
    /// Wei collected for posting.
    pub(crate) const FEES_AVAILABLE: u64 = 11;
}

/// The layout.
pub(crate) static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let programs = Space::ROOT.sub(&[8]);
    let params = programs.sub(&[0]);
    let l1_pricing = Space::ROOT.sub(&[0]);
    Layout {
        hot: HotSlots {
            version: Space::ROOT.at(root::VERSION),
            upgrade_version: Space::ROOT.at(root::UPGRADE_VERSION),
            unit_price: l1_pricing.at(l1_price::PRICE_PER_UNIT),
        },
        l1_pricing,
        l2_pricing: Space::ROOT.sub(&[1]),
        chain_owners: Space::ROOT.sub(&[4]),
        outbox: Space::ROOT.sub(&[5]),
        param_slots: [params.at(0), params.at(1)],
        params,
        programs: programs.sub(&[1]),
        module_hashes: programs.sub(&[2]),
        data_pricer: programs.sub(&[3]),
        cache_managers: programs.sub(&[4]),
    }
});

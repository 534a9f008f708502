//! The contract's storage: five slots for each asset.

use alloc::{vec, vec::Vec};

use stylus_sdk::{prelude::*, storage::StorageB256};

/// The five slots of one asset, in the order of their numbers.
#[storage]
pub struct AssetSlots {
    pub(crate) feed: StorageB256,
    pub(crate) rules: StorageB256,
    pub(crate) report: StorageB256,
    pub(crate) sample: StorageB256,
    pub(crate) state: StorageB256,
}

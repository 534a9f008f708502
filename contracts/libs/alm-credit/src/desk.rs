//! All accounts of a contract.

use stylus_sdk::{host::VM, prelude::*};

/// The accounts in the storage of the running contract.
#[derive(Clone)]
#[allow(missing_debug_implementations, reason = "the host has none")]
pub struct Desk {
    vm: VM,
}

impl Desk {
    /// Those of this host.
    #[must_use]
    pub fn of(vm: &VM) -> Self {
        Self { vm: vm.clone() }
    }

    pub(crate) const fn vm(&self) -> &VM {
        &self.vm
    }

    /// The time of this block.
    pub(crate) fn now(&self) -> u64 {
        self.vm.block_timestamp()
    }
}

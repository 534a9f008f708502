//! The last step: the owner of the plan becomes the owner of the contracts.

use ethers::{abi::AbiEncode, types::Address};

use super::{DeployError, Site};
use crate::bindings::{Owned, TransferOwnershipCall};

impl Site<'_> {
    /// Names the owner of the plan as the successor, unless it owns the contract already.
    pub(super) async fn hand_over(&mut self, name: &str) -> Result<(), DeployError> {
        let address = self.address(name)?;
        let contract = Owned::new(address, self.client());
        let owner = contract.owner().call().await;
        let owner = owner.map_err(|error| DeployError::read("owner", &error))?;
        let pending = contract.pending_owner().call().await;
        let mut pending = pending.map_err(|error| DeployError::read("pendingOwner", &error))?;
        let wanted = self.final_owner();
        if owner != wanted && pending != wanted {
            let data = TransferOwnershipCall { new_owner: wanted }.encode().into();
            let what = format!("naming {wanted:?} as the next owner of {name}");
            self.govern(address, &what, data).await?;
            pending = wanted;
        }
        if owner != wanted {
            self.say(&format!(
                "{wanted:?} must call acceptOwnership() on {address:?} to take office"
            ));
        }
        self.note_owner(name, owner, (!pending.is_zero()).then_some(pending));
        Ok(())
    }

    fn note_owner(&mut self, name: &str, owner: Address, pending: Option<Address>) {
        if let Some(entry) = self.record.contracts.get_mut(name) {
            (entry.owner, entry.pending_owner) = (owner, pending);
        }
        let wanted = self.final_owner();
        let behind = self
            .record
            .contracts
            .values()
            .find(|entry| !entry.owner.is_zero() && entry.owner != wanted);
        (self.record.owner, self.record.pending_owner) =
            behind.map_or((owner, pending), |entry| (entry.owner, entry.pending_owner));
    }
}

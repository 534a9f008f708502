//! The last step: the owner of the plan becomes the owner of the contracts, some of them by way of `parameters`.

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes},
};

use super::{DeployError, Site};
use crate::{
    bindings::{AcceptOwnershipCall, Owned, TransferOwnershipCall},
    contracts::{Contract, parameters::abi::ExecuteCall},
};

impl Site<'_> {
    /// Names who is to own a contract as the successor, unless it owns the contract already.
    pub(super) async fn hand_over(&mut self, contract: &dyn Contract) -> Result<(), DeployError> {
        let name = contract.name();
        let address = self.address(&name)?;
        let wanted = match contract.governor() {
            Some(governor) => self.address(governor)?,
            None => self.final_owner(),
        };
        let mut owner = self.owner_of(address).await?;
        let mut pending = self.pending_owner_of(address).await?;
        if owner != wanted && pending != wanted {
            let data = TransferOwnershipCall { new_owner: wanted }.encode().into();
            let what = format!("naming {wanted:?} as the next owner of {name}");
            self.govern(address, &what, data).await?;
            pending = wanted;
        }
        if owner != wanted && contract.governor().is_some() {
            if self.take_over(&name, wanted, address).await? {
                (owner, pending) = (wanted, Address::zero());
            }
        } else if owner != wanted {
            self.say(&format!(
                "{wanted:?} must call acceptOwnership() on {address:?} to take office"
            ));
        }
        self.note_owner(&name, owner, (!pending.is_zero()).then_some(pending));
        Ok(())
    }

    /// Has `parameters` accept the ownership of a contract, if the sender may. Whether it did.
    async fn take_over(
        &mut self,
        name: &str,
        governor: Address,
        contract: Address,
    ) -> Result<bool, DeployError> {
        let owner = self.owner_of(governor).await?;
        if owner != self.sender() {
            self.say(&format!(
                "{owner:?} must have {governor:?} execute acceptOwnership() on {contract:?}"
            ));
            return Ok(false);
        }
        let data: Bytes = AcceptOwnershipCall.encode().into();
        let call = ExecuteCall {
            target: contract,
            data,
        };
        let what = format!("handing {name} over to its governance");
        self.send(governor, &what, call.encode().into()).await?;
        Ok(true)
    }

    async fn pending_owner_of(&self, contract: Address) -> Result<Address, DeployError> {
        let owned = Owned::new(contract, self.client());
        let pending = owned.pending_owner().call().await;
        pending.map_err(|error| DeployError::read("pendingOwner", &error))
    }

    fn note_owner(&mut self, name: &str, owner: Address, pending: Option<Address>) {
        if let Some(entry) = self.record.contracts.get_mut(name) {
            (entry.owner, entry.pending_owner) = (owner, pending);
        }
        let wanted = self.final_owner();
        let contracts = &self.record.contracts;
        let is_ours = |owner| contracts.values().any(|entry| entry.address == owner);
        // What a contract of the plan owns follows that contract.
        let heads = || {
            let owned = contracts.values().filter(|entry| !entry.owner.is_zero());
            owned.filter(|entry| !is_ours(entry.owner))
        };
        let behind = heads().find(|entry| entry.owner != wanted);
        if let Some(entry) = behind.or_else(|| heads().next_back()) {
            (self.record.owner, self.record.pending_owner) = (entry.owner, entry.pending_owner);
        }
    }
}

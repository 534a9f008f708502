//! Who may do what only an owner may: the sender, or `parameters` on the sender's behalf.

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes},
};

use super::{DeployError, Site};
use crate::{
    bindings::Owned,
    contracts::parameters::{self, abi::ExecuteCall},
};

impl Site<'_> {
    /// Sends a call that is the owner's alone.
    ///
    /// # Errors
    /// [`DeployError::NotOwner`] when the sender is not the owner, and does not own the owner either.
    pub async fn govern(
        &mut self,
        contract: Address,
        what: &str,
        data: Bytes,
    ) -> Result<(), DeployError> {
        self.govern_by(contract, contract, what, data).await
    }

    /// Sends a call to a contract that leaves it to another who its owner is.
    ///
    /// # Errors
    /// As [`Self::govern`], of the owner of `owned`.
    pub async fn govern_by(
        &mut self,
        owned: Address,
        contract: Address,
        what: &str,
        data: Bytes,
    ) -> Result<(), DeployError> {
        let Some(governor) = self.governor(owned, what).await? else {
            return self.send(contract, what, data).await;
        };
        let call = ExecuteCall {
            target: contract,
            data,
        };
        self.send(governor, what, call.encode().into()).await
    }

    /// The contract through which the sender has the power of a contract's owner; `None` when it is the owner.
    ///
    /// # Errors
    /// [`DeployError::NotOwner`] when it has not.
    pub(crate) async fn governor(
        &self,
        contract: Address,
        what: &str,
    ) -> Result<Option<Address>, DeployError> {
        let (owner, sender) = (self.owner_of(contract).await?, self.sender());
        if owner == sender {
            return Ok(None);
        }
        if self.address(parameters::PACKAGE).ok() == Some(owner)
            && self.owner_of(owner).await? == sender
        {
            return Ok(Some(owner));
        }
        Err(DeployError::NotOwner {
            what: what.into(),
            owner,
            sender,
        })
    }

    /// Who owns a contract.
    pub(super) async fn owner_of(&self, contract: Address) -> Result<Address, DeployError> {
        let owned = Owned::new(contract, self.client());
        let owner = owned.owner().call().await;
        owner.map_err(|error| DeployError::read("owner", &error))
    }
}

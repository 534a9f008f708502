//! The last step: the owner of the plan becomes the owner of the contracts.

use std::sync::Arc;

use ethers::{
    abi::AbiEncode,
    types::{Address, U256},
};

use super::{DeployError, Deployment};
use crate::{
    bindings::{RiskEngine, TransferOwnershipCall},
    record::Record,
};

impl Deployment<'_> {
    /// Names the owner of the plan as the successor, unless it owns the contract already.
    pub(super) async fn hand_over(
        &self,
        engine: Address,
        record: &mut Record,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), DeployError> {
        let contract = RiskEngine::new(engine, Arc::new(self.account.client().clone()));
        let owner = contract
            .owner()
            .call()
            .await
            .map_err(|error| DeployError::read("owner", &error))?;
        let pending = contract.pending_owner().call().await;
        let mut pending = pending.map_err(|error| DeployError::read("pendingOwner", &error))?;
        let wanted = self.final_owner(record);
        if owner != wanted && pending != wanted {
            let sender = self.account.address();
            if owner != sender {
                return Err(DeployError::NotOwner {
                    what: "the hand-over".into(),
                    owner,
                    sender,
                });
            }
            progress(&format!("naming {wanted:?} as the next owner"));
            let data = TransferOwnershipCall { new_owner: wanted }.encode().into();
            self.account
                .send("naming the next owner", Some(engine), data, U256::zero())
                .await?;
            pending = wanted;
        }
        if owner != wanted {
            progress(&format!(
                "{wanted:?} must call acceptOwnership() on {engine:?} to take office"
            ));
        }
        record.owner = owner;
        record.pending_owner = (!pending.is_zero()).then_some(pending);
        Ok(())
    }
}

//! `parameters` in tests.

use alm_deploy::transport::Client;
use ethers::{
    abi::AbiEncode,
    contract::ContractCall,
    types::{Address, TransactionReceipt},
};

use crate::{Actor, Pool, balance_sheet};

pub use alm_deploy::contracts::parameters::abi::*;

/// Index of the steepest slope of the imbalance potential.
pub const STEEPEST: u8 = 5;
/// Index of the neutral surplus.
pub const NEUTRAL: u8 = 6;
/// Index of the spread at seven days.
pub const SPREAD: u8 = 18;

impl Pool {
    /// A bundle of changes, each an index and a value, that demands nothing of the book.
    pub fn change(&self, changes: &[(u8, i128)]) -> ContractCall<Client, ()> {
        self.change_if(changes, alm_deploy::contracts::parameters::none())
    }

    /// A bundle of changes, and what it demands of the book.
    pub fn change_if(
        &self,
        changes: &[(u8, i128)],
        condition: Condition,
    ) -> ContractCall<Client, ()> {
        let changes = changes.iter();
        let changes = changes.map(|(parameter, value)| Change {
            parameter: *parameter,
            value: *value,
        });
        let token = self.token.address;
        self.parameters.change(token, changes.collect(), condition)
    }

    /// A call of the balance sheet as its governance makes it.
    pub fn execute(&self, call: impl AbiEncode) -> ContractCall<Client, ()> {
        let sheet = self.sheet.address();
        self.parameters.execute(sheet, call.encode().into())
    }

    /// The terms of the book.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn terms(&self) -> eyre::Result<balance_sheet::Terms> {
        Ok(self.sheet.terms(self.token.address).call().await?)
    }

    /// Has the owner pause new risk, or allow it again.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn set_paused(&self, by: &Actor, paused: bool) -> eyre::Result<TransactionReceipt> {
        let token: Address = self.token.address;
        by.send(if paused {
            self.parameters.pause(token)
        } else {
            self.parameters.unpause(token)
        })
        .await
    }
}

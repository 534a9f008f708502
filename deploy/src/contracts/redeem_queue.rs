//! `redeem-queue`: one for each book of the plan that has one. It has no owner; the vault is told of it once.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::U256,
};

use super::{
    Contract, Description, balance_sheet,
    deposit_vault::{
        self,
        abi::{DepositVault, SetQueueCall},
    },
    per_book,
};
use crate::{
    deployment::{DeployError, Site},
    plan::{BookPlan, Plan},
    revert,
};
use abi::RedeemQueueErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(RedeemQueue, "../solidity-interfaces/abi/IRedeemQueue.json");
}

/// Package.
pub const PACKAGE: &str = "redeem-queue";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned,
    explain: revert::decoded::<RedeemQueueErrors>,
};

fn planned(plan: &Plan) -> Vec<Box<dyn Contract + '_>> {
    let wants = |book: &BookPlan| book.smallest_redemption.is_some();
    per_book::planned(plan, wants, |book| Planned { book })
}

/// The name in the record of a book's queue.
#[must_use]
pub fn name(book: &BookPlan) -> String {
    per_book::name(PACKAGE, book)
}

/// The queue of a book.
struct Planned<'a> {
    book: &'a BookPlan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn name(&self) -> String {
        name(self.book)
    }

    fn has_owner(&self) -> bool {
        false
    }

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        let smallest = self.book.encode()?.smallest_redemption.unwrap_or_default();
        Ok(vec![
            Token::Address(site.address(&deposit_vault::name(self.book))?),
            Token::Uint(U256::from(smallest)),
        ])
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let vault = site.address(&deposit_vault::name(self.book))?;
        let vault = DepositVault::new(vault, site.client());
        let want = site.address(&self.name())?;
        let have = vault.queue().call().await;
        let have = have.map_err(|error| DeployError::read("queue", &error))?;
        if have == want {
            return Ok(());
        }
        let book = self.book.name.clone();
        if !have.is_zero() {
            return Err(DeployError::OtherQueue { book, have, want });
        }
        let what = format!("naming the redemption queue of {book}");
        // The vault has no owner: it asks who owns the balance sheet.
        let sheet = site.address(balance_sheet::PACKAGE)?;
        let data = SetQueueCall { new_queue: want }.encode().into();
        site.govern_by(sheet, vault.address(), &what, data).await
    }
}

#[cfg(test)]
mod tests {
    use ethers::types::Address;

    use super::*;

    #[test]
    fn test_queues_are_named_by_their_books_and_only_where_one_is_wanted() {
        let mut plan = Plan::default();
        for (byte, name) in [(1, "USDC"), (2, "WETH")] {
            plan.books
                .push(BookPlan::new(name, Address::repeat_byte(byte), 6));
        }
        plan.books[1].smallest_redemption = Some("0.01".into());
        let names: Vec<_> = planned(&plan).iter().map(|queue| queue.name()).collect();
        assert_eq!(names, ["redeem-queue-WETH"]);
    }
}

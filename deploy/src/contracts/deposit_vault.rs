//! `deposit-vault`: one for each book of the plan. It has no owner; its first deposit is ours, and burned.

use async_trait::async_trait;
use ethers::{
    abi::Token,
    types::{Address, H160},
};

use super::{
    Contract, Description, balance_sheet,
    per_book::{self, Seed},
};
use crate::{
    bindings::erc20::Erc20,
    deployment::{DeployError, Site},
    plan::{BookPlan, Plan},
    record::Record,
    revert,
};
use abi::DepositVaultErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(
        DepositVault,
        "../solidity-interfaces/abi/IDepositVault.json"
    );
}

/// Package.
pub const PACKAGE: &str = "deposit-vault";
/// Who holds the shares of the first deposit: nobody.
pub const NOBODY: Address = H160([
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xde, 0xad,
]);

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned,
    explain: revert::decoded::<DepositVaultErrors>,
};

fn planned(plan: &Plan) -> Vec<Box<dyn Contract + '_>> {
    per_book::planned(plan, |_| true, |book| Planned { book })
}

/// The name in the record of a book's vault.
#[must_use]
pub fn name(book: &BookPlan) -> String {
    per_book::name(PACKAGE, book)
}

/// The vault of a book.
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
        let (name, symbol) = self.book.share();
        Ok(vec![
            Token::Address(self.book.token),
            Token::Address(site.address(balance_sheet::PACKAGE)?),
            Token::String(name),
            Token::String(symbol),
        ])
    }

    fn forget(&self, record: &mut Record) {
        record.books.remove(&self.book.name);
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let vault = site.address(&self.name())?;
        if per_book::is_seeded(vault, site).await? {
            return Ok(());
        }
        self.check_decimals(site).await?;
        let seed = Seed {
            book: self.book,
            kind: "vault",
            vault,
            assets: self.book.encode()?.seed,
        };
        seed.deposit(site).await
    }
}

impl Planned<'_> {
    /// Refuses a plan whose amounts are of another scale than the token's.
    async fn check_decimals(&self, site: &Site<'_>) -> Result<(), DeployError> {
        let token = Erc20::new(self.book.token, site.client());
        let have = token.decimals().call().await;
        let have = have.map_err(|error| DeployError::read("decimals", &error))?;
        if have != self.book.decimals {
            return Err(DeployError::OtherDecimals {
                book: self.book.name.clone(),
                have,
                want: self.book.decimals,
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_vaults_are_named_by_their_books() {
        let mut plan = Plan::default();
        for (byte, name) in [(1, "USDC"), (2, "WETH")] {
            plan.books
                .push(BookPlan::new(name, Address::repeat_byte(byte), 6));
        }
        let names: Vec<_> = planned(&plan).iter().map(|vault| vault.name()).collect();
        assert_eq!(names, ["deposit-vault-USDC", "deposit-vault-WETH"]);
    }

    #[test]
    fn test_nobody_is_the_address_everybody_burns_to() {
        let text = "0x000000000000000000000000000000000000dead";
        assert_eq!(format!("{NOBODY:?}"), text);
    }
}

//! `buffer-pool`: one for each book of the plan that has one. Its owner sets terms and strategies; its first deposit is ours,
//! and burned; the balance sheet is told that it is the book's buffer.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::Address,
};

use super::{
    Contract, Description, balance_sheet,
    per_book::{self, Seed},
    treasury_book::abi::{SetBufferCall, TreasuryBook},
};
use crate::{
    deployment::{DeployError, Site},
    plan::{BookPlan, BufferPlan, Plan},
    revert,
};
use abi::{
    pool::BufferPoolErrors,
    treasury::{BufferTreasury, BufferTreasuryErrors, SetTermsCall},
};

/// Typed calls, generated from the JSON of the two interfaces.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    /// What suppliers use.
    pub mod pool {
        ethers::contract::abigen!(BufferPool, "../solidity-interfaces/abi/IBufferPool.json");
    }
    /// What its owner and everybody else does with what it holds.
    pub mod treasury {
        ethers::contract::abigen!(
            BufferTreasury,
            "../solidity-interfaces/abi/IBufferTreasury.json"
        );
    }
}

/// Package.
pub const PACKAGE: &str = "buffer-pool";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned,
    explain,
};

fn explain(data: &[u8]) -> Option<String> {
    let treasury = revert::decoded::<BufferTreasuryErrors>(data);
    treasury.or_else(|| revert::decoded::<BufferPoolErrors>(data))
}

fn planned(plan: &Plan) -> Vec<Box<dyn Contract + '_>> {
    let wants = |book: &BookPlan| book.buffer.is_some();
    per_book::planned(plan, wants, |book| Planned { book })
}

/// The name in the record of a book's buffer pool.
#[must_use]
pub fn name(book: &BookPlan) -> String {
    per_book::name(PACKAGE, book)
}

/// The buffer pool of a book.
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

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        Ok(vec![
            Token::Address(self.book.token),
            Token::Address(site.address(balance_sheet::PACKAGE)?),
            Token::String(format!("{} buffer", self.book.name)),
            Token::String(format!("buf{}", self.book.name)),
            Token::Address(site.sender()),
        ])
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let Some(wanted) = self.book.encode()?.buffer else {
            return Ok(());
        };
        self.set_terms(&wanted, site).await?;
        self.set_strategies(&wanted, site).await?;
        self.appoint(site).await?;
        let vault = site.address(&self.name())?;
        if wanted.seed == 0 || per_book::is_seeded(vault, site).await? {
            return Ok(());
        }
        let seed = Seed {
            book: self.book,
            kind: "buffer pool",
            vault,
            assets: wanted.seed,
        };
        seed.deposit(site).await
    }
}

impl Planned<'_> {
    fn treasury(
        &self,
        site: &Site<'_>,
    ) -> Result<BufferTreasury<crate::transport::Client>, DeployError> {
        Ok(BufferTreasury::new(
            site.address(&self.name())?,
            site.client(),
        ))
    }

    /// Brings its terms to those of the plan.
    async fn set_terms(&self, wanted: &BufferPlan, site: &mut Site<'_>) -> Result<(), DeployError> {
        let pool = self.treasury(site)?;
        let have = pool.terms().call().await;
        if have.map_err(|error| DeployError::read("terms", &error))? == wanted.terms {
            return Ok(());
        }
        let call = SetTermsCall {
            new_terms: wanted.terms.clone(),
        };
        let what = format!("setting the terms of the buffer pool of {}", self.book.name);
        site.govern(pool.address(), &what, call.encode().into())
            .await
    }

    /// Brings its strategies to those of the plan. Those the plan does not name stay as they are.
    async fn set_strategies(
        &self,
        wanted: &BufferPlan,
        site: &mut Site<'_>,
    ) -> Result<(), DeployError> {
        let pool = self.treasury(site)?;
        for call in &wanted.strategies {
            // There is none yet, or it is not as planned.
            let have = pool.strategy(call.index).call().await.ok();
            let is_planned = have.is_some_and(|have| {
                let rules = (have.cap, have.haircut, have.growth, have.flow);
                have.vault == call.vault
                    && rules == (call.cap, call.haircut, call.growth, call.flow)
            });
            if is_planned {
                continue;
            }
            let what = format!("setting strategy {} of {}", call.index, self.name());
            let data = call.clone().encode().into();
            site.govern(pool.address(), &what, data).await?;
        }
        Ok(())
    }

    /// Makes it the book's buffer. Never takes the place of another that owes or is owed: the book refuses that.
    async fn appoint(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let sheet = site.address(balance_sheet::PACKAGE)?;
        let (pool, token) = (site.address(&self.name())?, self.book.token);
        let backing = TreasuryBook::new(sheet, site.client())
            .backing(token)
            .call()
            .await;
        let have: Address = backing
            .map_err(|error| DeployError::read("backing", &error))?
            .buffer;
        if have == pool {
            return Ok(());
        }
        let what = format!("naming the buffer pool of {}", self.book.name);
        let data = SetBufferCall { token, pool }.encode().into();
        site.govern(sheet, &what, data).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::BufferSettings;

    #[test]
    fn test_pools_are_named_by_their_books_and_only_where_one_is_wanted() {
        let mut plan = Plan::default();
        for (byte, name) in [(1, "USDC"), (2, "WETH")] {
            let token = Address::repeat_byte(byte);
            plan.books.push(BookPlan::new(name, token, 6));
        }
        assert!(planned(&plan).is_empty());
        plan.books[1].buffer = Some(BufferSettings::default());
        let names: Vec<_> = planned(&plan).iter().map(|pool| pool.name()).collect();
        assert_eq!(names, ["buffer-pool-WETH"]);
    }
}

//! `term-desk`: one for all books of the plan that take fixed deposits. It has no owner and no settings: what is wired are
//! the terms of those books, and that it is their term desk.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::Address,
};

use super::{
    Contract, Description, balance_sheet,
    fixed_book::abi::{FixedBook, FixedTerms, SetFixedTermsCall, SetTermDeskCall},
    parameters::Setting,
};
use crate::{
    deployment::{DeployError, Site},
    plan::{BookPlan, Plan},
    revert,
    transport::Client,
};
use abi::TermDeskErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(TermDesk, "../solidity-interfaces/abi/ITermDesk.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "term-desk";

/// Index of the first of its terms at `parameters`.
const FIRST: u8 = 12;

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned,
    explain: revert::decoded::<TermDeskErrors>,
};

fn planned(plan: &Plan) -> Vec<Box<dyn Contract + '_>> {
    if plan.books.iter().all(|book| book.fixed.is_none()) {
        return Vec::new();
    }
    vec![Box::new(Planned { plan })]
}

/// The desk of a plan.
struct Planned<'a> {
    plan: &'a Plan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn has_owner(&self) -> bool {
        false
    }

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        Ok(vec![Token::Address(site.address(balance_sheet::PACKAGE)?)])
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let sheet = site.address(balance_sheet::PACKAGE)?;
        let sheet = FixedBook::new(sheet, site.client());
        for book in &self.plan.books {
            if let Some(terms) = book.encode()?.fixed {
                set_terms(&sheet, book, &terms, site).await?;
                appoint(&sheet, book, site).await?;
            }
        }
        Ok(())
    }
}

/// Brings a book's terms of fixed positions to those of the plan.
async fn set_terms(
    sheet: &FixedBook<Client>,
    book: &BookPlan,
    wanted: &FixedTerms,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let have = sheet.fixed_terms(book.token).call().await;
    if have.map_err(|error| DeployError::read("fixedTerms", &error))? == *wanted {
        return Ok(());
    }
    let call = SetFixedTermsCall {
        token: book.token,
        new_terms: wanted.clone(),
    };
    let what = format!("setting the terms of fixed positions at {}", book.name);
    Setting::new(book.token, FIRST, wanted.clone(), call.encode().into())
        .apply(sheet.address(), &what, site)
        .await
}

/// Makes the desk a book's term desk. Never takes the place of another, whose claims nobody could collect then.
async fn appoint(
    sheet: &FixedBook<Client>,
    book: &BookPlan,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let desk = site.address(PACKAGE)?;
    let have: Address = sheet
        .term_desk_of(book.token)
        .call()
        .await
        .map_err(|error| DeployError::read("termDeskOf", &error))?;
    if have == desk {
        return Ok(());
    }
    if !have.is_zero() {
        let book = book.name.clone();
        let want = desk;
        return Err(DeployError::OtherTermDesk { book, have, want });
    }
    let call = SetTermDeskCall {
        token: book.token,
        desk,
    };
    let what = format!("naming the term desk of {}", book.name);
    let data = call.encode().into();
    site.govern(sheet.address(), &what, data).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::FixedSettings;

    #[test]
    fn test_a_desk_is_planned_where_a_book_takes_fixed_deposits() {
        let mut plan = Plan::default();
        for (byte, name) in [(1, "USDC"), (2, "WETH")] {
            let token = Address::repeat_byte(byte);
            plan.books.push(BookPlan::new(name, token, 6));
        }
        assert!(planned(&plan).is_empty());
        plan.books[1].fixed = Some(FixedSettings::default());
        let names: Vec<_> = planned(&plan).iter().map(|desk| desk.name()).collect();
        assert_eq!(names, [PACKAGE], "one for all books");
    }
}

//! The lines of the plan's credit desk at the books: caps of what it may owe each, floating and fixed.

use ethers::{abi::AbiEncode, types::Address};

use super::{
    balance_sheet::{self, abi::BalanceSheet, abi::SetLineCall},
    fixed_book::abi::{FixedBook, SetFixedLineCall},
};
use crate::{
    deployment::{DeployError, Site},
    plan::{BookPlan, CreditLine},
};

/// Brings the desk's lines at a book to those of the plan. What it may be owed as fixed deposits stays nothing.
pub(super) async fn set(
    site: &mut Site<'_>,
    desk: Address,
    book: &BookPlan,
    want: CreditLine,
) -> Result<(), DeployError> {
    let (token, address) = (book.token, site.address(balance_sheet::PACKAGE)?);
    let sheet = BalanceSheet::new(address, site.client());
    let line = sheet.line_of(token, desk).call().await;
    let line = line.map_err(|error| DeployError::read("lineOf", &error))?;
    if line.lending_cap != want.lending_cap {
        let lending_cap = want.lending_cap;
        let call = SetLineCall {
            token,
            desk,
            lending_cap,
        };
        let what = format!("setting the credit desk's line at {}", book.name);
        site.govern(address, &what, call.encode().into()).await?;
    }
    let fixed = FixedBook::new(address, site.client());
    let line = fixed.fixed_line_of(token, desk).call().await;
    let line = line.map_err(|error| DeployError::read("fixedLineOf", &error))?;
    if line.loan_cap != want.fixed_cap {
        let call = SetFixedLineCall {
            token,
            desk,
            loan_cap: want.fixed_cap,
            deposit_cap: 0,
        };
        let what = format!("setting the credit desk's fixed line at {}", book.name);
        site.govern(address, &what, call.encode().into()).await?;
    }
    Ok(())
}

//! `balance-sheet`: it has a book for each token of the plan, with vault, rate model, terms and the desks' lines.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::Bytes,
};

use super::{
    Contract, Description, deposit_vault, fixed_book,
    parameters::{self, Setting},
    rate_model, treasury_book,
};
use crate::{
    deployment::{DeployError, Site},
    plan::{BookPlan, BookTerms, Plan},
    record::{BookRecord, Record},
    revert,
    transport::Client,
};
use abi::{BalanceSheet, BalanceSheetErrors, ListCall, RefreshRateCall, SetLineCall, SetTermsCall};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(
        BalanceSheet,
        "../solidity-interfaces/abi/IBalanceSheet.json"
    );
}

/// Package, and name in the record.
pub const PACKAGE: &str = "balance-sheet";

/// Index of the first of its terms at `parameters`.
const FIRST: u8 = 0;

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| match plan.books.as_slice() {
        [] => Vec::new(),
        _ => vec![Box::new(Planned { plan })],
    },
    explain: revert::decoded::<BalanceSheetErrors>,
};

/// The balance sheet of a plan: there is one for all books.
struct Planned<'a> {
    plan: &'a Plan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn governor(&self) -> Option<&'static str> {
        Some(parameters::PACKAGE)
    }

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        let mut arguments = vec![Token::Address(site.sender())];
        for program in [fixed_book::PACKAGE, treasury_book::PACKAGE] {
            arguments.push(Token::Address(site.address(program)?));
        }
        Ok(arguments)
    }

    fn forget(&self, record: &mut Record) {
        record.books.clear();
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let sheet = BalanceSheet::new(site.address(PACKAGE)?, site.client());
        for book in &self.plan.books {
            let wanted = book.encode()?;
            open(&sheet, book, &wanted, site).await?;
            let wired = BookRecord {
                token: book.token,
                vault: site.address(&deposit_vault::name(book))?,
            };
            site.record.books.insert(book.name.clone(), wired);
            site.save()?;
            set_lines(&sheet, book, &wanted, site).await?;
            start_rate(&sheet, book, site).await?;
        }
        Ok(())
    }
}

/// Opens a book, or brings its terms to those of the plan.
async fn open(
    sheet: &BalanceSheet<Client>,
    book: &BookPlan,
    wanted: &BookTerms,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let vault = site.address(&deposit_vault::name(book))?;
    let known = sheet.vault_of(book.token).call().await;
    let known = known.map_err(|error| DeployError::read("vaultOf", &error))?;
    if known.is_zero() {
        let call = ListCall {
            token: book.token,
            vault,
            rate_model: site.address(rate_model::PACKAGE)?,
            new_terms: wanted.terms.clone(),
        };
        let what = format!("opening the book of {}", book.name);
        return site
            .govern(sheet.address(), &what, call.encode().into())
            .await;
    }
    if known != vault {
        let book = book.name.clone();
        return Err(DeployError::OtherVault {
            book,
            have: known,
            want: vault,
        });
    }
    let terms = sheet.terms(book.token).call().await;
    if terms.map_err(|error| DeployError::read("terms", &error))? == wanted.terms {
        site.say(&format!("{}: open, as planned", book.name));
        return Ok(());
    }
    let call = SetTermsCall {
        token: book.token,
        new_terms: wanted.terms.clone(),
    };
    let what = format!("setting the terms of {}", book.name);
    let terms = wanted.terms.clone();
    Setting::new(book.token, FIRST, terms, call.encode().into())
        .apply(sheet.address(), &what, site)
        .await
}

/// Sets the lines that differ from the plan. Lines the plan does not name stay as they are.
async fn set_lines(
    sheet: &BalanceSheet<Client>,
    book: &BookPlan,
    wanted: &BookTerms,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    for (plan, (desk, cap)) in book.desks.iter().zip(&wanted.lines) {
        let line = sheet.line_of(book.token, *desk).call().await;
        let line = line.map_err(|error| DeployError::read("lineOf", &error))?;
        if line.lending_cap != *cap {
            let call = SetLineCall {
                token: book.token,
                desk: *desk,
                lending_cap: *cap,
            };
            let what = format!("setting the line of {} at {}", plan.name, book.name);
            let data = call.encode().into();
            site.govern(sheet.address(), &what, data).await?;
        }
    }
    Ok(())
}

/// Reads a book's first rate from the model: without one nobody may borrow. A book says nothing in the second it was
/// touched in; then the rate is left to a later run, or to anyone.
async fn start_rate(
    sheet: &BalanceSheet<Client>,
    book: &BookPlan,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let state = sheet.book(book.token).call().await;
    let state = state.map_err(|error| DeployError::read("book", &error))?;
    if !state.rate.is_zero() {
        return Ok(());
    }
    let rate = sheet.refresh_rate(book.token).call().await;
    if rate
        .map_err(|error| DeployError::read("refreshRate", &error))?
        .is_zero()
    {
        let name = &book.name;
        site.say(&format!(
            "{name}: nobody borrows before refreshRate() is called, a second from now or later"
        ));
        return Ok(());
    }
    let data: Bytes = RefreshRateCall { token: book.token }.encode().into();
    let what = format!("reading the first rate of {}", book.name);
    site.send(sheet.address(), &what, data).await
}

//! `rate-model`: it knows each book of the plan, with the balance sheet as who reports its utilisation.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    contract::{ContractError, EthError},
    types::Address,
};

use super::{
    Contract, Description, balance_sheet,
    parameters::{self, Setting},
};
use crate::{
    deployment::{DeployError, Site},
    plan::{BookPlan, Plan, RateTerms},
    revert,
    transport::Client,
};
use abi::{
    ListCall, NotListed, RateModel, RateModelErrors, Rates, SetBalanceSheetCall, SetSpreadsCall,
};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(RateModel, "../solidity-interfaces/abi/IRateModel.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "rate-model";

/// Index of the first spread at `parameters`.
const FIRST: u8 = 18;

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| match plan.books.as_slice() {
        [] => Vec::new(),
        _ => vec![Box::new(Planned { plan })],
    },
    explain: revert::decoded::<RateModelErrors>,
};

/// The model of a plan: there is one for all books.
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

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let model = RateModel::new(site.address(PACKAGE)?, site.client());
        let reporter = site.address(balance_sheet::PACKAGE)?;
        for book in &self.plan.books {
            let rate = book.encode()?.rate;
            match listed(&model, book.token).await? {
                Some(rates) if rates.balance_sheet == reporter => (),
                Some(_) => set_reporter(&model, book, reporter, site).await?,
                None => list(&model, book, (rate, reporter), site).await?,
            }
            set_spreads(&model, book, rate, site).await?;
        }
        Ok(())
    }
}

/// The rates of a book, if the model knows it.
async fn listed(model: &RateModel<Client>, token: Address) -> Result<Option<Rates>, DeployError> {
    match model.rates(token).call().await {
        Ok(rates) => Ok(Some(rates)),
        Err(error) if is_not_listed(&error) => Ok(None),
        Err(error) => Err(DeployError::read("rates", &error)),
    }
}

fn is_not_listed(error: &ContractError<Client>) -> bool {
    let data = match error {
        ContractError::Revert(data) => Some(data.clone()),
        ContractError::ProviderError { e } => revert::data(e),
        _ => None,
    };
    data.is_some_and(|data| NotListed::decode_with_selector(&data).is_some())
}

async fn list(
    model: &RateModel<Client>,
    book: &BookPlan,
    (rate, reporter): (RateTerms, Address),
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let call = ListCall {
        book: book.token,
        balance_sheet: reporter,
        rate_at_target: rate.at_target,
        utilisation: rate.utilisation,
        spreads: rate.spreads,
    };
    let what = format!("listing {} at the rate model", book.name);
    site.govern(model.address(), &what, call.encode().into())
        .await
}

async fn set_reporter(
    model: &RateModel<Client>,
    book: &BookPlan,
    reporter: Address,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let call = SetBalanceSheetCall {
        book: book.token,
        balance_sheet: reporter,
    };
    let what = format!("setting who reports for {}", book.name);
    site.govern(model.address(), &what, call.encode().into())
        .await
}

/// Brings the spreads to those of the plan. The level is the market's.
async fn set_spreads(
    model: &RateModel<Client>,
    book: &BookPlan,
    rate: RateTerms,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let spreads = model.spreads(book.token).call().await;
    if spreads.map_err(|error| DeployError::read("spreads", &error))? == rate.spreads {
        return Ok(());
    }
    let call = SetSpreadsCall {
        book: book.token,
        spreads: rate.spreads,
    };
    let what = format!("setting the spreads of {}", book.name);
    Setting::new(book.token, FIRST, rate.spreads, call.encode().into())
        .apply(model.address(), &what, site)
        .await
}

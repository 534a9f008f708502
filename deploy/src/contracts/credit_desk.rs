//! `credit-desk`: one for all books of the plan. What is wired: who watches it, its assets, and its lines at the books
//! (`[books.credit]`). Terms of collateral are pushed by the risk source: the plan's monitor, unless it names another.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::{Address, Bytes},
};

use super::{
    Contract, Description, balance_sheet, credit_lines,
    credit_terms::{
        self,
        abi::{
            CreditTerms, ListAssetCall, SetAssetCall, SetDustCall, SetGuardianCall,
            SetRiskSourceCall, SetSequencerCall,
        },
    },
    risk_monitor,
};
use crate::{
    deployment::{DeployError, Site},
    plan::{CreditAssetPlan, CreditPlan, Plan},
    revert,
    transport::Client,
};
use abi::CreditDeskErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(CreditDesk, "../solidity-interfaces/abi/ICreditDesk.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "credit-desk";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned,
    explain: revert::decoded::<CreditDeskErrors>,
};

fn planned(plan: &Plan) -> Vec<Box<dyn Contract + '_>> {
    match (plan.books.as_slice(), &plan.credit) {
        ([_, ..], Some(credit)) => vec![Box::new(Planned { plan, credit })],
        _ => Vec::new(),
    }
}

/// The desk of a plan.
struct Planned<'a> {
    plan: &'a Plan,
    credit: &'a CreditPlan,
}

/// A call that is to be sent, after what it does.
type Call = (String, Bytes);

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        let mut arguments = vec![Token::Address(site.sender())];
        for contract in [balance_sheet::PACKAGE, credit_terms::PACKAGE] {
            arguments.push(Token::Address(site.address(contract)?));
        }
        Ok(arguments)
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let desk = CreditTerms::new(site.address(PACKAGE)?, site.client());
        let source = self.risk_source(site)?;
        let mut missing = duties(&desk, self.credit, source).await?;
        for asset in &self.credit.assets {
            missing.extend(asset_call(&desk, asset).await?);
        }
        if missing.is_empty() {
            site.say("credit desk: as planned");
        }
        for (what, data) in missing {
            site.govern(desk.address(), &what, data).await?;
        }
        for book in &self.plan.books {
            if let Some(line) = book.encode()?.credit {
                credit_lines::set(site, desk.address(), book, line).await?;
            }
        }
        Ok(())
    }
}

impl Planned<'_> {
    /// Who pushes terms: the one the plan names, or else its monitor.
    fn risk_source(&self, site: &Site<'_>) -> Result<Address, DeployError> {
        match (self.credit.risk_source, &self.plan.monitor) {
            (Some(source), _) => Ok(source),
            (None, Some(_)) => Ok(site.address(risk_monitor::PACKAGE)?),
            (None, None) => Ok(Address::zero()),
        }
    }
}

/// What differs of who watches the desk, and of what is dust.
async fn duties(
    desk: &CreditTerms<Client>,
    plan: &CreditPlan,
    source: Address,
) -> Result<Vec<Call>, DeployError> {
    let have = desk.desk().call().await;
    let have = have.map_err(|error| DeployError::read("desk", &error))?;
    let mut calls = Vec::new();
    if have.risk_source != source {
        let data = SetRiskSourceCall { source }.encode();
        calls.push(("naming the risk source".into(), data.into()));
    }
    let new_guardian = plan.guardian.unwrap_or_default();
    if have.guardian != new_guardian {
        let data = SetGuardianCall { new_guardian }.encode();
        calls.push(("naming the desk's guardian".into(), data.into()));
    }
    let feed = plan.sequencer.unwrap_or_default();
    let grace = plan.grace_seconds()?;
    if (have.sequencer_feed, have.grace) != (feed, grace) {
        let data = SetSequencerCall { feed, grace }.encode();
        calls.push(("naming the sequencer's feed".into(), data.into()));
    }
    if have.dust != plan.dust {
        let data = SetDustCall { dust: plan.dust }.encode();
        calls.push(("setting what is dust".into(), data.into()));
    }
    Ok(calls)
}

/// Lists an asset, or changes what is said of it, where that differs.
async fn asset_call(
    desk: &CreditTerms<Client>,
    plan: &CreditAssetPlan,
) -> Result<Option<Call>, DeployError> {
    let (asset, config) = (plan.asset, plan.encode()?);
    if !is_listed(desk, asset).await? {
        let data = ListAssetCall { asset, config }.encode();
        return Ok(Some((
            format!("listing {} at the desk", plan.name),
            data.into(),
        )));
    }
    let have = desk.asset_of(asset).call().await;
    if have
        .map_err(|error| DeployError::read("assetOf", &error))?
        .config
        == config
    {
        return Ok(None);
    }
    let data = SetAssetCall { asset, config }.encode();
    Ok(Some((
        format!("setting {} at the desk", plan.name),
        data.into(),
    )))
}

/// Whether the desk knows an asset.
async fn is_listed(desk: &CreditTerms<Client>, asset: Address) -> Result<bool, DeployError> {
    let figures = desk.desk().call().await;
    let count = figures
        .map_err(|error| DeployError::read("desk", &error))?
        .assets;
    for index in 0..count {
        let token = desk.asset_at(index).call().await;
        if token.map_err(|error| DeployError::read("assetAt", &error))? == asset {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::BookPlan;

    #[test]
    fn test_a_desk_is_planned_where_there_are_books_to_lend_from() {
        let mut plan = Plan {
            credit: Some(CreditPlan::default()),
            ..Plan::default()
        };
        assert!(planned(&plan).is_empty());
        plan.books
            .push(BookPlan::new("USDC", Address::repeat_byte(1), 6));
        let names: Vec<_> = planned(&plan).iter().map(|desk| desk.name()).collect();
        assert_eq!(names, [PACKAGE]);
        plan.credit = None;
        assert!(planned(&plan).is_empty());
    }
}

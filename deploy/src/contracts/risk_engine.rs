//! `risk-engine`: it lists the assets of the plan, and takes their rules and liquidity reports.

use async_trait::async_trait;
use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes},
};

use super::{Contract, Description};
use crate::{
    deployment::{DeployError, Site},
    plan::{AssetPlan, AssetTerms, Plan},
    record::{AssetRecord, Record},
    revert,
    transport::Client,
};
use abi::{
    Liquidity, ListCall, RiskEngine, RiskEngineErrors, SetFeedCall, SetLiquidityCall,
    SetParametersCall,
};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(RiskEngine, "../solidity-interfaces/abi/IRiskEngine.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "risk-engine";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| vec![Box::new(Planned { plan })],
    explain: revert::decoded::<RiskEngineErrors>,
};

/// How long before the end of a report made now a stored one may end and still do.
const REPORT_SLACK: u64 = 15 * 86_400;

/// The engine of a plan: there is one.
struct Planned<'a> {
    plan: &'a Plan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn forget(&self, record: &mut Record) {
        record.assets.clear();
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let address = site.address(PACKAGE)?;
        let engine = RiskEngine::new(address, site.client());
        for asset in &self.plan.assets {
            wire_asset(&engine, asset, site).await?;
            let wired = AssetRecord {
                asset: asset.asset,
                feed: asset.feed,
            };
            site.record.assets.insert(asset.name.clone(), wired);
            site.save()?;
        }
        Ok(())
    }
}

/// Lists an asset, or changes what differs from the plan.
async fn wire_asset(
    engine: &RiskEngine<Client>,
    asset: &AssetPlan,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let terms = asset.terms(site.now().await?)?;
    let feed = engine.feed_of(asset.asset).call().await;
    let feed = feed.map_err(|error| DeployError::read("feedOf", &error))?;
    let missing = if feed.feed.is_zero() {
        vec![list(asset, terms)]
    } else {
        let planned = (asset.feed, terms.interval, asset.sampling.history);
        let fed = (feed.feed, feed.interval, feed.history) == planned;
        changes(engine, asset, terms, fed).await?
    };
    if missing.is_empty() {
        site.say(&format!("{}: listed, as planned", asset.name));
    }
    for (what, data) in missing {
        site.govern(engine.address(), &what, data).await?;
    }
    Ok(())
}

/// A call that is to be sent, after what it does.
type Call = (String, Bytes);

fn list(asset: &AssetPlan, terms: AssetTerms) -> Call {
    let call = ListCall {
        asset: asset.asset,
        feed: asset.feed,
        interval: terms.interval,
        history: asset.sampling.history,
        first_sigma: terms.first_sigma,
        parameters: terms.parameters,
        liquidity: terms.liquidity,
    };
    (format!("listing {}", asset.name), call.encode().into())
}

/// What is still to be sent for a listed asset.
async fn changes(
    engine: &RiskEngine<Client>,
    asset: &AssetPlan,
    terms: AssetTerms,
    fed: bool,
) -> Result<Vec<Call>, DeployError> {
    let (name, address) = (&asset.name, asset.asset);
    let mut calls = Vec::new();
    if !fed {
        calls.push(set_feed(asset, terms.interval));
    }
    let stored = engine.parameters(address).call().await;
    if stored.map_err(|error| DeployError::read("parameters", &error))? != terms.parameters {
        let call = SetParametersCall {
            asset: address,
            parameters: terms.parameters,
        };
        let what = format!("setting the parameters of {name}");
        calls.push((what, call.encode().into()));
    }
    let stored = engine.liquidity(address).call().await;
    let stored = stored.map_err(|error| DeployError::read("liquidity", &error))?;
    if !still_good(&stored, &terms.liquidity) {
        let what = format!("reporting the liquidity of {name}");
        calls.push((what, report(address, terms.liquidity)));
    }
    Ok(calls)
}

fn set_feed(asset: &AssetPlan, interval: u32) -> Call {
    let call = SetFeedCall {
        asset: asset.asset,
        feed: asset.feed,
        interval,
        history: asset.sampling.history,
    };
    let what = format!("setting the feed of {}", asset.name);
    (what, call.encode().into())
}

/// The call that reports an asset's liquidity.
pub(crate) fn report(asset: Address, liquidity: Liquidity) -> Bytes {
    SetLiquidityCall { asset, liquidity }.encode().into()
}

/// Whether a stored report says the same and has at least half of its life before it.
fn still_good(stored: &Liquidity, wanted: &Liquidity) -> bool {
    let same = Liquidity {
        valid_until: wanted.valid_until,
        ..stored.clone()
    } == *wanted;
    same && stored.valid_until.saturating_add(REPORT_SLACK) >= wanted.valid_until
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_still_good_for_half_a_life_only() {
        let wanted = Liquidity {
            depth: 5,
            valid_until: 100 * 86_400,
            ..Liquidity::default()
        };
        let ending = |valid_until| Liquidity {
            valid_until,
            ..wanted.clone()
        };
        assert!(still_good(&ending(85 * 86_400), &wanted));
        assert!(!still_good(&ending(85 * 86_400 - 1), &wanted));
        let other = Liquidity {
            depth: 6,
            ..wanted.clone()
        };
        assert!(!still_good(&other, &wanted));
    }
}

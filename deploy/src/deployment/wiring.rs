//! Listing assets and bringing their settings to those of the plan.

use std::sync::Arc;

use ethers::{
    abi::AbiEncode,
    providers::Middleware,
    types::{Address, BlockNumber, Bytes, U256},
};

use super::{DeployError, Deployment};
use crate::{
    bindings::{
        Liquidity, ListCall, Parameters, RiskEngine, SetFeedCall, SetLiquidityCall,
        SetParametersCall,
    },
    plan::AssetPlan,
    transport::Client,
};

/// A plan's settings of one asset in the contract's units.
struct Wanted {
    interval: u32,
    first_sigma: u32,
    parameters: Parameters,
    liquidity: Liquidity,
}

impl Deployment<'_> {
    /// Lists an asset, or changes what differs from the plan.
    pub(super) async fn wire(
        &self,
        engine: Address,
        asset: &AssetPlan,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), DeployError> {
        let contract = RiskEngine::new(engine, Arc::new(self.account.client().clone()));
        let wanted = self.wanted(asset).await?;
        let missing = self.missing(&contract, asset, wanted).await?;
        if missing.is_empty() {
            progress(&format!("{}: listed, as planned", asset.name));
            return Ok(());
        }
        let owner = contract
            .owner()
            .call()
            .await
            .map_err(|error| DeployError::read("owner", &error))?;
        for (what, data) in missing {
            let sender = self.account.address();
            if owner != sender {
                return Err(DeployError::NotOwner {
                    what,
                    owner,
                    sender,
                });
            }
            progress(&what);
            self.account
                .send(&what, Some(engine), data, U256::zero())
                .await?;
        }
        Ok(())
    }

    async fn wanted(&self, asset: &AssetPlan) -> Result<Wanted, DeployError> {
        let named = |(field, error)| crate::plan::PlanError::Quantity {
            asset: asset.name.clone(),
            field,
            error,
        };
        let block = self.account.client().get_block(BlockNumber::Latest).await?;
        let now = block.map_or(0, |block| block.timestamp.as_u64());
        let (interval, first_sigma) = asset.sampling.encode().map_err(named)?;
        Ok(Wanted {
            interval,
            first_sigma,
            parameters: asset.parameters.encode().map_err(named)?,
            liquidity: asset.liquidity.encode(now).map_err(named)?,
        })
    }

    /// The calls that are still to be sent, with what they do.
    async fn missing(
        &self,
        contract: &RiskEngine<Client>,
        asset: &AssetPlan,
        wanted: Wanted,
    ) -> Result<Vec<(String, Bytes)>, DeployError> {
        let (name, address, history) = (&asset.name, asset.asset, asset.sampling.history);
        let feed = contract
            .feed_of(address)
            .call()
            .await
            .map_err(|error| DeployError::read("feedOf", &error))?;
        let Wanted {
            interval,
            first_sigma,
            parameters,
            liquidity,
        } = wanted;
        if feed.feed.is_zero() {
            let feed = asset.feed;
            let call = ListCall {
                asset: address,
                feed,
                interval,
                history,
                first_sigma,
                parameters,
                liquidity,
            };
            return Ok(vec![(format!("listing {name}"), call.encode().into())]);
        }
        let mut calls = Vec::new();
        if (feed.feed, feed.interval, feed.history) != (asset.feed, interval, history) {
            let call = SetFeedCall {
                asset: address,
                feed: asset.feed,
                interval,
                history,
            };
            calls.push((format!("setting the feed of {name}"), call.encode().into()));
        }
        let stored = contract.parameters(address).call().await;
        if stored.map_err(|error| DeployError::read("parameters", &error))? != parameters {
            let call = SetParametersCall {
                asset: address,
                parameters,
            };
            calls.push((
                format!("setting the parameters of {name}"),
                call.encode().into(),
            ));
        }
        let stored = contract.liquidity(address).call().await;
        if !still_good(
            &stored.map_err(|error| DeployError::read("liquidity", &error))?,
            &liquidity,
        ) {
            let call = SetLiquidityCall {
                asset: address,
                liquidity,
            };
            calls.push((
                format!("reporting the liquidity of {name}"),
                call.encode().into(),
            ));
        }
        Ok(calls)
    }
}

/// Whether a stored report says the same and has at least half of its life before it.
fn still_good(stored: &Liquidity, wanted: &Liquidity) -> bool {
    let same = Liquidity {
        valid_until: wanted.valid_until,
        ..stored.clone()
    } == *wanted;
    // A report made now would end at `wanted.valid_until`; a stored one may end up to 15 days before.
    const SLACK: u64 = 15 * 86_400;
    same && stored.valid_until.saturating_add(SLACK) >= wanted.valid_until
}

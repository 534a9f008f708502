//! A place in the program cache: cheaper calls, bought by a bid where the chain sells it.

use std::sync::Arc;

use ethers::{abi::AbiEncode, types::Address};

use super::{DeployError, Deployment, program::precompile};
use crate::{
    bindings::{ArbWasmCache, CacheManager, PlaceBidCall},
    record::Record,
};

const ARB_WASM_CACHE: Address = precompile(0x72);

impl Deployment<'_> {
    /// Bids the least that is asked. A chain without a cache manager is no error: calls cost more.
    pub(super) async fn cache_program(
        &self,
        program: Address,
        record: &mut Record,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<(), DeployError> {
        let client = Arc::new(self.account.client().clone());
        let cache = ArbWasmCache::new(ARB_WASM_CACHE, client.clone());
        let cached = cache
            .codehash_is_cached(self.program.code_hash.0)
            .call()
            .await;
        if !cached.map_err(|error| DeployError::read("codehashIsCached", &error))? {
            let managers = cache.all_cache_managers().call().await;
            let managers =
                managers.map_err(|error| DeployError::read("allCacheManagers", &error))?;
            let Some(manager) = managers.last().copied() else {
                progress("the chain has no cache manager: the program stays uncached");
                return Ok(());
            };
            let bid = CacheManager::new(manager, client)
                .get_min_bid(program)
                .call()
                .await;
            let bid = bid.map_err(|error| DeployError::read("getMinBid", &error))?;
            progress(&format!(
                "bidding {} ETH for a place in the cache",
                ethers::utils::format_ether(bid)
            ));
            let data = PlaceBidCall { program }.encode().into();
            self.account
                .send("bidding for a place in the cache", Some(manager), data, bid)
                .await?;
        }
        if let Some(entry) = record.contracts.get_mut(&self.program.name) {
            entry.cached = true;
        }
        Ok(())
    }
}

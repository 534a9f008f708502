//! A place in the program cache: cheaper calls, bought by a bid where the chain sells it.

use ethers::abi::AbiEncode;

use super::{ARB_WASM_CACHE, DeployError, Site};
use crate::{
    artifacts::Program,
    bindings::{ArbWasmCache, CacheManager, PlaceBidCall},
};

impl Site<'_> {
    /// Bids the least that is asked. A chain without a cache manager is no error: calls cost more.
    pub(super) async fn cache(&mut self, name: &str, code: &Program) -> Result<(), DeployError> {
        let program = self.address(name)?;
        let client = self.client();
        let cache = ArbWasmCache::new(ARB_WASM_CACHE, client.clone());
        let cached = cache.codehash_is_cached(code.code_hash.0).call().await;
        if !cached.map_err(|error| DeployError::read("codehashIsCached", &error))? {
            let managers = cache.all_cache_managers().call().await;
            let managers =
                managers.map_err(|error| DeployError::read("allCacheManagers", &error))?;
            let Some(manager) = managers.last().copied() else {
                self.say("the chain has no cache manager: the program stays uncached");
                return Ok(());
            };
            let bid = CacheManager::new(manager, client)
                .get_min_bid(program)
                .call()
                .await;
            let bid = bid.map_err(|error| DeployError::read("getMinBid", &error))?;
            self.say(&format!(
                "bidding {} ETH for a place in the cache",
                ethers::utils::format_ether(bid)
            ));
            let data = PlaceBidCall { program }.encode().into();
            self.account
                .send("bidding for a place in the cache", Some(manager), data, bid)
                .await?;
        }
        if let Some(entry) = self.record.contracts.get_mut(name) {
            entry.cached = true;
        }
        Ok(())
    }
}

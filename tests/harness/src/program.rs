//! Programs that only tests deploy (`tests/programs`), by the bare steps a stranger would take.

use alm_build::{Artifact, Workspace};
use alm_deploy::{
    bench::cache_program,
    bindings::{ActivateProgramCall, ArbWasm, ArbWasmCache, EvictCodehashCall},
    deployment::{ARB_WASM, ARB_WASM_CACHE},
};
use ethers::{
    abi::AbiEncode,
    types::{Address, U256},
    utils::keccak256,
};
use eyre::OptionExt;

use crate::{Actor, Chain};

/// A test program on a chain.
#[derive(Debug, Clone)]
pub struct TestProgram {
    /// Where it stands.
    pub address: Address,
    /// Its WASM, before compression.
    pub wasm: Vec<u8>,
    code_hash: [u8; 32],
}

impl TestProgram {
    /// Creates a program of the last build, and activates it unless code like it is active already.
    ///
    /// # Errors
    /// When it is not built (`cargo alm build`), or the chain refuses a step.
    pub async fn deploy(name: &str, by: &Actor) -> eyre::Result<Self> {
        let artifact = Artifact::load(&Workspace::locate()?, name)?;
        let init = devchain_wasm::initcode::init_code(&artifact.code).into();
        let (account, none) = (by.account(), U256::zero());
        let what = format!("creating {name}");
        let created = account.send(&what, None, init, none).await?;
        let address = created.contract_address.ok_or_eyre("no address")?;
        let wasm = ArbWasm::new(ARB_WASM, account.client().clone().into());
        if wasm.program_time_left(address).call().await.is_err() {
            let call = ActivateProgramCall { program: address }.encode();
            let what = format!("activating {name}");
            // What exceeds the data fee comes back.
            let fee = U256::exp10(16);
            account
                .send(&what, Some(ARB_WASM), call.into(), fee)
                .await?;
        }
        Ok(Self {
            address,
            code_hash: keccak256(&artifact.code),
            wasm: artifact.wasm,
        })
    }

    /// Gives it a place in the cache.
    ///
    /// # Errors
    /// When the chain is no development chain.
    pub async fn cache(&self, by: &Actor) -> eyre::Result<()> {
        Ok(cache_program(by.account(), self.address).await?)
    }

    /// Takes its place in the cache from it.
    ///
    /// # Errors
    /// When the chain is no development chain.
    pub async fn evict(&self, by: &Actor) -> eyre::Result<()> {
        // Whoever caches a program becomes the chain's owner on the way, and may then evict it.
        self.cache(by).await?;
        let codehash = self.code_hash;
        let data = EvictCodehashCall { codehash }.encode().into();
        let (what, to) = ("evicting the program", Some(ARB_WASM_CACHE));
        by.account().send(what, to, data, U256::zero()).await?;
        Ok(())
    }

    /// Whether it has one.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn is_cached(&self, chain: &Chain) -> eyre::Result<bool> {
        let cache = ArbWasmCache::new(ARB_WASM_CACHE, chain.client().clone().into());
        Ok(cache.codehash_is_cached(self.code_hash).call().await?)
    }
}

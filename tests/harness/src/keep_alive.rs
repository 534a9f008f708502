//! Programs expire 365 days after their activation: whoever lets more time pass prolongs them well before.

use std::collections::BTreeSet;

use alm_deploy::{bindings::CodehashKeepaliveCall, deployment::ARB_WASM, record::Record};
use ethers::{
    abi::AbiEncode,
    types::{H256, U256},
};

use crate::{Actor, Chain, DAY, Pool};

/// After that many seconds the programs are prolonged.
const PERIOD: u64 = 300 * DAY;

/// The programs of a deployment, and when they were last prolonged.
#[derive(Debug)]
pub struct KeepAlive {
    code_hashes: BTreeSet<H256>,
    done_at: u64,
}

impl KeepAlive {
    /// Those of a pool that has just been deployed.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn new(pool: &Pool) -> eyre::Result<Self> {
        Self::of(&pool.chain, &pool.record).await
    }

    /// Those of a deployment that has just been made.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn of(chain: &Chain, record: &Record) -> eyre::Result<Self> {
        let deployed = record.contracts.values();
        Ok(Self {
            code_hashes: deployed.map(|contract| contract.code_hash).collect(),
            done_at: chain.now().await?,
        })
    }

    /// Pays the data fee again when it is time; what is sent in excess comes back. To be called at least every 65 days.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn renew(&mut self, pool: &Pool) -> eyre::Result<()> {
        self.renew_by(&pool.owner, &pool.chain).await
    }

    /// As [`Self::renew`], paid by somebody.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn renew_by(&mut self, payer: &Actor, chain: &Chain) -> eyre::Result<()> {
        let now = chain.now().await?;
        if now < self.done_at + PERIOD {
            return Ok(());
        }
        for hash in &self.code_hashes {
            let call = CodehashKeepaliveCall { codehash: hash.0 }.encode();
            let (by, fee) = (payer.account(), U256::exp10(17));
            by.send("prolonging a program", Some(ARB_WASM), call.into(), fee)
                .await?;
        }
        self.done_at = now;
        Ok(())
    }
}

//! A chain with the standard case on it, for measuring.

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, U256},
};

use super::{Gas, Measured, floor, operations::Operation};
use crate::{
    account::{Account, SendError},
    bindings::{BOOKYARDSTICK_BYTECODE, CacheProgramCall},
    deployment::{ARB_DEBUG, ARB_WASM_CACHE},
    embedded::{Embedded, EmbeddedError},
    standard::{StandardCase, StandardCredit, StandardMatrix, StandardPool, whole},
};

/// 2024-01-01, on a round hour.
const START: u64 = 1_704_067_200;
/// Length of a sampling slot.
const SLOT: u64 = 3_600;
/// Decimals of the pool's token.
const POOL_DECIMALS: u8 = 6;
/// Selector of `becomeChainOwner()`, which development chains offer.
const BECOME_CHAIN_OWNER: [u8; 4] = [0x0e, 0x5b, 0xbc, 0x11];

/// The fixture of the gas figures.
pub struct Stage {
    /// The chain.
    pub chain: Embedded,
    /// What stands on it.
    pub case: StandardCase,
    /// A matrix of sixteen assets.
    pub matrix: StandardMatrix,
    /// The pool: its sender is a depositor and a desk.
    pub pool: StandardPool,
    /// What the lenses compute, in plain Solidity.
    pub yardstick: Address,
    /// And a credit desk over books of its own: its sender borrows there.
    pub credit: StandardCredit,
}

impl Stage {
    /// Starts a chain and deploys by the same plan as anywhere.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn build() -> Result<Self, EmbeddedError> {
        let chain = Embedded::start(START).await?;
        let case = StandardCase::deploy(chain.account()).await?;
        let pool = StandardPool::deploy(chain.account(), POOL_DECIMALS).await?;
        let matrix = StandardMatrix::deploy(chain.account()).await?;
        let init = BOOKYARDSTICK_BYTECODE.clone();
        let account = chain.account();
        let deployed = account.send("deploying the yardstick", None, init, U256::zero());
        let yardstick = deployed.await?.contract_address.unwrap_or_default();
        let credit = StandardCredit::deploy(chain.account()).await?;
        Ok(Self {
            chain,
            case,
            matrix,
            pool,
            yardstick,
            credit,
        })
    }

    /// The gas of an operation, cached and not, and its floor. The chain is left as it was.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn measure(&self, operation: &dyn Operation) -> Result<Measured, EmbeddedError> {
        let untouched = self.chain.snapshot()?;
        operation.prepare(self).await?;
        let prepared = self.chain.snapshot()?;
        self.cache_programs().await?;
        let cached = self.gas_of(operation).await?;
        self.chain.revert(prepared)?;
        let (to, data) = operation.call(self);
        let (client, from) = (self.chain.client(), self.chain.account().address());
        let touched = floor::touched(client, from, to, &data).await?;
        let uncached = self.gas_of(operation).await?;
        let floor = touched.cost(client).await?;
        self.chain.revert(untouched)?;
        Ok(Measured {
            name: operation.name(),
            gas: Gas { cached, uncached },
            floor,
        })
    }

    /// Opens the next slot with a new price.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn publish(&self) -> Result<(), EmbeddedError> {
        let slot = self.chain.now().await? / SLOT + 1;
        self.chain.next_block_at(slot * SLOT)?;
        // It moves by some tenths of a per cent from slot to slot.
        let price = whole(2_000 + (slot % 7) * 7);
        let feed = self.case.feed;
        feed.push(self.chain.account(), price, slot * SLOT).await?;
        Ok(())
    }

    /// Sends an operation, which must go well, and tells its gas.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn gas_of(&self, operation: &dyn Operation) -> Result<u64, EmbeddedError> {
        let (to, data) = operation.call(self);
        let account = self.chain.account();
        let sent = account.send(operation.name(), Some(to), data, U256::zero());
        Ok(sent.await?.gas_used.unwrap_or_default().as_u64())
    }

    /// Sends a call that comes before an operation.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn send(
        &self,
        what: &str,
        (to, data): (Address, Bytes),
    ) -> Result<(), EmbeddedError> {
        let account = self.chain.account();
        account.send(what, Some(to), data, U256::zero()).await?;
        Ok(())
    }

    async fn cache_programs(&self) -> Result<(), EmbeddedError> {
        let records = [
            &self.case.record,
            &self.pool.record,
            &self.matrix.record,
            &self.credit.record,
        ];
        for contract in records.iter().flat_map(|record| record.contracts.values()) {
            cache_program(self.chain.account(), contract.address).await?;
        }
        Ok(())
    }
}

/// Gives a program a place in the cache, on a development chain, whose owner anyone may become.
///
/// # Errors
/// When the chain is no development chain.
pub async fn cache_program(account: &Account, program: Address) -> Result<(), SendError> {
    let become_owner = Bytes::from(BECOME_CHAIN_OWNER);
    let debug = Some(ARB_DEBUG);
    account
        .send("becoming chain owner", debug, become_owner, U256::zero())
        .await?;
    let data = CacheProgramCall { program }.encode().into();
    let cache = Some(ARB_WASM_CACHE);
    account
        .send("caching the program", cache, data, U256::zero())
        .await?;
    Ok(())
}

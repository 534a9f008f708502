//! The entry points: decode, authorise, call the topic's module.

use alloc::{vec, vec::Vec};

use alloy_primitives::{Address, U256};
use alm_abi::IRiskEngine::{AssetRisk, Feed, Liquidity, Parameters, Sample};
use alm_engine::{haircut::liquidity::Liquidity as Report, parameters, units::ratio_to_wad};
use alm_stylus::{Failure, lock::Lock, ownable::Ownable};
use stylus_sdk::{prelude::*, storage::StorageMap};

use crate::{
    governance::FeedSettings,
    storage::AssetSlots,
    views::{sigmas, wide},
};

/// The contract. Slots 0 and 1 are the ownership, slot 2 the assets.
#[storage]
#[entrypoint]
pub struct RiskEngine {
    pub(crate) ownable: Ownable,
    pub(crate) assets: StorageMap<Address, AssetSlots>,
}

#[public]
impl RiskEngine {
    #[constructor]
    pub fn constructor(&mut self, owner: Address) -> Result<(), Failure> {
        self.ownable.initialise(owner)
    }

    pub fn owner(&self) -> Address {
        self.ownable.owner()
    }

    pub fn pending_owner(&self) -> Address {
        self.ownable.pending()
    }

    pub fn transfer_ownership(&mut self, new_owner: Address) -> Result<(), Failure> {
        self.ownable.nominate(new_owner)
    }

    pub fn accept_ownership(&mut self) -> Result<(), Failure> {
        self.ownable.accept()
    }

    #[allow(clippy::too_many_arguments, reason = "the interface's")]
    pub fn list(
        &mut self,
        asset: Address,
        feed: Address,
        interval: u32,
        history: bool,
        first_sigma: u32,
        parameters: Parameters,
        liquidity: Liquidity,
    ) -> Result<(), Failure> {
        let _lock = Lock::acquire()?;
        let settings = FeedSettings { feed, interval, history };
        self.list_asset(asset, &settings, first_sigma, rules(&parameters), report(&liquidity))
    }

    pub fn delist(&mut self, asset: Address) -> Result<(), Failure> {
        self.set_listed(asset, false)
    }

    pub fn relist(&mut self, asset: Address) -> Result<(), Failure> {
        self.set_listed(asset, true)
    }

    pub fn set_feed(&mut self, asset: Address, feed: Address, interval: u32, history: bool) -> Result<(), Failure> {
        let _lock = Lock::acquire()?;
        self.replace_feed(asset, &FeedSettings { feed, interval, history })
    }

    pub fn set_parameters(&mut self, asset: Address, parameters: Parameters) -> Result<(), Failure> {
        self.replace_parameters(asset, rules(&parameters))
    }

    pub fn set_liquidity(&mut self, asset: Address, liquidity: Liquidity) -> Result<(), Failure> {
        self.replace_report(asset, report(&liquidity))
    }

    pub fn poke(&mut self, asset: Address) -> Result<U256, Failure> {
        let _lock = Lock::acquire()?;
        Ok(U256::from(self.sample(asset)?))
    }

    pub fn poke_many(&mut self, assets: Vec<Address>) -> Result<U256, Failure> {
        let _lock = Lock::acquire()?;
        let mut taken = 0u64;
        for asset in assets {
            match self.sample(asset) {
                Ok(samples) => taken = taken.saturating_add(samples),
                Err(reason) => self.emit_sample_failed(asset, &reason),
            }
        }
        Ok(U256::from(taken))
    }

    pub fn asset_risk(&self, asset: Address) -> Result<AssetRisk, Failure> {
        self.asset_risk_of(asset)
    }

    pub fn sigma(&self, asset: Address) -> Result<(U256, U256, U256), Failure> {
        let [fast, slow, used] = sigmas(&self.load_asset(asset)?);
        Ok((fast, slow, used))
    }

    pub fn haircut(&self, asset: Address) -> Result<U256, Failure> {
        Ok(wide(self.load_asset(asset)?.haircut()))
    }

    pub fn liquidation_threshold(&self, asset: Address) -> Result<U256, Failure> {
        Ok(wide(ratio_to_wad(self.load_asset(asset)?.thresholds(self.now()).seasoned)))
    }

    pub fn opening_ltv(&self, asset: Address) -> Result<U256, Failure> {
        Ok(wide(self.load_asset(asset)?.opening_ltv(self.now())))
    }

    pub fn is_stale(&self, asset: Address) -> Result<bool, Failure> {
        Ok(self.load_asset(asset)?.clock(self.now()).is_stale())
    }

    pub fn last_sample(&self, asset: Address) -> Result<Sample, Failure> {
        self.last_sample_of(asset)
    }

    pub fn feed_of(&self, asset: Address) -> Feed {
        self.feed_at(asset)
    }

    pub fn parameters(&self, asset: Address) -> Result<Parameters, Failure> {
        self.parameters_of(asset)
    }

    pub fn liquidity(&self, asset: Address) -> Result<Liquidity, Failure> {
        self.liquidity_of(asset)
    }
}

/// The interface's rules as the engine's.
fn rules(value: &Parameters) -> parameters::Parameters {
    parameters::Parameters([
        value.quantile,
        value.tailMultiplier,
        value.sigmaFloor,
        value.bonus,
        value.margin,
        value.thresholdFloor,
        value.thresholdCap,
        value.openingFloor,
        value.tightenPerDay,
        value.loosenPerDay,
        value.hysteresis,
        value.lossBudget,
    ])
}

/// The interface's liquidity report as the engine's, with its end.
fn report(value: &Liquidity) -> (Report, u64) {
    let liquidity = Report {
        depth: value.depth,
        exposure: value.exposure,
        slippage: value.slippage,
        half_spread: value.halfSpread,
        latency: value.latency,
        refill: value.refill,
    };
    (liquidity, value.validUntil)
}

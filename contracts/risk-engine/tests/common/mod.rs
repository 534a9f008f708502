//! The contract on the SDK's test VM, called through the interface's own encoders.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, I256, U256, address};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::{
    AggregatorV3Interface::latestRoundDataCall,
    IRiskEngine::{
        AssetRisk, Liquidity, Parameters, assetRiskCall, listCall, pokeCall, setLiquidityCall,
        setParametersCall,
    },
};
use risk_engine::RiskEngine;

pub(crate) use alm_testvm::*;

pub(crate) const OWNER: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const ANYONE: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const ASSET: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const FEED: Address = address!("0x4444444444444444444444444444444444444444");

/// A whole hour, so that slots are easy to see.
pub(crate) const START: u64 = 1_700_000_000 / 3_600 * 3_600;
pub(crate) const HOUR: u64 = 3_600;
pub(crate) const DAY: u64 = 86_400;

alm_testvm::bench!(RiskEngine, START);

impl Bench {
    /// A contract owned by `OWNER`, nothing listed.
    pub(crate) fn empty() -> Self {
        let mut bench = Self::raw();
        bench.vm.set_sender(OWNER);
        bench.contract.constructor(OWNER).expect("constructed");
        bench
    }

    /// `ASSET` is listed at a price of 2,000 and a first volatility of 80 %; its first round has number 8, because the
    /// test VM answers `decimals()` with the first word of the mocked round.
    pub(crate) fn listed() -> Self {
        let mut bench = Self::empty();
        bench.quote(8, 200_000_000_000, START);
        bench.call(OWNER, list(ASSET)).expect("listed");
        bench
    }

    /// Sets what the feed answers.
    pub(crate) fn quote(&self, id: u128, price: i64, updated_at: u64) {
        self.answer(
            (
                U256::from(id),
                I256::try_from(price).expect("fits"),
                U256::ZERO,
                U256::from(updated_at),
                U256::ZERO,
            )
                .abi_encode(),
        );
    }

    /// Sets the raw bytes the feed answers.
    pub(crate) fn answer(&self, bytes: Vec<u8>) {
        self.vm.clear_mocks();
        self.vm.mock_static_call(
            FEED,
            latestRoundDataCall::SELECTOR.to_vec(),
            Ok(bytes.clone()),
        );
        self.vm.mock_static_call(
            FEED,
            alm_abi::AggregatorV3Interface::decimalsCall::SELECTOR.to_vec(),
            Ok(bytes),
        );
    }

    /// The feed reverts.
    pub(crate) fn revert(&self) {
        self.vm.clear_mocks();
        self.vm.mock_static_call(
            FEED,
            latestRoundDataCall::SELECTOR.to_vec(),
            Err(vec![1, 2, 3]),
        );
    }

    pub(crate) fn at(&self, time: u64) {
        self.vm.set_block_timestamp(time);
    }

    /// A new round at a time, and the poke that reads it then.
    pub(crate) fn sample(&mut self, id: u128, price: i64, time: u64) -> Result<U256, Vec<u8>> {
        self.at(time);
        self.quote(id, price, time);
        self.call(ANYONE, pokeCall { asset: ASSET })
    }

    pub(crate) fn risk(&mut self) -> AssetRisk {
        self.call(ANYONE, assetRiskCall { asset: ASSET })
            .expect("listed")
    }
}

pub(crate) fn parameters() -> Parameters {
    Parameters {
        quantile: 23_263,
        tailMultiplier: 11_400,
        sigmaFloor: 2_000,
        bonus: 500,
        margin: 500,
        thresholdFloor: 3_000,
        thresholdCap: 9_000,
        openingFloor: 1_000,
        tightenPerDay: 200,
        loosenPerDay: 100,
        hysteresis: 100,
        lossBudget: 1_000,
    }
}

pub(crate) fn liquidity() -> Liquidity {
    Liquidity {
        depth: 10_000_000,
        exposure: 40_000_000,
        slippage: 200,
        halfSpread: 10,
        latency: 1_800,
        refill: 3_600,
        validUntil: START + 20 * DAY,
    }
}

pub(crate) fn list(asset: Address) -> listCall {
    listCall {
        asset,
        feed: FEED,
        interval: 3_600,
        history: true,
        firstSigma: 8_000,
        parameters: parameters(),
        liquidity: liquidity(),
    }
}

pub(crate) fn set_parameters(parameters: Parameters) -> setParametersCall {
    setParametersCall {
        asset: ASSET,
        parameters,
    }
}

pub(crate) fn set_liquidity(liquidity: Liquidity) -> setLiquidityCall {
    setLiquidityCall {
        asset: ASSET,
        liquidity,
    }
}

//! The entry points: decode, call the topic's module, encode.
//!
//! The interface has only static arguments, so calls are routed by hand (see `alm_stylus::arguments`): the SDK's
//! generated decoders are three quarters of the code of a contract like this. Tests call it with the encoders of
//! `alm-abi`, function by function.

use alloc::{vec, vec::Vec};

use alloy_primitives::Address;
use alloy_sol_types::SolCall;
use alm_abi::IRiskEngine as abi;
use alm_engine::{
    haircut::liquidity::Liquidity,
    parameters::{COUNT, Parameters},
    units::ratio_to_wad,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::Lock,
    ownable::Ownable,
    words::{Word, result},
};
use stylus_sdk::{ArbResult, host::VM, prelude::*};

use crate::{
    asset::Asset,
    governance::{FeedSettings, Report},
    views,
};

/// The contract. Its storage is in `storage.rs`.
#[storage]
#[entrypoint]
pub struct RiskEngine {}

/// The selector of a call as a number.
macro_rules! selectors {
    ($($name:ident = $call:ident),+ $(,)?) => {$(
        const $name: u32 = u32::from_be_bytes(abi::$call::SELECTOR);
    )+};
}

selectors! {
    OWNER = ownerCall,
    PENDING_OWNER = pendingOwnerCall,
    TRANSFER_OWNERSHIP = transferOwnershipCall,
    ACCEPT_OWNERSHIP = acceptOwnershipCall,
    LIST = listCall,
    DELIST = delistCall,
    RELIST = relistCall,
    SET_FEED = setFeedCall,
    SET_PARAMETERS = setParametersCall,
    SET_LIQUIDITY = setLiquidityCall,
    POKE = pokeCall,
    POKE_MANY = pokeManyCall,
    ASSET_RISK = assetRiskCall,
    SIGMA = sigmaCall,
    HAIRCUT = haircutCall,
    LIQUIDATION_THRESHOLD = liquidationThresholdCall,
    OPENING_LTV = openingLtvCall,
    IS_STALE = isStaleCall,
    LAST_SAMPLE = lastSampleCall,
    FEED_OF = feedOfCall,
    PARAMETERS = parametersCall,
    LIQUIDITY = liquidityCall,
}

/// Selector of `stylus_constructor()`, whose arguments follow it; fixed by the SDK.
const CONSTRUCTOR: u32 = 0x5585_258d;

// On a chain every function goes through the fallback, the constructor too: the owner's slot is its guard, and the
// SDK's own guard would cost another slot.
#[cfg(not(feature = "export-abi"))]
#[public]
impl RiskEngine {
    /// Every function of the interface.
    #[fallback]
    pub fn route(&mut self, calldata: &[u8]) -> ArbResult {
        self.dispatch(calldata)
    }
}

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RiskEngine {
    /// Installs the owner.
    #[constructor]
    pub fn construct(&mut self, owner: Address) -> Result<(), Failure> {
        self.constructor(owner)
    }

    /// Every function of the interface.
    #[fallback]
    pub fn route(&mut self, calldata: &[u8]) -> ArbResult {
        self.dispatch(calldata)
    }
}

impl RiskEngine {
    /// Installs the owner. Runs once.
    pub fn constructor(&mut self, owner: Address) -> Result<(), Failure> {
        self.ownable().initialise(owner)
    }

    fn dispatch(&mut self, calldata: &[u8]) -> ArbResult {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Vec::new());
        };
        match selector {
            CONSTRUCTOR => done(self.constructor(arguments.address(0)?)),
            OWNER => Ok(result(&[self.ownable().owner()])),
            PENDING_OWNER => Ok(result(&[self.ownable().pending()])),
            ACCEPT_OWNERSHIP => done(self.ownable().accept()),
            TRANSFER_OWNERSHIP => done(self.ownable().nominate(arguments.address(0)?)),
            POKE_MANY => self.poke_many(&arguments.addresses(0)?),
            LIST | SET_FEED | POKE => {
                let _lock = Lock::acquire()?;
                self.calling_out(selector, arguments.address(0)?, &arguments)
            }
            DELIST | RELIST | SET_PARAMETERS | SET_LIQUIDITY => {
                self.governing(selector, arguments.address(0)?, &arguments)
            }
            _ => self.viewing(selector, arguments.address(0)?),
        }
    }
}

impl RiskEngine {
    /// Who owns this contract.
    pub(crate) fn ownable(&self) -> Ownable<'_, VM> {
        Ownable(self.vm())
    }

    /// What calls a feed, under the lock.
    fn calling_out(
        &mut self,
        selector: u32,
        asset: Address,
        arguments: &Arguments<'_>,
    ) -> ArbResult {
        match selector {
            POKE => Ok(result(&[self.sample(asset)?.word()])),
            SET_FEED => done(self.replace_feed(asset, &feed_settings(arguments)?)),
            _ => {
                let sigma = arguments.number(4, 4)? as u32;
                let (rules, report) = (
                    rules(arguments, 5)?,
                    report(arguments, 5usize.saturating_add(COUNT))?,
                );
                done(self.list_asset(asset, &feed_settings(arguments)?, sigma, rules, report))
            }
        }
    }

    /// What the owner may do without a feed.
    fn governing(&mut self, selector: u32, asset: Address, arguments: &Arguments<'_>) -> ArbResult {
        done(match selector {
            SET_PARAMETERS => self.replace_parameters(asset, rules(arguments, 1)?),
            SET_LIQUIDITY => self.replace_report(asset, report(arguments, 1)?),
            _ => self.set_listed(asset, selector == RELIST),
        })
    }

    /// What anyone may ask.
    fn viewing(&self, selector: u32, asset: Address) -> ArbResult {
        let now = self.now();
        let answer = |value: &Asset| -> ArbResult {
            Ok(match selector {
                ASSET_RISK => views::asset_risk(value, now),
                SIGMA => result(&views::sigmas(value)),
                HAIRCUT => result(&[value.haircut().word()]),
                LIQUIDATION_THRESHOLD => {
                    result(&[ratio_to_wad(value.thresholds(now).seasoned).word()])
                }
                OPENING_LTV => result(&[value.opening_ltv(now).word()]),
                IS_STALE => result(&[value.clock(now).is_stale().word()]),
                LAST_SAMPLE => views::last_sample(value),
                FEED_OF => views::feed(value),
                PARAMETERS => views::parameters(value),
                LIQUIDITY => views::liquidity(value, &self.load_report(asset)),
                _ => return Err(Vec::new()),
            })
        };
        match self.load_asset(asset) {
            Ok(value) => answer(&value),
            // An asset never listed has the zero feed; unknown functions fail as they would with any asset.
            Err(_) if selector == FEED_OF => answer(&Asset::default()),
            Err(failure) => answer(&Asset::default()).and(Err(failure)),
        }
    }

    /// Samples many assets; one that fails is reported and skipped.
    fn poke_many(&mut self, assets: &[Address]) -> ArbResult {
        let _lock = Lock::acquire()?;
        let mut taken = 0u64;
        for asset in assets {
            match self.sample(*asset) {
                Ok(samples) => taken = taken.saturating_add(samples),
                Err(reason) => self.emit_sample_failed(*asset, &reason),
            }
        }
        Ok(result(&[taken.word()]))
    }
}

/// A function without a result.
fn done(outcome: Result<(), Failure>) -> ArbResult {
    outcome.map(|()| Vec::new())
}

/// The feed, interval and history flag after the asset.
fn feed_settings(arguments: &Arguments<'_>) -> Result<FeedSettings, Failure> {
    Ok(FeedSettings {
        feed: arguments.address(1)?,
        interval: arguments.number(2, 4)? as u32,
        history: arguments.flag(3)?,
    })
}

/// The rules from a word on.
fn rules(arguments: &Arguments<'_>, first: usize) -> Result<Parameters, Failure> {
    let mut parameters = Parameters::default();
    for (place, value) in parameters.0.iter_mut().enumerate() {
        *value = arguments.number(first.saturating_add(place), 2)? as u16;
    }
    Ok(parameters)
}

/// The liquidity report from a word on, with its end.
fn report(arguments: &Arguments<'_>, first: usize) -> Result<Report, Failure> {
    let field = |place: usize, size| arguments.number(first.saturating_add(place), size);
    let liquidity = Liquidity {
        depth: field(0, 8)?,
        exposure: field(1, 8)?,
        slippage: field(2, 2)? as u16,
        half_spread: field(3, 2)? as u16,
        latency: field(4, 4)? as u32,
        refill: field(5, 4)? as u32,
    };
    Ok((liquidity, field(6, 8)?))
}

//! The entry points: decode, call the topic's module, encode.
//!
//! The interface has only static arguments, so calls are routed by hand (see `alm_stylus::arguments`): the SDK's
//! generated decoders are three quarters of the code of a contract like this. Tests call it with the encoders of
//! `alm-abi`, function by function.

use alloc::{vec, vec::Vec};

use alloy_primitives::Address;
use alm_engine::units::ratio_to_wad;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::Lock,
    ownable::Ownable,
    words::{encode, words},
};
use stylus_sdk::{ArbResult, host::VM, prelude::*};

use crate::{
    asset::Asset,
    selectors::{
        ACCEPT_OWNERSHIP, ASSET_RISK, CONSTRUCTOR, DELIST, FEED_OF, HAIRCUT, IS_STALE, LAST_SAMPLE,
        LIQUIDATION_THRESHOLD, LIQUIDITY, LIST, OPENING_LTV, OWNER, PARAMETERS, PENDING_OWNER,
        POKE, POKE_MANY, RELIST, SET_FEED, SET_LIQUIDITY, SET_PARAMETERS, SIGMA,
        TRANSFER_OWNERSHIP,
    },
    views,
};

/// The contract. Its storage is in `storage.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct RiskEngine {}

/// What a chain calls. Every function goes through the router, the constructor too: the owner's slot is its guard, and
/// the SDK's own guard would cost another slot.
#[cfg(target_arch = "wasm32")]
#[entrypoint]
fn enter(calldata: Vec<u8>, vm: VM) -> ArbResult {
    use alloy_primitives::U256;
    use stylus_sdk::storage::StorageType;

    // No function takes ether.
    if !vm.msg_value().is_zero() {
        return Err(Vec::new());
    }
    // SAFETY: the only storage object there is.
    let mut contract = unsafe { RiskEngine::new(U256::ZERO, 0, vm) };
    contract.route(&calldata)
}

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RiskEngine {
    /// Installs the owner.
    #[constructor]
    pub fn construct(&mut self, owner: Address) -> Result<(), Vec<u8>> {
        self.constructor(owner)
    }
}

impl RiskEngine {
    /// Installs the owner. Runs once.
    pub fn constructor(&mut self, owner: Address) -> Result<(), Vec<u8>> {
        Ok(self.ownable().initialise(owner)?)
    }

    /// Every function of the interface.
    pub fn route(&mut self, calldata: &[u8]) -> ArbResult {
        Ok(self.dispatch(calldata)?)
    }

    fn dispatch(&mut self, calldata: &[u8]) -> Result<Vec<u8>, Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            OWNER => return Ok(encode(&[], &[self.ownable().owner()], &[])),
            PENDING_OWNER => return Ok(encode(&[], &[self.ownable().pending()], &[])),
            ACCEPT_OWNERSHIP => self.ownable().accept()?,
            POKE_MANY => return self.poke_many(&arguments),
            _ => return self.about(selector, &arguments.address(0)?, &arguments),
        }
        Ok(Vec::new())
    }
}

impl RiskEngine {
    /// Who owns this contract.
    pub(crate) fn ownable(&self) -> Ownable<'_, VM> {
        Ownable(self.vm())
    }

    /// The functions whose first argument is an address, of an asset in most.
    fn about(
        &mut self,
        selector: u32,
        asset: &Address,
        arguments: &Arguments<'_>,
    ) -> Result<Vec<u8>, Failure> {
        match selector {
            CONSTRUCTOR => self.ownable().initialise(*asset)?,
            TRANSFER_OWNERSHIP => self.ownable().nominate(*asset)?,
            POKE => {
                let _lock = Lock::acquire()?;
                let mut count = 0;
                self.sample(asset, &mut count)?;
                return Ok(words(&[count]));
            }
            LIST | SET_FEED => {
                let _lock = Lock::acquire()?;
                self.govern(selector, asset, arguments)?;
            }
            DELIST | RELIST | SET_PARAMETERS | SET_LIQUIDITY => {
                self.govern(selector, asset, arguments)?;
            }
            _ => return self.view(selector, asset),
        }
        Ok(Vec::new())
    }

    /// What anyone may ask.
    fn view(&self, selector: u32, asset: &Address) -> Result<Vec<u8>, Failure> {
        let now = self.now();
        let mut value = Asset::default();
        let known = self.load_asset(asset, &mut value);
        let one = |figure| words(&[figure]);
        let answer = match selector {
            // An asset never listed has the zero feed.
            FEED_OF => return Ok(views::feed(&value)),
            ASSET_RISK => views::asset_risk(&value, now),
            SIGMA => words(&views::sigmas(&value)),
            HAIRCUT => one(value.haircut()),
            LIQUIDATION_THRESHOLD => one(ratio_to_wad(value.thresholds(now).seasoned)),
            OPENING_LTV => one(value.opening_ltv(now)),
            IS_STALE => one(value.clock(now).is_stale().into()),
            LAST_SAMPLE => words(value.sample()),
            PARAMETERS => words(value.rules()),
            LIQUIDITY => words(&value.told(&self.load_report(asset))),
            // Unknown functions fail as they would with any asset.
            _ => return Err(Failure::empty()),
        };
        known.map(|()| answer)
    }

    /// Samples many assets; one that fails is reported and skipped.
    fn poke_many(&mut self, arguments: &Arguments<'_>) -> Result<Vec<u8>, Failure> {
        let _lock = Lock::acquire()?;
        let (assets, length) = arguments.list(0)?;
        let mut count = 0;
        for place in 0..length {
            let asset = &assets.address(place)?;
            if let Err(reason) = self.sample(asset, &mut count) {
                self.emit_sample_failed(asset, reason.bytes());
            }
        }
        Ok(words(&[count]))
    }
}

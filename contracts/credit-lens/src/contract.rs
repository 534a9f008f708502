//! The entry points: decode, ask the monitor, compute, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_lens::supports_interface;
use alm_stylus::{Failure, arguments::Arguments, words::Output};
use stylus_sdk::prelude::*;

use crate::{
    asset::Asset,
    cascade, hedge, loans,
    selectors::{
        CASCADE_OF, CONCENTRATION_OF, CONSTRUCTOR, DENSITY, EXHAUSTION_OF, HAIRCUTS_OF, HEDGE_OF,
        IDENTIFIER, LOSS_OF, OUTFLOWS_OF, PUT_OF, REBALANCING_OF, REVERSE_STRESS, STRESS,
        SUPPORTS_INTERFACE,
    },
    signals, views,
};

/// The contract. It stores nothing.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct CreditLens {}

alm_stylus::entrypoint!(CreditLens);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl CreditLens {
    /// There is nothing to set.
    #[constructor]
    pub fn construct(&mut self) {}
}

impl CreditLens {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            CONSTRUCTOR => Ok(()),
            PUT_OF => loans::put(&arguments, output),
            LOSS_OF => loans::loss(&arguments, output),
            HAIRCUTS_OF => loans::haircuts(&arguments, output),
            HEDGE_OF => hedge::hedge(&arguments, output),
            REBALANCING_OF => hedge::rebalancing(&arguments, output),
            CASCADE_OF => cascade::cascade(&arguments, output),
            OUTFLOWS_OF => signals::outflows(&arguments, output),
            EXHAUSTION_OF => signals::exhaustion(&arguments, output),
            CONCENTRATION_OF => signals::concentration(&arguments, output),
            SUPPORTS_INTERFACE => supports_interface(&arguments, IDENTIFIER, output),
            _ => self.about(selector, &arguments, output),
        }
    }

    /// The functions about an asset.
    #[inline(always)]
    fn about(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let view = match selector {
            DENSITY => views::density,
            STRESS => views::stress,
            REVERSE_STRESS => views::reverse_stress,
            _ => return Err(Failure::empty()),
        };
        let monitor = arguments.address(0).ok_or_else(Failure::empty)?;
        let asset = arguments.address(1).ok_or_else(Failure::empty)?;
        view(&Asset::read(self.vm(), monitor, asset)?, arguments, output)
    }
}

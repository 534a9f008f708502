//! The assets that are followed, in the order they were named, and when terms were pushed.

use alloy_sol_types::SolEvent;
use alm_abi::IRiskMonitor::Followed;
use alm_stylus::{
    Failure, ownable,
    packed::number,
    slots,
    words::{Output, Word, is_zero, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RiskMonitor,
    errors::{already_followed, not_followed, not_zero, too_many_assets},
};

/// The first slot of the assets.
const ASSETS: u8 = 16;
/// Most assets.
pub(crate) const ASSETS_MAX: usize = 16;
/// The first slot of the instants terms were pushed at; the last of them is the credit's.
const PUSHES: u8 = 32;

impl RiskMonitor {
    /// Follows an asset. Owner only.
    pub(crate) fn follow(&mut self, asset: &Word) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        not_zero(asset)?;
        for (index, slot) in (ASSETS..).enumerate().take(ASSETS_MAX) {
            let slot = slots::fixed(slot);
            let there = slots::read(self.vm(), &slot);
            if there == *asset {
                return Err(already_followed(asset));
            }
            if is_zero(&there) {
                slots::write(self.vm(), &slot, asset);
                let mut event = Output::default();
                event
                    .append(&Followed::SIGNATURE_HASH.0)
                    .append(asset)
                    .numbers(&[index as u128])
                    .emit(self.vm(), 2);
                return Ok(());
            }
        }
        Err(too_many_assets(ASSETS_MAX))
    }

    /// The number of an asset.
    #[inline(never)]
    pub(crate) fn number_of(&self, asset: &Word) -> Result<usize, Failure> {
        if is_zero(asset) {
            return Err(not_followed(asset));
        }
        (0..ASSETS_MAX)
            .find(|index| {
                let slot = slots::fixed(ASSETS.saturating_add(*index as u8));
                slots::read(self.vm(), &slot) == *asset
            })
            .ok_or_else(|| not_followed(asset))
    }

    /// When terms of a number were pushed last.
    pub(crate) fn pushed_at(&self, index: usize) -> u64 {
        let slot = slots::fixed(PUSHES.saturating_add(index as u8));
        number(&slots::read(self.vm(), &slot), 8).unwrap_or(0) as u64
    }

    /// Notes that terms of a number were pushed.
    pub(crate) fn store_push(&mut self, index: usize, now: u64) {
        let slot = slots::fixed(PUSHES.saturating_add(index as u8));
        slots::write(self.vm(), &slot, &word(now.into()));
    }
}

//! Who is in the matrix.

use alloy_sol_types::SolEvent;
use alm_abi::ICovariance::MembershipChanged;
use alm_engine::covariance::{Estimate, triangle::ASSETS};
use alm_stylus::{
    Failure, ownable,
    words::{Output, Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    config::Config,
    contract::Covariance,
    engine::Answer,
    errors::{already_member, interval_mismatch, matrix_full, not_listed, not_member, not_zero},
    member::{Identity, Member},
    pairs::Page,
};

impl Covariance {
    /// Takes an asset into the lowest free place. Owner only.
    pub(crate) fn join(&mut self, asset: &Word) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        not_zero(asset)?;
        let mut config = self.config();
        if self.place_of(&config, asset).is_some() {
            return Err(already_member(asset));
        }
        // Above the places in use all are free.
        let free = self.place_of(&config, &[0; 32]);
        let place = free.unwrap_or_else(|| config.places());
        if place >= ASSETS {
            return Err(matrix_full());
        }
        let mut answer = Answer::empty();
        self.ask(&config.engine, &[*asset], &mut answer)?;
        let observation = answer.at(0);
        if is_zero(&observation.feed) {
            return Err(not_listed(asset));
        }
        let [interval, places, ..] = &mut config.figures;
        if observation.interval != *interval {
            return Err(interval_mismatch(asset, observation.interval, *interval));
        }
        *places = (*places).max((place as u128).saturating_add(1));
        self.store_config(&config);
        self.store_identity(place, &Identity::of(asset, &observation.feed));
        let member = Member::starting_at(&observation, config.interval());
        self.store_member(place, &member);
        self.forget_pairs(place);
        self.emit_membership(asset, place, true);
        Ok(())
    }

    /// Frees an asset's place. Owner only.
    pub(crate) fn leave(&mut self, asset: &Word) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        not_zero(asset)?;
        let config = self.config();
        let place = self
            .place_of(&config, asset)
            .ok_or_else(|| not_member(asset))?;
        self.store_identity(place, &Identity::default());
        self.store_member(place, &Member::default());
        self.emit_membership(asset, place, false);
        Ok(())
    }

    /// The first place an asset has; of the zero address, the first free one below the highest in use.
    #[inline(never)]
    fn place_of(&self, config: &Config, asset: &Word) -> Option<usize> {
        (0..config.places()).find(|place| self.identity(*place).asset == *asset)
    }

    /// Makes a place one asset with all others again.
    fn forget_pairs(&mut self, place: usize) {
        let mut page = Page::empty();
        for other in 0..ASSETS {
            if other != place && self.estimate(&mut page, place, other) != Estimate::default() {
                self.put(&mut page, place, other, Estimate::default());
            }
        }
        self.close(&mut page);
    }

    fn emit_membership(&self, asset: &Word, place: usize, joined: bool) {
        let mut event = Output::default();
        event
            .append(&MembershipChanged::SIGNATURE_HASH.0)
            .append(asset)
            .numbers(&[place as u128, joined.into()])
            .emit(self.vm(), 2);
    }
}

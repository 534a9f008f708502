//! Taking the engine's samples.

use alloy_sol_types::SolEvent;
use alm_abi::ICovariance::MatrixSampled;
use alm_engine::covariance::{correlation::COMPLETED, triangle::ASSETS};
use alm_stylus::{
    Failure,
    words::{Output, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    config::Config,
    contract::Covariance,
    engine::Answer,
    member::{Identity, Member},
    pairs::Page,
};

/// The members of a matrix, and which of them have a new sample.
struct Matrix {
    members: [Member; ASSETS],
    places: usize,
    new: u16,
}

impl Matrix {
    fn is_new(&self, place: usize) -> bool {
        self.new >> (place & 15) & 1 == 1
    }
}

impl Covariance {
    /// Takes what the engine has for the places of a mask and the matrix does not.
    #[inline(never)]
    pub(crate) fn sample(&mut self, mask: u16, output: &mut Output) -> Result<(), Failure> {
        let config = self.config();
        let mut identities = [Identity::default(); ASSETS];
        let mut assets = [[0; 32]; ASSETS];
        let places = config.places();
        for (place, (identity, asset)) in identities
            .iter_mut()
            .zip(&mut assets)
            .enumerate()
            .take(places)
        {
            *identity = self.identity(place);
            *asset = identity.asset;
        }
        let mut answer = Answer::empty();
        let asked = assets.get(..places).unwrap_or_default();
        self.ask(&config.engine, asked, &mut answer)?;
        let mut matrix = Matrix {
            members: [Member::default(); ASSETS],
            places,
            new: 0,
        };
        for (place, identity) in identities.iter().enumerate().take(places) {
            self.take(place, identity, mask, &config, &answer, &mut matrix);
        }
        if matrix.new != 0 {
            self.move_pairs(&matrix);
            let mut event = Output::default();
            event
                .append(&MatrixSampled::SIGNATURE_HASH.0)
                .numbers(&[matrix.new.into()])
                .emit(self.vm(), 1);
        }
        output.numbers(&[matrix.new.count_ones().into()]);
        Ok(())
    }

    /// Loads a member, and moves it on if it is asked for and the engine has a new sample of it.
    fn take(
        &mut self,
        place: usize,
        identity: &Identity,
        mask: u16,
        config: &Config,
        answer: &Answer,
        matrix: &mut Matrix,
    ) {
        if is_zero(&identity.asset) {
            return;
        }
        let mut member = self.member(place);
        let observation = answer.at(place);
        let bit = 1u16.checked_shl(place as u32).unwrap_or(0);
        // Slots of another length would let the caller choose which sample is a slot's.
        let is_alike = observation.interval == u128::from(config.interval());
        if mask & bit != 0 && is_alike {
            if !identity.is_fed_by(&observation.feed) {
                // Prices of two feeds are not compared.
                member = Member {
                    variance: member.variance,
                    ..Member::starting_at(&observation, config.interval())
                };
                let identity = Identity::of(&identity.asset, &observation.feed);
                self.store_identity(place, &identity);
                self.store_member(place, &member);
                matrix.new |= bit;
            } else if let Some(after) = member.after(&observation, config.interval()) {
                member = after;
                self.store_member(place, &member);
                matrix.new |= bit;
            }
        }
        if let Some(slot) = matrix.members.get_mut(place) {
            *slot = member;
        }
    }

    /// Moves every pair of which at least one asset has a new sample.
    fn move_pairs(&mut self, matrix: &Matrix) {
        let mut page = Page::empty();
        let kept = matrix.members.map(|member| member.step().kept());
        for (high, one) in matrix.members.iter().enumerate().take(matrix.places) {
            for (low, other) in matrix.members.iter().enumerate().take(high) {
                let both = u8::from(matrix.is_new(high)).saturating_add(matrix.is_new(low).into());
                // A free place has slot zero.
                if both == 0 || one.slot == 0 || other.slot == 0 {
                    continue;
                }
                let estimate = self.estimate(&mut page, low, high);
                let moved = if one.is_in_step_with(other) {
                    // Whoever came first took one sample off: see `missed`.
                    let samples = if both == 1 { COMPLETED } else { 1 };
                    let past = product(kept.get(high), kept.get(low));
                    let fresh =
                        alm_engine::covariance::correlation::product(one.fresh, other.fresh);
                    estimate.moved(past, fresh, samples)
                } else {
                    estimate.missed()
                };
                self.put(&mut page, low, high, moved);
            }
        }
        self.close(&mut page);
    }
}

/// The product of two shares that the past kept, wad.
fn product(one: Option<&u128>, other: Option<&u128>) -> u128 {
    let share = |share: Option<&u128>| share.copied().unwrap_or(0) as i128;
    // Both are at most one.
    alm_engine::covariance::correlation::product(share(one), share(other)) as u128
}

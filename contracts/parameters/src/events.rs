//! The contract's events.

use alloy_sol_types::SolEvent;
use alm_abi::IParameters::{BandChanged, Executed, ParameterChanged, PauseChanged, StewardChanged};
use alm_engine::governance::band::{Band, Move};
use alm_stylus::words::{Output, Word};
use stylus_sdk::prelude::*;

use crate::{
    actor::Actor,
    bands::{Kept, append_band, append_edges},
    contract::Parameters,
    stewardship::Stewardship,
};

impl Parameters {
    /// A move, and the edges it had to keep to.
    pub(crate) fn emit_change(
        &self,
        actor: &Actor,
        token: &Word,
        made: &Move,
        [low, high]: [i128; 2],
    ) {
        let topic = &ParameterChanged::SIGNATURE_HASH.0;
        let mut event = about(topic, actor, token, made.parameter);
        append_edges(&mut event, made.from, made.to);
        append_edges(&mut event, low, high);
        event.emit(self.vm(), 4);
    }

    /// The band now, and the one before.
    pub(crate) fn emit_band(&self, actor: &Actor, token: &Word, kept: &Kept, previous: &Band) {
        let topic = &BandChanged::SIGNATURE_HASH.0;
        let mut event = about(topic, actor, token, kept.parameter);
        append_band(&mut event, previous);
        append_band(&mut event, &kept.band);
        event.emit(self.vm(), 4);
    }

    pub(crate) fn emit_steward(&self, actor: &Actor, office: &Stewardship<'_>, previous: u64) {
        let mut event = Output::default();
        event
            .append(&StewardChanged::SIGNATURE_HASH.0)
            .append(&actor.caller)
            .numbers(&[actor.role as u128])
            .append(office.steward)
            .append(office.admin)
            .numbers(&[previous.into(), office.until.into()])
            .emit(self.vm(), 2);
    }

    /// An address in place of another, under the hash of the event's signature.
    pub(crate) fn emit_replaced(&self, topic: &Word, previous: &Word, current: &Word) {
        let mut event = Output::default();
        event
            .append(topic)
            .append(previous)
            .append(current)
            .emit(self.vm(), 3);
    }

    pub(crate) fn emit_pause(&self, actor: &Actor, token: &Word, paused: bool) {
        let mut event = Output::default();
        event
            .append(&PauseChanged::SIGNATURE_HASH.0)
            .append(token)
            .append(&actor.caller)
            .numbers(&[actor.role as u128, paused.into()])
            .emit(self.vm(), 3);
    }

    pub(crate) fn emit_executed(&self, target: &Word, selector: &[u8; 4]) {
        let mut function = [0; 32];
        if let Some(place) = function.first_chunk_mut() {
            *place = *selector;
        }
        let mut event = Output::default();
        event
            .append(&Executed::SIGNATURE_HASH.0)
            .append(target)
            .append(&function)
            .emit(self.vm(), 3);
    }
}

/// An event about a parameter: its topics and the role.
#[inline(never)]
fn about(topic: &Word, actor: &Actor, token: &Word, parameter: u8) -> Output {
    let mut event = Output::default();
    event
        .append(topic)
        .append(token)
        .numbers(&[parameter.into()])
        .append(&actor.caller)
        .numbers(&[actor.role as u128]);
    event
}

//! One asset of the matrix: a slot with its address, a slot with its newest sample.

use alm_engine::{
    covariance::{Marginal, Move, correlation::pull_of},
    units::WAD,
    volatility::ewma::{STALE_AFTER, TAU_SLOW},
};
use alm_stylus::{
    packed::{from_float, pack, to_float_up, unpack},
    slots,
    words::Word,
};
use stylus_sdk::prelude::*;

use crate::{contract::Covariance, engine::Observation};

/// The first slot of the addresses.
const ADDRESSES: u8 = 16;
/// The first slot of the samples.
const SAMPLES: u8 = 32;
/// Bytes of price, slot, span, variance, fresh share, pull.
static WIDTHS: [u8; 6] = [11, 4, 1, 8, 6, 2];
/// Bits of a packed variance.
const VARIANCE_BITS: u32 = 64;
/// Bits of a fresh share that are not kept: it is stored to within 1.7e-14.
const FRESH_DROPPED: u32 = 14;
/// Spans from here on are not told apart, so no pair of them is one.
const SPAN_MAX: u64 = 255;

/// The address of a member, and the last twelve bytes of its feed's, to see that it changed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Identity {
    pub(crate) asset: Word,
    pub(crate) feed: [u8; 12],
}

/// The newest sample of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) price: u128,
    /// The slot it was taken in.
    pub(crate) slot: u64,
    /// Slots since the one before; zero without one, [`SPAN_MAX`] for all long ones.
    pub(crate) span: u64,
    pub(crate) variance: u128,
    pub(crate) fresh: i128,
    pub(crate) pull: u16,
}

impl Identity {
    /// Of an asset with this feed.
    pub(crate) fn of(asset: &Word, feed: &Word) -> Self {
        Self {
            asset: *asset,
            feed: feed.last_chunk().copied().unwrap_or_default(),
        }
    }

    /// Whether the feed is still the same.
    pub(crate) fn is_fed_by(&self, feed: &Word) -> bool {
        feed.last_chunk() == Some(&self.feed)
    }
}

impl Member {
    /// An asset that joins, or comes back with another feed: its price is the base of the next return.
    pub(crate) fn starting_at(observation: &Observation, interval: u64) -> Self {
        Self {
            price: observation.price,
            slot: slot_of(observation.updated_at, interval),
            span: 0,
            variance: observation.slow,
            fresh: 0,
            pull: pull_of(observation.fast, observation.slow),
        }
    }

    /// The member after the engine's newest sample, if it lies in a later slot than the last.
    pub(crate) fn after(&self, observation: &Observation, interval: u64) -> Option<Self> {
        let slot = slot_of(observation.updated_at, interval);
        let slots = slot.checked_sub(self.slot).filter(|slots| *slots > 0)?;
        // No longer step is believed, as in the engine.
        let elapsed = slots.saturating_mul(interval).min(STALE_AFTER);
        let before = Marginal {
            variance: self.variance,
        };
        let (after, step) = before.after(self.price, observation.price, elapsed, TAU_SLOW);
        Some(Self {
            price: observation.price,
            slot,
            span: slots.min(SPAN_MAX),
            variance: after.variance,
            fresh: fresh_of(packed_fresh(step.fresh)),
            pull: pull_of(observation.fast, observation.slow),
        })
    }

    /// What the newest return did, in the precision it is stored in: so it does not matter when the pair is completed.
    pub(crate) const fn step(&self) -> Move {
        Move { fresh: self.fresh }
    }

    /// Whether two members' newest returns are over the same slots.
    pub(crate) fn is_in_step_with(&self, other: &Self) -> bool {
        let is_return = self.span > 0 && self.span < SPAN_MAX;
        is_return && self.slot == other.slot && self.span == other.span
    }

    /// Whether the newest sample is too old to say anything.
    pub(crate) fn is_stale(&self, interval: u64, now: u64) -> bool {
        let end = self.slot.saturating_add(1).saturating_mul(interval);
        now > end.saturating_add(STALE_AFTER)
    }
}

/// The slot of a time.
fn slot_of(time: u64, interval: u64) -> u64 {
    time.checked_div(interval).unwrap_or(0)
}

/// A share between minus one and one in 47 bits.
fn packed_fresh(fresh: i128) -> u128 {
    let from_below = fresh.saturating_add(WAD as i128);
    (from_below.max(0) as u128) >> FRESH_DROPPED
}

/// A stored share.
fn fresh_of(packed: u128) -> i128 {
    ((packed << FRESH_DROPPED) as i128).saturating_sub(WAD as i128)
}

impl Covariance {
    /// Who is at a place.
    #[inline(never)]
    pub(crate) fn identity(&self, place: usize) -> Identity {
        let word = slots::read(self.vm(), &slot(ADDRESSES, place));
        let mut identity = Identity::default();
        if let (Some((asset, feed)), Some(address)) = (
            word.split_first_chunk::<20>(),
            identity.asset.last_chunk_mut(),
        ) {
            *address = *asset;
            identity.feed = feed.first_chunk().copied().unwrap_or_default();
        }
        identity
    }

    /// Puts somebody at a place.
    pub(crate) fn store_identity(&mut self, place: usize, identity: &Identity) {
        let mut word = [0; 32];
        if let (Some((asset, feed)), Some(address)) = (
            word.split_first_chunk_mut::<20>(),
            identity.asset.last_chunk(),
        ) {
            *asset = *address;
            feed.copy_from_slice(&identity.feed);
        }
        slots::write(self.vm(), &slot(ADDRESSES, place), &word);
    }

    /// The newest sample of a place.
    #[inline(never)]
    pub(crate) fn member(&self, place: usize) -> Member {
        let word = slots::read(self.vm(), &slot(SAMPLES, place));
        let mut fields = [0; WIDTHS.len()];
        unpack(&word, &WIDTHS, &mut fields);
        let [price, slot, span, variance, fresh, pull] = fields;
        Member {
            price,
            slot: slot as u64,
            span: span as u64,
            variance: from_float(variance),
            fresh: fresh_of(fresh),
            pull: pull as u16,
        }
    }

    /// Stores the newest sample of a place.
    #[inline(never)]
    pub(crate) fn store_member(&mut self, place: usize, member: &Member) {
        let mut word = [0; 32];
        let fields = [
            member.price,
            member.slot.into(),
            member.span.into(),
            to_float_up(member.variance, VARIANCE_BITS),
            packed_fresh(member.fresh),
            member.pull.into(),
        ];
        pack(&mut word, &WIDTHS, &fields);
        slots::write(self.vm(), &slot(SAMPLES, place), &word);
    }
}

fn slot(first: u8, place: usize) -> Word {
    slots::fixed(first.saturating_add(place as u8))
}

//! One book in memory: its fields, and what the rules take of them.

use alm_engine::{
    rates::{
        adaptive_curve::AdaptiveCurve,
        curve::{Curves, NODES, Spreads},
        floating::Floating,
        lagged::Lagged,
        quote::Wanted,
        rate::Rate,
    },
    units::WAD,
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RateModel,
    layout::{
        AT_TARGET, CHANGED_AT, COUNT, LAGGED_HIGH, LAGGED_LOW, MEAN, REPORTED, SPREADS, UPDATED_AT,
    },
};

/// The shape of every book's curve.
pub(crate) const CURVE: AdaptiveCurve = AdaptiveCurve::STANDARD;
/// The highest utilisation, wad.
pub(crate) const FULL: u128 = WAD;

/// A book as it stands in storage. The fields: `layout`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Book {
    pub(crate) fields: [u128; COUNT],
}

impl Book {
    /// The floating rate's state as stored.
    #[allow(clippy::indexing_slicing, reason = "constants below COUNT")]
    pub(crate) fn stored(&self) -> Floating {
        let rate = |field: usize| Rate::saturated(self.fields[field]);
        Floating {
            at_target: rate(AT_TARGET),
            lagged: Lagged {
                low: rate(LAGGED_LOW),
                high: rate(LAGGED_HIGH),
            },
            updated_at: self.updated_at(),
            reported: self.fields[REPORTED] as u64,
            mean: self.fields[MEAN] as u64,
        }
    }

    /// Whether the model knows it: a book is listed with its first report.
    pub(crate) fn is_listed(&self) -> bool {
        self.updated_at() != 0
    }

    /// When utilisation was reported last; zero where there is no book.
    #[allow(clippy::indexing_slicing, reason = "a constant below COUNT")]
    pub(crate) const fn updated_at(&self) -> u64 {
        self.fields[UPDATED_AT] as u64
    }

    /// The floating rate's state now, the last report still holding.
    #[inline(never)]
    pub(crate) fn floating(&self, now: u64) -> Floating {
        self.stored().at(now, &CURVE)
    }

    /// Replaces the floating rate's state.
    #[allow(clippy::indexing_slicing, reason = "constants below COUNT")]
    pub(crate) fn set_floating(&mut self, floating: &Floating) {
        self.fields[AT_TARGET] = floating.at_target.wad();
        self.fields[LAGGED_LOW] = floating.lagged.low.wad();
        self.fields[LAGGED_HIGH] = floating.lagged.high.wad();
        self.fields[UPDATED_AT] = floating.updated_at.into();
        self.fields[REPORTED] = floating.reported.into();
        self.fields[MEAN] = floating.mean.into();
    }

    /// The governed spreads.
    pub(crate) fn spreads(&self) -> Spreads {
        let mut spreads = Spreads([0; NODES]);
        let stored = self.fields.iter().skip(SPREADS);
        for (to, from) in spreads.0.iter_mut().zip(stored) {
            *to = *from as u16 as i16;
        }
        spreads
    }

    /// Replaces the spreads, and the time of their change.
    #[allow(clippy::indexing_slicing, reason = "a constant below COUNT")]
    pub(crate) fn set_spreads(&mut self, spreads: &Spreads, now: u64) {
        let stored = self.fields.iter_mut().skip(SPREADS);
        for (from, to) in spreads.0.iter().zip(stored) {
            *to = (*from as u16).into();
        }
        self.fields[CHANGED_AT] = now.into();
    }

    /// When the spreads were changed last.
    #[allow(clippy::indexing_slicing, reason = "a constant below COUNT")]
    pub(crate) const fn changed_at(&self) -> u64 {
        self.fields[CHANGED_AT] as u64
    }

    /// The two curves now.
    pub(crate) fn curves(&self, now: u64) -> Curves {
        self.curves_for(now, Wanted::ALL)
    }

    /// The curves now that some factors lie on; one on which none does stays zero.
    #[inline(never)]
    pub(crate) fn curves_for(&self, now: u64, wanted: Wanted) -> Curves {
        let floating = self.floating(now);
        let (lagged, current) = (floating.lagged, floating.rate(&CURVE));
        let spreads = self.spreads();
        let mut curves = Curves::default();
        if wanted.on_lower() {
            curves.low = Curves::lower(lagged.low, current, &spreads);
        }
        if wanted.on_higher() {
            curves.high = Curves::higher(lagged.high, current, &spreads);
        }
        curves
    }
}

impl RateModel {
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}

//! The steward's bands, a slot each: the edges' distances from the compiled lower bound and the largest step as
//! floating-point numbers of 58 + 6 bits, the delay, and when the parameter was changed last.

use alm_engine::governance::{
    band::Band,
    bounds::{self, Bound},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    packed::{self, from_float, to_float_up},
    slots,
    words::{Output, Word, signed},
};
use stylus_sdk::prelude::*;

use crate::{
    actor::{Actor, Role},
    contract::Parameters,
    errors, signed as words,
    storage::BANDS,
};

/// Fields of a band's slot.
const FIELDS: usize = 5;
/// Bytes of each: lowest, highest, step, delay, last change.
static WIDTHS: [u8; FIELDS] = [8, 8, 8, 4, 4];
/// Bits of a floating-point number.
const FLOAT_BITS: u32 = 64;

/// A parameter of a book, and what the contract keeps about it.
pub(crate) struct Kept {
    pub(crate) parameter: u8,
    pub(crate) bound: &'static Bound,
    slot: Word,
    pub(crate) band: Band,
    pub(crate) changed_at: u64,
}

impl Parameters {
    /// `setBand`: token, parameter, band.
    pub(crate) fn set_band(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let actor = self.owner()?;
        self.replace_band(arguments, &actor)
    }

    /// `tightenBand`: token, parameter, band.
    pub(crate) fn tighten_band(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let actor = self.admin()?;
        self.replace_band(arguments, &actor)
    }

    /// The owner may give any band the code allows, the admin one that is nowhere looser than the present one.
    #[inline(never)]
    fn replace_band(&mut self, arguments: &Arguments<'_>, actor: &Actor) -> Result<(), Failure> {
        let token = errors::present(arguments, 0)?;
        let given = band_at(arguments, 2)?;
        let mut kept = self.load_kept(token, parameter_at(arguments, 1)?)?;
        let previous = kept.band;
        let current = match actor.role {
            Role::Admin => previous.tightened(&given, kept.bound),
            _ => given.given(kept.bound),
        };
        kept.band = current.map_err(errors::violated)?;
        self.store_kept(&kept);
        self.emit_band(actor, token, &kept, &previous);
        Ok(())
    }

    /// `bandOf`.
    pub(crate) fn view_band(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let token = errors::address(arguments, 0)?;
        let kept = self.load_kept(token, parameter_at(arguments, 1)?)?;
        append_band(output, &kept.band).numbers(&[kept.changed_at.into()]);
        Ok(())
    }

    /// `boundsOf`.
    pub(crate) fn view_bounds(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let bound = bounds::of(parameter_at(arguments, 0)?).map_err(errors::violated)?;
        append_edges(output, bound.low, bound.high).numbers(&[bound.step]);
        Ok(())
    }

    /// What is kept about a parameter of a book; where nothing is, a closed band.
    #[inline(never)]
    pub(crate) fn load_kept(&self, token: &Word, parameter: u8) -> Result<Kept, Failure> {
        let bound = bounds::of(parameter).map_err(errors::violated)?;
        let mut slot = slots::mapped(self.vm(), token, BANDS);
        slots::advance(&mut slot, parameter);
        let mut fields = [0; FIELDS];
        packed::load(self.vm(), &slot, &WIDTHS, &mut fields);
        let [low, high, step, delay, changed_at] = fields;
        // Distances are below 2^96.
        let edge = |above: u128| bound.low.saturating_add_unsigned(from_float(above));
        let band = Band {
            low: edge(low),
            high: edge(high),
            step: from_float(step),
            delay: delay as u64,
        };
        Ok(Kept {
            parameter,
            bound,
            slot,
            band,
            changed_at: changed_at as u64,
        })
    }

    /// Stores it. The figures of a band have 58 significant bits: nothing is rounded here.
    #[inline(never)]
    pub(crate) fn store_kept(&mut self, kept: &Kept) {
        let Kept {
            bound,
            slot,
            band,
            changed_at,
            ..
        } = kept;
        let above = |edge: i128| edge.saturating_sub(bound.low).max(0).unsigned_abs();
        let [low, high, step] = [above(band.low), above(band.high), band.step]
            .map(|figure| to_float_up(figure, FLOAT_BITS));
        let fields = [low, high, step, band.delay.into(), (*changed_at).into()];
        packed::store(self.vm(), slot, &WIDTHS, &fields);
    }
}

/// The index of a parameter.
fn parameter_at(arguments: &Arguments<'_>, index: usize) -> Result<u8, Failure> {
    let mut parameter = [0];
    arguments.numbers(index, &[1], &mut parameter)?;
    let [parameter] = parameter;
    Ok(parameter as u8)
}

/// The band from the word at an index on.
fn band_at(arguments: &Arguments<'_>, first: usize) -> Result<Band, Failure> {
    let mut edges = [0; 2];
    words::read(arguments, first, &mut edges)?;
    let mut sizes = [0; 2];
    arguments.numbers(first.saturating_add(edges.len()), &[16, 4], &mut sizes)?;
    let ([low, high], [step, delay]) = (edges, sizes);
    Ok(Band {
        low,
        high,
        step,
        delay: delay as u64,
    })
}

/// Adds a band, four words.
#[inline(never)]
pub(crate) fn append_band<'a>(output: &'a mut Output, band: &Band) -> &'a mut Output {
    append_edges(output, band.low, band.high).numbers(&[band.step, band.delay.into()])
}

/// Adds the edges of a band or of bounds.
pub(crate) fn append_edges(output: &mut Output, low: i128, high: i128) -> &mut Output {
    output.append(&signed(low)).append(&signed(high))
}

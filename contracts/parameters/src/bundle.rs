//! The changes of one call.

use alm_engine::governance::{COUNT, bounds, bundle::Sequence};
use alm_stylus::{Failure, arguments::Arguments};

use crate::{errors, signed};

/// Words of a change.
const WORDS: usize = 2;

/// A new value of a parameter.
#[derive(Clone, Copy, Default)]
pub(crate) struct Change {
    pub(crate) parameter: u8,
    pub(crate) value: i128,
}

/// The changes of one call; their parameters rise.
#[derive(Default)]
pub(crate) struct Bundle {
    changes: [Change; COUNT],
    count: usize,
}

impl Bundle {
    /// Reads the list whose offset is at an index.
    ///
    /// # Errors
    /// Empty for malformed arguments; `EmptyBundle`, `UnknownParameter`, `ParameterOutOfOrder`.
    pub(crate) fn read(&mut self, arguments: &Arguments<'_>, index: usize) -> Result<(), Failure> {
        let (list, count) = arguments.list(index)?;
        if count == 0 {
            return Err(errors::empty_bundle());
        }
        // As they rise and are known, there are no more than places.
        let mut sequence = Sequence::default();
        for place in 0..count {
            let change = change_at(&list, place.saturating_mul(WORDS))?;
            bounds::of(change.parameter).map_err(errors::violated)?;
            sequence.take(change.parameter).map_err(errors::violated)?;
            if let Some(to) = self.changes.get_mut(place) {
                *to = change;
            }
            self.count = place.saturating_add(1);
        }
        Ok(())
    }

    /// The changes of `count` parameters from `first` on: each with its place among them.
    pub(crate) fn of(&self, first: u8, count: usize) -> impl Iterator<Item = (usize, &Change)> {
        let changes = self.changes.iter().take(self.count);
        let placed = changes.filter_map(move |change| {
            let place = change.parameter.checked_sub(first)?;
            Some((usize::from(place), change))
        });
        placed.filter(move |(place, _)| *place < count)
    }
}

/// The change whose first word is at an index.
fn change_at(list: &Arguments<'_>, index: usize) -> Result<Change, Failure> {
    let (mut parameter, mut value) = ([0], [0]);
    list.numbers(index, &[1], &mut parameter)?;
    signed::read(list, index.saturating_add(1), &mut value)?;
    let ([parameter], [value]) = (parameter, value);
    Ok(Change {
        parameter: parameter as u8,
        value,
    })
}

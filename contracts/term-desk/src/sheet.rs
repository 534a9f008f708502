//! What the desk asks of the balance sheet. Its errors are passed on.
//!
//! The first arguments of the desk's functions are those of the balance sheet's, in the same order: they are handed on as
//! they came.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::{consult, transact},
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::contract::TermDesk;

/// A function of the balance sheet, with the first words of a call to the desk as its arguments.
///
/// # Errors
/// Empty, if there are too few.
#[inline(never)]
pub(crate) fn request(
    selector: [u8; 4],
    arguments: &Arguments<'_>,
    words: usize,
) -> Result<Output, Failure> {
    let (all, _) = arguments.0.as_chunks::<32>();
    let first: &[Word] = all.get(..words).ok_or_else(Failure::empty)?;
    let mut request = Output::default();
    request.append(&selector).append(first.as_flattened());
    Ok(request)
}

impl TermDesk {
    /// Has the balance sheet do something; tells the figure it answers with.
    #[inline(never)]
    pub(crate) fn order(&self, request: &Output) -> Result<Word, Failure> {
        let mut answer = [[0; 32]; 1];
        let size = transact(self.vm(), &self.sheet(), request, &mut answer)?;
        figure(size, &answer)
    }

    /// Asks the balance sheet for a figure.
    pub(crate) fn quote(&self, request: &Output) -> Result<Word, Failure> {
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm(), &self.sheet(), request, &mut answer)?;
        figure(size, &answer)
    }
}

/// The one word of an answer; what answers with less is no balance sheet.
fn figure(size: usize, [answer]: &[Word; 1]) -> Result<Word, Failure> {
    if size < answer.len() {
        return Err(Failure::empty());
    }
    Ok(*answer)
}

//! Where figures come from, and where terms go: six slots.

use alloy_sol_types::SolEvent;
use alm_abi::IRiskMonitor::SourcesChanged;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls, ownable, slots,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RiskMonitor,
    errors::{not_zero, source_garbage},
};

/// The first slot.
const SOURCES: u8 = 2;
/// Number of sources.
const COUNT: usize = 6;

/// A source by its place in `Sources`.
#[derive(Clone, Copy)]
pub(crate) enum Source {
    Engine = 0,
    Matrix = 1,
    Desk = 2,
    Sheet = 3,
    Vault = 4,
    Token = 5,
}

impl RiskMonitor {
    /// Names the sources. Owner only.
    pub(crate) fn set_sources(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let mut given = [[0; 32]; COUNT];
        for (place, source) in given.iter_mut().enumerate() {
            *source = *arguments.address(place).ok_or_else(Failure::empty)?;
        }
        ownable::only_owner(self.vm())?;
        let mut event = Output::default();
        event.append(&SourcesChanged::SIGNATURE_HASH.0);
        self.tell_sources(&mut event);
        for (source, place) in given.iter().zip(SOURCES..) {
            event.append(source);
            slots::write(self.vm(), &slots::fixed(place), source);
        }
        event.emit(self.vm(), 1);
        Ok(())
    }

    /// `Sources`.
    pub(crate) fn tell_sources(&self, output: &mut Output) {
        for place in (SOURCES..).take(COUNT) {
            output.append(&slots::read(self.vm(), &slots::fixed(place)));
        }
    }

    /// The address of a source, zero or not.
    #[inline(never)]
    pub(crate) fn source(&self, source: Source) -> Word {
        slots::read(
            self.vm(),
            &slots::fixed(SOURCES.saturating_add(source as u8)),
        )
    }

    /// Asks a source, and demands as many words as an answer has.
    #[inline(never)]
    pub(crate) fn ask(
        &self,
        source: Source,
        selector: [u8; 4],
        arguments: &[Word],
        answer: &mut [Word],
    ) -> Result<(), Failure> {
        let address = self.source(source);
        not_zero(&address)?;
        let mut request = Output::default();
        request.append(&selector).append(arguments.as_flattened());
        let have = calls::consult(self.vm(), &address, &request, answer)?;
        let want = answer.as_flattened().len();
        if have < want {
            return Err(source_garbage(&address, have, want));
        }
        Ok(())
    }
}

//! Who may do what, and what holds for all assets.

use alloy_sol_types::SolEvent;
use alm_abi::ICreditTerms::{
    DustChanged, GuardianChanged, PauseChanged, RiskSourceChanged, SequencerChanged,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    ownable,
    words::{Output, Word, is_zero, word},
};

use crate::{
    desk::Desk,
    errors::{address, term_out_of_bounds},
    globals::{Globals, put_above},
    layout::{GRACE, GUARDIAN, RISK_SOURCE, SEQUENCER},
    operators::truth,
};

/// Longest grace, seconds.
const GRACE_MAX: u128 = 86_400;
/// Most that is dust, whole units of the quote currency.
const DUST_MAX: u128 = 1_000;
/// Index of the grace in errors.
const GRACE_TERM: u128 = 14;
/// Index of the dust in errors.
const DUST_TERM: u128 = 15;

impl Desk {
    /// `setRiskSource`: source.
    pub fn set_risk_source(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let topic = &RiskSourceChanged::SIGNATURE_HASH.0;
        self.name(RISK_SOURCE, address(arguments, 0)?, topic)
    }

    /// `setGuardian`: guardian.
    pub fn set_guardian(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let topic = &GuardianChanged::SIGNATURE_HASH.0;
        self.name(GUARDIAN, address(arguments, 0)?, topic)
    }

    /// `setPaused`: paused.
    pub fn set_paused(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let paused = truth(arguments, 0)?;
        if is_zero(paused) {
            ownable::only_owner(self.vm())?;
        } else {
            self.only_guardian()?;
        }
        let mut globals = Globals::default();
        self.load_globals(&mut globals);
        let [_, _, flags, _] = &mut globals.fields;
        *flags = u128::from(!is_zero(paused));
        self.store_globals(&globals);
        self.announce(&PauseChanged::SIGNATURE_HASH.0, &[*paused]);
        Ok(())
    }

    /// `setSequencer`: feed, grace.
    pub fn set_sequencer(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let feed = address(arguments, 0)?;
        let mut grace = [0];
        arguments.numbers(1, &[4], &mut grace)?;
        let [grace] = grace;
        if grace > GRACE_MAX {
            return Err(term_out_of_bounds(GRACE_TERM, grace, GRACE_MAX));
        }
        let mut slot = *feed;
        put_above(&mut slot, &GRACE, &[0, grace]);
        self.set_fixed_slot(SEQUENCER, &slot);
        let mut globals = Globals::default();
        self.load_globals(&mut globals);
        // What was answered by another feed, or with another grace, counts no more. Without a feed nothing is ever asked.
        let asked_at = if is_zero(feed) { u32::MAX } else { 0 };
        let [safe_from, last, ..] = &mut globals.fields;
        (*safe_from, *last) = (0, asked_at.into());
        self.store_globals(&globals);
        let topic = &SequencerChanged::SIGNATURE_HASH.0;
        self.announce(topic, &[*feed, word(grace)]);
        Ok(())
    }

    /// `setDust`: dust.
    pub fn set_dust(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let mut dust = [0];
        arguments.numbers(0, &[3], &mut dust)?;
        let [dust] = dust;
        if dust > DUST_MAX {
            return Err(term_out_of_bounds(DUST_TERM, dust, DUST_MAX));
        }
        let mut globals = Globals::default();
        self.load_globals(&mut globals);
        let [.., last] = &mut globals.fields;
        let figures = [*last, dust].map(word);
        *last = dust;
        self.store_globals(&globals);
        self.announce(&DustChanged::SIGNATURE_HASH.0, &figures);
        Ok(())
    }

    /// Names who has a duty.
    #[inline(never)]
    fn name(&self, slot: u8, who: &Word, topic: &Word) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let before = self.fixed_slot(slot);
        self.set_fixed_slot(slot, who);
        self.announce(topic, &[before, *who]);
        Ok(())
    }

    /// Emits an event without further topics.
    #[inline(never)]
    fn announce(&self, topic: &Word, data: &[Word]) {
        let mut event = Output::default();
        event.append(topic).append(data.as_flattened());
        event.emit(self.vm(), 1);
    }
}

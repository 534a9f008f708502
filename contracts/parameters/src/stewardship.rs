//! The steward, its admin and its term.

use alm_engine::governance::term;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word},
};

use crate::{
    actor::Actor,
    contract::Parameters,
    errors,
    storage::{ADMIN, STEWARD},
};

/// A steward in office.
pub(crate) struct Stewardship<'a> {
    pub(crate) steward: &'a Word,
    pub(crate) admin: &'a Word,
    pub(crate) until: u32,
}

impl Parameters {
    /// `setSteward`: the steward, its admin, the end of its term.
    pub(crate) fn set_steward(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let steward = errors::address(arguments, 0)?;
        let admin = errors::address(arguments, 1)?;
        let until = until_at(arguments, 2)?;
        let actor = self.owner()?;
        term::given(until.into(), self.now()).map_err(errors::violated)?;
        self.install(
            &actor,
            &Stewardship {
                steward,
                admin,
                until,
            },
        );
        Ok(())
    }

    /// `shortenTerm`: the end of the term.
    pub(crate) fn shorten_term(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let until = until_at(arguments, 0)?;
        let actor = self.admin()?;
        term::shortened(self.until(), until.into()).map_err(errors::violated)?;
        let [steward, admin] = [STEWARD, ADMIN].map(|slot| self.address_in(slot));
        self.install(
            &actor,
            &Stewardship {
                steward: &steward,
                admin: &admin,
                until,
            },
        );
        Ok(())
    }

    /// `stewardship`.
    pub(crate) fn view_stewardship<'a>(&self, output: &'a mut Output) -> &'a mut Output {
        output
            .append(&self.address_in(STEWARD))
            .append(&self.address_in(ADMIN))
            .numbers(&[self.until().into()])
    }

    #[inline(never)]
    fn install(&mut self, actor: &Actor, office: &Stewardship<'_>) {
        let previous = self.until();
        self.store_steward(office.steward, office.until);
        self.replace_address(ADMIN, office.admin);
        self.emit_steward(actor, office, previous);
    }
}

/// The end of a term at an index.
fn until_at(arguments: &Arguments<'_>, index: usize) -> Result<u32, Failure> {
    let mut until = [0];
    arguments.numbers(index, &[4], &mut until)?;
    let [until] = until;
    Ok(until as u32)
}

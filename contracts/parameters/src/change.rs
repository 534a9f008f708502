//! `change`: the one path by which a parameter moves.

use alm_engine::governance::{band::Move, condition::Condition};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, signed as word_of},
};

use crate::{
    actor::{Actor, Role},
    bundle::Bundle,
    contract::Parameters,
    errors, signed,
    targets::{GROUPS, Group, PARAMETERS_MAX},
};

impl Parameters {
    /// `change`: token, changes, condition.
    pub(crate) fn change(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let token = errors::present(arguments, 0)?;
        let mut bundle = Bundle::default();
        bundle.read(arguments, 1)?;
        let mut condition = Condition::none();
        signed::read(arguments, 2, &mut condition.0)?;
        let actor = self.steward()?;
        for group in &GROUPS {
            self.change_group(&actor, token, &bundle, group)?;
        }
        self.demand(token, &condition)
    }

    /// Changes the parameters of one struct: it is read, moved and written whole. Not touched where nothing moves.
    fn change_group(
        &mut self,
        actor: &Actor,
        token: &Word,
        bundle: &Bundle,
        group: &Group,
    ) -> Result<(), Failure> {
        let mut changes = bundle.of(group.first, group.count).peekable();
        if changes.peek().is_none() {
            return Ok(());
        }
        let target = self.address_in(group.target);
        let mut figures = [[0; 32]; PARAMETERS_MAX];
        let figures = figures.get_mut(..group.count).unwrap_or_default();
        self.consult(&target, group.read, token, figures)?;
        let mut has_moved = false;
        for (place, change) in changes {
            let figure = figures.get_mut(place);
            let unsuitable = || errors::unsuitable_target(&target);
            let figure = figure.ok_or_else(unsuitable)?;
            let wanted = Move {
                parameter: change.parameter,
                from: signed::number(figure).ok_or_else(unsuitable)?,
                to: change.value,
            };
            if wanted.from != wanted.to {
                self.make(actor, token, &wanted)?;
                *figure = word_of(wanted.to);
                has_moved = true;
            }
        }
        if has_moved {
            self.push(&target, group.write, token, figures)?;
        }
        Ok(())
    }

    /// Checks a move by its actor's rules, remembers its time and tells it.
    #[inline(never)]
    fn make(&mut self, actor: &Actor, token: &Word, wanted: &Move) -> Result<(), Failure> {
        let mut kept = self.load_kept(token, wanted.parameter)?;
        let now = self.now();
        kept.bound
            .permits(wanted.parameter, wanted.to)
            .map_err(errors::violated)?;
        let mut edges = [kept.bound.low, kept.bound.high];
        if actor.role == Role::Steward {
            kept.band
                .permits(wanted, kept.changed_at, now)
                .map_err(errors::violated)?;
            edges = [kept.band.low, kept.band.high];
        }
        kept.changed_at = now;
        self.store_kept(&kept);
        self.emit_change(actor, token, wanted, edges);
        Ok(())
    }
}

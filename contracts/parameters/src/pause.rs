//! Pausing new risk: the guardian's one power. Allowing it again is the owner's.

use alloy_sol_types::SolCall;
use alm_abi::IBalanceSheet::setPausedCall;
use alm_stylus::{Failure, arguments::Arguments, words::word};

use crate::{contract::Parameters, errors, storage::SHEET};

impl Parameters {
    /// `pause` and `unpause`: the token.
    pub(crate) fn set_paused(
        &mut self,
        arguments: &Arguments<'_>,
        paused: bool,
    ) -> Result<(), Failure> {
        let token = errors::present(arguments, 0)?;
        let actor = if paused {
            self.guardian()?
        } else {
            self.owner()?
        };
        self.emit_pause(&actor, token, paused);
        let sheet = self.address_in(SHEET);
        let figures = [word(paused.into())];
        self.push(&sheet, setPausedCall::SELECTOR, token, &figures)
    }
}

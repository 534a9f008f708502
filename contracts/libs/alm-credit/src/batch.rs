//! `execute`: actions for one account, in order, and one check at their end.

use alloy_sol_types::SolError;
use alm_abi::ICreditDesk as abi;
use alm_engine::refusal::Cause;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    checks::in_time,
    host,
    words::{Word, word},
};

use crate::{
    account::Account,
    desk::Desk,
    errors::{about, address, refuse},
    globals::Globals,
    layout::PAUSED,
    oracle::Purpose,
    weigh::Weighing,
};

/// Words of an action.
const ACTION_WORDS: usize = 6;

/// A batch on its way.
#[derive(Default)]
pub(crate) struct Batch {
    /// The account it is for.
    pub(crate) account: Account,
    /// Who asks for it.
    pub(crate) caller: Word,
    /// Whether he may act for the account.
    pub(crate) authorised: bool,
    /// It has borrowed: the number and the token of what it borrowed last.
    pub(crate) borrowed: Option<(u8, Word)>,
    /// It has withdrawn collateral.
    pub(crate) withdrew: bool,
}

impl Batch {
    /// Refuses a caller who may not act for the account.
    ///
    /// # Errors
    /// `NotAuthorised`.
    pub(crate) fn check_caller(&self) -> Result<(), Failure> {
        if self.authorised {
            return Ok(());
        }
        let accounts = [self.account.owner, self.caller];
        Err(Failure::new(abi::NotAuthorised::SELECTOR, &accounts))
    }
}

impl Desk {
    /// `execute`: account, deadline, actions. Under the lock.
    pub fn execute(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let owner = address(arguments, 0)?;
        in_time(self.vm(), arguments.word(1).ok_or_else(Failure::empty)?)?;
        let (actions, count) = arguments.list(2)?;
        let caller = host::sender(self.vm());
        let mut batch = Batch {
            authorised: caller == *owner || self.may_act(owner, &caller),
            caller,
            ..Batch::default()
        };
        self.load_account(owner, &mut batch.account);
        let (words, _) = actions.0.as_chunks::<32>();
        let mut actions = words.chunks_exact(ACTION_WORDS);
        for _ in 0..count {
            let action = actions.next().ok_or_else(Failure::empty)?;
            self.act(&mut batch, &Arguments(action.as_flattened()))?;
        }
        self.store_account(&batch.account);
        if batch.borrowed.is_some() || batch.withdrew && batch.account.owes() {
            self.check_supported(&batch)?;
        }
        Ok(())
    }

    /// Refuses new risk that the collateral does not support.
    ///
    /// # Errors
    /// `Paused`, `SequencerDown`, those of prices, `Undercollateralised`.
    fn check_supported(&self, batch: &Batch) -> Result<(), Failure> {
        let mut globals = Globals::default();
        self.load_globals(&mut globals);
        if globals.fields.get(PAUSED) != Some(&0) {
            return Err(refuse(Cause::Paused, 1, 0));
        }
        self.check_sequencer(&mut globals)?;
        let mut weighing = Weighing::default();
        if let Some((index, token)) = batch.borrowed {
            (weighing.debt, weighing.token) = (index, token);
        }
        let account = &batch.account;
        self.weigh(account, Purpose::Opening, &mut weighing)?;
        let tally = &weighing.tally;
        if !tally.covers() {
            let figures = [tally.counted, tally.owed];
            let selector = abi::Undercollateralised::SELECTOR;
            return Err(about(selector, &account.owner, &figures));
        }
        Ok(())
    }
}

/// An error that a number is none of those known.
pub(crate) fn unknown_action(kind: u128) -> Failure {
    Failure::new(abi::UnknownAction::SELECTOR, &[word(kind)])
}

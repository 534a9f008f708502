//! The world of a program that runs elsewhere: a transcript first, then guesses.

mod gas;
mod host;

use std::collections::{HashMap, VecDeque};

use alloy_primitives::Bytes;

use self::gas::GasModel;
use super::{
    guesses::Guesses,
    wire::{Action, Read, Record},
};
use crate::program::api::{ApiError, ApiResult, EvmEnv};

/// Actions in one reply. A run led astray by a wrong guess ends here at the latest.
const MAX_ACTIONS: usize = 256;

/// Answers a program from a transcript; where that ends, collects actions and goes on by guess.
pub(super) struct World<'a> {
    env: &'a EvmEnv,
    guesses: &'a Guesses,
    transcript: VecDeque<Record>,
    known: HashMap<Read, Bytes>,
    gas: GasModel,
    actions: Vec<Action>,
}

impl<'a> World<'a> {
    /// A call at its start. `pages` are those the program opens with.
    pub(super) fn new(
        env: &'a EvmEnv,
        guesses: &'a Guesses,
        transcript: Vec<Record>,
        pages: u16,
    ) -> Self {
        Self {
            env,
            guesses,
            transcript: transcript.into(),
            known: HashMap::new(),
            gas: GasModel::new(env.contract_address, pages),
            actions: Vec::new(),
        }
    }

    /// Ends the run with the actions that the client is to take; `last` closes the call.
    ///
    /// # Errors
    /// [`ApiError::Fatal`] when the transcript goes on although the program has ended.
    pub(super) fn finish(mut self, last: Option<Action>) -> ApiResult<Vec<Action>> {
        if let Some(action) = last {
            self.absorb();
            if let Some(record) = self.transcript.front() {
                return Err(diverged("the end of the program", record));
            }
            self.actions.push(action);
        }
        Ok(self.actions)
    }

    /// Takes in the reads that stand next in the transcript.
    fn absorb(&mut self) {
        while let Some(Record::Read(read, value)) = self.transcript.front() {
            self.guesses
                .saw_read(self.env.contract_address, *read, value.clone());
            self.known.insert(*read, value.clone());
            self.transcript.pop_front();
        }
    }

    /// The record that stands next, reads taken in; `None` when the transcript has ended.
    fn next_record(&mut self) -> Option<Record> {
        self.absorb();
        self.transcript.pop_front()
    }

    /// A value known by now, or asked for and guessed.
    fn read(&mut self, read: Read) -> ApiResult<Bytes> {
        self.absorb();
        if let Some(value) = self.known.get(&read) {
            return Ok(value.clone());
        }
        if let Some(record) = self.transcript.front() {
            return Err(diverged("a read", record));
        }
        let guess = self.guesses.read(self.env.contract_address, read);
        self.act(Action::Read(read, guess.clone()))?;
        self.known.insert(read, guess.clone());
        Ok(guess)
    }

    /// Something that is done without an answer: already done, or to be done now.
    fn effect(&mut self, expected: &Record, action: Action) -> ApiResult<()> {
        match self.next_record() {
            Some(record) if record == *expected => Ok(()),
            Some(record) => Err(diverged("an effect", &record)),
            None => self.act(action),
        }
    }

    fn act(&mut self, action: Action) -> ApiResult<()> {
        if self.actions.len() >= MAX_ACTIONS {
            return Err(ApiError::Suspended);
        }
        self.actions.push(action);
        Ok(())
    }

    /// Another contract has run: what was read before may have changed.
    fn forget(&mut self) {
        self.known.clear();
    }
}

fn diverged(asked: &str, record: &Record) -> ApiError {
    ApiError::Fatal(format!(
        "the program asks for {asked} where the transcript holds {record:?}"
    ))
}

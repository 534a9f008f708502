//! One request: run the program from its start, as far as it comes.

use std::{path::Path, time::Instant};

use alloy_primitives::B256;

use super::{
    guesses::Guesses,
    programs::{ProgramError, Programs, Runtime},
    statistics::{Statistics, Summary},
    wire::{Action, Request, WireError, encode},
    world::World,
};
use crate::program::api::{ApiError, Outcome, RunResult};

/// Gas of a program call at most: the cap of a transaction on the chain. Also what bounds a run
/// that a wrong guess has sent into a loop.
const GAS_CAP: u64 = 32_000_000;

/// Ink of one gas.
const INK_PRICE: u64 = 10_000;

/// Why a request has no answer.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError {
    /// The request is malformed.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The program was never registered here (perhaps the executor was restarted).
    #[error("program {0} is not registered with this executor: deploy it again")]
    UnknownProgram(B256),
    /// Transcript and program disagree.
    #[error(transparent)]
    World(#[from] ApiError),
}

/// Runs programs for clients that bring their own EVM.
pub struct Executor {
    programs: Programs,
    guesses: Guesses,
    statistics: Statistics,
}

impl Executor {
    /// An executor that knows no program yet.
    #[must_use]
    pub fn new(runtime: Box<dyn Runtime>) -> Self {
        Self {
            programs: Programs::new(runtime),
            guesses: Guesses::default(),
            statistics: Statistics::default(),
        }
    }

    /// Makes a `.wasm` or `.wat` file known; returns the hash to name it by.
    ///
    /// # Errors
    /// [`ProgramError`] when it cannot be read or a chain would refuse it.
    pub fn register(&self, path: &Path) -> Result<B256, ProgramError> {
        self.programs.register(path)
    }

    /// Answers one request with the encoded actions the client is to take.
    ///
    /// # Errors
    /// [`ExecuteError`]; every error is also counted in [`Summary::failures`].
    pub fn execute(&self, request: &[u8]) -> Result<Vec<u8>, ExecuteError> {
        let started = Instant::now();
        let decoded = Request::decode(request);
        let first = decoded
            .as_ref()
            .is_ok_and(|request| request.transcript.is_empty());
        let reply = decoded
            .map_err(ExecuteError::from)
            .and_then(|request| self.step(request));
        self.statistics
            .count(first, reply.is_err(), started.elapsed());
        reply.map(|actions| encode(&actions))
    }

    /// What has been done so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.statistics.summary()
    }

    fn step(&self, request: Request) -> Result<Vec<Action>, ExecuteError> {
        let Request {
            program,
            env,
            gas,
            calldata,
            transcript,
        } = request;
        let program = self
            .programs
            .get(program)
            .ok_or(ExecuteError::UnknownProgram(program))?;
        let ink = gas.min(GAS_CAP).saturating_mul(INK_PRICE);
        let mut world = World::new(&env, &self.guesses, transcript, program.pages());
        let last = match program.run(&env, &calldata, ink, &mut world) {
            Ok(result) => Some(end(result)),
            Err(ApiError::Suspended) => None,
            Err(error) => return Err(error.into()),
        };
        Ok(world.finish(last)?)
    }
}

fn end(result: RunResult) -> Action {
    match result.outcome {
        Outcome::Success => Action::Return(result.output),
        Outcome::Revert => Action::Revert(result.output),
        Outcome::Failure => Action::Revert(alloy_primitives::Bytes::new()),
        Outcome::OutOfInk | Outcome::OutOfStack => Action::Halt,
    }
}

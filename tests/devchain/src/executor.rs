//! Runs Stylus programs for somebody else's EVM.
//!
//! A client (the contract that stands where a program should live, see `tests/foundry`) sends the
//! program's hash, its environment and calldata, and a transcript of everything done so far in this
//! call. The program runs from its start: the transcript answers what it asks, and from the first
//! unanswered request on the run goes on *by guess*, with the values seen last. The reply is the
//! list of actions the program takes from there, each with the answer that was guessed; the client
//! performs them in order until an answer differs, and asks again. No session is kept: a client
//! that forgets a call half-way, as an EVM does on revert, leaves nothing behind.

mod guesses;
mod programs;
mod run;
mod runtime;
mod server;
mod statistics;
#[cfg(test)]
mod tests;
mod wire;
mod world;

pub use programs::{Program, ProgramError, Programs, Runtime};
pub use run::{ExecuteError, Executor};
pub use runtime::StylusRuntime;
pub use server::{Endpoint, ServeError, serve};
pub use statistics::Summary;
pub use wire::{Action, Answer, Read, Record, Request, WireError};

/// ArbOS whose rules hold: what may be activated, what a program sees, what pages cost.
const ARBOS: u64 = 61;

//! The seam to the WASM runtime.

use super::{
    api::ApiError,
    host::{Escape, Host},
};

/// Ink of a running program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meter {
    /// So much is left.
    Ready(u64),
    /// It ran dry.
    Exhausted,
}

impl Meter {
    /// Ink left, zero when exhausted.
    pub fn ink(self) -> u64 {
        match self {
            Self::Ready(ink) => ink,
            Self::Exhausted => 0,
        }
    }
}

/// A running program as a host function sees it.
pub trait Guest {
    /// Ink.
    fn meter(&mut self) -> Meter;
    /// Sets the ink.
    fn set_meter(&mut self, meter: Meter);
    /// Memory.
    fn memory(&mut self) -> &mut [u8];
}

/// How a run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start {
    /// Ink.
    pub ink: u64,
    /// Stack words.
    pub stack_words: u32,
    /// Argument of the entry point: length of the calldata.
    pub argument: u32,
}

/// Why the entry point came back.
#[derive(Debug)]
pub enum End {
    /// It returned a status.
    Returned(u32),
    /// A host function ended it.
    Escaped(Escape),
    /// The runtime's own stack ran out.
    NativeOverflow,
    /// It trapped; the text is for diagnosis only.
    Trapped(String),
}

/// A run that has ended, before it is judged.
#[derive(Debug)]
pub struct Finish {
    /// Why.
    pub end: End,
    /// Ink at the end.
    pub meter: Meter,
    /// Stack words at the end; zero after an overflow.
    pub stack_left: u32,
}

/// Code the runtime does not take. Programs that passed validation always compile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the WASM runtime refuses the program: {0}")]
pub struct CompileError(pub String);

/// A WASM runtime.
pub trait Engine: Send + Sync {
    /// Machine code, cheap to clone.
    type Module: Clone + Send + Sync;

    /// Compiles an instrumented program; `debug` links the imports of debug chains.
    ///
    /// # Errors
    /// [`CompileError`] if the runtime does not take it.
    fn compile(&self, wasm: &[u8], debug: bool) -> Result<Self::Module, CompileError>;

    /// Runs the entry point of a fresh instance; host functions act on `host`.
    ///
    /// # Errors
    /// [`ApiError::Fatal`] if no instance could be made.
    fn execute(
        &self,
        module: &Self::Module,
        start: Start,
        host: &mut Host<'_>,
    ) -> Result<Finish, ApiError>;
}

//! The programs an executor knows, by the hash of their WASM.

use std::{
    collections::{HashMap, hash_map::Entry},
    fs,
    path::Path,
    sync::Arc,
};

use alloy_primitives::{B256, keccak256};
use parking_lot::Mutex;

use crate::program::api::{ApiResult, EvmApi, EvmEnv, RunResult};

/// A compiled program.
pub trait Program: Send + Sync {
    /// Runs it from its start.
    ///
    /// # Errors
    /// Whatever the world answered instead of a value; never an outcome of the program itself.
    fn run(
        &self,
        env: &EvmEnv,
        calldata: &[u8],
        ink: u64,
        world: &mut dyn EvmApi,
    ) -> ApiResult<RunResult>;

    /// WASM pages it opens with.
    fn pages(&self) -> u16;
}

/// Turns WASM into programs.
pub trait Runtime: Send + Sync {
    /// Validates, instruments and compiles.
    ///
    /// # Errors
    /// Why a chain would refuse to activate it, as text.
    fn compile(&self, wasm: &[u8]) -> Result<Arc<dyn Program>, String>;
}

/// Why a program cannot be registered.
#[derive(Debug, thiserror::Error)]
pub enum ProgramError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}; build the contracts first")]
    Unreadable {
        /// Its path.
        path: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is neither WASM nor its text form.
    #[error("{path} is not WASM: {reason}")]
    NotWasm {
        /// Its path.
        path: String,
        /// Why.
        reason: String,
    },
    /// A chain would not activate it.
    #[error("{path} cannot be activated: {reason}")]
    Refused {
        /// Its path.
        path: String,
        /// Why.
        reason: String,
    },
}

/// Programs by hash, compiled once.
pub struct Programs {
    runtime: Box<dyn Runtime>,
    compiled: Mutex<HashMap<B256, Arc<dyn Program>>>,
}

impl Programs {
    /// None yet.
    #[must_use]
    pub fn new(runtime: Box<dyn Runtime>) -> Self {
        Self {
            runtime,
            compiled: Mutex::default(),
        }
    }

    /// Reads a `.wasm` or `.wat` file and returns the hash of its WASM. Reading it again is cheap
    /// and notices a rebuilt file.
    ///
    /// # Errors
    /// [`ProgramError`] with the path in it.
    pub fn register(&self, path: &Path) -> Result<B256, ProgramError> {
        let name = path.display().to_string();
        let file = fs::read(path).map_err(|source| ProgramError::Unreadable {
            path: name.clone(),
            source,
        })?;
        let wasm = wat::parse_bytes(&file).map_err(|error| ProgramError::NotWasm {
            path: name.clone(),
            reason: error.to_string(),
        })?;
        let hash = keccak256(&wasm);
        // The lock is held while compiling: two tests that register the same file compile it once.
        if let Entry::Vacant(place) = self.compiled.lock().entry(hash) {
            let refused = |reason| ProgramError::Refused { path: name, reason };
            place.insert(self.runtime.compile(&wasm).map_err(refused)?);
        }
        Ok(hash)
    }

    /// A program registered before.
    #[must_use]
    pub fn get(&self, hash: B256) -> Option<Arc<dyn Program>> {
        self.compiled.lock().get(&hash).cloned()
    }
}

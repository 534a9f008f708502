//! What can go wrong between source and bytes.

use std::io;
use std::path::{Path, PathBuf};

use crate::Level;

/// Why a contract could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// No folder upward is the workspace.
    #[error("{0} lies in no checkout of this workspace; run the tool inside one")]
    NoWorkspace(PathBuf),
    /// No compiler, or no optimiser, that can do it.
    #[error(transparent)]
    Tool(#[from] alm_front::Failure),
    /// A file or program cannot be used.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// Which one.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file or an answer of a program is not what it should be.
    #[error("{what}: {reason}")]
    Malformed {
        /// Which one.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// No contract has that name.
    #[error("there is no contract `{name}`; there are: {known}")]
    UnknownContract {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The compiler refused.
    #[error("`{contract}` does not compile at level {level}; the compiler's messages are above")]
    Compile {
        /// Which contract.
        contract: String,
        /// At which level.
        level: Level,
    },
    /// The optimiser refused.
    #[error("wasm-opt refuses `{contract}`: {reason}")]
    Optimise {
        /// Which contract.
        contract: String,
        /// In its words.
        reason: String,
    },
    /// The WASM has no entry point.
    #[error(
        "`{contract}` exports no `user_entrypoint`: is `#[entrypoint]` there, and no feature on \
         (contract-client-gen, stylus-test) that removes it?"
    )]
    NoEntryPoint {
        /// Which contract.
        contract: String,
    },
    /// A chain would refuse the WASM.
    #[error("ArbOS {arbos} would not activate `{contract}`: {reason}")]
    Refused {
        /// Which contract.
        contract: String,
        /// Whose rules.
        arbos: u64,
        /// The rule it breaks.
        reason: String,
    },
    /// The code is larger than a chain, or its own budget, allows.
    #[error("`{contract}` is {have} bytes compressed, {limit} are allowed ({whose})")]
    TooLarge {
        /// Which contract.
        contract: String,
        /// Bytes of deployed code.
        have: usize,
        /// Most bytes allowed.
        limit: usize,
        /// Whose limit it is.
        whose: &'static str,
    },
    /// The contract has not been built yet.
    #[error("`{0}` is not built; run `cargo alm build`")]
    NotBuilt(String),
}

impl BuildError {
    /// An error of the system, with the file it is about.
    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_path_buf(),
            source,
        }
    }

    /// Something that cannot be understood.
    pub(crate) fn malformed(what: impl Into<String>, reason: impl ToString) -> Self {
        Self::Malformed {
            what: what.into(),
            reason: reason.to_string(),
        }
    }
}

//! The last pass over the program, by Binaryen's `wasm-opt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use alm_front::{Failure, path, process};

use crate::{BuildError, Contract};

/// For size; of the later features of WASM, these are the ones that activations accept and the
/// pass has to be told about.
///
/// The compiler puts its stack at the bottom of the memory and grows it downwards, so the first KiB
/// holds no object an offset could be folded into by mistake.
const FLAGS: [&str; 5] = [
    "-Oz",
    "--converge",
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-sign-ext",
];

/// The optimiser of this machine.
#[derive(Debug, Clone)]
pub(super) struct Optimiser {
    program: PathBuf,
    version: String,
}

impl Optimiser {
    /// Look for it on the path.
    pub(super) fn find() -> Result<Self, Failure> {
        let program = path::find("wasm-opt").ok_or_else(|| {
            Failure::new("wasm-opt is not on the path; on Debian run `apt-get install binaryen`")
        })?;
        let version = process::output(Command::new(&program).arg("--version"))
            .ok_or_else(|| Failure::new(format!("{} does not run", program.display())))?;
        Ok(Self { program, version })
    }

    /// Its version line.
    pub(super) fn version(&self) -> &str {
        &self.version
    }

    /// The optimised program; files it needs lie in `folder`.
    pub(super) fn run(
        &self,
        contract: &Contract,
        wasm: &[u8],
        folder: &Path,
    ) -> Result<Vec<u8>, BuildError> {
        let from = folder.join(format!("{}.plain.wasm", contract.name));
        let to = folder.join(format!("{}.optimised.wasm", contract.name));
        fs::create_dir_all(folder).map_err(BuildError::io(folder))?;
        fs::write(&from, wasm).map_err(BuildError::io(&from))?;
        let output = Command::new(&self.program)
            .args(FLAGS)
            .arg(&from)
            .arg("-o")
            .arg(&to)
            .stdin(Stdio::null())
            .output()
            .map_err(BuildError::io(&self.program))?;
        if !output.status.success() {
            return Err(BuildError::Optimise {
                contract: contract.name.clone(),
                reason: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            });
        }
        let optimised = fs::read(&to).map_err(BuildError::io(&to))?;
        for file in [&from, &to] {
            fs::remove_file(file).map_err(BuildError::io(file))?;
        }
        Ok(optimised)
    }
}

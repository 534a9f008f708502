//! The Solidity side of the public language, generated from its one declaration in Rust.
//!
//! Every `sol!` block of `alm-abi` becomes a Solidity file, its ABI as JSON, and lines in the table
//! of selectors. The compiler proves that the files are Solidity.

mod abi;
mod extract;
mod selectors;
mod solc;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{BuildError, Workspace};
use extract::Declaration;

/// The generated files by their path below `solidity-interfaces`.
pub type Files = BTreeMap<PathBuf, String>;

/// Generate every file.
///
/// # Errors
/// When a declaration is malformed, or the Solidity compiler is missing or refuses it.
pub fn generate(workspace: &Workspace) -> Result<Files, BuildError> {
    let declarations = declarations(&workspace.root().join("contracts/libs/alm-abi/src"))?;
    let sources: BTreeMap<_, _> = declarations
        .iter()
        .map(|found| (found.name.clone(), found.solidity()))
        .collect();
    let interfaces = solc::compile(&workspace.foundry(), &sources)?;
    let mut files = Files::new();
    for (name, source) in sources {
        files.insert(PathBuf::from(format!("src/{name}.sol")), source);
    }
    for (name, items) in &interfaces {
        files.insert(
            PathBuf::from(format!("abi/{name}.json")),
            abi::json(name, items)?,
        );
    }
    files.insert(
        PathBuf::from("selectors.txt"),
        selectors::table(&interfaces),
    );
    Ok(files)
}

/// Write the files, and remove generated ones that no declaration makes any more.
///
/// # Errors
/// When a file cannot be written or removed.
pub fn write(workspace: &Workspace, files: &Files) -> Result<(), BuildError> {
    let folder = workspace.interfaces();
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(&folder);
        fs::create_dir_all(parent).map_err(BuildError::io(parent))?;
        fs::write(&path, text).map_err(BuildError::io(&path))?;
    }
    for path in present(&folder)? {
        if !files.contains_key(&path) {
            let path = folder.join(path);
            fs::remove_file(&path).map_err(BuildError::io(&path))?;
        }
    }
    Ok(())
}

/// Files on disk that are not what the declarations say: changed, missing or left over.
///
/// # Errors
/// When a folder cannot be read.
pub fn differences(workspace: &Workspace, files: &Files) -> Result<Vec<PathBuf>, BuildError> {
    let folder = workspace.interfaces();
    let is_other = |(path, text): &(&PathBuf, &String)| {
        fs::read_to_string(folder.join(path)).ok().as_ref() != Some(*text)
    };
    let changed = files.iter().filter(is_other).map(|(path, _)| path.clone());
    let mut all: Vec<_> = changed.collect();
    let left_over = |path: &PathBuf| !files.contains_key(path);
    all.extend(present(&folder)?.into_iter().filter(left_over));
    Ok(all)
}

fn declarations(folder: &Path) -> Result<Vec<Declaration>, BuildError> {
    let mut found = Vec::new();
    for path in files_in(folder, "rs")? {
        let text = fs::read_to_string(&path).map_err(BuildError::io(&path))?;
        let name = path.display().to_string();
        found.extend(extract::declarations(&name, &text)?);
    }
    Ok(found)
}

/// Generated files on disk, relative to their folder.
fn present(folder: &Path) -> Result<Vec<PathBuf>, BuildError> {
    let mut found = files_in(&folder.join("src"), "sol")?;
    found.extend(files_in(&folder.join("abi"), "json")?);
    let relative = |path: PathBuf| path.strip_prefix(folder).map(Path::to_path_buf).ok();
    Ok(found.into_iter().filter_map(relative).collect())
}

fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, BuildError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(BuildError::io(folder)(error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(BuildError::io(folder))?.path();
        if path.extension().is_some_and(|have| have == extension) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

//! Programs by name, as a shell would find them.

use std::env;
use std::path::{Path, PathBuf};

/// The program's file, if a folder of `PATH` holds an executable of that name.
pub fn find(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|file| is_executable(file))
}

/// True for a file somebody may execute.
pub fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_find_knows_the_shell() {
        let shell = find("sh").expect("every Unix has a shell on its path");
        assert!(is_executable(&shell));
    }

    #[test]
    fn test_find_refuses_what_is_not_there() {
        assert_eq!(find("no-such-program-anywhere"), None);
    }

    #[test]
    fn test_is_executable_refuses_folders() {
        assert!(!is_executable(Path::new("/")));
    }
}

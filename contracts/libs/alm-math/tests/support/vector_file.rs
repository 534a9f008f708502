//! Reading a vector file.

use serde_json::Value;
use std::{env, fs, path::PathBuf};

/// One case of a vector file.
pub(crate) struct Case(Value);

impl Case {
    /// Its name.
    pub(crate) fn id(&self) -> &str {
        self.0["id"].as_str().expect("a case has a text `id`")
    }

    /// An argument, as decimal text.
    pub(crate) fn input(&self, name: &str) -> &str {
        self.text("in", name)
    }

    /// An expected result, as text.
    pub(crate) fn out(&self, name: &str) -> &str {
        self.text("out", name)
    }

    fn text(&self, part: &str, name: &str) -> &str {
        self.0[part][name]
            .as_str()
            .unwrap_or_else(|| panic!("{}: no text `{part}.{name}`", self.id()))
    }
}

/// The folder: `ALM_VECTORS`, taken from the root of the repository if relative, else `tests/vectors` there.
fn folder() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..");
    root.join(env::var_os("ALM_VECTORS").unwrap_or_else(|| "tests/vectors".into()))
}

/// All cases of a file; a missing file or one without cases is a failure.
pub(crate) fn load(name: &str) -> Vec<Case> {
    let path = folder().join(name).with_extension("json");
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases = document["cases"].as_array().cloned().unwrap_or_default();
    assert!(!cases.is_empty(), "{}: no cases", path.display());
    cases.into_iter().map(Case).collect()
}

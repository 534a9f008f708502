//! What is generated and committed: Solidity interfaces, compiled Solidity, sizes.

use alm_build::{Manifest, Workspace, helpers::HELPERS, interfaces, sizes::Sizes};

use crate::commands::build;

/// The interfaces on disk are what the declarations generate.
pub(super) fn interfaces(workspace: &Workspace, update: bool) -> eyre::Result<Vec<String>> {
    let files = interfaces::generate(workspace)?;
    if update {
        interfaces::write(workspace, &files)?;
    }
    let differences = interfaces::differences(workspace, &files)?;
    let complaint = |path: &std::path::PathBuf| {
        format!(
            "solidity-interfaces/{} is not what contracts/libs/alm-abi declares; run \
             `cargo alm check --update`",
            path.display()
        )
    };
    Ok(differences.iter().map(complaint).collect())
}

/// The Solidity that is deployed without a compiler at hand is what its source compiles to.
pub(super) fn artifacts(workspace: &Workspace, update: bool) -> eyre::Result<Vec<String>> {
    let mut complaints = Vec::new();
    for helper in HELPERS {
        let want = helper.compile(workspace)?;
        if update {
            helper.write(workspace, &want)?;
        }
        if helper.read(workspace).ok() != Some(want) {
            complaints.push(format!(
                "{} is not what its source compiles to; run `cargo alm check artifacts --update`",
                helper.path(workspace).display()
            ));
        }
    }
    Ok(complaints)
}

/// The contracts, built now, are as large as recorded.
pub(super) fn sizes(workspace: &Workspace, update: bool) -> eyre::Result<Vec<String>> {
    let built = build::ensure()?;
    if update {
        Sizes::from(&built).write(workspace)?;
    }
    let recorded = Sizes::read(workspace)?;
    Ok(complaints(&recorded, &built))
}

fn complaints(recorded: &Sizes, built: &Manifest) -> Vec<String> {
    let complaint = |words: String| {
        format!("{words}; if that is meant, run `cargo alm build` and commit contracts/sizes.json")
    };
    recorded
        .differences(built)
        .into_iter()
        .map(complaint)
        .collect()
}

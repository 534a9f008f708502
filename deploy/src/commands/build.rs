//! `cargo alm build`: from Rust source to the bytes that ship.

use alm_build::{Built, Contract, Entry, Level, Manifest, Pipeline, Workspace, contract, sizes};

/// What to build.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these contracts (all of them when none is named)
    #[arg(value_name = "CONTRACT")]
    pub contracts: Vec<String>,
    /// Try every optimisation level and report which is smallest compressed
    #[arg(long)]
    pub search_levels: bool,
}

/// Build the contracts and record their sizes.
///
/// # Errors
/// When no toolchain can do it, when a contract does not compile, or when its bytes break a rule.
pub fn run(args: Args) -> eyre::Result<()> {
    let pipeline = Pipeline::new(Workspace::locate()?)?;
    let mut chosen = contract::select(pipeline.programs()?, &args.contracts)?;
    if args.search_levels {
        chosen.retain(|contract| contract.ships || !args.contracts.is_empty());
        return search(&pipeline, &chosen);
    }
    let manifest = build(&pipeline, &chosen)?;
    let recorded = Manifest::read(pipeline.workspace())?;
    sizes::Sizes::from(&recorded).write(pipeline.workspace())?;
    for entry in &manifest.contracts {
        println!("{}", line(entry));
    }
    Ok(())
}

/// Build every contract and test program, as other verbs need them; nothing committed is written.
///
/// # Errors
/// As [`run`].
pub fn ensure() -> eyre::Result<Manifest> {
    let pipeline = Pipeline::new(Workspace::locate()?)?;
    let programs = pipeline.programs()?;
    build(&pipeline, &programs)
}

fn build(pipeline: &Pipeline, contracts: &[Contract]) -> eyre::Result<Manifest> {
    let tools = pipeline.tools();
    eprintln!(
        "alm: contracts by {} and {}",
        tools.compiler, tools.wasm_opt
    );
    let mut entries = Vec::new();
    for (index, contract) in contracts.iter().enumerate() {
        let number = index + 1;
        eprintln!("alm: [{number}/{}] {}", contracts.len(), contract.name);
        let Built { artifact, entry } = pipeline.build(contract)?;
        artifact.store(pipeline.workspace())?;
        // What does not ship is in no record of what does.
        if contract.ships {
            entries.push(entry);
        }
    }
    let manifest = Manifest {
        tools,
        contracts: entries,
    };
    manifest.write(pipeline.workspace())?;
    Ok(manifest)
}

fn search(pipeline: &Pipeline, contracts: &[Contract]) -> eyre::Result<()> {
    for contract in contracts {
        let mut entries = Vec::new();
        for level in Level::ALL {
            eprintln!("alm: {} at level {level}", contract.name);
            entries.push(pipeline.build_at(contract, level)?.entry);
        }
        entries.sort_by_key(|entry| entry.code_bytes);
        for entry in &entries {
            println!("{}", line(entry));
        }
        if let Some(best) = entries
            .first()
            .filter(|best| best.opt_level != contract.level.as_str())
        {
            println!(
                "{}: set `opt-level = \"{}\"` under [package.metadata.contract] in its Cargo.toml",
                contract.name, best.opt_level
            );
        }
    }
    Ok(())
}

fn line(entry: &Entry) -> String {
    format!(
        "{}: {} bytes of code ({} of WASM, level {}), code hash {}",
        entry.name, entry.code_bytes, entry.wasm_bytes, entry.opt_level, entry.code_hash
    )
}

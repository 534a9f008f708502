//! What `cargo alm` says of itself before anything is built.

/// The list of verbs.
pub(crate) const TEXT: &str = "\
Build, test, deploy and replay the asset-liability management engine.

Usage: cargo alm <VERB> [OPTIONS]

Verbs:
  build    Compile the contracts to the bytes that ship, and check them
  test     Run the tests: unit, vectors, wat, integration, forge
  chain    Start the embedded chain and serve JSON-RPC
  deploy   Deploy the contracts to any Arbitrum RPC
  replay   Play a price history through the contracts and write a report
  demo     Replay a seeded synthetic crash
  check    Check format, lints, docs, sizes, generated interfaces and licences
  bench    Measure gas of every operation and transactions per second of the chain
  stylus   Run cargo-stylus and cast against the embedded chain

`cargo alm <VERB> --help` lists a verb's options. The first run prepares the machine and builds
the tool; that takes some minutes and shows its progress.
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verb::Verb;

    #[test]
    fn test_text_names_every_verb() {
        for verb in Verb::ALL {
            let line = format!("\n  {} ", verb.name());
            assert!(TEXT.contains(&line), "{}", verb.name());
        }
    }
}

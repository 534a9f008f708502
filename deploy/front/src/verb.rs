//! The verbs, and what a machine needs for each.

use alm_front::Failure;

/// What the user wants done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Compile the contracts.
    Build,
    /// Run the tests.
    Test,
    /// Serve the embedded chain.
    Chain,
    /// Deploy the contracts.
    Deploy,
    /// Replay a price history.
    Replay,
    /// Replay a synthetic one.
    Demo,
    /// Check everything.
    Check,
    /// Measure.
    Bench,
    /// Run the platform's tools against the embedded chain.
    Stylus,
}

impl Verb {
    /// Every verb.
    pub(crate) const ALL: [Self; 9] = [
        Self::Build,
        Self::Test,
        Self::Chain,
        Self::Deploy,
        Self::Replay,
        Self::Demo,
        Self::Check,
        Self::Bench,
        Self::Stylus,
    ];

    /// As the user types it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Build => "build",
            Self::Test => "test",
            Self::Chain => "chain",
            Self::Deploy => "deploy",
            Self::Replay => "replay",
            Self::Demo => "demo",
            Self::Check => "check",
            Self::Bench => "bench",
            Self::Stylus => "stylus",
        }
    }

    /// The verb of that name.
    ///
    /// # Errors
    /// When there is none, with those there are.
    pub(crate) fn parse(name: &str) -> Result<Self, Failure> {
        let found = Self::ALL.into_iter().find(|verb| verb.name() == name);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Failure::new(format!("there is no verb `{name}`; the verbs are {names}"))
        })
    }

    /// True if the verb builds contracts.
    pub(crate) fn needs_contract_tools(self) -> bool {
        self != Self::Chain
    }

    /// True if the verb uses Foundry or the Solidity compiler.
    pub(crate) fn needs_packages(self) -> bool {
        matches!(self, Self::Test | Self::Check | Self::Stylus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parse_knows_every_verb() {
        for verb in Verb::ALL {
            assert_eq!(Verb::parse(verb.name()), Ok(verb));
        }
    }

    #[test]
    fn test_parse_of_something_else_lists_the_verbs() {
        let failure = Verb::parse("destroy").expect_err("there is no such verb");
        assert!(failure.to_string().contains("build, test, chain, deploy"));
    }
}

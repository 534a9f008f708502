//! The plan's file.

use std::path::Path;

use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{
    asset::AssetPlan, book::BookPlan, credit::CreditPlan, error::PlanError,
    governance::GovernancePlan, matrix::MatrixPlan, monitor::MonitorPlan,
};

/// What is to be deployed, and by which rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name of the deployment; part of the addresses, and of the record's name.
    pub network: String,
    /// Chain id the plan is for; a different chain is refused. Absent: any.
    #[serde(default)]
    pub chain_id: Option<u64>,
    /// Who is to own the contracts in the end; absent: who deploys.
    #[serde(default)]
    pub owner: Option<Address>,
    /// The contract that deploys, activates and constructs in one transaction, when it is not at
    /// its usual address.
    #[serde(default)]
    pub stylus_deployer: Option<Address>,
    /// Whether to bid for a place in the program cache.
    #[serde(default)]
    pub cache: bool,
    /// Assets to list.
    #[serde(default)]
    pub assets: Vec<AssetPlan>,
    /// The matrix of their correlations; absent: none.
    #[serde(default)]
    pub matrix: Option<MatrixPlan>,
    /// The monitor of a book; absent: none.
    #[serde(default)]
    pub monitor: Option<MonitorPlan>,
    /// Whether to deploy a reader of depths.
    #[serde(default)]
    pub depth_reader: bool,
    /// Books of the pool; without any, there is no pool.
    #[serde(default)]
    pub books: Vec<BookPlan>,
    /// Who governs the pool beside its owner.
    #[serde(default)]
    pub governance: GovernancePlan,
    /// The credit desk of the pool; absent: none.
    #[serde(default)]
    pub credit: Option<CreditPlan>,
}

impl Plan {
    /// Reads and checks a plan.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn read(path: &Path) -> Result<Self, PlanError> {
        let io = |source| PlanError::Io {
            path: path.to_path_buf(),
            source,
        };
        let text = std::fs::read_to_string(path).map_err(io)?;
        let toml = |source| PlanError::Toml {
            path: path.to_path_buf(),
            source: Box::new(source),
        };
        let plan: Self = toml::from_str(&text).map_err(toml)?;
        plan.check()?;
        Ok(plan)
    }

    /// Checks what can be checked without a chain.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn check(&self) -> Result<(), PlanError> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if self.network.is_empty() || !self.network.chars().all(allowed) {
            return Err(PlanError::Name(self.network.clone()));
        }
        if self.owner.is_some_and(|owner| owner.is_zero()) {
            return Err(PlanError::Zero("owner"));
        }
        for (index, asset) in self.assets.iter().enumerate() {
            asset.check()?;
            if self.assets[..index]
                .iter()
                .any(|earlier| earlier.asset == asset.asset)
            {
                return Err(PlanError::Twice(asset.name.clone()));
            }
        }
        if let Some(matrix) = &self.matrix {
            matrix.encode()?;
        }
        if let Some(monitor) = &self.monitor {
            monitor.watched(&self.books)?;
        }
        self.check_books()?;
        if let Some(credit) = &self.credit {
            credit.check()?;
        }
        self.governance.check(&self.books)
    }

    fn check_books(&self) -> Result<(), PlanError> {
        for (index, book) in self.books.iter().enumerate() {
            book.check()?;
            let mut earlier = self.books.iter().take(index);
            if earlier.any(|other| other.token == book.token || other.name == book.name) {
                return Err(PlanError::BookTwice(book.name.clone()));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            book_settings::{RateSettings, TermSettings},
            fixed_settings::FixedSettings,
            settings::{FeedSettings, LiquiditySettings, ParameterSettings},
        },
        *,
    };

    fn read(text: &str) -> Result<Plan, PlanError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("plan.toml");
        std::fs::write(&path, text).expect("a file in it");
        Plan::read(&path)
    }

    const ASSET: &str = "[[assets]]\nname = \"ETH\"\nasset = \"0x1111111111111111111111111111111111111111\"\n\
                         feed = \"0x2222222222222222222222222222222222222222\"\n";

    #[test]
    fn test_plan_read_takes_defaults() {
        let plan = read(&format!("network = \"local\"\n{ASSET}")).unwrap();
        assert_eq!(plan.assets.len(), 1);
        assert_eq!(plan.assets[0].sampling.encode().unwrap(), (3_600, 8_000));
    }

    #[test]
    fn test_plan_read_sample_with_every_value_shown_is_the_default() {
        let sample = include_str!("../../config/local.toml");
        assert_eq!(read(sample).unwrap().network, "local");
        // The examples are comments without a blank after the sign, or with one: values, not prose.
        let shown = sample.lines().map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || rest.contains(" = ") => rest,
            _ => line,
        });
        let plan = read(&shown.collect::<Vec<_>>().join("\n")).unwrap();
        assert_eq!(plan.assets.len(), 1);
        assert_eq!(plan.assets[0].sampling, FeedSettings::default());
        assert_eq!(plan.assets[0].parameters, ParameterSettings::default());
        assert_eq!(plan.assets[0].liquidity, LiquiditySettings::default());
        assert_eq!(plan.books.len(), 1);
        assert_eq!(plan.books[0].terms, TermSettings::default());
        assert_eq!(plan.books[0].rate, RateSettings::default());
        let fixed = plan.books[0].fixed.clone();
        assert_eq!(fixed, Some(FixedSettings::default()));
        assert_eq!(plan.books[0].desks.len(), 1);
        let steward = plan.governance.steward.as_ref().unwrap();
        assert_eq!(steward.seconds().unwrap(), 90 * 86_400);
        let band = plan.governance.bands[0].encode(&plan.books).unwrap();
        assert_eq!((band.parameter, band.band.step), (6, 100));
        let bare = BookPlan::new("USDC", plan.books[0].token, 6);
        assert_eq!(plan.books[0].share(), bare.share());
        assert_eq!(plan.books[0].seed, bare.seed);
        assert_eq!(
            plan.stylus_deployer,
            Some(crate::deployment::DEPLOYER),
            "the usual one"
        );
    }

    #[test]
    fn test_plan_read_refuses_what_it_does_not_know() {
        let error = read("network = \"local\"\nowners = 1\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("owners"), "{error}");
        let error = read(&format!(
            "network = \"x\"\n{ASSET}[assets.parameters]\nbonus = \"lots\"\n"
        ));
        assert!(
            error
                .unwrap_err()
                .to_string()
                .contains("asset ETH, `bonus`")
        );
        let error = read("network = \"../evil\"\n").unwrap_err();
        assert!(matches!(error, PlanError::Name(_)), "{error}");
        let error = read(&format!("network = \"x\"\n{ASSET}{ASSET}")).unwrap_err();
        assert!(matches!(error, PlanError::Twice(name) if name == "ETH"));
        let token = |name: &str, byte: &str| {
            let address = byte.repeat(20);
            format!("[[books]]\nname = \"{name}\"\ntoken = \"0x{address}\"\ndecimals = 6\n")
        };
        let (first, same) = (token("USDC", "33"), token("USDT", "33"));
        let error = read(&format!("network = \"x\"\n{first}{same}")).unwrap_err();
        assert!(matches!(error, PlanError::BookTwice(name) if name == "USDT"));
        let zero = ASSET.replace(
            "0x2222222222222222222222222222222222222222",
            &format!("0x{}", "0".repeat(40)),
        );
        assert!(matches!(
            read(&format!("network = \"x\"\n{zero}")),
            Err(PlanError::Zero("feed"))
        ));
    }
}

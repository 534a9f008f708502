//! Settings of a replay: what every asset gets, and what single assets get instead.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use ethers::{
    types::{Address, H256},
    utils::keccak256,
};
use serde::{Deserialize, Serialize};

use super::{CrisisSettings, PoolSettings};
use crate::{
    plan::{AssetPlan, AssetSettings, FeedSettings},
    prices::History,
};

/// A configuration that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: {source}. Check the path given to --config.", path.display())]
    Io {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// Not TOML, or not of this form.
    #[error("{}: {source}", path.display())]
    Toml {
        /// File.
        path: PathBuf,
        /// Cause, with line and column.
        source: Box<toml::de::Error>,
    },
}

/// Settings of a replay. `[default]` holds for every asset, `[assets.NAME]` replaces whole tables
/// of it for one; `[pool]` holds for replays of flows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplayConfig {
    /// For every asset.
    pub default: AssetSettings,
    /// For single assets, by name.
    pub assets: BTreeMap<String, AssetSettings>,
    /// For the pool of a replay of flows.
    pub pool: PoolSettings,
    /// For the pools of a replay of a crisis.
    pub crisis: CrisisSettings,
}

impl ReplayConfig {
    /// Reads a configuration.
    ///
    /// # Errors
    /// [`ConfigError`].
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let io = |source| ConfigError::Io {
            path: path.into(),
            source,
        };
        let text = std::fs::read_to_string(path).map_err(io)?;
        toml::from_str(&text).map_err(|source| ConfigError::Toml {
            path: path.into(),
            source: Box::new(source),
        })
    }

    /// The plan of one asset, whose feed stands at `feed`.
    #[must_use]
    pub fn asset_plan(&self, history: &History, feed: Address) -> AssetPlan {
        let empty = AssetSettings::default();
        let own = self.assets.get(&history.asset).unwrap_or(&empty);
        let mut settings = own.or(&self.default);
        settings
            .sampling
            .get_or_insert_with(|| sampling_of(history));
        AssetPlan::new(
            &history.asset,
            asset_address(&history.asset),
            feed,
            settings,
        )
    }
}

/// An address that stands for a token no replay needs.
fn asset_address(name: &str) -> Address {
    Address::from(H256(keccak256(format!("alm/asset/{name}"))))
}

/// A slot as long as the history's step, between 5 minutes and an hour.
fn sampling_of(history: &History) -> FeedSettings {
    let interval = history.step.clamp(300, 3_600);
    FeedSettings {
        interval: format!("{interval} s"),
        ..FeedSettings::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::Kind;

    fn history(asset: &str, step: u64) -> History {
        History {
            asset: asset.into(),
            file: String::new(),
            kind: Kind::Candles,
            step,
            points: vec![],
            gaps: vec![],
        }
    }

    #[test]
    fn test_asset_plan_takes_the_nearest_settings() {
        let text =
            "[default.parameters]\nbonus = \"7 %\"\n[assets.SOL.parameters]\nbonus = \"9 %\"\n";
        let config: ReplayConfig = toml::from_str(text).unwrap();
        let plan = |asset| config.asset_plan(&history(asset, 60), Address::zero());
        assert_eq!(
            (
                plan("ETH").parameters.bonus.as_str(),
                plan("SOL").parameters.bonus.as_str()
            ),
            ("7 %", "9 %")
        );
        assert_eq!(plan("ETH").sampling.interval, "300 s");
        assert_ne!(plan("ETH").asset, plan("SOL").asset);
        assert!(toml::from_str::<ReplayConfig>("[defaults]\n").is_err());
    }

    #[test]
    fn test_example_says_the_defaults() {
        let example = include_str!("../../config/replay.toml");
        assert_eq!(
            toml::from_str::<ReplayConfig>(example).unwrap(),
            ReplayConfig::default()
        );
        let (pool, crisis) = example.split_once("[crisis]").unwrap();
        let pool = shown(pool.split("[pool.terms]").next().unwrap_or_default());
        assert_eq!(
            toml::from_str::<PoolSettings>(&pool).unwrap(),
            PoolSettings::default()
        );
        let crisis = shown(crisis);
        assert_eq!(
            toml::from_str::<CrisisSettings>(&crisis).unwrap(),
            CrisisSettings::default()
        );
        assert_eq!((pool.lines().count(), crisis.lines().count()), (5, 17));
    }

    /// The values shown in comments.
    fn shown(example: &str) -> String {
        example
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.contains(" = ") && !line.starts_with("opening"))
            .map(|line| format!("{line}\n"))
            .collect()
    }
}

//! What an asset is called when nobody says so: the file's name tells it.

use std::path::{Path, PathBuf};

/// A file to read, and the name given to its asset, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Name given as `NAME=FILE.csv`.
    pub name: Option<String>,
    /// File.
    pub path: PathBuf,
}

/// `FILE.csv` or `NAME=FILE.csv`.
#[must_use]
pub fn parse_source(text: &str) -> Source {
    match text.split_once('=') {
        Some((name, path)) if !name.is_empty() && !name.contains(['/', '\\', '.']) => Source {
            name: Some(name.into()),
            path: path.into(),
        },
        _ => Source {
            name: None,
            path: text.into(),
        },
    }
}

/// `ETH_USDT_1h.csv` → `ETH`; `2023-03-11_USDC-USD_kraken_1m.csv` → `USDC`; a leading part that
/// starts with a digit (a date) is passed over unless nothing else is left.
pub(crate) fn asset_name(path: &Path) -> String {
    let stem = path.file_stem().map_or_else(
        || "asset".into(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    let named = stem
        .split('_')
        .find(|part| part.starts_with(|c: char| c.is_alphabetic()));
    let name = named
        .and_then(|part| part.split('-').next())
        .filter(|name| !name.is_empty());
    name.unwrap_or(&stem).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_asset_name_reads_the_usual_forms() {
        let cases = [
            ("hourly/ETH_USDT_1h.csv", "ETH"),
            ("2022-05-LUNA_BTC_30m.csv", "BTC"),
            ("2023-03-11_USDC-USD_kraken_1m.csv", "USDC"),
            ("stETH_ETH_rounds.csv", "stETH"),
            ("crash.csv", "crash"),
            ("2020.csv", "2020"),
        ];
        for (file, name) in cases {
            assert_eq!(asset_name(Path::new(file)), name, "{file}");
        }
    }

    #[test]
    fn test_parse_source_takes_a_name() {
        assert_eq!(parse_source("WETH=a/b.csv").name.as_deref(), Some("WETH"));
        assert_eq!(
            parse_source("./x=y/b.csv"),
            Source {
                name: None,
                path: "./x=y/b.csv".into()
            }
        );
    }
}

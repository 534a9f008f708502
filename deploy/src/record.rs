//! The deployment record: what stands where, for the other tools to read.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use ethers::types::{Address, H256, U256};
use serde::{Deserialize, Serialize};

/// A record that cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file system refuses.
    #[error("{}: {source}; give another file by --record", path.display())]
    Io {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// Not a record.
    #[error("{} is not a deployment record: {source}; move it away and run the same command again", path.display())]
    Malformed {
        /// File.
        path: PathBuf,
        /// Cause.
        source: serde_json::Error,
    },
    /// A contract is asked for that does not stand.
    #[error(
        "no contract `{0}` has been deployed; one that others need must come earlier in the list"
    )]
    Missing(String),
    /// A record of another chain.
    #[error("{} records chain {have}, this is chain {want}; give another --record", path.display())]
    OtherChain {
        /// File.
        path: PathBuf,
        /// In the record.
        have: u64,
        /// Of the chain.
        want: u64,
    },
}

/// Where a deployment stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Format of this file.
    pub schema: u32,
    /// Name of the deployment.
    pub network: String,
    /// Chain.
    pub chain_id: u64,
    /// Version of the tool.
    pub version: String,
    /// Commit the tool ran from, when it ran in a repository.
    pub git_commit: Option<String>,
    /// Who deployed.
    pub deployer: Address,
    /// Who owns the contracts; while a hand-over is under way, who owns those not yet taken over.
    pub owner: Address,
    /// Who may accept ownership, when a hand-over is under way.
    pub pending_owner: Option<Address>,
    /// Contracts by name.
    pub contracts: BTreeMap<String, ContractRecord>,
    /// Listed assets by name.
    pub assets: BTreeMap<String, AssetRecord>,
    /// Open books by name.
    #[serde(default)]
    pub books: BTreeMap<String, BookRecord>,
}

/// One contract.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRecord {
    /// Address.
    pub address: Address,
    /// Keccak-256 of its code, equal to that of the local build.
    pub code_hash: H256,
    /// SHA-256 of the plain WASM.
    pub wasm_sha256: H256,
    /// Version of Stylus it is activated for.
    pub stylus_version: u16,
    /// Block of the transaction that deployed it, when this tool sent it.
    pub block: Option<u64>,
    /// That transaction.
    pub transaction: Option<H256>,
    /// Data fee the activation was estimated at, in wei; the excess of what is sent comes back.
    pub data_fee: Option<U256>,
    /// Whether it has a place in the program cache.
    pub cached: bool,
    /// Who owns it.
    #[serde(default)]
    pub owner: Address,
    /// Who may accept its ownership.
    #[serde(default)]
    pub pending_owner: Option<Address>,
}

/// One listed asset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssetRecord {
    /// The asset.
    pub asset: Address,
    /// Its price feed.
    pub feed: Address,
}

/// One open book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookRecord {
    /// The token.
    pub token: Address,
    /// The vault of its floating depositors.
    pub vault: Address,
}

impl Record {
    /// Where a contract stands.
    ///
    /// # Errors
    /// [`RecordError::Missing`].
    pub fn address(&self, name: &str) -> Result<Address, RecordError> {
        let found = self.contracts.get(name);
        found
            .map(|contract| contract.address)
            .ok_or_else(|| RecordError::Missing(name.into()))
    }

    /// Reads a record, if there is one.
    ///
    /// # Errors
    /// [`RecordError`].
    pub fn read(path: &Path) -> Result<Option<Self>, RecordError> {
        let text = match std::fs::read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(RecordError::Io {
                    path: path.into(),
                    source,
                });
            }
        };
        let malformed = |source| RecordError::Malformed {
            path: path.into(),
            source,
        };
        serde_json::from_slice(&text).map(Some).map_err(malformed)
    }

    /// Writes the record, whole or not at all.
    ///
    /// # Errors
    /// [`RecordError::Io`].
    pub fn write(&self, path: &Path) -> Result<(), RecordError> {
        let io = |source| RecordError::Io {
            path: path.into(),
            source,
        };
        if let Some(folder) = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(io)?;
        }
        crate::report::write_json(path, self).map_err(io)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_record_reads_what_it_wrote() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a/local.json");
        assert_eq!(Record::read(&path).unwrap(), None);
        let mut record = Record {
            schema: 1,
            chain_id: 412_346,
            ..Record::default()
        };
        record
            .contracts
            .insert("risk-engine".into(), ContractRecord::default());
        record.write(&path).unwrap();
        assert_eq!(Record::read(&path).unwrap(), Some(record));
        std::fs::write(&path, "{").unwrap();
        assert!(matches!(
            Record::read(&path),
            Err(RecordError::Malformed { .. })
        ));
    }
}

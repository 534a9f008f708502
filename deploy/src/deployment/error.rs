//! Why a deployment stops.

use alm_build::BuildError;
use ethers::{
    contract::ContractError,
    providers::ProviderError,
    types::{Address, H256, U256},
};

use crate::{account::SendError, plan::PlanError, record::RecordError, revert, transport::Client};

/// Why a deployment stopped.
#[derive(Debug, thiserror::Error)]
pub enum DeployError {
    /// The plan is wrong.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The record cannot be used.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A transaction did not happen.
    #[error(transparent)]
    Send(#[from] SendError),
    /// A contract of the plan is not among the bytes.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// The chain cannot be reached or answers nonsense.
    #[error("{0}; check --rpc")]
    Provider(#[from] ProviderError),
    /// A read was refused.
    #[error("{what} failed: {reason}")]
    Read {
        /// What was read.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// The plan is for another chain.
    #[error(
        "the plan is for chain {want}, the RPC serves chain {have}; check --rpc and `chain_id`"
    )]
    OtherChain {
        /// Of the chain.
        have: U256,
        /// In the plan.
        want: u64,
    },
    /// No Stylus here.
    #[error("the chain has no Stylus ({0}); give the RPC of an Arbitrum chain")]
    NoStylus(String),
    /// The deploying contract is missing.
    #[error(
        "no StylusDeployer at {0:?}; deploy one and name it as `stylus_deployer` in the plan (creating and constructing in \
         two transactions would let a stranger construct in between)"
    )]
    NoDeployer(Address),
    /// Other code than ours stands at the address.
    #[error(
        "{name} at {address:?} has code hash {have:?}, the local build {want:?}; check out and build the version of the record, or give the plan another `network` to deploy anew beside it"
    )]
    CodeDiffers {
        /// Contract.
        name: String,
        /// Address.
        address: Address,
        /// On the chain.
        have: H256,
        /// Of the build.
        want: H256,
    },
    /// The contract answered with a different address.
    #[error("{name} was expected at {want:?} and deployed at {have:?}")]
    AddressDiffers {
        /// Contract.
        name: String,
        /// Deployed.
        have: Address,
        /// Expected.
        want: Address,
    },
    /// A book of another vault than the plan's.
    #[error(
        "the book of {book} has the vault {have:?}, the plan's is {want:?}; give the record of that deployment, or another `network`"
    )]
    OtherVault {
        /// Book.
        book: String,
        /// Of the balance sheet.
        have: Address,
        /// Of the plan.
        want: Address,
    },
    /// A vault of another redemption queue than the plan's.
    #[error(
        "the vault of {book} has the redemption queue {have:?} for good, the plan's is {want:?}; give back the `smallest_redemption` it was deployed with, or another `network`"
    )]
    OtherQueue {
        /// Book.
        book: String,
        /// Of the vault.
        have: Address,
        /// Of the plan.
        want: Address,
    },
    /// A book of another term desk than the plan's.
    #[error(
        "the book of {book} has the term desk {have:?}, the plan's is {want:?}; claims of the former could not be collected \
         after a change: give the record of that deployment, or another `network`"
    )]
    OtherTermDesk {
        /// Book.
        book: String,
        /// Of the balance sheet.
        have: Address,
        /// Of the plan.
        want: Address,
    },
    /// The plan's amounts are of another scale.
    #[error(
        "book {book}: the token has {have} decimals, the plan says {want}; correct `decimals` and its amounts"
    )]
    OtherDecimals {
        /// Book.
        book: String,
        /// Of the token.
        have: u8,
        /// In the plan.
        want: u8,
    },
    /// The first deposit cannot be paid.
    #[error(
        "the first deposit of {book} takes {want} base units, {sender:?} holds {have}; send it the tokens and run the same command again"
    )]
    SeedShort {
        /// Book.
        book: String,
        /// Who pays.
        sender: Address,
        /// Balance.
        have: U256,
        /// Needed.
        want: U256,
    },
    /// Settings are left to change, and the owner is someone else.
    #[error(
        "{what} is left to do, but the owner is {owner:?} and the sender {sender:?}; have the owner do it, or send from the owner"
    )]
    NotOwner {
        /// What is left.
        what: String,
        /// Owner.
        owner: Address,
        /// Sender.
        sender: Address,
    },
}

impl DeployError {
    /// A read that failed.
    pub(crate) fn read(what: &'static str, error: &ContractError<Client>) -> Self {
        let reason = revert::of_call(error);
        Self::Read { what, reason }
    }
}

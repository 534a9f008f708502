//! `covariance`: where the plan has a matrix, it measures how the plan's assets move together.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::U256,
};

use super::{Contract, Description, risk_engine};
use crate::{
    deployment::{DeployError, Site},
    plan::{MatrixPlan, Plan},
    revert,
};
use abi::{Covariance, CovarianceErrors, JoinCall, SetRulesCall};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(Covariance, "../solidity-interfaces/abi/ICovariance.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "covariance";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| match &plan.matrix {
        None => Vec::new(),
        Some(matrix) => vec![Box::new(Planned { plan, matrix })],
    },
    explain: revert::decoded::<CovarianceErrors>,
};

/// The matrix of a plan: there is one.
struct Planned<'a> {
    plan: &'a Plan,
    matrix: &'a MatrixPlan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        Ok(vec![
            Token::Address(site.sender()),
            Token::Address(site.address(risk_engine::PACKAGE)?),
            Token::Uint(U256::from(self.matrix.encode()?.interval)),
        ])
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let terms = self.matrix.encode()?;
        let matrix = Covariance::new(site.address(PACKAGE)?, site.client());
        let config = matrix.config().call().await;
        let config = config.map_err(|error| DeployError::read("config", &error))?;
        if (config.min_samples, config.min_pull) != (terms.min_samples, terms.min_pull) {
            let call = SetRulesCall {
                min_samples: terms.min_samples,
                min_pull: terms.min_pull,
            };
            let what = "setting how correlations are read";
            site.govern(matrix.address(), what, call.encode().into())
                .await?;
        }
        let members = matrix.members().call().await;
        let members = members.map_err(|error| DeployError::read("members", &error))?;
        for asset in &self.plan.assets {
            if members.contains(&asset.asset) {
                continue;
            }
            let what = format!("taking {} into the matrix", asset.name);
            let call = JoinCall { asset: asset.asset };
            site.govern(matrix.address(), &what, call.encode().into())
                .await?;
        }
        Ok(())
    }
}

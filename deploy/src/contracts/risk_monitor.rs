//! `risk-monitor`: where the plan has a monitor, it watches one book and follows the plan's assets.

use async_trait::async_trait;
use ethers::{abi::AbiEncode, types::Address};

use super::{
    Contract, Description, balance_sheet, covariance, credit_desk, deposit_vault, risk_engine,
};
use crate::{
    deployment::{DeployError, Site},
    plan::{MonitorPlan, Plan},
    revert,
};
use abi::{FollowCall, RiskMonitor, RiskMonitorErrors, SetSourcesCall, Sources};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(RiskMonitor, "../solidity-interfaces/abi/IRiskMonitor.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "risk-monitor";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| match &plan.monitor {
        None => Vec::new(),
        Some(monitor) => vec![Box::new(Planned { plan, monitor })],
    },
    explain: revert::decoded::<RiskMonitorErrors>,
};

/// The monitor of a plan: there is one.
struct Planned<'a> {
    plan: &'a Plan,
    monitor: &'a MonitorPlan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let monitor = RiskMonitor::new(site.address(PACKAGE)?, site.client());
        let want = self.sources(site)?;
        let have = monitor.sources().call().await;
        let have = have.map_err(|error| DeployError::read("sources", &error))?;
        if have != want {
            let data = SetSourcesCall { new_sources: want }.encode().into();
            site.govern(monitor.address(), "naming the monitor's sources", data)
                .await?;
        }
        for asset in &self.plan.assets {
            // Only what is followed has a gain.
            if monitor.gain_of(asset.asset).call().await.is_ok() {
                continue;
            }
            let what = format!("following {}", asset.name);
            let call = FollowCall { asset: asset.asset };
            site.govern(monitor.address(), &what, call.encode().into())
                .await?;
        }
        Ok(())
    }
}

impl Planned<'_> {
    /// The desk it gives terms to: the one it names, or else that of the plan.
    fn desk(&self, site: &Site<'_>) -> Result<Address, DeployError> {
        match (self.monitor.desk, &self.plan.credit) {
            (Some(desk), _) => Ok(desk),
            (None, Some(_)) => Ok(site.address(credit_desk::PACKAGE)?),
            (None, None) => Ok(Address::zero()),
        }
    }

    /// Where its figures come from, and where its terms go.
    fn sources(&self, site: &Site<'_>) -> Result<Sources, DeployError> {
        let book = self.monitor.watched(&self.plan.books)?;
        let matrix = match self.plan.matrix {
            None => Address::zero(),
            Some(_) => site.address(covariance::PACKAGE)?,
        };
        Ok(Sources {
            engine: site.address(risk_engine::PACKAGE)?,
            matrix,
            desk: self.desk(site)?,
            sheet: site.address(balance_sheet::PACKAGE)?,
            vault: site.address(&deposit_vault::name(book))?,
            token: book.token,
        })
    }
}

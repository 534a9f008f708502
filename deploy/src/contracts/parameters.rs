//! `parameters`: the owner of the balance sheet and the rate model of a pool, with guardian, steward and bands of the plan.

use async_trait::async_trait;
use ethers::{
    abi::{AbiEncode, Token},
    types::{Address, Bytes},
};

use super::{Contract, Description, balance_sheet, rate_model};
use crate::{
    deployment::{DeployError, Site},
    plan::{Plan, StewardPlan},
    revert,
    transport::Client,
};
use abi::{
    Change, ChangeCall, Condition, Parameters, ParametersErrors, SetBandCall, SetGuardianCall,
    SetStewardCall,
};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(Parameters, "../solidity-interfaces/abi/IParameters.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "parameters";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| match plan.books.as_slice() {
        [] => Vec::new(),
        _ => vec![Box::new(Planned { plan })],
    },
    explain: revert::decoded::<ParametersErrors>,
};

/// Bytes of a word.
const WORD: usize = 32;

/// Parameters of a book that belong together, as they are to be.
pub(super) struct Setting {
    /// The book's token.
    token: Address,
    /// Each of them.
    changes: Vec<Change>,
    /// The call of their contract that sets them all.
    direct: Bytes,
}

impl Setting {
    /// The parameters of a struct of numbers, of which the first has an index.
    pub(super) fn new(token: Address, first: u8, numbers: impl AbiEncode, direct: Bytes) -> Self {
        let words = numbers.encode();
        let values = words.chunks_exact(WORD).filter_map(<[u8]>::last_chunk);
        let changes = (first..).zip(values.copied().map(i128::from_be_bytes));
        let changes = changes.map(|(parameter, value)| Change { parameter, value });
        Self {
            token,
            changes: changes.collect(),
            direct,
        }
    }

    /// Sets them: at their contract while the sender owns it, through `parameters` when that does.
    ///
    /// # Errors
    /// [`DeployError::NotOwner`] when the sender governs neither.
    pub(super) async fn apply(
        self,
        contract: Address,
        what: &str,
        site: &mut Site<'_>,
    ) -> Result<(), DeployError> {
        let call = ChangeCall {
            token: self.token,
            changes: self.changes,
            condition: none(),
        };
        match site.governor(contract, what).await? {
            None => site.send(contract, what, self.direct).await,
            Some(governor) => site.send(governor, what, call.encode().into()).await,
        }
    }
}

/// Demands nothing of the book.
#[must_use]
pub fn none() -> Condition {
    Condition {
        least_surplus: i128::MIN,
        greatest_gap: i128::MAX,
        greatest_potential: i128::MAX,
        least_net_value: i128::MIN,
        least_cash: i128::MIN,
    }
}

/// The governance of a plan: there is one for all books.
struct Planned<'a> {
    plan: &'a Plan,
}

#[async_trait(?Send)]
impl Contract for Planned<'_> {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        Ok(vec![
            Token::Address(site.sender()),
            Token::Address(site.address(balance_sheet::PACKAGE)?),
            Token::Address(site.address(rate_model::PACKAGE)?),
        ])
    }

    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let parameters = Parameters::new(site.address(PACKAGE)?, site.client());
        let plan = &self.plan.governance;
        if let Some(guardian) = plan.guardian {
            name_guardian(&parameters, guardian, site).await?;
        }
        if let Some(steward) = &plan.steward {
            name_steward(&parameters, steward, site).await?;
        }
        set_bands(&parameters, self.plan, site).await
    }
}

async fn name_guardian(
    parameters: &Parameters<Client>,
    guardian: Address,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let known = parameters.guardian().call().await;
    if known.map_err(|error| DeployError::read("guardian", &error))? == guardian {
        return Ok(());
    }
    let data = SetGuardianCall { guardian }.encode().into();
    let what = format!("naming {guardian:?} as the guardian");
    site.govern(parameters.address(), &what, data).await
}

/// Names the steward, unless it is the steward already: what its admin has shortened stays short.
async fn name_steward(
    parameters: &Parameters<Client>,
    plan: &StewardPlan,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    let known = parameters.stewardship().call().await;
    let (steward, admin, until) =
        known.map_err(|error| DeployError::read("stewardship", &error))?;
    let wanted = (plan.steward, plan.admin.unwrap_or_default());
    let now = site.now().await?;
    if (steward, admin) == wanted {
        if until <= now.into() {
            site.say("the steward's term is over; the owner gives another by setSteward()");
        }
        return Ok(());
    }
    let until = now.saturating_add(plan.seconds()?);
    let call = SetStewardCall {
        steward: wanted.0,
        admin: wanted.1,
        until: u32::try_from(until).unwrap_or(u32::MAX),
    };
    let what = format!("naming {:?} as the steward", plan.steward);
    site.govern(parameters.address(), &what, call.encode().into())
        .await
}

/// Sets the bands that differ from the plan.
async fn set_bands(
    parameters: &Parameters<Client>,
    plan: &Plan,
    site: &mut Site<'_>,
) -> Result<(), DeployError> {
    for band in &plan.governance.bands {
        let wanted = band.encode(&plan.books)?;
        let known = parameters.band_of(wanted.token, wanted.parameter);
        let known = known.call().await;
        let (known, _) = known.map_err(|error| DeployError::read("bandOf", &error))?;
        if known == wanted.band {
            continue;
        }
        let call = SetBandCall {
            token: wanted.token,
            parameter: wanted.parameter,
            band: wanted.band,
        };
        let what = format!("setting the band of {} at {}", band.parameter, band.book);
        site.govern(parameters.address(), &what, call.encode().into())
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_settings_are_numbered_in_the_order_of_their_struct() {
        let token = Address::repeat_byte(1);
        let setting = Setting::new(token, 18, [-15_i16, 0, 75], Bytes::new());
        let changes = setting.changes.iter();
        let changes: Vec<_> = changes
            .map(|change| (change.parameter, change.value))
            .collect();
        assert_eq!(changes, [(18, -15), (19, 0), (20, 75)]);
    }
}

//! Contracts that stand once for each book: which of them a plan asks for, their names, and the first deposit of those that
//! take deposits.

use ethers::{
    abi::AbiEncode,
    types::{Address, U256},
};

use super::{
    Contract,
    deposit_vault::{
        NOBODY,
        abi::{DepositCall, DepositVault},
    },
};
use crate::{
    bindings::erc20::{ApproveCall, Erc20},
    deployment::{DeployError, Site},
    plan::{BookPlan, Plan},
    transport::Client,
};

/// One for each book that wants it, in the order of the plan.
pub(super) fn planned<'a, C: Contract + 'a>(
    plan: &'a Plan,
    wants: impl Fn(&BookPlan) -> bool,
    contract: impl Fn(&'a BookPlan) -> C,
) -> Vec<Box<dyn Contract + 'a>> {
    let books = plan.books.iter().filter(|book| wants(book));
    let boxed = |book| Box::new(contract(book)) as Box<dyn Contract + 'a>;
    books.map(boxed).collect()
}

/// The name in the record of a book's contract.
pub(super) fn name(package: &str, book: &BookPlan) -> String {
    format!("{package}-{}", book.name)
}

/// Whether a vault's shares of the first deposit exist already.
pub(super) async fn is_seeded(vault: Address, site: &Site<'_>) -> Result<bool, DeployError> {
    let vault = DepositVault::new(vault, site.client());
    let burned = vault.balance_of(NOBODY).call().await;
    let burned = burned.map_err(|error| DeployError::read("balanceOf", &error))?;
    Ok(!burned.is_zero())
}

/// The first deposit at an ERC-4626 vault of a book. Nobody gets its shares: the price of a share cannot be moved by whoever
/// comes next.
pub(super) struct Seed<'a> {
    /// Whose vault it is.
    pub(super) book: &'a BookPlan,
    /// What the vault is called in words.
    pub(super) kind: &'static str,
    /// The vault.
    pub(super) vault: Address,
    /// How much, base units.
    pub(super) assets: u128,
}

impl Seed<'_> {
    /// Makes it, out of what the sender holds.
    pub(super) async fn deposit(&self, site: &mut Site<'_>) -> Result<(), DeployError> {
        let (place, assets) = (self.place(), U256::from(self.assets));
        let token = Erc20::new(self.book.token, site.client());
        self.check_held(&token, site.sender()).await?;
        let allowed = token.allowance(site.sender(), self.vault).call().await;
        if allowed.map_err(|error| DeployError::read("allowance", &error))? < assets {
            let approve = ApproveCall {
                spender: self.vault,
                value: assets,
            };
            let what = format!("allowing {place} to take the seed");
            site.send(token.address(), &what, approve.encode().into())
                .await?;
        }
        let deposit = DepositCall {
            assets,
            receiver: NOBODY,
        };
        let what = format!("making the first deposit at {place}");
        site.send(self.vault, &what, deposit.encode().into()).await
    }

    async fn check_held(&self, token: &Erc20<Client>, sender: Address) -> Result<(), DeployError> {
        let want = U256::from(self.assets);
        let have = token.balance_of(sender).call().await;
        let have = have.map_err(|error| DeployError::read("balanceOf", &error))?;
        if have < want {
            return Err(DeployError::SeedShort {
                book: self.book.name.clone(),
                sender,
                have,
                want,
            });
        }
        Ok(())
    }

    fn place(&self) -> String {
        format!("the {} of {}", self.kind, self.book.name)
    }
}

//! What is deployed for one pool: two tokens, two feeds, and the contracts by the same plan as anywhere.

use ethers::types::{Address, I256, U256};

use super::{CrisisError, policy::Rule, run::CrisisInput};
use crate::{
    account::Account,
    artifacts::Programs,
    contracts::{credit_desk, risk_monitor},
    deployment::Deployment,
    feed::Feed,
    plan::{BookPlan, CreditAssetPlan, CreditPlan, DeskPlan, MonitorPlan, Plan},
    prices::PRICE_DECIMALS,
    record::Record,
    token::TestToken,
};

/// Name of the book.
pub(super) const BOOK: &str = "USD";
/// Decimals of its token and of the collateral.
pub(super) const DECIMALS: u8 = 6;
/// Decimals of the collateral.
pub(super) const COLLATERAL_DECIMALS: u8 = 18;
/// One unit of the quote currency at the feeds' decimals: the book's token is worth it.
pub(super) const PAR: u64 = 100_000_000;
/// Highest price that counts: a power of two far above any.
const HIGHEST_PRICE: u64 = 1 << 62;
/// Collateral worth less covers nothing, whole units.
const DUST: u32 = 10;
/// Whole tokens that are minted for those who need any number.
pub(super) const PURSE: u64 = 1_000_000_000_000;

/// Tokens and feeds of a pool.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stage {
    /// The token that is lent.
    pub(super) token: TestToken,
    /// The collateral.
    pub(super) collateral: TestToken,
    /// The collateral's feed.
    pub(super) feed: Feed,
    /// The feed of the token, which stands at par.
    pub(super) par: Feed,
}

impl Stage {
    /// Deploys them, with a first price of the collateral.
    pub(super) async fn set(account: &Account, price: u64, now: u64) -> Result<Self, CrisisError> {
        let token = TestToken::deploy(account, DECIMALS).await?;
        let collateral = TestToken::deploy(account, COLLATERAL_DECIMALS).await?;
        token
            .mint(account, account.address(), token.whole(PURSE))
            .await?;
        let open = |price: u64| Feed::open(account, PRICE_DECIMALS, I256::from(price), now);
        Ok(Self {
            token,
            collateral,
            feed: open(price).await?,
            par: open(PAR).await?,
        })
    }

    /// Deploys and wires the contracts: once, and again when desk and monitor have addresses to name to each other.
    pub(super) async fn deploy(
        &self,
        account: &Account,
        input: &CrisisInput<'_>,
        rule: Rule,
        programs: &Programs,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Record, CrisisError> {
        let mut plan = self.plan(account, input, rule);
        let run = |plan: Plan| async move {
            let deployment = Deployment {
                account,
                plan: &plan,
                programs,
                record: None,
            };
            deployment.run(&mut |_| ()).await
        };
        progress(&format!(
            "deploying the pool of the policy {}",
            rule.policy.name()
        ));
        let record = run(plan.clone()).await?;
        let desk = record.address(credit_desk::PACKAGE)?;
        let monitor = match &mut plan.monitor {
            Some(monitor) => {
                monitor.desk = Some(desk);
                Some(record.address(risk_monitor::PACKAGE)?)
            }
            None => Some(account.address()),
        };
        if let Some(credit) = &mut plan.credit {
            credit.risk_source = monitor;
        }
        plan.books[0].desks.push(DeskPlan {
            name: credit_desk::PACKAGE.into(),
            desk,
            lending_cap: PURSE.to_string(),
        });
        Ok(run(plan).await?)
    }

    fn plan(&self, account: &Account, input: &CrisisInput<'_>, rule: Rule) -> Plan {
        let (policy, deposits) = (rule.policy, input.config.crisis.deposits);
        let mut book = BookPlan::new(BOOK, self.token.address, DECIMALS);
        book.terms = policy.terms(deposits);
        book.buffer = policy.buffer(deposits);
        book.smallest_redemption = policy.has_buffer().then(|| "1".into());
        let monitor = policy.is_engine().then(|| MonitorPlan {
            book: BOOK.into(),
            desk: None,
        });
        Plan {
            network: "crisis".into(),
            cache: true,
            assets: vec![input.asset_plan(self.collateral.address, self.feed.address)],
            books: vec![book],
            monitor,
            credit: Some(CreditPlan {
                guardian: Some(account.address()),
                grace: "1 h".into(),
                dust: DUST,
                assets: vec![
                    self.listed("COLLATERAL", &self.collateral, self.feed, 1),
                    self.listed(BOOK, &self.token, self.par, 0),
                ],
                ..CreditPlan::default()
            }),
            ..Plan::default()
        }
    }

    fn listed(&self, name: &str, token: &TestToken, feed: Feed, group: u8) -> CreditAssetPlan {
        CreditAssetPlan {
            name: name.into(),
            asset: token.address,
            decimals: token.decimals,
            feed: feed.address,
            heartbeat: "24 h".into(),
            lowest_price: 1,
            highest_price: HIGHEST_PRICE,
            group,
            smallest_debt: "1".into(),
            cap: "10_000_000_000".into(),
        }
    }
}

/// An account that stands for somebody: named, so that every pool has the same people.
pub(super) fn address_of(role: &str, number: usize) -> Address {
    let hash = ethers::utils::keccak256(format!("alm/{role}/{number}"));
    Address::from_slice(&hash[12..])
}

/// Base units of the token that is lent.
pub(super) fn units(whole: u64) -> U256 {
    U256::from(whole) * U256::exp10(DECIMALS.into())
}

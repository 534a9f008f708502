//! The standard credit desk: three books and four collaterals, their engine, matrix and monitor, by the same plan as anywhere.

use std::sync::Arc;

use ethers::{
    abi::AbiEncode,
    providers::Middleware,
    types::{Address, BlockNumber, I256, U256},
};

use super::{DECIMALS, whole};
use crate::{
    account::{Account, SendError},
    contracts::{
        balance_sheet::{
            self,
            abi::{BalanceSheet, RefreshRateCall, StrikeCall},
        },
        covariance::{self, abi::Covariance},
        credit_desk::{self, abi::CreditDesk},
        credit_terms::abi::CreditTerms,
        deposit_vault::{
            self,
            abi::{DepositCall, DepositVault},
        },
        risk_engine::{self, abi::RiskEngine},
        risk_monitor::{self, abi::RiskMonitor},
    },
    deployment::{DeployError, Deployment},
    feed::Feed,
    plan::{
        AssetPlan, AssetSettings, BookPlan, BufferSettings, CreditAssetPlan, CreditLinePlan,
        CreditPlan, FixedSettings, MatrixPlan, MonitorPlan, Plan,
    },
    record::Record,
    token::TestToken,
    transport::Client,
};

/// What is fixed of a market: name, decimals, first price in whole units, smallest debt, whether it can be borrowed.
const MARKETS: [(&str, u8, u64, &str, bool); 4] = [
    ("USDC", 6, 1, "1", true),
    ("WETH", 18, 2_000, "0.001", true),
    ("WBTC", 8, 60_000, "0.0001", true),
    ("LINK", 18, 15, "0.1", false),
];
/// Worth of what is deposited in each book before anybody borrows, whole units of the quote currency.
const DEPOSITS: u64 = 20_000_000;
/// Holders of it: were it one, he could leave with everything, and the band would be left already.
const HOLDERS: u8 = 20;
/// What the deployer holds of every token, whole tokens.
const PURSE: u64 = 1_000_000_000;
/// What is dust, whole units of the quote currency: below the smallest debt of every market.
const DUST: u32 = 1;

/// A token with its price feed, and its vault where it can be borrowed.
pub struct Market {
    /// Name, for people.
    pub name: &'static str,
    /// The token.
    pub token: TestToken,
    /// Its feed.
    pub feed: Feed,
    /// Its first price, in the feed's decimals.
    pub price: I256,
    /// The vault of its book.
    pub vault: Option<DepositVault<Client>>,
}

/// A credit desk, deployed.
pub struct StandardCredit {
    /// The markets; the first is the unit of account.
    pub markets: Vec<Market>,
    /// The balance sheet.
    pub sheet: BalanceSheet<Client>,
    /// The desk, and the same contract's terms.
    pub desk: CreditDesk<Client>,
    /// What it lends against.
    pub terms: CreditTerms<Client>,
    /// The engine that measures all markets.
    pub engine: RiskEngine<Client>,
    /// The matrix of their correlations.
    pub matrix: Covariance<Client>,
    /// The monitor, which is the desk's risk source.
    pub monitor: RiskMonitor<Client>,
    /// The plan that was followed.
    pub plan: Plan,
    /// What the deployment recorded.
    pub record: Record,
}

impl StandardCredit {
    /// Deploys it, apart from every other on the same chain. The sender governs it and holds a billion of each token. Every
    /// book has deposits; no terms are pushed and no price is noted yet.
    ///
    /// # Errors
    /// When a contract is not built, or the chain refuses a step.
    pub async fn deploy(account: &Account) -> Result<Self, DeployError> {
        let mut markets = markets(account).await?;
        let plan = plan(&markets);
        let programs = crate::contracts::programs()?;
        let deployment = Deployment {
            account,
            plan: &plan,
            programs: &programs,
            record: None,
        };
        let record = deployment.run(&mut |_| ()).await?;
        let client = Arc::new(account.client().clone());
        for (market, book) in markets.iter_mut().zip(&plan.books) {
            let vault = record.address(&deposit_vault::name(book))?;
            market.vault = Some(DepositVault::new(vault, client.clone()));
        }
        let desk = record.address(credit_desk::PACKAGE)?;
        let monitor = record.address(risk_monitor::PACKAGE)?;
        let case = Self {
            sheet: BalanceSheet::new(record.address(balance_sheet::PACKAGE)?, client.clone()),
            desk: CreditDesk::new(desk, client.clone()),
            terms: CreditTerms::new(desk, client.clone()),
            engine: RiskEngine::new(record.address(risk_engine::PACKAGE)?, client.clone()),
            matrix: Covariance::new(record.address(covariance::PACKAGE)?, client.clone()),
            monitor: RiskMonitor::new(monitor, client),
            markets,
            plan,
            record,
        };
        case.fill(account).await?;
        Ok(case)
    }

    /// Fills the books, and has their first day struck.
    async fn fill(&self, account: &Account) -> Result<(), DeployError> {
        for market in &self.markets {
            let token = market.token;
            token.approve_all(account, self.desk.address()).await?;
            let Some(vault) = &market.vault else { continue };
            token.approve_all(account, vault.address()).await?;
            let worth = U256::from(DEPOSITS / u64::from(HOLDERS)) * U256::exp10(DECIMALS.into());
            let assets = worth * token.whole(1) / market.price.into_raw();
            for holder in 1..=HOLDERS {
                let receiver = Address::repeat_byte(holder);
                let call = DepositCall { assets, receiver }.encode();
                let (to, what) = (Some(vault.address()), "depositing");
                account.send(what, to, call.into(), U256::zero()).await?;
            }
            let strike = StrikeCall {
                token: token.address,
            };
            let (to, data) = (Some(self.sheet.address()), strike.encode());
            account
                .send("striking", to, data.into(), U256::zero())
                .await?;
        }
        Ok(())
    }

    /// Has every book read its rate, a second or more after it was touched.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn refresh_rates(&self, by: &Account) -> Result<(), SendError> {
        for market in self.markets.iter().filter(|market| market.vault.is_some()) {
            let token = market.token.address;
            let (to, data) = (
                Some(self.sheet.address()),
                RefreshRateCall { token }.encode(),
            );
            by.send("refreshing the rate", to, data.into(), U256::zero())
                .await?;
        }
        Ok(())
    }

    /// The tokens, in the order of the markets.
    #[must_use]
    pub fn assets(&self) -> Vec<Address> {
        let tokens = self.markets.iter().map(|market| market.token.address);
        tokens.collect()
    }
}

/// Tokens and feeds, with their first rounds.
async fn markets(account: &Account) -> Result<Vec<Market>, DeployError> {
    let block = account.client().get_block(BlockNumber::Latest).await?;
    let now = block.map_or(0, |block| block.timestamp.as_u64());
    let mut markets = Vec::new();
    for (name, decimals, price, _, _) in MARKETS {
        let token = TestToken::deploy(account, decimals).await?;
        let purse = token.whole(PURSE);
        token.mint(account, account.address(), purse).await?;
        let price = whole(price);
        markets.push(Market {
            name,
            token,
            feed: Feed::open(account, DECIMALS, price, now).await?,
            price,
            vault: None,
        });
    }
    Ok(markets)
}

fn plan(markets: &[Market]) -> Plan {
    let (mut assets, mut books, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    for ((place, market), (name, decimals, _, smallest_debt, lends)) in
        (0u8..).zip(markets).zip(MARKETS)
    {
        let (token, feed) = (market.token.address, market.feed.address);
        assets.push(AssetPlan::new(name, token, feed, AssetSettings::default()));
        listed.push(CreditAssetPlan {
            name: name.into(),
            asset: token,
            decimals,
            feed,
            heartbeat: "24 h".into(),
            lowest_price: 1,
            highest_price: 1 << 60,
            group: place,
            smallest_debt: smallest_debt.into(),
            cap: "70_000_000".into(),
        });
        if lends {
            books.push(book(name, market, smallest_debt));
        }
    }
    let watched = books.first().map(|book| book.name.clone());
    Plan {
        // Part of the addresses, as the tokens' own are of their deployer and nonce.
        network: format!("credit-{:?}", markets[0].token.address),
        assets,
        matrix: Some(MatrixPlan::default()),
        monitor: watched.map(|book| MonitorPlan { book, desk: None }),
        books,
        credit: Some(CreditPlan {
            guardian: None,
            risk_source: None,
            sequencer: None,
            grace: "1 h".into(),
            dust: DUST,
            assets: listed,
        }),
        ..Plan::default()
    }
}

fn book(name: &str, market: &Market, smallest_debt: &str) -> BookPlan {
    let mut book = BookPlan::new(name, market.token.address, market.token.decimals);
    book.terms.smallest_loan = smallest_debt.into();
    book.terms.deposit_cap = "50_000_000".into();
    book.fixed = Some(FixedSettings::default());
    book.credit = Some(CreditLinePlan {
        lending_cap: "50_000_000".into(),
        fixed_cap: Some("50_000_000".into()),
    });
    if market.price == whole(1) {
        book.buffer = Some(BufferSettings::default());
    }
    book
}

//! Reads a balance sheet from a chain, every figure at the same block.

use ethers::{
    abi::Detokenize,
    contract::{ContractError, builders::ContractCall},
    providers::Middleware,
    types::{Address, BlockId, U256},
};

use super::{
    error::SheetError,
    figures::{days, ratio},
    model::{
        AssetRisk, BookSheet, Bucket, LiquidityFigures, Named, RateFigures, SheetReport, Shocks,
    },
};
use crate::{
    bindings::erc20::Erc20,
    contracts::{
        balance_sheet::{self, abi::BalanceSheet},
        fixed_book::abi::{FixedBook, Limits},
        liquidity_lens::{self, abi::LiquidityLens},
        rates_lens::{self, abi::RatesLens},
        risk_engine::{self, abi::RiskEngine},
        treasury_book::abi::TreasuryBook,
    },
    convert::{signed_tokens_to_f64 as signed_tokens, tokens_to_f64 as tokens, wad_to_f64 as wad},
    record::Record,
    report::Report,
    transport::Client,
};

/// Format of the file.
const SCHEMA: u32 = 1;
/// Seconds of a year and of a day.
const YEAR: f64 = 31_536_000.0;
const DAY: u64 = 86_400;
const BUCKETS: [&str; 11] = [
    "demand",
    "≤ 1 w",
    "≤ 2 w",
    "≤ 4 w",
    "≤ 8 w",
    "≤ 13 w",
    "≤ 26 w",
    "≤ 39 w",
    "≤ 52 w",
    "≤ 78 w",
    "≤ 104 w",
];
const KEY_RATES: [&str; 6] = ["1 d", "7 d", "30 d", "90 d", "180 d", "1 y"];
const SHOCKS: [&str; 6] = [
    "parallel up",
    "parallel down",
    "steepener",
    "flattener",
    "short up",
    "short down",
];

/// Where a balance sheet is read from.
#[derive(Debug)]
pub struct Source<'a> {
    /// The chain.
    pub client: Client,
    /// Where everything stands.
    pub record: &'a Record,
    /// The block; absent: the newest.
    pub block: Option<u64>,
    /// The ISO code of the currency whose shocks are applied.
    pub currency: [u8; 3],
}

/// Everything about a balance sheet at a block.
///
/// # Errors
/// [`SheetError`].
pub async fn read(source: &Source<'_>) -> Result<SheetReport, SheetError> {
    let Source {
        client,
        record,
        block,
        currency,
    } = source;
    let chain = client.get_chainid().await?;
    if chain != record.chain_id.into() {
        return Err(SheetError::OtherChain(chain.as_u64(), record.chain_id));
    }
    let newest = client.get_block_number().await?.as_u64();
    let number = block.unwrap_or(newest);
    let header = client.get_block(number).await?;
    let header = header.ok_or(SheetError::NoBlock(number, newest))?;
    if record.books.is_empty() {
        return Err(SheetError::NoBooks(record.network.clone()));
    }
    let sheet = record.address(balance_sheet::PACKAGE)?;
    let reader = Reader {
        client: client.clone(),
        at: number.into(),
        time: header.timestamp.as_u64(),
        sheet,
        liquidity: record.address(liquidity_lens::PACKAGE)?,
        rates: record.address(rates_lens::PACKAGE)?,
        currency: *currency,
    };
    let mut books = Vec::new();
    for (name, book) in &record.books {
        books.push(reader.book(name, book.token).await?);
    }
    Ok(SheetReport {
        schema: SCHEMA,
        tool: Report::tool(),
        network: record.network.clone(),
        chain_id: record.chain_id,
        block: number,
        time: reader.time,
        balance_sheet: sheet,
        currency: String::from_utf8_lossy(currency).into_owned(),
        books,
        assets: reader.assets(record).await?,
    })
}

/// Asks one chain at one block.
struct Reader {
    client: Client,
    at: BlockId,
    time: u64,
    sheet: Address,
    liquidity: Address,
    rates: Address,
    currency: [u8; 3],
}

impl Reader {
    /// An answer.
    async fn ask<T: Detokenize>(
        &self,
        what: &str,
        call: ContractCall<Client, T>,
    ) -> Result<T, SheetError> {
        let answer = call.block(self.at).call().await;
        answer.map_err(|error: ContractError<Client>| SheetError::call(what, &error))
    }

    /// A book.
    async fn book(&self, name: &str, token: Address) -> Result<BookSheet, SheetError> {
        let client = || self.client.clone().into();
        let what = |question: &str| format!("{question} of {name}");
        let decimals = Erc20::new(token, client()).decimals();
        let decimals = self.ask(&what("decimals"), decimals).await?;
        let book = BalanceSheet::new(self.sheet, client()).book(token);
        let book = self.ask(&what("book"), book).await?;
        let limits = FixedBook::new(self.sheet, client()).limits(token);
        let limits = self.ask(&what("limits"), limits).await?;
        let backing = TreasuryBook::new(self.sheet, client()).backing(token);
        let backing = self.ask(&what("backing"), backing).await?;
        let unit = |units: U256| tokens(units, decimals);
        let fixed = signed_tokens(book.carrying_value, decimals);
        let net = signed_tokens(book.net_value, decimals);
        let assets = [
            ("Cash", unit(book.cash)),
            ("Floating loans", unit(book.floating_loans)),
            ("Fixed positions, net at cost", fixed.max(0.0)),
            ("Overdue loans, less provisions", unit(limits.overdue)),
            ("Receivable from the buffer", unit(backing.receivable)),
            ("Shortfall", (-net).max(0.0)),
        ];
        let liabilities = [
            ("Fixed positions, net at cost", (-fixed).max(0.0)),
            ("Matured, not collected", unit(limits.matured)),
            ("Settled redemptions", unit(limits.reserved)),
            ("Owed to the buffer", unit(book.owed_to_buffer)),
            ("Imbalance pot", unit(book.pot)),
            ("Gains not yet released", unit(book.drip)),
            ("Equity", unit(book.equity)),
            ("Floating deposits", net.max(0.0)),
        ];
        Ok(BookSheet {
            name: name.into(),
            token,
            decimals,
            assets: named(assets),
            liabilities: named(liabilities),
            borrow_rate: wad(book.rate) * YEAR,
            strike_age: (self.time / DAY).saturating_sub(limits.epoch.as_u64()),
            paused: book.paused,
            liquidity: self.liquidity(name, token, decimals, &limits).await?,
            buckets: self.buckets(name, token, decimals).await?,
            rates: self.rates(token, decimals).await?,
        })
    }

    /// The liquidity of a book.
    async fn liquidity(
        &self,
        name: &str,
        token: Address,
        decimals: u8,
        limits: &Limits,
    ) -> Result<LiquidityFigures, SheetError> {
        let lens = LiquidityLens::new(self.liquidity, self.client.clone().into());
        let told = lens.liquidity(self.sheet, token);
        let told = self.ask(&format!("liquidity of {name}"), told).await?;
        let solvency = lens.solvency(self.sheet, token);
        let (_, _, solvency, _) = self.ask(&format!("solvency of {name}"), solvency).await?;
        Ok(LiquidityFigures {
            surplus: signed_tokens(limits.surplus, decimals),
            run_off: tokens(limits.run_off, 6),
            coverage_day: ratio(told.day),
            coverage_week: ratio(told.week),
            coverage_month: ratio(told.month),
            stable_funding: ratio(told.stable_funding),
            survival: days(told.horizon),
            least_gap: signed_tokens(told.least_gap, decimals),
            solvency: ratio(solvency),
        })
    }

    /// The ladder of a book by bucket.
    async fn buckets(
        &self,
        name: &str,
        token: Address,
        decimals: u8,
    ) -> Result<Vec<Bucket>, SheetError> {
        let lens = LiquidityLens::new(self.liquidity, self.client.clone().into());
        let gaps = lens.gaps(self.sheet, token);
        let (assets, liabilities, cumulative) =
            self.ask(&format!("ladder of {name}"), gaps).await?;
        let rows = assets.into_iter().zip(liabilities).zip(cumulative);
        Ok(BUCKETS
            .into_iter()
            .zip(rows)
            .map(|(name, ((inflow, outflow), cumulative))| Bucket {
                name,
                inflow: tokens(inflow, decimals),
                outflow: tokens(outflow, decimals),
                cumulative: signed_tokens(cumulative, decimals),
            })
            .collect())
    }

    /// The exposure of a book to rates; none where there is no curve.
    async fn rates(&self, token: Address, decimals: u8) -> Result<Option<RateFigures>, SheetError> {
        let lens = RatesLens::new(self.rates, self.client.clone().into());
        let code = String::from_utf8_lossy(&self.currency);
        let sizes = lens.sizes_of(self.currency);
        let sizes = self.ask(&format!("shocks of {code}"), sizes).await?;
        let [parallel, short, long] =
            [sizes.0, sizes.1, sizes.2].map(|size| u16::try_from(size.low_u64()).unwrap_or(0));
        let report = lens.report(self.sheet, token, parallel, short, long);
        let Ok((_, value, shocks)) = self.ask("report", report).await else {
            return Ok(None);
        };
        let keys = self.ask("key rates", lens.key_rates(self.sheet, token));
        let keys = keys.await?.map(|key| signed_tokens(key, decimals));
        let losses = shocks.losses.map(|loss| signed_tokens(loss, decimals));
        Ok(Some(RateFigures {
            values: [value.assets, value.liabilities].map(|units| tokens(units, decimals)),
            durations: [value.asset_duration, value.liability_duration].map(wad),
            convexities: [value.asset_convexity, value.liability_convexity].map(wad),
            duration_gap: signed_tokens(value.duration_gap, 18),
            equity_duration: signed_tokens(value.equity_duration, 18),
            dv01: signed_tokens(value.dv_01, decimals),
            key_rates: pairs(KEY_RATES, keys),
            redington: [0, 1, 2].map(|bit| value.redington.bit(bit)),
            shocks: Shocks {
                losses: pairs(SHOCKS, losses),
                measure: tokens(shocks.measure, decimals),
                income_up: signed_tokens(shocks.income_up, decimals),
                income_down: signed_tokens(shocks.income_down, decimals),
            },
        }))
    }

    /// What the risk engine says of the assets of the deployment.
    async fn assets(&self, record: &Record) -> Result<Vec<AssetRisk>, SheetError> {
        let mut assets = Vec::new();
        for (name, asset) in &record.assets {
            let engine = record.address(risk_engine::PACKAGE)?;
            let engine = RiskEngine::new(engine, self.client.clone().into());
            let risk = engine.asset_risk(asset.asset);
            let risk = self.ask(&format!("risk of {name}"), risk).await?;
            assets.push(AssetRisk {
                name: name.clone(),
                volatility: wad(risk.sigma_used),
                haircut: wad(risk.haircut),
                threshold: wad(risk.liquidation_threshold),
                opening_ltv: wad(risk.opening_ltv),
                stale: risk.stale,
            });
        }
        Ok(assets)
    }
}

/// Figures above zero, by name.
fn named<const N: usize>(figures: [(&'static str, f64); N]) -> Vec<Named> {
    figures
        .into_iter()
        .filter(|(_, value)| *value > 0.0)
        .map(|(name, value)| Named { name, value })
        .collect()
}

/// Names with their figures.
fn pairs<const N: usize>(names: [&'static str; N], values: [f64; N]) -> Vec<Named> {
    names
        .into_iter()
        .zip(values)
        .map(|(name, value)| Named { name, value })
        .collect()
}

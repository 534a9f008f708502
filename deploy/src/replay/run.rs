//! The whole of a replay: play every moment, ask the engine after each, sum up.

use std::time::Instant;

use ethers::{contract::EthEvent, types::TransactionReceipt};

use super::{
    Observation, ReplayConfig, margin_calls,
    session::Session,
    timeline::{Moment, merge},
};
use crate::{
    artifacts::Programs,
    contracts::risk_engine::abi::{AssetRisk, SampleFailedFilter, SampledFilter},
    convert::wad_to_f64,
    embedded::EmbeddedError,
    plan::AssetPlan,
    prices::History,
    report::{AssetReport, ChainFigures, Report, Series, summarise},
    revert,
};

/// Time between the start of the chain and the first price.
const LEAD: u64 = 3_600;

/// What a replay tells while it runs.
pub trait Watcher: Send {
    /// The number of blocks to come.
    fn begin(&mut self, blocks: u64);
    /// A step of the deployment.
    fn step(&mut self, text: &str);
    /// A block has been played.
    fn played(&mut self, time: u64);
    /// All blocks have been played.
    fn end(&mut self);
}

/// Plays the histories and returns the report.
///
/// # Errors
/// [`EmbeddedError`].
pub async fn replay(
    histories: &[History],
    config: &ReplayConfig,
    programs: &Programs,
    watcher: &mut dyn Watcher,
) -> Result<Report, EmbeddedError> {
    let began = Instant::now();
    let moments = merge(histories);
    let start = moments
        .first()
        .map_or(0, |moment| moment.time.saturating_sub(LEAD));
    let mut session = Session::start(start, histories, config, programs, &mut |text| {
        watcher.step(text)
    })
    .await?;
    watcher.begin(moments.len() as u64);
    let mut seen: Vec<Vec<Observation>> = histories
        .iter()
        .map(|h| Vec::with_capacity(h.points.len()))
        .collect();
    let mut chain = ChainFigures::default();
    for moment in &moments {
        let receipt = session.play(moment)?;
        tally(&mut chain, moment, &receipt, &session)?;
        observe(&session, moment, &mut seen).await?;
        watcher.played(moment.time);
    }
    watcher.end();
    chain.seconds = began.elapsed().as_secs_f64();
    report(histories, &session, &seen, chain)
}

/// Adds a block to the figures.
fn tally(
    chain: &mut ChainFigures,
    moment: &Moment,
    receipt: &TransactionReceipt,
    session: &Session,
) -> Result<(), EmbeddedError> {
    chain.blocks += 1;
    chain.updates += moment.prices.len() as u64;
    chain.poke_gas += receipt.gas_used.unwrap_or_default().as_u64();
    for log in &receipt.logs {
        let raw = ethers::abi::RawLog {
            topics: log.topics.clone(),
            data: log.data.to_vec(),
        };
        if SampledFilter::decode_log(&raw).is_ok() {
            chain.samples += 1;
        } else if let Ok(failed) = SampleFailedFilter::decode_log(&raw) {
            let named = session
                .assets
                .iter()
                .find(|plan| plan.asset == failed.asset);
            let what = format!(
                "sampling {}",
                named.map_or("an asset", |plan| plan.name.as_str())
            );
            return Err(EmbeddedError::Failed {
                time: moment.time,
                what,
                reason: revert::explain(&failed.reason),
            });
        }
    }
    Ok(())
}

async fn observe(
    session: &Session,
    moment: &Moment,
    seen: &mut [Vec<Observation>],
) -> Result<(), EmbeddedError> {
    for asset in moment.assets() {
        let risk = session.risk(asset, moment.time).await?;
        let price = moment
            .prices
            .iter()
            .rev()
            .find(|(of, _)| *of == asset)
            .map_or(0, |(_, price)| *price);
        if let Some(observations) = seen.get_mut(asset) {
            observations.push(observation(moment.time, price, &risk));
        }
    }
    Ok(())
}

fn observation(time: u64, price: u64, risk: &AssetRisk) -> Observation {
    Observation {
        time,
        price,
        sigma_fast: wad_to_f64(risk.sigma_fast),
        sigma_slow: wad_to_f64(risk.sigma_slow),
        sigma_used: wad_to_f64(risk.sigma_used),
        haircut: wad_to_f64(risk.haircut),
        threshold_new: wad_to_f64(risk.target_threshold),
        threshold_old: wad_to_f64(risk.liquidation_threshold),
        opening_ltv: wad_to_f64(risk.opening_ltv),
        stale: risk.stale,
    }
}

fn report(
    histories: &[History],
    session: &Session,
    seen: &[Vec<Observation>],
    chain: ChainFigures,
) -> Result<Report, EmbeddedError> {
    let mut assets = Vec::with_capacity(histories.len());
    for ((history, plan), seen) in histories.iter().zip(&session.assets).zip(seen) {
        assets.push(asset_report(history, plan, seen)?);
    }
    Ok(Report {
        schema: crate::report::SCHEMA,
        tool: Report::tool(),
        deployment: serde_json::to_value(&session.record).unwrap_or_default(),
        chain,
        assets,
        pool: None,
    })
}

fn asset_report(
    history: &History,
    plan: &AssetPlan,
    seen: &[Observation],
) -> Result<AssetReport, EmbeddedError> {
    let liquidation = plan.liquidation()?;
    let interval = plan.terms(0)?.interval;
    Ok(AssetReport {
        asset: history.asset.clone(),
        file: history.file.clone(),
        kind: history.kind,
        step: history.step,
        interval: interval.into(),
        settings: serde_json::to_value(plan).unwrap_or_default(),
        liquidation,
        summary: summarise(seen),
        margin_calls: margin_calls::compare(seen, &liquidation),
        gaps: history.gaps.clone(),
        series: Series::from(seen),
    })
}

//! The whole of a replay of a crisis: the engine's pool first, the constant terms from it, then the two pools that have them.

use std::time::Instant;

use alm_crisis::{
    calibration::{StaticTerms, average},
    path::{Path, PathError, Point, Spans, carried_on},
};
use ethers::types::Address;

use super::{
    CrisisError, Policy,
    outcome::outcome,
    policy::Rule,
    pool::{Played, play},
    settings::{CrisisFigures, whole},
    stage::COLLATERAL_DECIMALS,
};
use crate::{
    artifacts::Programs,
    contracts::risk_engine::abi::Liquidity,
    plan::AssetPlan,
    prices::{History, MaxGap, PRICE_SCALE},
    replay::{ReplayConfig, Watcher},
    report::{Common, CrisisReport, PoolOutcome},
};

/// Basis points of a pushed ratio.
const RATIO_BPS: u32 = 1_000;

/// The checked histories of a crisis, all of one asset.
#[derive(Clone, Copy)]
pub struct Histories<'a> {
    /// Prices before it.
    pub before: &'a History,
    /// Prices of it.
    pub crisis: &'a History,
    /// Prices of the time after the last of those, where they end too early.
    pub after: Option<&'a History>,
}

/// Histories and settings: everything a replay of a crisis is made of.
pub struct CrisisInput<'a> {
    /// Prices.
    pub histories: Histories<'a>,
    /// Settings.
    pub config: &'a ReplayConfig,
    /// All histories as one path.
    pub path: Path,
    pub(super) figures: CrisisFigures,
    pub(super) liquidity: Liquidity,
    /// Liquidation bonus, 1e-7.
    pub(super) bonus: u32,
    margin: f64,
    collateral: f64,
}

impl<'a> CrisisInput<'a> {
    /// Checks everything that can be checked without a chain.
    ///
    /// # Errors
    /// [`CrisisError`].
    pub fn new(
        histories: Histories<'a>,
        config: &'a ReplayConfig,
        calm_until: Option<u64>,
        max_gap: MaxGap,
    ) -> Result<Self, CrisisError> {
        let figures = config.crisis.figures()?;
        let Histories { before, crisis, .. } = histories;
        let spans = Spans {
            settle: figures.settle,
            calm: figures.calm,
            calm_until,
            lead: figures.lead,
            longest_gap: max_gap.limit(before.kind, before.step),
        };
        let path = Path::join(&points(before), &histories.of_the_crisis(max_gap)?, &spans)?;
        let terms = config.asset_plan(crisis, Address::zero()).terms(0)?;
        let opening = path.from(path.phases.lead_from).next();
        let price = opening.map_or(1.0, |step| whole(step.price) / whole(PRICE_SCALE));
        Ok(Self {
            collateral: whole(terms.liquidity.exposure) / price,
            liquidity: terms.liquidity,
            bonus: u32::from(terms.parameters.bonus) * RATIO_BPS,
            margin: f64::from(terms.parameters.margin) / 1e4,
            histories,
            config,
            path,
            figures,
        })
    }

    /// A part of all collateral, base units. All of it is worth the exposure the engine is told when borrowers come in.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive amount, rounded to 1e-9 of a token"
    )]
    pub(super) fn collateral_of(&self, part: f64) -> u128 {
        let nano = (self.collateral * part * 1e9).round() as u128;
        nano * 10u128.pow(u32::from(COLLATERAL_DECIMALS) - 9)
    }

    /// The collateral as the risk engine lists it.
    pub(super) fn asset_plan(&self, asset: Address, feed: Address) -> AssetPlan {
        AssetPlan {
            asset,
            ..self.config.asset_plan(self.histories.crisis, feed)
        }
    }

    /// When a pool's chain begins: the engine has to have seen the calm months, constant terms need none of them.
    pub(super) fn begin_of(&self, policy: Policy) -> u64 {
        let phases = &self.path.phases;
        let from = if policy.is_engine() {
            phases.begin
        } else {
            phases.lead_from
        };
        self.path.from(from).next().map_or(from, |step| step.time)
    }
}

impl Histories<'_> {
    /// The prices of the crisis, carried on where they are.
    fn of_the_crisis(&self, max_gap: MaxGap) -> Result<Vec<Point>, PathError> {
        let crisis = points(self.crisis);
        let Some(after) = self.after else {
            return Ok(crisis);
        };
        carried_on(
            &crisis,
            &points(after),
            max_gap.limit(after.kind, after.step),
        )
    }
}

fn points(history: &History) -> Vec<Point> {
    let point = |point: &crate::prices::PricePoint| Point {
        time: point.time,
        price: point.price,
    };
    history.points.iter().map(point).collect()
}

/// Plays a crisis through the three pools and returns the report.
///
/// # Errors
/// [`CrisisError`].
pub async fn replay_crisis(
    input: &CrisisInput<'_>,
    programs: &Programs,
    watcher: &mut dyn Watcher,
) -> Result<CrisisReport, CrisisError> {
    let began = Instant::now();
    let rule = |policy, constant| Rule { policy, constant };
    let engine = play(input, rule(Policy::Engine, None), programs, watcher).await?;
    let phases = &input.path.phases;
    let calm = average(&engine.offers, phases.calm_from, phases.calm_to)?;
    let bonus = f64::from(input.bonus) / 1e7;
    let constant = StaticTerms::matching(calm, input.margin, bonus)?;
    let mut played = Vec::with_capacity(3);
    for policy in [Policy::Static, Policy::StaticBuffered] {
        played.push(play(input, rule(policy, Some(constant)), programs, watcher).await?);
    }
    played.push(engine);
    let pools = played.into_iter().map(|pool| judge(input, pool, calm));
    Ok(CrisisReport {
        schema: crate::report::SCHEMA,
        tool: crate::report::Report::tool(),
        asset: input.histories.crisis.asset.clone(),
        file: input.histories.crisis.file.clone(),
        before: input.histories.before.file.clone(),
        after: input.histories.after.map(|after| after.file.clone()),
        phases: input.path.phases,
        settings: serde_json::to_value(input.config).unwrap_or_default(),
        calm_ltv: calm,
        constant,
        common: common(input),
        pools: pools.collect::<Result<_, _>>()?,
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// Prices and volatility from where borrowers come in.
fn common(input: &CrisisInput<'_>) -> Common {
    let mut common = Common::default();
    for step in input.path.from(input.path.phases.lead_from) {
        common.time.push(step.time);
        common.price.push(whole(step.price) / whole(PRICE_SCALE));
        common.volatility.push(step.volatility);
    }
    common
}

fn judge(input: &CrisisInput<'_>, played: Played, calm: f64) -> Result<PoolOutcome, CrisisError> {
    let phases = &input.path.phases;
    let crisis = average(&played.offers, phases.crisis_from, phases.end)?;
    let offered_calm = match played.rule.constant {
        Some(constant) => f64::from(constant.open_ltv) / 1e7,
        None => calm,
    };
    Ok(outcome(played, phases, (offered_calm, crisis)))
}

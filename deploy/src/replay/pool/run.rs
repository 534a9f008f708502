//! The whole of a replay of flows: days, rows, and what was seen after each.

use std::time::Instant;

use super::{
    PoolObservation, PoolReplayError, PoolSettings,
    borrowers::Borrowers,
    exits::{Exits, Moved},
    population::Population,
    settings::PoolFigures,
    stand::Stand,
    watch::{Watch, tokens},
};
use crate::{
    convert::to_u128,
    flows::{FlowHistory, FlowRow, Scale},
    liquidity::{DAY, Position},
    replay::Watcher,
    report::{PoolChain, PoolReport, PoolSeries, Snapshot, summarise_pool},
};

/// Days between the deployment and the first one with a strike.
const LEAD: u64 = 1;

/// Plays a history, already multiplied by `scale`, through a pool and returns the report.
///
/// # Errors
/// [`PoolReplayError`].
pub async fn replay_flows(
    history: &FlowHistory,
    settings: &PoolSettings,
    scale: Scale,
    watcher: &mut dyn Watcher,
) -> Result<PoolReport, PoolReplayError> {
    let began = Instant::now();
    let figures = settings.figures()?;
    let first = history.rows.first().map_or(0, |row| row.time);
    let start = (first / DAY).saturating_sub(u64::from(settings.warm_up) + LEAD) * DAY;
    watcher.step("deploying the pool and its depositors");
    let peak = history.peak();
    let stand = Stand::build(start, settings, peak, figures.depositors).await?;
    let mut play = Play::open(stand, history, figures).await?;
    watcher.begin(history.rows.len() as u64);
    play.warm_up(history.opening, first / DAY).await?;
    for row in &history.rows {
        play.row(row).await?;
        watcher.played(row.time);
    }
    watcher.end();
    Ok(play.close(history, settings, scale, began.elapsed().as_secs_f64()))
}

/// A replay under way.
struct Play {
    stand: Stand,
    exits: Exits,
    borrowers: Borrowers,
    watch: Watch,
    /// Utilisation the borrowers aim at, millionths.
    target: u32,
    /// The last day that was opened.
    day: u64,
    seen: Vec<PoolObservation>,
    moves: Vec<Moved>,
    worst: Option<Snapshot>,
    last: Option<Snapshot>,
}

impl Play {
    async fn open(
        stand: Stand,
        history: &FlowHistory,
        figures: PoolFigures,
    ) -> Result<Self, PoolReplayError> {
        let now = stand.chain.now().await?;
        let terms = stand.pool.sheet.terms(stand.pool.token.address);
        let terms = stand.chain.read("terms", now, terms).await?;
        let told = history.rows.iter().find_map(|row| row.utilisation);
        Ok(Self {
            exits: Exits::new(Population::new(figures.depositors, figures.largest)),
            borrowers: Borrowers::new(figures.repayment),
            watch: Watch::new(terms),
            target: told.unwrap_or(figures.utilisation),
            day: now / DAY,
            stand,
            seen: Vec::with_capacity(history.rows.len()),
            moves: Vec::with_capacity(history.rows.len()),
            worst: None,
            last: None,
        })
    }

    /// Opens the days before the first row, with what was there then.
    async fn warm_up(&mut self, opening: u128, first: u64) -> Result<(), PoolReplayError> {
        let now = self.stand.chain.now().await?;
        let deposit = FlowRow {
            time: now,
            deposit: opening,
            ..FlowRow::default()
        };
        self.exits.play(&mut self.stand, &deposit).await?;
        while self.day + 1 < first {
            self.open_day().await?;
            let time = self.day * DAY;
            self.borrowers
                .move_to(&mut self.stand, self.target, 0, time)
                .await?;
        }
        self.borrowers.refused = 0;
        Ok(())
    }

    /// The next midnight: rate and strike, as a keeper would.
    async fn open_day(&mut self) -> Result<(), PoolReplayError> {
        self.day += 1;
        let time = self.day * DAY;
        self.stand.keep_alive(time)?;
        let struck = self.stand.open_day(time)?;
        let supply = self.stand.pool.vault.total_supply();
        let supply = self.stand.chain.read("totalSupply", time, supply).await?;
        if let Some(struck) = struck {
            self.watch.struck(&struck, supply)?;
        }
        let book = self.stand.book(time).await?;
        self.borrowers.open_day(to_u128(book.floating_loans));
        Ok(())
    }

    async fn row(&mut self, row: &FlowRow) -> Result<(), PoolReplayError> {
        while self.day < row.time / DAY {
            self.open_day().await?;
        }
        self.target = row.utilisation.unwrap_or(self.target);
        let moved = self.exits.play(&mut self.stand, row).await?;
        self.borrowers
            .move_to(&mut self.stand, self.target, self.exits.waiting(), row.time)
            .await?;
        self.note(row.time, moved).await
    }

    async fn note(&mut self, time: u64, moved: Moved) -> Result<(), PoolReplayError> {
        let (seen, position) = self.watch.observe(&self.stand, time).await?;
        let seen = PoolObservation {
            deposited: tokens(moved.deposited),
            asked: tokens(moved.asked),
            paid: tokens(moved.paid),
            fee: tokens(moved.fee),
            waiting: tokens(self.exits.waiting()),
            target: f64::from(self.target) / 1e6,
            ..seen
        };
        self.keep_snapshots(&seen, &position);
        self.seen.push(seen);
        self.moves.push(moved);
        Ok(())
    }

    /// Keeps the book of the lowest coverage over thirty days, and the last one.
    fn keep_snapshots(&mut self, seen: &PoolObservation, position: &Position) {
        let snapshot = Snapshot::of(seen, position);
        let ratio = |of: &Snapshot| of.coverage_month.unwrap_or(f64::MAX);
        if self
            .worst
            .as_ref()
            .is_none_or(|worst| ratio(&snapshot) < ratio(worst))
        {
            self.worst = Some(snapshot.clone());
        }
        self.last = Some(snapshot);
    }

    fn close(
        self,
        history: &FlowHistory,
        settings: &PoolSettings,
        scale: Scale,
        seconds: f64,
    ) -> PoolReport {
        let beyond: u128 = self.moves.iter().map(|moved| moved.beyond).sum();
        let limited =
            |(seen, moved): (&PoolObservation, &Moved)| moved.limited.then_some(seen.time / DAY);
        let limited: Vec<u64> = self
            .seen
            .iter()
            .zip(&self.moves)
            .filter_map(limited)
            .collect();
        let mut summary = summarise_pool(&self.seen, &limited);
        summary.beyond = tokens(beyond);
        summary.lending_refused_days = self.borrowers.refused;
        PoolReport {
            name: history.name.clone(),
            file: history.file.clone(),
            form: history.form,
            step: history.step,
            of: history.series.clone(),
            passed_over: history.passed_over,
            scale: scale.to_f64(),
            opening: tokens(history.opening),
            settings: serde_json::to_value(settings).unwrap_or_default(),
            deployment: serde_json::to_value(&self.stand.pool.record).unwrap_or_default(),
            chain: PoolChain {
                rows: self.seen.len() as u64,
                transactions: self.stand.actions.transactions,
                gas: self.stand.actions.gas,
                seconds,
            },
            summary,
            gaps: history.gaps.clone(),
            snapshots: self.worst.into_iter().chain(self.last).collect(),
            series: PoolSeries::from(&self.seen[..]),
        }
    }
}

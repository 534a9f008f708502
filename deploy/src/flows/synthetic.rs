//! A synthetic run on a pool: calm weeks, then depositors who leave faster every day, seeded, written out as the flows
//! a user would supply.

use std::{io::Write, path::Path};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    amounts::{MICRO, format_amount},
    history::FlowRow,
};
use crate::prices::format_date;

const DAY: u64 = 86_400;

/// What a synthetic history looks like. Fractions are of the deposits at that time.
///
/// On a calm day between nothing and twice `calm_in` comes and between nothing and twice `calm_out` leaves. In the run
/// nobody comes, and what leaves a day rises evenly to `worst_day` in its middle and falls back. After it the calm returns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Run {
    /// Seed; the same seed gives the same file.
    pub seed: u64,
    /// First day, Unix seconds.
    pub start: u64,
    /// Days in all.
    pub days: u32,
    /// Deposits on the first day, whole tokens.
    pub opening: u64,
    /// What comes on a calm day, on average.
    pub calm_in: f64,
    /// What leaves on a calm day, on average.
    pub calm_out: f64,
    /// First day of the run.
    pub run_at: u32,
    /// Days the run lasts.
    pub run_length: u32,
    /// What leaves on its worst day.
    pub worst_day: f64,
}

impl Default for Run {
    /// Six calm weeks, a run of a week in which about half of the deposits want to leave, and five weeks after it.
    fn default() -> Self {
        Self {
            seed: 1,
            start: 1_704_067_200,
            days: 84,
            opening: 5_000_000,
            calm_in: 0.012,
            calm_out: 0.010,
            run_at: 42,
            run_length: 7,
            worst_day: 0.18,
        }
    }
}

/// Draws the history: the first row deposits the opening.
#[must_use]
pub fn generate_run(run: &Run) -> Vec<FlowRow> {
    let mut rng = ChaCha8Rng::seed_from_u64(run.seed);
    let mut balance = u128::from(run.opening) * MICRO;
    let mut rows = vec![FlowRow {
        time: run.start,
        deposit: balance,
        ..FlowRow::default()
    }];
    for day in 1..run.days {
        let (came, left) = match run.share_leaving(day) {
            Some(share) => (0.0, share),
            None => (
                2.0 * run.calm_in * rng.random::<f64>(),
                2.0 * run.calm_out * rng.random::<f64>(),
            ),
        };
        let row = FlowRow {
            time: run.start + u64::from(day) * DAY,
            deposit: part(balance, came),
            withdrawal: part(balance, left),
            utilisation: None,
        };
        balance = (balance + row.deposit).saturating_sub(row.withdrawal);
        rows.push(row);
    }
    rows
}

impl Run {
    /// The part of the deposits that wants to leave on a day of the run.
    fn share_leaving(&self, day: u32) -> Option<f64> {
        let into = day
            .checked_sub(self.run_at)
            .filter(|into| *into < self.run_length)?;
        let middle = f64::from(self.run_length.saturating_sub(1)) / 2.0;
        let distance = (f64::from(into) - middle).abs() / (middle + 1.0);
        Some(self.worst_day * (1.0 - distance))
    }
}

/// A part of an amount, in whole cents.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an illustration, positive, far below 2^53 cents"
)]
fn part(amount: u128, share: f64) -> u128 {
    let cent = MICRO / 100;
    ((amount / cent) as f64 * share) as u128 * cent
}

/// Writes flows as `time,deposit,withdrawal`, with ISO dates.
///
/// # Errors
/// When the file cannot be written.
pub fn write_flows(path: &Path, rows: &[FlowRow]) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "time,deposit,withdrawal")?;
    for row in rows {
        let [deposit, withdrawal] = [row.deposit, row.withdrawal].map(format_amount);
        writeln!(out, "{},{deposit},{withdrawal}", format_date(row.time))?;
    }
    out.flush()
}

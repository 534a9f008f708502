//! A synthetic crash: jump diffusion, seeded, written out as the candles a user would supply.

use std::{io::Write, path::Path};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::decimal::{PRICE_SCALE, format_price};

const YEAR: f64 = 31_536_000.0;
/// Ticks drawn inside one candle, so that its range is a range.
const TICKS: u32 = 12;

/// One candle of a history to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candle {
    /// Opening time, unix seconds.
    pub timestamp: u64,
    /// Opening price, units of 1e-8, as the others.
    pub open: u64,
    /// Highest price.
    pub high: u64,
    /// Lowest price.
    pub low: u64,
    /// Closing price.
    pub close: u64,
    /// Base units traded; falls with price moves as an illustration, no rule reads it.
    pub volume: u64,
}

/// What a synthetic history looks like. Rates and volatilities are per year.
///
/// Outside the crash the logarithm of the price diffuses at `calm_volatility` with `jumps_per_year`
/// normal jumps. Inside, it diffuses at `crash_volatility`, jumps a hundred times as often, and
/// drifts so that the whole window falls by about `crash_fall`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crash {
    /// Seed; the same seed gives the same file.
    pub seed: u64,
    /// Opening time of the first candle.
    pub start: u64,
    /// Seconds in a candle.
    pub step: u64,
    /// Number of candles.
    pub candles: u32,
    /// First price.
    pub price: f64,
    /// Volatility before and after.
    pub calm_volatility: f64,
    /// Volatility inside the crash.
    pub crash_volatility: f64,
    /// Jumps per year before and after.
    pub jumps_per_year: f64,
    /// Standard deviation of the logarithm of one jump.
    pub jump_size: f64,
    /// First candle of the crash.
    pub crash_at: u32,
    /// Candles the crash lasts.
    pub crash_length: u32,
    /// Fraction of the price lost over the crash by drift.
    pub crash_fall: f64,
}

impl Default for Crash {
    /// Ninety days of hourly candles; a fall of about 42 % within a morning on the sixtieth.
    fn default() -> Self {
        Self {
            seed: 1,
            start: 1_704_067_200,
            step: 3_600,
            candles: 90 * 24,
            price: 2_000.0,
            calm_volatility: 0.6,
            crash_volatility: 2.2,
            jumps_per_year: 12.0,
            jump_size: 0.03,
            crash_at: 60 * 24 + 9,
            crash_length: 8,
            crash_fall: 0.42,
        }
    }
}

impl Crash {
    fn in_crash(&self, candle: u32) -> bool {
        (self.crash_at..self.crash_at + self.crash_length).contains(&candle)
    }
}

/// Draws the history.
#[must_use]
pub fn generate_crash(crash: &Crash) -> Vec<Candle> {
    let mut rng = ChaCha8Rng::seed_from_u64(crash.seed);
    let mut log_price = crash.price.ln();
    (0..crash.candles)
        .map(|index| draw_candle(crash, index, &mut log_price, &mut rng))
        .collect()
}

fn draw_candle(crash: &Crash, index: u32, log_price: &mut f64, rng: &mut ChaCha8Rng) -> Candle {
    let open = fixed(*log_price);
    let (mut high, mut low) = (open, open);
    for _ in 0..TICKS {
        *log_price += tick(crash, index, rng);
        high = high.max(fixed(*log_price));
        low = low.min(fixed(*log_price));
    }
    let volume = 1_000 + (high - low) * 20_000 / open.max(1);
    let timestamp = crash.start + u64::from(index) * crash.step;
    Candle {
        timestamp,
        open,
        high,
        low,
        close: fixed(*log_price),
        volume,
    }
}

/// One step of the logarithm of the price.
fn tick(crash: &Crash, index: u32, rng: &mut ChaCha8Rng) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "steps are seconds, far below 2^53"
    )]
    let years = crash.step as f64 / f64::from(TICKS) / YEAR;
    let stressed = crash.in_crash(index);
    let volatility = if stressed {
        crash.crash_volatility
    } else {
        crash.calm_volatility
    };
    let intensity = crash.jumps_per_year * if stressed { 100.0 } else { 1.0 };
    let ticks_of_crash = f64::from(crash.crash_length.max(1) * TICKS);
    let drift = if stressed {
        (1.0 - crash.crash_fall).ln() / ticks_of_crash
    } else {
        0.0
    };
    let diffusion = volatility * years.sqrt() * normal(rng) - volatility * volatility * years / 2.0;
    let jump = if rng.random::<f64>() < intensity * years {
        crash.jump_size * normal(rng)
    } else {
        0.0
    };
    drift + diffusion + jump
}

/// A standard normal number (Box and Muller 1958).
fn normal(rng: &mut ChaCha8Rng) -> f64 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * rng.random::<f64>()).cos()
}

/// A price in units of 1e-8 from its logarithm, kept to cents as exchanges quote it, never zero.
fn fixed(log_price: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, positive"
    )]
    let cents = (log_price.exp() * 100.0).round() as u64;
    cents.max(1).saturating_mul(PRICE_SCALE / 100)
}

/// Writes candles as `timestamp,open,high,low,close,volume`.
///
/// # Errors
/// When the file cannot be written.
pub fn write_candles(path: &Path, candles: &[Candle]) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(out, "timestamp,open,high,low,close,volume")?;
    for candle in candles {
        let [open, high, low, close] =
            [candle.open, candle.high, candle.low, candle.close].map(format_price);
        writeln!(
            out,
            "{},{open},{high},{low},{close},{}",
            candle.timestamp, candle.volume
        )?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::{MaxGap, Source, read_history};

    #[test]
    fn test_generate_crash_same_seed_same_candles() {
        let crash = Crash::default();
        assert_eq!(generate_crash(&crash), generate_crash(&crash));
        assert_ne!(
            generate_crash(&crash),
            generate_crash(&Crash { seed: 2, ..crash })
        );
    }

    #[test]
    fn test_generate_crash_falls_where_it_says() {
        for seed in 1..20 {
            let crash = Crash {
                seed,
                ..Crash::default()
            };
            let candles = generate_crash(&crash);
            let before = candles[crash.crash_at as usize].open;
            let after = candles[(crash.crash_at + crash.crash_length) as usize].open;
            let kept = after as f64 / before as f64;
            assert!((0.3..0.85).contains(&kept), "seed {seed}: kept {kept}");
            assert!(
                candles
                    .iter()
                    .all(|c| c.low <= c.open.min(c.close) && c.high >= c.open.max(c.close))
            );
        }
    }

    #[test]
    fn test_write_candles_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ETH_crash.csv");
        let candles = generate_crash(&Crash::default());
        write_candles(&path, &candles).unwrap();
        let read = read_history(&Source { name: None, path }, MaxGap::Standard).unwrap();
        assert_eq!(read[0].asset, "ETH");
        assert_eq!(read[0].points.len(), candles.len());
        assert!(
            read[0]
                .points
                .iter()
                .zip(&candles)
                .all(|(p, c)| p.price == c.close)
        );
        assert_eq!(read[0].points[0].time, candles[0].timestamp + 3_600);
        assert_eq!(read[0].gaps, vec![]);
    }
}

//! Rounds in the format of the histories: `updated_at,price,phase,round`.

use std::{fmt::Write, path::Path};

use eyre::{OptionExt, WrapErr, ensure};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The first line of a file.
const HEADER: &str = "updated_at,price,phase,round";
/// Decimals of a feed's answers.
const DECIMALS: usize = 8;
/// Bits of the aggregator's own number.
const PHASE_BITS: u32 = 64;

/// A round as a proxy tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    /// Its number, the aggregator's in the upper 16 of 80 bits.
    pub(super) id: u128,
    /// The answer, 1e-8.
    pub(super) price: u128,
    /// When it was written, Unix seconds.
    pub(super) time: u64,
}

impl Round {
    /// Number of the aggregator.
    pub(super) fn phase(&self) -> u128 {
        self.id >> PHASE_BITS
    }
}

/// Reads a file.
pub(super) fn read(path: &Path) -> eyre::Result<Vec<Round>> {
    let text = std::fs::read_to_string(path).wrap_err_with(|| path.display().to_string())?;
    let mut lines = text.lines();
    ensure!(lines.next() == Some(HEADER), "{}: {HEADER}", path.display());
    lines
        .map(|line| round(line).wrap_err_with(|| line.to_owned()))
        .collect()
}

fn round(line: &str) -> eyre::Result<Round> {
    let cells: Vec<&str> = line.split(',').collect();
    let [time, price, phase, number] = cells[..] else {
        eyre::bail!("four cells");
    };
    Ok(Round {
        id: phase.parse::<u128>()? << PHASE_BITS | number.parse::<u128>()?,
        price: units(price)?,
        time: time.parse()?,
    })
}

/// A decimal in units of 1e-8, without any rounding.
fn units(text: &str) -> eyre::Result<u128> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    ensure!(part.len() <= DECIMALS, "more than {DECIMALS} decimals");
    Ok(format!("{whole}{part:0<DECIMALS$}").parse()?)
}

/// Writes a file.
pub(super) fn write(path: &Path, rounds: &[Round]) -> eyre::Result<()> {
    let mut text = format!("{HEADER}\n");
    for round in rounds {
        let one = 10u128.pow(u32::try_from(DECIMALS)?);
        let price = format!("{}.{:0DECIMALS$}", round.price / one, round.price % one);
        let price = price.trim_end_matches('0').trim_end_matches('.');
        let number = round.id & u128::from(u64::MAX);
        writeln!(text, "{},{price},{},{number}", round.time, round.phase())?;
    }
    std::fs::write(path, text).wrap_err_with(|| path.display().to_string())
}

/// Makes up a history: steps as irregular as a feed's, two rounds in a block, silences of days, a crash, and an aggregator
/// that is replaced twice.
pub(super) fn make_up(seed: u64, count: usize) -> Vec<Round> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let (mut phase, mut number) = (3u128, 118u128);
    let (mut price, mut time) = (200_012_345_678u128, 1_650_000_011u64);
    let mut rounds = Vec::with_capacity(count);
    for place in 0..count {
        if place == count / 3 || place == count * 2 / 3 {
            (phase, number) = (phase + 1, 0);
        }
        number += 1;
        rounds.push(Round {
            id: phase << PHASE_BITS | number,
            price,
            time,
        });
        time += match dice.random_range(0..100u32) {
            0..4 => 0,
            4..80 => dice.random_range(20..3_700),
            80..97 => dice.random_range(3_700..7_200),
            _ => dice.random_range(30..60u64) * alm_harness::HOUR,
        };
        let is_crash = (count / 2..count / 2 + 5).contains(&place);
        let kept = if is_crash {
            9_150..9_350
        } else {
            9_930..10_071
        };
        price = price * dice.random_range(kept) / 10_000;
    }
    rounds
}

/// The silence that one in twenty is longer than, between an hour and two days.
pub(super) fn usual_silence(rounds: &[Round]) -> eyre::Result<u64> {
    let mut gaps: Vec<u64> = rounds
        .windows(2)
        .map(|pair| pair[1].time - pair[0].time)
        .collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() * 19 / 20).ok_or_eyre("two rounds")?;
    Ok((*usual).clamp(alm_harness::HOUR, 2 * alm_harness::DAY))
}

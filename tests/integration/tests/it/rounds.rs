//! Feeds that play real rounds: what the desk and the engine make of silences, of aggregators that change, and of every price.
//!
//! The histories of a market stay out of the repository. By default a history made up here is played, in their very format;
//! `ALM_ROUNDS=<folder>` plays every `*_rounds.csv` of a folder instead.

mod history;
mod samples;
mod stage;

use std::path::{Path, PathBuf};

use stage::Stage;

/// Seed of the history that is made up.
const SEED: u64 = 20_240_129;
/// How many rounds it has.
const MADE_UP: usize = 320;

/// The files to play, and the folder that holds a made-up one as long as it is needed.
fn files() -> eyre::Result<(Vec<PathBuf>, Option<tempfile::TempDir>)> {
    let Ok(folder) = std::env::var("ALM_ROUNDS") else {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("made_up_rounds.csv");
        history::write(&path, &history::make_up(SEED, MADE_UP))?;
        return Ok((vec![path], Some(folder)));
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with("_rounds.csv") {
            found.push(path);
        }
    }
    found.sort();
    eyre::ensure!(!found.is_empty(), "no *_rounds.csv in {folder}");
    Ok((found, None))
}

async fn play(path: &Path) -> eyre::Result<()> {
    let rounds = history::read(path)?;
    let mut stage = Stage::build(&rounds).await?;
    stage.play().await?;
    let told = stage.tally;
    println!("{}: {} rounds, {told:?}", path.display(), rounds.len());
    assert!(told.silences > 0, "every history has a longest silence");
    assert_eq!(told.priced, rounds.len() - 1, "every price");
    Ok(())
}

#[tokio::test]
async fn test_rounds_are_played_as_a_feed_told_them() -> eyre::Result<()> {
    let (files, _kept) = files()?;
    for path in files {
        play(&path).await?;
    }
    Ok(())
}

#[test]
fn test_what_is_made_up_has_what_real_rounds_have() -> eyre::Result<()> {
    let rounds = history::make_up(SEED, MADE_UP);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("made_up_rounds.csv");
    history::write(&path, &rounds)?;
    assert_eq!(
        history::read(&path)?,
        rounds,
        "written and read to the unit"
    );
    let pairs = || rounds.windows(2);
    assert!(
        pairs().any(|pair| pair[0].time == pair[1].time),
        "two in a block"
    );
    assert!(pairs().any(|pair| pair[1].time - pair[0].time > alm_harness::DAY));
    assert!(
        pairs().any(|pair| pair[1].price < pair[0].price * 95 / 100),
        "a crash"
    );
    let phases = pairs().filter(|pair| pair[0].phase() != pair[1].phase());
    assert_eq!(phases.count(), 2, "aggregators that change");
    Ok(())
}

//! `cargo alm replay --crisis FILE`: a crisis through three whole pools.

use eyre::{WrapErr, bail};

use super::Args;
use crate::{
    commands::{build, progress::Progress},
    contracts,
    prices::{History, MaxGap, Span, parse_source, parse_time, read_history, read_many},
    replay::{CrisisInput, Histories, ReplayConfig, replay_crisis},
    report::{crisis_table, write_crisis, write_json},
};

/// Reads the histories, checks them, plays the crisis, prints the comparison and writes the reports.
pub(super) fn run(
    args: &Args,
    file: &str,
    config: &ReplayConfig,
    span: &Span,
    max_gap: MaxGap,
) -> eyre::Result<()> {
    let asset = args.asset.as_deref();
    let crisis = only(
        read_many(&[parse_source(file)], span, max_gap)?,
        asset,
        file,
    )?;
    let earlier = args.before.as_deref().unwrap_or(file);
    let before = only(
        read_history(&parse_source(earlier), max_gap)?,
        asset,
        earlier,
    )?;
    let later = args.after.as_deref().map(|file| {
        let read = read_many(&[parse_source(file)], span, max_gap)?;
        only(read, asset, file)
    });
    let later = later.transpose()?;
    let calm_until = args.calm_until.as_deref().map(parse_time).transpose()?;
    let histories = Histories {
        before: &before,
        crisis: &crisis,
        after: later.as_ref(),
    };
    let input = CrisisInput::new(histories, config, calm_until, max_gap)?;
    build::ensure()?;
    let programs = contracts::programs()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut progress = Progress::of("steps");
    let report = runtime.block_on(replay_crisis(&input, &programs, &mut progress))?;
    write_crisis(&args.out, &report)
        .wrap_err_with(|| format!("cannot write the report into {}", args.out.display()))?;
    if let Some(path) = &args.json {
        write_json(path, &report).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    }
    print!("{}", crisis_table(&report));
    println!("report: {}", args.out.join("report.html").display());
    Ok(())
}

/// The only history of a file, or the one with that name.
fn only(histories: Vec<History>, name: Option<&str>, file: &str) -> eyre::Result<History> {
    let names: Vec<String> = histories.iter().map(|one| one.asset.clone()).collect();
    let fits = |one: &History| name.is_none_or(|name| one.asset == name);
    let mut found: Vec<History> = histories.into_iter().filter(fits).collect();
    match (found.pop(), found.len()) {
        (Some(history), 0) => Ok(history),
        (None, _) => bail!(
            "{file} has no prices of {}; it has: {}",
            name.unwrap_or("any asset"),
            names.join(", ")
        ),
        (Some(_), more) => bail!(
            "{file} has prices of {} assets, a crisis is played with one; name it by --asset: {}",
            more + 1,
            names.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::Kind;

    fn history(asset: &str) -> History {
        History {
            asset: asset.into(),
            file: String::new(),
            kind: Kind::Candles,
            step: 60,
            points: vec![],
            gaps: vec![],
        }
    }

    #[test]
    fn test_only_takes_one_asset_and_names_the_others() {
        let both = || vec![history("ETH"), history("BTC")];
        assert_eq!(only(both(), Some("BTC"), "f").unwrap().asset, "BTC");
        assert_eq!(only(vec![history("ETH")], None, "f").unwrap().asset, "ETH");
        let error = only(both(), None, "f").unwrap_err().to_string();
        assert!(
            error.contains("2 assets") && error.contains("ETH, BTC"),
            "{error}"
        );
        let error = only(both(), Some("SOL"), "f").unwrap_err().to_string();
        assert!(error.contains("no prices of SOL"), "{error}");
    }
}

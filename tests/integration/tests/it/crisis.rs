//! A short synthetic crisis through three whole pools: constant ratios, the same with a buffer pool, and the engine.

use alm_deploy::{
    contracts,
    plan::{AssetSettings, LiquiditySettings},
    prices::{History, Kind, MaxGap, PRICE_SCALE, PricePoint},
    replay::{
        CrisisInput, CrisisSettings, Histories, Policy, ReplayConfig, Watcher, replay_crisis,
    },
    report::{CrisisReport, PoolOutcome, crisis_table, write_crisis},
};

const HOUR: u64 = 3_600;
/// Hours before the crisis, and of it.
const BEFORE: u64 = 96;
const CRISIS: u64 = 60;
const START: u64 = 1_583_712_000;

struct Silent;

impl Watcher for Silent {
    fn begin(&mut self, _blocks: u64) {}
    fn step(&mut self, _text: &str) {}
    fn played(&mut self, _time: u64) {}
    fn end(&mut self) {}
}

/// The price of an hour, in cents: quiet, a tremor of a tenth, half a day of unrest, a fall by almost a half in five hours.
fn price(hour: u64) -> u64 {
    let swing = hour * 7 % 5;
    let unrest = hour * 11 % 7 * 150;
    match hour.saturating_sub(BEFORE) {
        0..6 => 20_000 + swing * 20,
        6..24 => 18_000 + unrest,
        late @ 24..29 => 17_500 - (late - 24) * 1_900,
        _ => 9_800 + swing * 30,
    }
}

fn history(hours: std::ops::Range<u64>) -> History {
    let point = |hour| PricePoint {
        time: START + hour * HOUR,
        price: price(hour) * PRICE_SCALE / 100,
        line: hour,
    };
    History {
        asset: "ETH".into(),
        file: "synthetic".into(),
        kind: Kind::Candles,
        step: HOUR,
        points: hours.map(point).collect(),
        gaps: vec![],
    }
}

/// A market that takes half a day to absorb the collateral.
fn config() -> ReplayConfig {
    let liquidity = LiquiditySettings {
        depth: 2_000_000,
        exposure: 6_000_000,
        ..LiquiditySettings::default()
    };
    ReplayConfig {
        default: AssetSettings {
            liquidity: Some(liquidity),
            ..AssetSettings::default()
        },
        crisis: CrisisSettings {
            borrowers: 14,
            depositors: 8,
            deposits: 5_000_000,
            settle: "1 d".into(),
            calm: "3 d".into(),
            lead: "1 d".into(),
            review: "3 d".into(),
            ..CrisisSettings::default()
        },
        ..ReplayConfig::default()
    }
}

fn pool(report: &CrisisReport, policy: Policy) -> &PoolOutcome {
    let found = report.pools.iter().find(|pool| pool.policy == policy);
    found.expect("all three are there")
}

/// What was given up was borne by somebody, and depositors were not paid with what is not there.
fn check_losses(pool: &PoolOutcome) {
    let borne = pool.buffer_bore + pool.equity_bore + pool.depositors_bore;
    assert!(
        (borne - pool.written_off).abs() < 1.0,
        "INV-LOSS-01: {} given up, {borne} borne",
        pool.written_off
    );
    assert!(
        pool.seized >= pool.liquidated,
        "liquidators are not asked to lose"
    );
    assert!(
        pool.liquidators_earned >= 0.0,
        "they sell what pays: {}",
        pool.liquidators_earned
    );
    let prices = &pool.series.share_price;
    let bore = pool.series.depositors_bore.windows(2);
    for (price, bore) in prices.windows(2).zip(bore) {
        let is_loss = bore[1] > bore[0];
        assert!(
            is_loss || price[1] >= price[0] - 1e-7,
            "INV-BOOK-03: {} to {} without a loss",
            price[0],
            price[1]
        );
    }
}

/// Order and balances are checked while the pools are played: the replay ends with an error where they do not hold.
#[tokio::test]
async fn test_engine_loses_a_tenth_of_constant_ratios_that_offer_as_much() -> eyre::Result<()> {
    let (before, crisis) = (history(0..BEFORE), history(BEFORE..BEFORE + CRISIS));
    let config = config();
    let histories = Histories {
        before: &before,
        crisis: &crisis,
        after: None,
    };
    let input = CrisisInput::new(histories, &config, None, MaxGap::Standard)?;
    let report = replay_crisis(&input, &contracts::programs()?, &mut Silent).await?;
    println!("{}", crisis_table(&report));
    let [constant, backed, engine] = [Policy::Static, Policy::StaticBuffered, Policy::Engine]
        .map(|policy| pool(&report, policy));
    for pool in [constant, backed, engine] {
        check_losses(pool);
        assert!(pool.asked > 0, "somebody wants to leave");
        assert!(
            (pool.offered_calm - report.calm_ltv).abs() < 1e-6,
            "all offer as much in calm months"
        );
    }
    assert!(
        constant.bad_debt() > 10_000.0,
        "the crisis hurts: {}",
        constant.bad_debt()
    );
    assert!(
        engine.bad_debt() <= constant.bad_debt() / 10.0,
        "{} against {}",
        engine.bad_debt(),
        constant.bad_debt()
    );
    assert!(engine.offered_low < constant.offered_low);
    assert!(
        backed.depositors_bore <= constant.depositors_bore,
        "INV-LOSS-01: the buffer bears losses first"
    );
    assert_eq!(
        engine.paid, engine.asked,
        "INV-QUEUE-01: whoever asked was paid"
    );
    let gains = &engine.series.gain;
    assert!(
        gains.iter().any(|gain| *gain > 0.0),
        "the desk's accounts reach the histogram"
    );
    let folder = tempfile::tempdir()?;
    write_crisis(folder.path(), &report)?;
    let json = std::fs::read(folder.path().join("report.json"))?;
    let json: serde_json::Value = serde_json::from_slice(&json)?;
    assert_eq!(json["pools"].as_array().map(Vec::len), Some(3));
    Ok(())
}

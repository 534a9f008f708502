use alm_deploy::bench::{Stage, cache_program, operations};
use ethers::types::{H256, U256};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn ink(v: &Value, k: &str) -> i64 {
    v[k].as_u64()
        .map(|x| x as i64)
        .or_else(|| {
            v[k].as_str()
                .map(|s| i64::from_str_radix(s.trim_start_matches("0x"), 16).unwrap_or(0))
        })
        .unwrap_or(0)
}

fn walk(
    steps: &[Value],
    depth: usize,
    names: &BTreeMap<String, String>,
    sums: &mut BTreeMap<String, (u64, f64)>,
    frame: &str,
) {
    let mut last: Option<i64> = None;
    for s in steps {
        let name = s["name"].as_str().unwrap_or("");
        let (st, en) = (ink(s, "startInk"), ink(s, "endInk"));
        let gap = last.map_or(0, |l| l - st);
        let cost = st - en;
        last = Some(en);
        let args = s["args"].as_str().unwrap_or("");
        let outs = s["outs"].as_str().unwrap_or("");
        let nested = s["steps"].as_array().cloned().unwrap_or_default();
        let addr = s["address"].as_str().unwrap_or("").to_lowercase();
        let who = names.get(&addr).cloned().unwrap_or(addr.clone());
        let short = |t: &str| {
            if t.len() > 70 {
                format!("{}..{}", &t[..24], &t[t.len() - 40..])
            } else {
                t.to_string()
            }
        };
        println!(
            "{:indent$}[{:>7.1}] {:>9.1} {} {} {} -> {}",
            "",
            gap as f64 / 1e4,
            cost as f64 / 1e4,
            name,
            who,
            short(args),
            short(outs),
            indent = depth * 4
        );
        *sums.entry(format!("{frame}: compute")).or_default() = {
            let e = sums
                .get(&format!("{frame}: compute"))
                .copied()
                .unwrap_or_default();
            (e.0 + 1, e.1 + gap as f64 / 1e4)
        };
        if nested.is_empty() {
            let e = sums.entry(format!("{frame}: {name} {who}")).or_default();
            e.0 += 1;
            e.1 += cost as f64 / 1e4;
        } else {
            let first = ink(&nested[0], "startInk");
            let end = ink(nested.last().unwrap(), "endInk");
            let inner = first - end;
            let e = sums
                .entry(format!("{frame}: overhead of {name} {who}"))
                .or_default();
            e.0 += 1;
            e.1 += (cost - inner) as f64 / 1e4;
            walk(&nested, depth + 1, names, sums, &format!("{frame}>{who}"));
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> eyre::Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let stage = Stage::build().await?;
    let mut names = BTreeMap::new();
    for (what, record) in [
        ("case", &stage.case.record),
        ("pool", &stage.pool.record),
        ("matrix", &stage.matrix.record),
        ("credit", &stage.credit.record),
    ] {
        for (name, c) in &record.contracts {
            names.insert(
                format!("{:?}", c.address).to_lowercase(),
                format!("{what}/{name}"),
            );
        }
    }
    for (i, m) in stage.credit.markets.iter().enumerate() {
        names.insert(
            format!("{:?}", m.token.address).to_lowercase(),
            format!("token{i}"),
        );
        names.insert(
            format!("{:?}", m.feed.address).to_lowercase(),
            format!("feed{i}"),
        );
    }
    for op in operations::ALL {
        if !wanted.iter().any(|w| w == op.name()) {
            continue;
        }
        let untouched = stage.chain.snapshot()?;
        op.prepare(&stage).await?;
        for r in [
            &stage.case.record,
            &stage.pool.record,
            &stage.matrix.record,
            &stage.credit.record,
        ] {
            for c in r.contracts.values() {
                cache_program(stage.chain.account(), c.address).await?;
            }
        }
        let (to, data) = op.call(&stage);
        let calldata: u64 = data.iter().map(|b| if *b == 0 { 4 } else { 16 }).sum();
        let sent = stage
            .chain
            .account()
            .send(op.name(), Some(to), data, U256::zero())
            .await?;
        let hash: H256 = sent.transaction_hash;
        println!(
            "=== {} gas {:?}, calldata {}",
            op.name(),
            sent.gas_used,
            calldata
        );
        if std::env::var("SHORT").is_err() {
            let trace: Value = stage.chain.request(
                "debug_traceTransaction",
                json!([hash, {"tracer": "stylusTracer"}]),
            )?;
            let steps = trace.as_array().cloned().unwrap_or_default();
            let mut sums = BTreeMap::new();
            walk(&steps, 0, &names, &mut sums, "tx");
            println!(
                "--- sums; first start {} last end {}",
                steps.first().map_or(0, |s| ink(s, "startInk")) / 10000,
                steps.last().map_or(0, |s| ink(s, "endInk")) / 10000
            );
            for (k, (n, g)) in sums {
                println!("{g:>10.1}  {n:>3}  {k}");
            }
        }
        stage.chain.revert(untouched)?;
    }
    Ok(())
}

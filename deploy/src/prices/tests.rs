//! Whole files, good and bad: every fault names its line.

use std::path::PathBuf;

use super::*;

fn read(name: &str, text: &str) -> Result<Vec<History>, PriceError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a file in it");
    read_history(&Source { name: None, path }, MaxGap::Standard)
}

/// The line and the text of the fault of `text`.
fn fault(text: &str) -> (u64, String) {
    match read("ETH_USDT_1h.csv", text) {
        Err(PriceError::Line { line, fault, .. }) => (line, fault.to_string()),
        other => panic!("expected a fault, got {other:?}"),
    }
}

const HEADER: &str = "timestamp,open,high,low,close,volume\n";

fn candles(rows: &[&str]) -> String {
    format!("{HEADER}{}\n", rows.join("\n"))
}

#[test]
fn test_read_history_candles_close_at_candle_end() {
    let text = candles(&["3600,1,2,1,1.5,10", "7200,1.5,1.6,1.4,1.45,10"]);
    let [history] = &read("ETH_USDT_1h.csv", &text).unwrap()[..] else {
        panic!("one history")
    };
    assert_eq!(
        (history.asset.as_str(), history.step, history.kind),
        ("ETH", 3600, Kind::Candles)
    );
    assert_eq!(
        history.points[0],
        PricePoint {
            time: 7200,
            price: 150_000_000,
            line: 2
        }
    );
    assert_eq!(
        history.points[1],
        PricePoint {
            time: 10_800,
            price: 145_000_000,
            line: 3
        }
    );
}

#[test]
fn test_read_history_accepts_column_order_volume_absent_bom_and_crlf() {
    let text = "\u{feff}close,low,high,open,timestamp\r\n2,1,3,2,0\r\n2,1,3,2,60\r\n";
    assert_eq!(read("A.csv", text).unwrap()[0].points.len(), 2);
}

#[test]
fn test_read_history_rounds_may_share_a_second() {
    let text = "updated_at,price,phase,round\n100,1.5,6,1\n100,1.6,6,2\n4000,1.7,7,1\n";
    let [history] = &read("ETH_USD_rounds.csv", text).unwrap()[..] else {
        panic!("one history")
    };
    assert_eq!(history.kind, Kind::Rounds);
    assert_eq!(
        history.points.iter().map(|p| p.time).collect::<Vec<_>>(),
        [100, 100, 4000]
    );
}

#[test]
fn test_read_history_closes_give_an_asset_a_column() {
    let text = "timestamp,XRP,NEAR\n0,0.2,\n3600,0.3,1\n7200,0.4,2\n";
    let histories = read("others_close_1h.csv", text).unwrap();
    let names: Vec<_> = histories
        .iter()
        .map(|h| (h.asset.as_str(), h.points.len()))
        .collect();
    assert_eq!(names, [("XRP", 3), ("NEAR", 2)]);
}

#[test]
fn test_read_history_missing_column() {
    assert_eq!(fault("timestamp,open,high,low\n0,1,1,1\n").0, 1);
    assert!(
        fault("timestamp,open,high,low\n0,1,1,1\n")
            .1
            .contains("`close` is missing")
    );
    assert!(
        fault("time,price\n0,1\n")
            .1
            .contains("`timestamp` is missing")
    );
    assert!(
        fault("updated_at,price,round\n0,1,1\n")
            .1
            .contains("`phase` is missing")
    );
    assert!(fault("").1.contains("`timestamp` is missing"));
    assert!(fault("timestamp,close,close\n0,1,1\n").1.contains("twice"));
}

#[test]
fn test_read_history_bad_cells_name_their_line() {
    let row = "0,1,1,1,1,5";
    let cases = [
        ("3600,1,1,1,-1,5", "negative"),
        ("3600,1,1,1,NaN,5", "not finite"),
        ("3600,1,inf,1,1,5", "not finite"),
        ("3600,1,1,1,0,5", "zero"),
        ("3600,1,1,1,abc,5", "not a number"),
        ("3600,1,1,1,,5", "not a number"),
        ("3600,1,1,1,1,x", "not a number"),
        ("3600,1,1,1,1,-5", "negative"),
        ("3600.5,1,1,1,1,5", "not a number"),
        ("-3600,1,1,1,1,5", "negative"),
        ("3600000000000,1,1,1,1,5", "milliseconds"),
        ("3600,1,1,2,1,5", "high 1 lies below low 2"),
        ("3600,1,1,1,1", "5 cells, the header has 6"),
        ("3600,1,1,1,1,5,6", "7 cells, the header has 6"),
    ];
    for (bad, want) in cases {
        let (line, text) = fault(&candles(&[row, bad, "7200,1,1,1,1,5"]));
        assert_eq!(line, 3, "{bad}");
        assert!(text.contains(want), "{bad}: {text}");
    }
}

#[test]
fn test_read_history_line_counts_blank_lines() {
    let (line, _) = fault(&format!("{HEADER}0,1,1,1,1,5\n\n3600,1,1,1,-1,5\n"));
    assert_eq!(line, 4, "a blank line is a line of the file");
}

#[test]
fn test_read_history_order() {
    let (line, text) = fault(&candles(&[
        "3600,1,1,1,1,5",
        "7200,1,1,1,1,5",
        "3600,1,1,1,1,5",
    ]));
    assert_eq!(line, 4);
    assert!(
        text.contains("not sorted") && text.contains("line 3"),
        "{text}"
    );
    let (line, text) = fault(&candles(&[
        "3600,1,1,1,1,5",
        "7200,1,1,1,1,5",
        "7200,1,1,1,1,5",
    ]));
    assert_eq!(line, 4);
    assert!(text.contains("duplicate"), "{text}");
    let (line, text) = fault("updated_at,price,phase,round\n9,1,1,1\n9,1,1,1\n");
    assert_eq!(line, 3);
    assert!(text.contains("duplicate: round 1"), "{text}");
    let (line, text) = fault("updated_at,price,phase,round\n9,1,1,1\n8,1,1,2\n");
    assert_eq!(line, 3);
    assert!(text.contains("not sorted"), "{text}");
}

#[test]
fn test_read_history_gap() {
    let rows: Vec<String> = (0..48u32)
        .filter(|h| !(10..34).contains(h))
        .map(|h| format!("{},1,1,1,1,5", h * 3600))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (line, text) = fault(&candles(&rows));
    assert_eq!(line, 12);
    assert!(text.contains("gap of 90000 s since line 11"), "{text}");
}

#[test]
fn test_read_history_too_few_rows() {
    assert!(fault(&candles(&["0,1,1,1,1,5"])).1.contains("only 1 rows"));
    assert!(fault(HEADER).1.contains("only 0 rows"));
}

#[test]
fn test_read_history_not_text() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("A.csv");
    std::fs::write(
        &path,
        b"timestamp,open,high,low,close\n0,1,1,1,1\n60,1,1,\xff,1\n",
    )
    .unwrap();
    let error = read_history(&Source { name: None, path }, MaxGap::Standard).unwrap_err();
    assert!(
        error.to_string().ends_with(":3: not valid UTF-8 text"),
        "{error}"
    );
}

#[test]
fn test_read_history_missing_file() {
    let error = read_history(&parse_source("/no/such/file.csv"), MaxGap::Standard).unwrap_err();
    assert!(error.to_string().contains("/no/such/file.csv"), "{error}");
}

#[test]
fn test_read_many_names_and_span() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| -> PathBuf { folder.path().join(name) };
    let text = candles(&["0,1,1,1,1,5", "3600,1,1,1,1,5", "7200,1,1,1,1,5"]);
    for name in ["ETH_a.csv", "ETH_b.csv"] {
        std::fs::write(path(name), &text).unwrap();
    }
    let source = |name| Source {
        name: None,
        path: path(name),
    };
    let both = [source("ETH_a.csv"), source("ETH_b.csv")];
    let error = read_many(&both, &Span::default(), MaxGap::Standard).unwrap_err();
    assert!(
        matches!(&error, PriceError::SameName(name) if name == "ETH"),
        "{error}"
    );
    let span = Span {
        from: Some(7200),
        to: None,
    };
    let cut = read_many(&both[..1], &span, MaxGap::Standard).unwrap();
    assert_eq!(cut[0].points.len(), 2);
    let span = Span {
        from: Some(999_999),
        to: None,
    };
    let error = read_many(&both[..1], &span, MaxGap::Standard).unwrap_err();
    assert!(
        matches!(error, PriceError::TooShort { have: 0, .. }),
        "{error}"
    );
}

#[test]
fn test_read_many_passes_over_unlisted_columns() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("closes.csv");
    std::fs::write(&path, "timestamp,A,B\n0,1,\n3600,1,\n7200,1,1\n10800,1,1\n").unwrap();
    let span = Span {
        from: None,
        to: Some(7200),
    };
    let read = read_many(&[Source { name: None, path }], &span, MaxGap::Standard).unwrap();
    assert_eq!(
        read.iter().map(|h| h.asset.as_str()).collect::<Vec<_>>(),
        ["A"]
    );
}

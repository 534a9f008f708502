//! From values to strokes.

use std::fmt::Write;

use crate::report::scale::Scale;

use super::seconds;

/// A path through the values; it is broken where there is none. Where many fall on one pixel, the first, the lowest, the
/// highest and the last are drawn, so that no peak is lost.
pub(super) fn line(times: &[u64], values: &[f64], across: &Scale, up: &Scale) -> String {
    let points: Vec<(f64, f64)> = times
        .iter()
        .zip(values)
        .map(|(time, value)| (across.at(seconds(*time)), up.at(*value)))
        .collect();
    let mut out = String::new();
    for run in points.split(|point| !point.1.is_finite()) {
        let mut command = 'M';
        for column in run.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
            for (x, y) in envelope(column) {
                let _ = write!(out, "{command}{x:.1} {y:.1}");
                command = 'L';
            }
        }
        // A value alone between two absent ones is a dot.
        if let [(x, y)] = run {
            let _ = write!(out, "L{:.1} {y:.1}", x + 0.8);
        }
    }
    out
}

/// Upright strokes from zero to each value. Where several fall on one pixel, the longest each way is drawn.
pub(super) fn bars(times: &[u64], values: &[f64], across: &Scale, up: &Scale) -> String {
    let zero = up.at(0.0);
    let points: Vec<(f64, f64)> = times
        .iter()
        .zip(values)
        .filter(|(_, value)| value.is_finite() && **value != 0.0)
        .map(|(time, value)| (across.at(seconds(*time)), up.at(*value)))
        .collect();
    let mut out = String::new();
    for column in points.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
        let x = column.first().map_or(0.0, |point| point.0);
        let ends = column.iter().map(|point| point.1);
        for y in [ends.clone().fold(zero, f64::min), ends.fold(zero, f64::max)] {
            if (y - zero).abs() > 0.05 {
                let _ = write!(out, "M{x:.1} {zero:.1}V{y:.1}");
            }
        }
    }
    out
}

/// First, lowest, highest and last point of a pixel column, in their order.
fn envelope(column: &[(f64, f64)]) -> Vec<(f64, f64)> {
    if column.len() <= 4 {
        return column.to_vec();
    }
    let by_height = |a: &&(f64, f64), b: &&(f64, f64)| a.1.total_cmp(&b.1);
    let ends = [column.first(), column.last()];
    let heights = [
        column.iter().min_by(by_height),
        column.iter().max_by(by_height),
    ];
    let mut kept: Vec<(f64, f64)> = ends.into_iter().chain(heights).flatten().copied().collect();
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    kept.dedup();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Scale = Scale {
        low: 0.0,
        high: 10.0,
        start: 0.0,
        end: 100.0,
    };

    #[test]
    fn test_envelope_keeps_every_peak() {
        let column: Vec<(f64, f64)> = (0..100)
            .map(|i| (f64::from(i) / 1e3, f64::from((i * 37) % 100)))
            .collect();
        let kept = envelope(&column);
        assert!(kept.len() <= 4);
        assert!(
            kept.iter().any(|point| point.1 == 99.0) && kept.iter().any(|point| point.1 == 0.0)
        );
    }

    #[test]
    fn test_line_is_broken_where_a_value_is_absent() {
        let path = line(
            &[0, 2, 4, 6, 8],
            &[1.0, 2.0, f64::NAN, 3.0, f64::NAN],
            &UNIT,
            &UNIT,
        );
        assert_eq!(path, "M0.0 10.0L20.0 20.0M60.0 30.0L60.8 30.0");
    }

    #[test]
    fn test_bars_stand_on_zero_both_ways() {
        let up = Scale {
            low: -10.0,
            high: 10.0,
            start: 100.0,
            end: 0.0,
        };
        let path = bars(&[0, 2, 4], &[5.0, 0.0, -5.0], &UNIT, &up);
        assert_eq!(path, "M0.0 50.0V25.0M40.0 50.0V75.0");
    }
}

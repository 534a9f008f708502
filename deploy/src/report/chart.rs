//! Charts as inline SVG: panels over one time axis.

use std::fmt::Write;

use super::{
    format::{escape, percent, price},
    scale::{Scale, time_ticks},
};

/// Width of the drawing, in its own units; it scales with the page.
pub(super) const WIDTH: f64 = 1_000.0;
/// Where the plots begin and end.
pub(super) const LEFT: f64 = 64.0;
/// Right edge of the plots.
pub(super) const RIGHT: f64 = WIDTH - 12.0;
const TITLE: f64 = 26.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 14.0;

/// How an axis reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// As a price.
    Price,
    /// As per cent.
    Percent,
}

/// A line of a panel.
pub(super) struct Line<'a> {
    /// Name in the legend.
    pub(super) name: &'a str,
    /// Class that colours it.
    pub(super) class: &'a str,
    /// One value a time.
    pub(super) values: &'a [f64],
}

/// A mark at a moment: a vertical stroke from the bottom, as high as `value` on the axis.
pub(super) struct Stroke {
    /// Unix seconds.
    pub(super) time: u64,
    /// Value, when it has one; else the stroke runs through the whole panel.
    pub(super) value: Option<f64>,
}

/// One panel.
pub(super) struct Panel<'a> {
    /// What it shows.
    pub(super) title: &'a str,
    /// How its axis reads.
    pub(super) unit: Unit,
    /// Height of the plot.
    pub(super) height: f64,
    /// Lines, the first at the bottom.
    pub(super) lines: Vec<Line<'a>>,
    /// A value to keep in view and mark, with its name.
    pub(super) level: Option<(f64, &'a str)>,
    /// Marks.
    pub(super) strokes: Vec<Stroke>,
}

/// Draws the panels over each other.
pub(super) fn draw(label: &str, times: &[u64], panels: &[Panel<'_>]) -> String {
    let height: f64 = panels
        .iter()
        .map(|panel| TITLE + panel.height + GAP)
        .sum::<f64>()
        + AXIS;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{}\">",
        escape(label)
    );
    let (from, to) = (
        times.first().copied().unwrap_or(0),
        times.last().copied().unwrap_or(1),
    );
    let across = Scale {
        low: seconds(from),
        high: seconds(to.max(from + 1)),
        start: LEFT,
        end: RIGHT,
    };
    let ticks = time_ticks(from, to, 7);
    let mut top = 0.0;
    for panel in panels {
        draw_panel(&mut svg, times, panel, &across, top, &ticks);
        top += TITLE + panel.height + GAP;
    }
    for (time, label) in &ticks {
        let x = across.at(seconds(*time));
        let _ = write!(
            svg,
            "<text class=\"tick mid\" x=\"{x:.1}\" y=\"{:.1}\">{label}</text>",
            top + 8.0
        );
    }
    let bottom = top - GAP;
    let _ = write!(
        svg,
        "<line class=\"cursor\" x1=\"0\" x2=\"0\" y1=\"{TITLE}\" y2=\"{bottom:.0}\"/>"
    );
    svg.push_str("</svg>");
    svg
}

fn draw_panel(
    svg: &mut String,
    times: &[u64],
    panel: &Panel<'_>,
    across: &Scale,
    top: f64,
    ticks: &[(u64, String)],
) {
    let (upper, lower) = (top + TITLE, top + TITLE + panel.height);
    let values = panel
        .lines
        .iter()
        .flat_map(|line| line.values.iter().copied());
    let marks = panel.strokes.iter().filter_map(|stroke| stroke.value);
    let mut keep: Vec<f64> = panel.level.iter().map(|(value, _)| *value).collect();
    if panel.lines.is_empty() {
        keep.push(0.0);
    }
    let up = Scale::vertical(values.chain(marks), &keep, upper, lower);
    let _ = write!(
        svg,
        "<text class=\"title\" x=\"{LEFT}\" y=\"{:.1}\">{}</text>",
        top + 15.0,
        escape(panel.title)
    );
    legend(svg, panel, top);
    grid(svg, panel, across, &up, ticks, (upper, lower));
    for stroke in &panel.strokes {
        let x = across.at(seconds(stroke.time));
        let y = stroke.value.map_or(upper, |value| up.at(value));
        let class = if stroke.value.is_some() {
            "bar"
        } else {
            "mark"
        };
        let _ = write!(
            svg,
            "<path class=\"{class}\" d=\"M{x:.1} {lower:.1}V{y:.1}\"/>"
        );
    }
    for line in &panel.lines {
        let path = path(times, line.values, across, &up);
        let _ = write!(svg, "<path class=\"line {}\" d=\"{path}\"/>", line.class);
    }
}

fn legend(svg: &mut String, panel: &Panel<'_>, top: f64) {
    let mut x = RIGHT;
    let y = top + 15.0;
    let level = panel.level.iter().map(|(_, name)| (*name, "level"));
    let lines = panel.lines.iter().rev().map(|line| (line.name, line.class));
    for (name, class) in level.chain(lines) {
        #[expect(clippy::cast_precision_loss, reason = "names are short")]
        let width = name.chars().count() as f64 * 6.6;
        let _ = write!(
            svg,
            "<text class=\"tick end\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>",
            escape(name)
        );
        let (from, to) = (x - width - 24.0, x - width - 6.0);
        let _ = write!(
            svg,
            "<path class=\"line {class}\" d=\"M{from:.1} {:.1}H{to:.1}\"/>",
            y - 4.0
        );
        x = from - 16.0;
    }
}

fn grid(
    svg: &mut String,
    panel: &Panel<'_>,
    across: &Scale,
    up: &Scale,
    ticks: &[(u64, String)],
    (upper, lower): (f64, f64),
) {
    for value in up.ticks(panel.height / 40.0) {
        let y = up.at(value);
        let text = match panel.unit {
            Unit::Price => price(value),
            Unit::Percent => percent(value),
        };
        let _ = write!(svg, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>");
        let _ = write!(
            svg,
            "<text class=\"tick end\" x=\"{:.1}\" y=\"{:.1}\">{text}</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    for (time, _) in ticks {
        let x = across.at(seconds(*time));
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{x:.1} {upper:.1}V{lower:.1}\"/>"
        );
    }
    if let Some((value, _)) = panel.level {
        let y = up.at(value);
        let _ = write!(
            svg,
            "<path class=\"line level\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>"
        );
    }
}

/// A path through the values. Where many fall on one pixel, the first, the lowest, the highest and
/// the last are drawn, so that no peak is lost.
fn path(times: &[u64], values: &[f64], across: &Scale, up: &Scale) -> String {
    let points: Vec<(f64, f64)> = times
        .iter()
        .zip(values)
        .map(|(time, value)| (across.at(seconds(*time)), up.at(*value)))
        .collect();
    let mut out = String::new();
    for column in points.chunk_by(|a, b| a.0.floor() == b.0.floor()) {
        for (x, y) in envelope(column) {
            let command = if out.is_empty() { 'M' } else { 'L' };
            let _ = write!(out, "{command}{x:.1} {y:.1}");
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

#[expect(
    clippy::cast_precision_loss,
    reason = "unix seconds are far below 2^53"
)]
fn seconds(time: u64) -> f64 {
    time as f64
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn test_draw_has_a_line_a_series_and_a_mark_a_stroke() {
        let panel = Panel {
            title: "Price",
            unit: Unit::Price,
            height: 100.0,
            lines: vec![Line {
                name: "price",
                class: "a",
                values: &[1.0, 2.0, 1.5],
            }],
            level: Some((1.2, "level")),
            strokes: vec![Stroke {
                time: 60,
                value: None,
            }],
        };
        let svg = draw("ETH", &[0, 60, 120], &[panel]);
        assert_eq!(
            svg.matches("class=\"line a\"").count(),
            2,
            "the line and its legend"
        );
        assert_eq!(svg.matches("class=\"mark\"").count(), 1);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}

//! Charts as inline SVG: panels over one time axis.

mod axes;
mod paths;

use std::fmt::Write;

use super::{
    format::escape,
    scale::{Scale, time_ticks},
};

pub(super) use axes::label;

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
    /// As small fractions of a per cent.
    Fine,
    /// As an amount of tokens.
    Amount,
    /// As a number of days.
    Days,
}

/// A line of a panel.
pub(super) struct Line<'a> {
    /// Name in the legend.
    pub(super) name: &'a str,
    /// Class that colours it.
    pub(super) class: &'a str,
    /// One value a time; not a number: none.
    pub(super) values: &'a [f64],
}

/// Upright strokes of a panel, from zero.
pub(super) struct Bars<'a> {
    /// Name in the legend.
    pub(super) name: &'a str,
    /// Class that colours them.
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
    /// Upright strokes, below the lines.
    pub(super) bars: Vec<Bars<'a>>,
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
    let lines = panel.lines.iter().map(|line| line.values);
    let bars = panel.bars.iter().map(|bars| bars.values);
    let values = lines.chain(bars).flatten().copied();
    let marks = panel.strokes.iter().filter_map(|stroke| stroke.value);
    let mut keep: Vec<f64> = panel.level.iter().map(|(value, _)| *value).collect();
    if panel.lines.is_empty() || !panel.bars.is_empty() {
        keep.push(0.0);
    }
    let up = Scale::vertical(values.chain(marks), &keep, upper, lower);
    let _ = write!(
        svg,
        "<text class=\"title\" x=\"{LEFT}\" y=\"{:.1}\">{}</text>",
        top + 15.0,
        escape(panel.title)
    );
    axes::legend(svg, panel, top);
    axes::grid(svg, panel, across, &up, ticks, (upper, lower));
    for bars in &panel.bars {
        let path = paths::bars(times, bars.values, across, &up);
        let _ = write!(svg, "<path class=\"bars {}\" d=\"{path}\"/>", bars.class);
    }
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
        let path = paths::line(times, line.values, across, &up);
        let _ = write!(svg, "<path class=\"line {}\" d=\"{path}\"/>", line.class);
    }
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
    fn test_draw_has_a_line_a_series_and_a_mark_a_stroke() {
        let panel = Panel {
            title: "Price",
            unit: Unit::Price,
            height: 100.0,
            bars: vec![Bars {
                name: "flow",
                class: "b",
                values: &[1.0, -1.0, 0.0],
            }],
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
        assert_eq!(svg.matches("class=\"bars b\"").count(), 2);
        assert_eq!(svg.matches("class=\"zero\"").count(), 1);
        assert_eq!(svg.matches("class=\"mark\"").count(), 1);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
    }
}

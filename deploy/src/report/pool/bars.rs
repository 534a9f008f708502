//! Bars by bucket: what comes in and goes out, and the cumulative gap.

use std::fmt::Write;

use super::model::GapRow;
use crate::report::{
    chart::{LEFT, RIGHT, Unit, WIDTH, label},
    format::escape,
    scale::Scale,
};

const TITLE: f64 = 26.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 14.0;
const HEIGHT: f64 = 150.0;

/// One bar a bucket, or several side by side.
struct Group<'a> {
    name: &'a str,
    class: &'a str,
    values: Vec<f64>,
}

/// Two panels over the buckets: the ladder on both sides, and the cumulative gap by contract and in the stress.
pub(super) fn draw(title: &str, gap: &[GapRow]) -> String {
    let height = 2.0 * (TITLE + HEIGHT + GAP) + AXIS;
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{}\">",
        escape(title)
    );
    let column = |value: fn(&GapRow) -> f64| gap.iter().map(value).collect::<Vec<_>>();
    let group = |name, class, values| Group {
        name,
        class,
        values,
    };
    let ladder = [
        group("comes in", "in", column(|row| row.inflow)),
        group("goes out", "out", column(|row| -row.outflow)),
    ];
    let cumulative = [
        group("by contract", "out", column(|row| row.cumulative)),
        group("in the stress", "in", column(|row| row.stressed)),
    ];
    let inside = format!("Ladder, {title}");
    panel(&mut svg, &inside, &ladder, 0.0, true);
    let below = TITLE + HEIGHT + GAP;
    panel(
        &mut svg,
        "Cumulative cash-flow gap",
        &cumulative,
        below,
        false,
    );
    for (index, row) in gap.iter().enumerate() {
        let _ = write!(
            svg,
            "<text class=\"tick mid\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            centre(index, gap.len()),
            2.0 * below + 8.0,
            escape(row.name)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Bars of one panel; `stacked` ones stand in one column, on either side of zero.
fn panel(svg: &mut String, title: &str, groups: &[Group<'_>], top: f64, stacked: bool) {
    let (upper, lower) = (top + TITLE, top + TITLE + HEIGHT);
    let values = groups.iter().flat_map(|group| group.values.iter().copied());
    let up = Scale::vertical(values, &[0.0], upper, lower);
    let _ = write!(
        svg,
        "<text class=\"title\" x=\"{LEFT}\" y=\"{:.1}\">{}</text>",
        top + 15.0,
        escape(title)
    );
    legend(svg, groups, top);
    for value in up.ticks(HEIGHT / 40.0) {
        let y = up.at(value);
        let text = label(Unit::Amount, value);
        let _ = write!(
            svg,
            "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/><text class=\"tick end\" x=\"{:.1}\" y=\"{:.1}\">{text}</text>",
            LEFT - 6.0,
            y + 4.0
        );
    }
    for (place, group) in groups.iter().enumerate() {
        columns(svg, group, (place, groups.len()), &up, stacked);
    }
    let zero = up.at(0.0);
    let _ = write!(
        svg,
        "<path class=\"zero\" d=\"M{LEFT} {zero:.1}H{RIGHT}\"/>"
    );
}

/// The bars of one group.
#[expect(clippy::cast_precision_loss, reason = "a dozen buckets")]
fn columns(
    svg: &mut String,
    group: &Group<'_>,
    (place, of): (usize, usize),
    up: &Scale,
    stacked: bool,
) {
    let count = group.values.len();
    let room = (RIGHT - LEFT) / count.max(1) as f64 * 0.6;
    let width = if stacked { room } else { room / of as f64 };
    for (index, value) in group.values.iter().enumerate() {
        let left =
            centre(index, count) - room / 2.0 + if stacked { 0.0 } else { width * place as f64 };
        let (y, zero) = (up.at(*value), up.at(0.0));
        let _ = write!(
            svg,
            "<rect class=\"{}\" x=\"{left:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\"/>",
            group.class,
            y.min(zero),
            (y - zero).abs()
        );
    }
}

fn legend(svg: &mut String, groups: &[Group<'_>], top: f64) {
    let mut x = RIGHT;
    for group in groups.iter().rev() {
        #[expect(clippy::cast_precision_loss, reason = "names are short")]
        let width = group.name.chars().count() as f64 * 6.6;
        let from = x - width - 20.0;
        let _ = write!(
            svg,
            "<text class=\"tick end\" x=\"{x:.1}\" y=\"{:.1}\">{}</text><rect class=\"{}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"12\" height=\"10\"/>",
            top + 15.0,
            escape(group.name),
            group.class,
            top + 6.0
        );
        x = from - 16.0;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a dozen buckets")]
fn centre(index: usize, count: usize) -> f64 {
    LEFT + (RIGHT - LEFT) * (index as f64 + 0.5) / count.max(1) as f64
}

//! Panels of upright bars, one or several to a name.

use std::fmt::Write;

use super::{
    chart::{LEFT, RIGHT, Unit, WIDTH, label},
    format::escape,
    scale::Scale,
};

const TITLE: f64 = 26.0;
const AXIS: f64 = 26.0;
const GAP: f64 = 14.0;
const HEIGHT: f64 = 150.0;

/// One bar a name, or several side by side.
pub(super) struct Group<'a> {
    /// Name in the legend.
    pub(super) name: &'a str,
    /// Class that colours it.
    pub(super) class: &'a str,
    /// One value a name.
    pub(super) values: Vec<f64>,
}

/// One panel.
pub(super) struct Panel<'a> {
    /// What it shows.
    pub(super) title: &'a str,
    /// Its bars.
    pub(super) groups: Vec<Group<'a>>,
    /// Whether they stand in one column, on either side of zero.
    pub(super) stacked: bool,
}

/// Panels over the same names.
pub(super) fn draw(title: &str, names: &[&str], panels: &[Panel<'_>]) -> String {
    let mut below = 0.0;
    let mut drawn = String::new();
    for panel in panels {
        draw_panel(&mut drawn, panel, below);
        below += TITLE + HEIGHT + GAP;
    }
    for (index, name) in names.iter().enumerate() {
        let _ = write!(
            drawn,
            "<text class=\"tick mid\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            centre(index, names.len()),
            below + 8.0,
            escape(name)
        );
    }
    format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-label=\"{}\">{drawn}</svg>",
        below + AXIS,
        escape(title)
    )
}

/// Title, legend, axis and bars of one panel.
fn draw_panel(svg: &mut String, panel: &Panel<'_>, top: f64) {
    let (groups, stacked) = (&panel.groups, panel.stacked);
    let (upper, lower) = (top + TITLE, top + TITLE + HEIGHT);
    let values = groups.iter().flat_map(|group| group.values.iter().copied());
    let up = Scale::vertical(values, &[0.0], upper, lower);
    let _ = write!(
        svg,
        "<text class=\"title\" x=\"{LEFT}\" y=\"{:.1}\">{}</text>",
        top + 15.0,
        escape(panel.title)
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
        let from = x - width - 17.0;
        // The name begins beside its key, however wide it turns out.
        let _ = write!(
            svg,
            "<rect class=\"{}\" x=\"{from:.1}\" y=\"{:.1}\" width=\"12\" height=\"10\"/><text class=\"tick\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            group.class,
            top + 6.0,
            from + 17.0,
            top + 15.0,
            escape(group.name)
        );
        x = from - 16.0;
    }
}

#[expect(clippy::cast_precision_loss, reason = "a dozen buckets")]
fn centre(index: usize, count: usize) -> f64 {
    LEFT + (RIGHT - LEFT) * (index as f64 + 0.5) / count.max(1) as f64
}

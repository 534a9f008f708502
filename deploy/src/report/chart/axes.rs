//! What surrounds the lines of a panel: its legend, its grid and the figures along it.

use std::fmt::Write;

use super::{LEFT, Panel, RIGHT, Unit, seconds};
use crate::report::{
    format::{amount, days, escape, fine_percent, percent, price},
    scale::Scale,
};

/// Names from the right, each with a sample of its line.
pub(super) fn legend(svg: &mut String, panel: &Panel<'_>, top: f64) {
    let mut x = RIGHT;
    let y = top + 15.0;
    let level = panel.level.iter().map(|(_, name)| (*name, "level", "line"));
    let lines = panel
        .lines
        .iter()
        .rev()
        .map(|line| (line.name, line.class, "line"));
    let named = panel.bars.iter().rev().filter(|bars| !bars.name.is_empty());
    let bars = named.map(|bars| (bars.name, bars.class, "bars"));
    for (name, class, kind) in level.chain(lines).chain(bars) {
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
            "<path class=\"{kind} {class}\" d=\"M{from:.1} {:.1}H{to:.1}\"/>",
            y - 4.0
        );
        x = from - 16.0;
    }
}

/// The grid, its figures, the level and the zero bars stand on.
pub(super) fn grid(
    svg: &mut String,
    panel: &Panel<'_>,
    across: &Scale,
    up: &Scale,
    ticks: &[(u64, String)],
    (upper, lower): (f64, f64),
) {
    for value in up.ticks((panel.height / 40.0).max(3.0)) {
        let y = up.at(value);
        let text = label(panel.unit, value);
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
    if up.low < 0.0 && up.high > 0.0 {
        let y = up.at(0.0);
        let _ = write!(svg, "<path class=\"zero\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>");
    }
    if let Some((value, _)) = panel.level {
        let y = up.at(value);
        let _ = write!(
            svg,
            "<path class=\"line level\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>"
        );
    }
}

/// A figure along an axis.
pub(in crate::report) fn label(unit: Unit, value: f64) -> String {
    match unit {
        Unit::Price => price(value),
        Unit::Percent => percent(value),
        Unit::Fine => fine_percent(value),
        Unit::Amount => amount(value),
        Unit::Days => days(value),
    }
}

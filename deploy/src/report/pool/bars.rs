//! Bars by bucket: what comes in and goes out, and the cumulative gap.

use super::model::GapRow;
use crate::report::bars::{self, Group, Panel};

/// Two panels over the buckets: the ladder on both sides, and the cumulative gap by contract and in the stress.
pub(super) fn draw(title: &str, gap: &[GapRow]) -> String {
    let column = |value: fn(&GapRow) -> f64| gap.iter().map(value).collect::<Vec<_>>();
    let group = |name, class, values| Group {
        name,
        class,
        values,
    };
    let inside = format!("Ladder, {title}");
    let ladder = Panel {
        title: &inside,
        groups: vec![
            group("comes in", "in", column(|row| row.inflow)),
            group("goes out", "out", column(|row| -row.outflow)),
        ],
        stacked: true,
    };
    let cumulative = Panel {
        title: "Cumulative cash-flow gap",
        groups: vec![
            group("by contract", "out", column(|row| row.cumulative)),
            group("in the stress", "in", column(|row| row.stressed)),
        ],
        stacked: false,
    };
    let names: Vec<&str> = gap.iter().map(|row| row.name).collect();
    bars::draw(title, &names, &[ladder, cumulative])
}

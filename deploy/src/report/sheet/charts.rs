//! Charts of a book: the ladder, key rates, shocks.

use crate::{
    report::bars::{self, Group, Panel},
    sheet::{BookSheet, Bucket, Named, RateFigures},
};

/// The ladder on both sides, and the cumulative gap.
pub(super) fn ladder(book: &BookSheet) -> String {
    let column = |value: fn(&Bucket) -> f64| book.buckets.iter().map(value).collect::<Vec<_>>();
    let group = |name, class, values| Group {
        name,
        class,
        values,
    };
    let names: Vec<&str> = book.buckets.iter().map(|bucket| bucket.name).collect();
    let panels = [
        Panel {
            title: "Ladder",
            groups: vec![
                group("comes in", "in", column(|bucket| bucket.inflow)),
                group("goes out", "out", column(|bucket| -bucket.outflow)),
            ],
            stacked: true,
        },
        Panel {
            title: "Cumulative cash-flow gap, floating positions aside",
            groups: vec![group("gap", "in", column(|bucket| bucket.cumulative))],
            stacked: false,
        },
    ];
    bars::draw(&format!("Ladder of {}", book.name), &names, &panels)
}

/// DV01 by part of the curve.
pub(super) fn key_rates(rates: &RateFigures) -> String {
    one(
        "DV01 by key rate: loss when that part of the curve rises by a basis point",
        "loss",
        &rates.key_rates,
    )
}

/// Loss of economic value under the six shocks.
pub(super) fn shocks(rates: &RateFigures, currency: &str) -> String {
    let title = format!("Loss of economic value under the shocks for {currency}");
    one(&title, "loss", &rates.shocks.losses)
}

fn one(title: &str, name: &str, figures: &[Named]) -> String {
    let names: Vec<&str> = figures.iter().map(|figure| figure.name).collect();
    let group = Group {
        name,
        class: "out",
        values: figures.iter().map(|figure| figure.value).collect(),
    };
    let panel = Panel {
        title,
        groups: vec![group],
        stacked: false,
    };
    bars::draw(title, &names, &[panel])
}

//! The gauge of liquidity coverage: a bar a horizon, up to twice what is required.

use std::fmt::Write;

use crate::{
    report::{
        chart::{LEFT, RIGHT, WIDTH},
        format::percent,
    },
    sheet::LiquidityFigures,
};

/// Where a gauge ends, as a ratio.
const END: f64 = 2.0;
/// Height of a row.
const ROW: f64 = 30.0;
const TITLE: f64 = 30.0;

/// Coverage over one, seven and thirty days, against what is required.
pub(super) fn draw(liquidity: &LiquidityFigures) -> String {
    let rows = [
        ("24 h", liquidity.coverage_day),
        ("7 d", liquidity.coverage_week),
        ("30 d", liquidity.coverage_month),
    ];
    let height = TITLE + ROW * 3.0 + 24.0;
    let mut svg = format!(
        "<svg class=\"chart gauge\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"Liquidity coverage\">\
         <text class=\"title\" x=\"{LEFT}\" y=\"18\">Liquidity coverage</text>"
    );
    for (index, (name, ratio)) in (0u8..).zip(rows) {
        row(&mut svg, TITLE + ROW * f64::from(index), name, ratio);
    }
    let required = at(1.0);
    let _ = write!(
        svg,
        "<path class=\"line level\" d=\"M{required:.1} {TITLE}V{:.1}\"/>\
         <text class=\"tick mid\" x=\"{required:.1}\" y=\"{:.1}\">100 %: all that may leave</text></svg>",
        TITLE + ROW * 3.0,
        TITLE + ROW * 3.0 + 16.0
    );
    svg
}

fn row(svg: &mut String, top: f64, name: &str, ratio: Option<f64>) {
    let shown = ratio.unwrap_or(END).clamp(0.0, END);
    let class = if shown < 1.0 { "out" } else { "in" };
    let text = ratio.map_or_else(|| "nothing can leave".into(), percent);
    let _ = write!(
        svg,
        "<text class=\"tick end\" x=\"{:.1}\" y=\"{:.1}\">{name}</text>\
         <rect class=\"{class}\" x=\"{LEFT}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>\
         <text class=\"title\" x=\"{:.1}\" y=\"{:.1}\">{text}</text>",
        LEFT - 8.0,
        top + 19.0,
        top + 6.0,
        at(shown) - LEFT,
        ROW - 12.0,
        at(shown) + 8.0,
        top + 19.0
    );
}

/// The pixel of a ratio; the text beside the longest bar stays on the page.
fn at(ratio: f64) -> f64 {
    LEFT + (RIGHT - LEFT - 160.0) * ratio / END
}

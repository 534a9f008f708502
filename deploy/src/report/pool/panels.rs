//! The panels of a pool, over one time axis.

use super::model::{PoolReport, PoolSeries};
use crate::report::{
    chart::{Bars, Line, Panel, Unit},
    readout::Column,
};

/// Coverage above it is drawn at it: a pool without lending is covered a hundred times.
const COVERAGE_CUT: f64 = 3.0;
/// The survival horizon is looked for up to here, days.
const SURVIVAL_CUT: f64 = 365.0;

/// Columns the panels need beside those of the report.
pub(super) struct Drawn {
    asked: Vec<f64>,
    left: Vec<f64>,
    coverage: [Vec<f64>; 3],
    survival: Vec<f64>,
}

impl Drawn {
    pub(super) fn of(series: &PoolSeries) -> Self {
        let cut = |column: &[Option<f64>]| {
            column
                .iter()
                .map(|ratio| ratio.unwrap_or(COVERAGE_CUT).min(COVERAGE_CUT))
                .collect()
        };
        let survival = |days: &Option<u16>| days.map_or(SURVIVAL_CUT, f64::from);
        Self {
            asked: series.asked.iter().map(|asked| -asked).collect(),
            left: series.paid.iter().map(|paid| -paid).collect(),
            coverage: [
                &series.coverage_day,
                &series.coverage_week,
                &series.coverage_month,
            ]
            .map(|column| cut(column)),
            survival: series.survival.iter().map(survival).collect(),
        }
    }
}

/// All panels, the flows first.
pub(super) fn panels<'a>(report: &'a PoolReport, drawn: &'a Drawn) -> Vec<Panel<'a>> {
    let series = &report.series;
    let mut panels = vec![flows(series, drawn), waiting(series), holdings(series)];
    panels.extend([utilisation(series), rate(series), surplus(series)]);
    panels.extend([coverage(drawn), survival(drawn)]);
    panels.extend([fee(series), share_price(series)]);
    panels
}

fn panel<'a>(title: &'a str, unit: Unit, height: f64, lines: Vec<Line<'a>>) -> Panel<'a> {
    Panel {
        title,
        unit,
        height,
        bars: Vec::new(),
        lines,
        level: None,
        strokes: Vec::new(),
    }
}

fn line<'a>(name: &'a str, class: &'a str, values: &'a [f64]) -> Line<'a> {
    Line {
        name,
        class,
        values,
    }
}

fn flows<'a>(series: &'a PoolSeries, drawn: &'a Drawn) -> Panel<'a> {
    let bars = |name, class, values| Bars {
        name,
        class,
        values,
    };
    Panel {
        bars: vec![
            bars("came", "in", &series.deposited[..]),
            bars("wanted to leave", "wish", &drawn.asked),
            bars("left", "out", &drawn.left),
        ],
        ..panel("Flows a row, tokens", Unit::Amount, 150.0, Vec::new())
    }
}

fn waiting(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![line("waiting", "alarm", &series.waiting[..])];
    zero(panel("Waiting to leave, tokens", Unit::Amount, 80.0, lines))
}

fn holdings(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![
        line(
            "net value of the depositors",
            "price",
            &series.net_value[..],
        ),
        line("loans", "used", &series.loans),
        line("cash", "slow", &series.cash),
    ];
    zero(panel("Book, tokens", Unit::Amount, 170.0, lines))
}

fn utilisation(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![
        line("borrowers' aim", "target", &series.target[..]),
        line("utilisation", "used", &series.utilisation),
    ];
    panel("Utilisation", Unit::Percent, 110.0, lines)
}

fn rate(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![line("rate", "fast", &series.rate[..])];
    panel("Rate of floating loans, a year", Unit::Percent, 90.0, lines)
}

fn surplus(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![
        line("exits end", "target", &series.exit_edge[..]),
        line("surplus", "slow", &series.surplus),
    ];
    zero(panel(
        "Liquidity surplus over thirty days, tokens",
        Unit::Amount,
        110.0,
        lines,
    ))
}

fn coverage(drawn: &Drawn) -> Panel<'_> {
    let [day, week, month] = &drawn.coverage;
    let lines = vec![
        line("24 h", "fast", day),
        line("7 d", "used", week),
        line("30 d", "price", month),
    ];
    Panel {
        level: Some((1.0, "covered")),
        ..panel(
            "Liquidity coverage, cut at 300 %",
            Unit::Percent,
            120.0,
            lines,
        )
    }
}

fn survival(drawn: &Drawn) -> Panel<'_> {
    let lines = vec![line("days", "slow", &drawn.survival[..])];
    zero(panel(
        "Survival horizon in the stress, at most 365 d",
        Unit::Days,
        80.0,
        lines,
    ))
}

fn fee(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![line("fee", "fast", &series.exit_fee[..])];
    zero(panel(
        "Exit fee for leaving with 1 % of the deposits",
        Unit::Fine,
        80.0,
        lines,
    ))
}

fn share_price(series: &PoolSeries) -> Panel<'_> {
    let lines = vec![line("price", "price", &series.share_price[..])];
    panel("Share price, tokens", Unit::Price, 90.0, lines)
}

/// Keeps zero in view.
fn zero(mut panel: Panel<'_>) -> Panel<'_> {
    panel.bars.push(Bars {
        name: "",
        class: "",
        values: &[],
    });
    panel
}

/// What is read out under the pointer.
pub(super) fn columns(series: &PoolSeries) -> Vec<Column<'_>> {
    let column = |name, unit, values| Column { name, unit, values };
    vec![
        column("came", Unit::Amount, &series.deposited[..]),
        column("left", Unit::Amount, &series.paid),
        column("waiting", Unit::Amount, &series.waiting),
        column("net value", Unit::Amount, &series.net_value),
        column("cash", Unit::Amount, &series.cash),
        column("utilisation", Unit::Percent, &series.utilisation),
        column("rate", Unit::Percent, &series.rate),
        column("surplus", Unit::Amount, &series.surplus),
        column("exit fee", Unit::Fine, &series.exit_fee),
        column("share", Unit::Price, &series.share_price),
    ]
}

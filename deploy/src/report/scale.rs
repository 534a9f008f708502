//! Axes: from values to pixels, and round numbers for ticks.

use crate::prices::format_date;

/// A linear map from values to pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Value at the first pixel.
    pub(super) low: f64,
    /// Value at the last pixel.
    pub(super) high: f64,
    /// First pixel.
    pub(super) start: f64,
    /// Last pixel.
    pub(super) end: f64,
}

impl Scale {
    /// A vertical axis over `values`, a little wider than they are, that contains `keep`.
    pub(super) fn vertical(
        values: impl Iterator<Item = f64>,
        keep: &[f64],
        top: f64,
        bottom: f64,
    ) -> Self {
        let values = values
            .chain(keep.iter().copied())
            .filter(|value| value.is_finite());
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
        let (low, high) = if low > high { (0.0, 1.0) } else { (low, high) };
        let margin = ((high - low) * 0.06).max(high.abs().max(1e-9) * 1e-4);
        // A quantity that is never negative is not drawn as if it could be.
        let floor = if low >= 0.0 {
            (low - margin).max(0.0)
        } else {
            low - margin
        };
        Self {
            low: floor,
            high: high + margin,
            start: bottom,
            end: top,
        }
    }

    /// The pixel of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low).max(f64::MIN_POSITIVE);
        self.start + share * (self.end - self.start)
    }

    /// About `wanted` round values inside.
    pub(super) fn ticks(&self, wanted: f64) -> Vec<f64> {
        let step = round_step((self.high - self.low) / wanted);
        let mut tick = (self.low / step).ceil();
        let mut ticks = Vec::new();
        while tick * step <= self.high && ticks.len() < 20 {
            ticks.push(tick * step);
            tick += 1.0;
        }
        ticks
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.max(1e-12).log10().floor());
    let factor = rough / power;
    power
        * [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .find(|step| factor <= *step)
            .unwrap_or(10.0)
}

/// Times for the axis with their labels: at most `wanted`, on round hours, days or months.
pub(super) fn time_ticks(from: u64, to: u64, wanted: u64) -> Vec<(u64, String)> {
    const STEPS: [u64; 13] = [
        600, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600, 2_592_000,
        7_776_000, 15_552_000,
    ];
    let span = to.saturating_sub(from).max(1);
    let step = STEPS
        .into_iter()
        .find(|step| span / step <= wanted)
        .unwrap_or(31_536_000);
    (from.div_ceil(step)..=to / step)
        .map(|tick| (tick * step, label(tick * step, step)))
        .collect()
}

fn label(time: u64, step: u64) -> String {
    let date = format_date(time);
    if step >= 86_400 {
        return date;
    }
    let clock = format!("{:02}:{:02}", time % 86_400 / 3_600, time % 3_600 / 60);
    format!("{} {clock}", &date[5..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_ticks_are_round_and_inside() {
        let scale = Scale {
            low: 0.03,
            high: 0.97,
            start: 100.0,
            end: 0.0,
        };
        let ticks = scale.ticks(5.0);
        assert_eq!(ticks.len(), 4, "{ticks:?}");
        assert!((ticks[0] - 0.2).abs() < 1e-12);
        assert!((scale.at(0.97) - 0.0).abs() < 1e-9 && (scale.at(0.03) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn test_vertical_of_constant_and_of_nothing_is_finite() {
        for values in [vec![1.0, 1.0], vec![], vec![0.0]] {
            let scale = Scale::vertical(values.into_iter(), &[], 0.0, 100.0);
            assert!(scale.at(1.0).is_finite() && scale.high > scale.low);
        }
    }

    #[test]
    fn test_time_ticks_stay_few() {
        for span in [
            3_600,
            86_400,
            7 * 86_400,
            90 * 86_400,
            365 * 86_400,
            1_034 * 86_400,
        ] {
            let ticks = time_ticks(1_577_836_800, 1_577_836_800 + span, 8);
            assert!((1..=9).contains(&ticks.len()), "{span}: {}", ticks.len());
        }
    }
}

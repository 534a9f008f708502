//! The constant terms a policy is compared with: they offer, all the time, what the engine offered on average in calm months.
//!
//! The average is over time, of what the desk offered for new borrowing, from the first to the last moment of the calm months, all
//! of which lie before the crisis: nothing of the crisis enters. The threshold keeps the engine's distance,
//! `threshold = offered / (1 - margin)`, so the two policies differ in nothing but that one of them moves.

use crate::seconds;

/// One, as ratios are pushed to a desk.
pub const RATIO: f64 = 1e7;
/// A liquidation at the threshold leaves something: threshold times one and the bonus.
const REPAID_MOST: f64 = 0.995;

/// What was offered from a moment on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offered {
    /// Unix seconds.
    pub time: u64,
    /// Loan to value of new borrowing.
    pub ltv: f64,
}

/// Constant terms of a collateral, 1e-7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct StaticTerms {
    /// Loan to value of new borrowing.
    pub open_ltv: u32,
    /// Liquidation threshold.
    pub threshold: u32,
}

/// Why there are no such terms.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// Nothing was offered in the calm months.
    #[error(
        "nothing was offered between {from} and {to} (Unix seconds): there is no average to match"
    )]
    Nothing {
        /// First second.
        from: u64,
        /// Last second.
        to: u64,
    },
    /// The threshold leaves no room for the bonus.
    #[error(
        "a threshold of {have:.4} beside a bonus of {bonus:.4} is not accepted by the desk, {want:.4} is the highest; lower the cap of the thresholds"
    )]
    TooHigh {
        /// The threshold.
        have: f64,
        /// The highest.
        want: f64,
        /// The bonus.
        bonus: f64,
    },
}

/// The average over time of what was offered between two moments; each offer holds until the next.
///
/// # Errors
/// [`CalibrationError::Nothing`].
pub fn average(offers: &[Offered], from: u64, to: u64) -> Result<f64, CalibrationError> {
    let (mut sum, mut time) = (0.0, 0.0);
    let ends = offers.iter().skip(1).map(|offer| offer.time);
    for (offer, end) in offers.iter().zip(ends.chain([to])) {
        let (start, end) = (offer.time.max(from), end.min(to));
        if start < end {
            sum += offer.ltv * seconds(end - start);
            time += seconds(end - start);
        }
    }
    if time > 0.0 {
        Ok(sum / time)
    } else {
        Err(CalibrationError::Nothing { from, to })
    }
}

impl StaticTerms {
    /// The terms that offer `average`, at the distance `margin` below their threshold, for a collateral with that bonus.
    ///
    /// # Rounding
    /// To the nearest 1e-7.
    ///
    /// # Errors
    /// [`CalibrationError::TooHigh`].
    pub fn matching(average: f64, margin: f64, bonus: f64) -> Result<Self, CalibrationError> {
        let (have, want) = (average / (1.0 - margin), REPAID_MOST / (1.0 + bonus));
        if have > want {
            return Err(CalibrationError::TooHigh { have, want, bonus });
        }
        // Below the threshold, even without a margin.
        let threshold = stored(have);
        let open_ltv = stored(average).min(threshold.saturating_sub(1));
        Ok(Self {
            open_ltv,
            threshold,
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a ratio between zero and one"
)]
fn stored(ratio: f64) -> u32 {
    (ratio * RATIO).round() as u32
}

//! The governed terms of a book: compiled bounds, and what they mean to the rules.

use alm_engine::{
    book::income::Split,
    guard::{band::Edge, zones::Zone},
    imbalance::{huber::Huber, potential::Snapshot, scale::scale},
    money::Amount,
};
use alm_stylus::Failure;

use crate::{
    errors,
    layout::{
        BUFFER_SHARE, CURVATURE, DEPOSIT_CAP, EXIT_SURPLUS, FIXED_TERMS, LENDING_SURPLUS,
        MINIMUM_EXPONENT, NEUTRAL_SURPLUS, RESERVE_FACTOR, SCALE_EXPONENT, SIZE, STEEPEST, TERMS,
    },
    open::Open,
    storage::Sheet,
};

/// Bytes of each term in the interface.
pub(crate) static TERM_WIDTHS: [u8; TERMS] = [2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 12];

/// Bytes of each fixed term in the interface.
pub(crate) static FIXED_WIDTHS: [u8; FIXED_TERMS] = [1, 2, 2, 2, 2, 12];
/// Number of the first fixed term, as errors name it.
const FIRST_FIXED: usize = 12;
/// Most that a shock of interest rates may be, bps.
const SHOCK_MAX: u16 = 1_000;
/// Most that one shock may cost, bps of the scale.
const LOSS_MAX: u16 = 10_000;

/// Lowest and highest value of each term; the last, the deposit cap, is any amount.
static BOUNDS: [(u16, u16); DEPOSIT_CAP] = [
    (0, 5_000),      // reserve factor
    (0, 5_000),      // buffer share
    (5_000, 20_000), // outflow weight
    (100, 10_000),   // run-off floor
    (0, 50_000),     // curvature
    (0, 1_000),      // steepest slope
    (0, 20_000),     // neutral surplus
    (0, 20_000),     // lending surplus
    (0, 20_000),     // exit surplus
    (0, 24),         // scale exponent
    (0, 24),         // minimum exponent
];

/// One, as a number of basis points.
const BASIS: u16 = 10_000;
/// Basis points in parts per million.
const MILLIONTHS: u32 = 100;

/// Refuses terms outside their bounds, edges that are not nested, and an income given away whole.
#[inline(never)]
pub(crate) fn check(terms: &[u128; TERMS]) -> Result<(), Failure> {
    for (place, (term, (low, high))) in terms.iter().zip(&BOUNDS).enumerate() {
        // All of two bytes.
        let term = *term as u16;
        require(place, term, term >= *low, *low)?;
        require(place, term, term <= *high, *high)?;
    }
    let at = |place: usize| terms.get(place).copied().unwrap_or_default() as u16;
    let (inner, outer) = (at(LENDING_SURPLUS), at(EXIT_SURPLUS));
    let widest = at(NEUTRAL_SURPLUS);
    require(LENDING_SURPLUS, inner, inner <= widest, widest)?;
    require(EXIT_SURPLUS, outer, outer <= inner, inner)?;
    let (buffer, rest) = (at(BUFFER_SHARE), BASIS.saturating_sub(at(RESERVE_FACTOR)));
    require(BUFFER_SHARE, buffer, buffer < rest, rest)
}

/// Refuses fixed terms outside their bounds, and zones that are not nested.
#[inline(never)]
pub(crate) fn check_fixed(terms: &[u128; FIXED_TERMS]) -> Result<(), Failure> {
    let [_, shock, neutral, lending, exit, _] = terms.map(|term| term as u16);
    let [first, second, third, last] =
        [1, 2, 3, 4].map(|step: usize| FIRST_FIXED.wrapping_add(step));
    require(first, shock, shock <= SHOCK_MAX, SHOCK_MAX)?;
    require(last, exit, exit <= LOSS_MAX, LOSS_MAX)?;
    require(third, lending, lending <= exit, exit)?;
    require(second, neutral, neutral <= lending, lending)
}

/// Refuses a term unless it keeps to its bound.
#[inline(never)]
fn require(term: usize, have: u16, holds: bool, want: u16) -> Result<(), Failure> {
    if holds {
        return Ok(());
    }
    Err(errors::term_out_of_bounds(
        term as u128,
        have.into(),
        want.into(),
    ))
}

impl Sheet {
    /// How income is divided.
    pub(crate) fn split(&self) -> Split {
        let share = |place: usize| (self.field(place) as u32).saturating_mul(MILLIONTHS);
        // Both are bounded when they are set, and together below the whole.
        Split::new(share(RESERVE_FACTOR), share(BUFFER_SHARE)).unwrap_or_default()
    }

    /// The smallest loan.
    pub(crate) fn minimum(&self) -> u128 {
        self.power(MINIMUM_EXPONENT)
    }

    /// What imbalance is measured by.
    pub(crate) fn scale(&self) -> Amount {
        let least = self.power(SCALE_EXPONENT);
        scale(Amount::new(self.field(SIZE)), Amount::new(least))
    }

    /// The power of ten with an exponent among the terms, at most 24.
    #[inline(never)]
    fn power(&self, place: usize) -> u128 {
        (0..self.field(place) as u32).fold(1, |power: u128, _| power.wrapping_mul(10))
    }
}

impl Open {
    /// The parameters of the potential.
    #[inline(never)]
    pub(crate) fn snapshot(&self) -> Snapshot {
        let sheet = &self.sheet;
        let [shock, ..] = self.zones;
        Snapshot {
            huber: Huber {
                scale: sheet.scale(),
                curvature: sheet.field(CURVATURE) as u16,
                steepest: sheet.field(STEEPEST) as u16,
            },
            neutral: self.edge(NEUTRAL_SURPLUS),
            shock: shock as u16,
        }
    }

    /// The limits of a zone, by the place of its surplus. Where nothing of the gap was loaded, no gap is too wide.
    #[inline(never)]
    pub(crate) fn edge(&self, place: usize) -> Edge {
        let [shock, losses @ ..] = &self.zones;
        let loss = losses.get(place.saturating_sub(NEUTRAL_SURPLUS));
        let zone = Zone {
            // At most 20,000.
            surplus: self.sheet.field(place) as i16,
            loss: loss.copied().unwrap_or_default() as u16,
        };
        zone.of(self.sheet.scale(), *shock as u16)
    }
}

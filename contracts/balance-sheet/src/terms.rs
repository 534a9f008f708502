//! The governed terms of a book: compiled bounds, and what they mean to the rules.

use alm_engine::{
    book::income::Split,
    guard::{band::Edge, zones::Zone},
    imbalance::{huber::Huber, potential::Snapshot, scale::scale},
    money::{Amount, Balance},
};
use alm_stylus::Failure;

use crate::{
    errors,
    layout::{
        BUFFER_SHARE, CURVATURE, EXIT_SURPLUS, LENDING_SURPLUS, MINIMUM_EXPONENT, NEUTRAL_SURPLUS,
        RESERVE_FACTOR, SCALE_EXPONENT, SIZE, STEEPEST, TERMS,
    },
    storage::Sheet,
};

/// Bytes of each term in the interface.
pub(crate) static TERM_WIDTHS: [u8; TERMS] = [2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 12];

/// Lowest and highest value of each term.
static BOUNDS: [(u128, u128); TERMS] = [
    (0, 5_000),             // reserve factor
    (0, 5_000),             // buffer share
    (5_000, 20_000),        // outflow weight
    (100, 10_000),          // run-off floor
    (0, 50_000),            // curvature
    (0, 1_000),             // steepest slope
    (0, 20_000),            // neutral surplus
    (0, 20_000),            // lending surplus
    (0, 20_000),            // exit surplus
    (0, 24),                // scale exponent
    (0, 24),                // minimum exponent
    (0, Amount::MAX.raw()), // deposit cap
];

/// One, as a number of basis points.
const BASIS: u128 = 10_000;
/// Basis points in parts per million.
const MILLIONTHS: u128 = 100;

/// Refuses terms outside their bounds, edges that are not nested, and an income given away whole.
#[inline(never)]
pub(crate) fn check(terms: &[u128]) -> Result<(), Failure> {
    for (place, (term, (low, high))) in terms.iter().zip(&BOUNDS).enumerate() {
        let bound = if term < low { low } else { high };
        if term < low || term > high {
            return Err(errors::term_out_of_bounds(place as u128, *term, *bound));
        }
    }
    let at = |place: usize| terms.get(place).copied().unwrap_or_default();
    for (inner, outer) in [
        (NEUTRAL_SURPLUS, LENDING_SURPLUS),
        (LENDING_SURPLUS, EXIT_SURPLUS),
    ] {
        if at(outer) > at(inner) {
            return Err(errors::term_out_of_bounds(
                outer as u128,
                at(outer),
                at(inner),
            ));
        }
    }
    let rest = BASIS.saturating_sub(at(RESERVE_FACTOR));
    if at(BUFFER_SHARE) >= rest {
        return Err(errors::term_out_of_bounds(
            BUFFER_SHARE as u128,
            at(BUFFER_SHARE),
            rest,
        ));
    }
    Ok(())
}

impl Sheet {
    /// How income is divided.
    pub(crate) fn split(&self) -> Split {
        let share = |place: usize| (self.field(place).saturating_mul(MILLIONTHS)) as u32;
        // Both are bounded when they are set, and together below the whole.
        Split::new(share(RESERVE_FACTOR), share(BUFFER_SHARE)).unwrap_or_default()
    }

    /// The parameters of the potential.
    pub(crate) fn snapshot(&self) -> Snapshot {
        Snapshot {
            huber: Huber {
                scale: self.scale(),
                curvature: self.field(CURVATURE) as u16,
                steepest: self.field(STEEPEST) as u16,
            },
            neutral: self.edge(NEUTRAL_SURPLUS),
            shock: 0,
        }
    }

    /// The edge for new lending.
    pub(crate) fn lending_edge(&self) -> Edge {
        self.edge(LENDING_SURPLUS)
    }

    /// The edge for instant exits.
    pub(crate) fn exit_edge(&self) -> Edge {
        self.edge(EXIT_SURPLUS)
    }

    /// The smallest loan.
    pub(crate) fn minimum(&self) -> u128 {
        10u128.saturating_pow(self.field(MINIMUM_EXPONENT) as u32)
    }

    /// The edge of a zone, in a book without fixed positions.
    fn edge(&self, place: usize) -> Edge {
        let zone = Zone {
            // At most 20,000.
            surplus: self.field(place) as i16,
            loss: 0,
        };
        zone.of(self.scale(), 0)
    }

    /// What imbalance is measured by.
    pub(crate) fn scale(&self) -> Amount {
        let least = 10u128.saturating_pow(self.field(SCALE_EXPONENT) as u32);
        scale(Amount::new(self.field(SIZE)), Amount::new(least))
    }
}

/// Nothing, where a mark is not struck.
pub(crate) const UNMARKED: Balance = Balance::ZERO;

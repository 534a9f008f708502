//! What governance may do to the spreads of the anchor curve: bounds and steps compiled into the code.

use crate::{
    rates::curve::{NODES, Spreads},
    units::DAY,
};

/// The largest spread on either side, bps by the year.
pub const LARGEST: i16 = 2_000;
/// The largest change of a spread at once, bps.
pub const STEP: u16 = 200;
/// The shortest time between two changes, seconds.
pub const DELAY: u64 = DAY;

/// A spread governance may not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The node, from the shortest tenor on.
    pub node: u8,
    /// The spread asked for, bps.
    pub want: i16,
    /// The lowest that may be had now, bps.
    pub least: i16,
    /// The highest that may be had now, bps.
    pub most: i16,
}

/// The first of new spreads that is outside the bounds, or too far from the one in force.
///
/// At listing there is none in force.
#[must_use]
pub fn violation(old: Option<&Spreads>, new: &Spreads) -> Option<Violation> {
    let old = old.map_or([None; NODES], |spreads| spreads.0.map(Some));
    for (node, (want, from)) in (0u8..).zip(new.0.into_iter().zip(old)) {
        let least = from.map_or(-LARGEST, |from| from.saturating_sub_unsigned(STEP));
        let most = from.map_or(LARGEST, |from| from.saturating_add_unsigned(STEP));
        let (least, most) = (least.max(-LARGEST), most.min(LARGEST));
        if want < least || want > most {
            return Some(Violation {
                node,
                want,
                least,
                most,
            });
        }
    }
    None
}

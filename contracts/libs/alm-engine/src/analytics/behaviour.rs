//! How customers change cash flows: deposits without maturity, loans prepaid, term deposits redeemed early.
//!
//! Source: BCBS d368, tables 2 to 4. A pool whose rate follows the market every block has no core deposits.

use crate::{
    analytics::{
        shocks::Shock,
        slots::{BASEL, BUCKETS},
    },
    money::Amount,
    units::WAD,
    wide,
};

/// Deposits without maturity of one category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenDeposits {
    /// Their amount.
    pub total: Amount,
    /// The share very likely to stay, wad.
    pub stable: u128,
    /// How much of a change of rates is passed on to them, wad.
    pub pass_through: u128,
    /// The most that may count as core, wad.
    pub core_cap: u128,
    /// The greatest average maturity of the core, seconds.
    pub average: u64,
}

/// The categories of the framework, and what it allows: the cap of the core, wad, and its average maturity in tenths of
/// years.
pub const CATEGORIES: [(u128, u64); 3] =
    [(WAD / 10 * 9, 50), (WAD / 10 * 7, 45), (WAD / 10 * 5, 40)];

impl OpenDeposits {
    /// The share that is core: stable, and unlikely to reprice; wad, rounded down.
    #[must_use]
    pub fn core_share(&self) -> u128 {
        let kept = WAD.saturating_sub(self.pass_through);
        wide::mul_div_down(self.stable, kept, WAD).min(self.core_cap)
    }

    /// The deposits by Basel's buckets: what is not core overnight, the core evenly over twice its average maturity. Their
    /// sum is the total, to the unit.
    #[must_use]
    pub fn slotted(&self) -> [Amount; BUCKETS] {
        let core = self.total.part_down(self.core_share(), WAD);
        let longest = self.average.saturating_mul(2);
        let (mut slots, mut due) = ([Amount::ZERO; BUCKETS], Amount::ZERO);
        let ends = BASEL.iter().copied().chain([u64::MAX]);
        for (slot, end) in slots.iter_mut().zip(ends) {
            // Without an average all is due at once.
            let reached = if end >= longest {
                core
            } else {
                core.part_down(end.into(), longest.into())
            };
            *slot = reached.less(due);
            due = reached;
        }
        if let Some(overnight) = slots.first_mut() {
            let rest = self.total.less(core);
            *overnight = Amount::new(overnight.raw().saturating_add(rest.raw()));
        }
        slots
    }
}

/// What a shock does to prepayments (in tenths): falling rates bring more.
#[must_use]
pub const fn prepayment_tenths(shock: Shock) -> u8 {
    match shock {
        Shock::ParallelUp | Shock::Steepener | Shock::ShortUp => 8,
        Shock::ParallelDown | Shock::Flattener | Shock::ShortDown => 12,
    }
}

/// What a shock does to early redemptions (in tenths): rising rates bring more.
#[must_use]
pub const fn redemption_tenths(shock: Shock) -> u8 {
    match shock {
        Shock::ParallelDown | Shock::Steepener | Shock::ShortDown => 8,
        Shock::ParallelUp | Shock::Flattener | Shock::ShortUp => 12,
    }
}

/// A conditional rate under a shock: `min(1, rate * tenths / 10)`, wad.
#[must_use]
pub fn under(rate: u128, tenths: u8) -> u128 {
    wide::mul_div_up(rate, tenths.into(), 10).min(WAD)
}

/// Loans with a coupon that may be prepaid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prepayable {
    /// What is outstanding.
    pub outstanding: Amount,
    /// Interest a period, wad.
    pub coupon: u128,
    /// The part of what is outstanding that is prepaid a period, wad.
    pub prepaid: u128,
}

impl Prepayable {
    /// The cash flow of the next period, and the loans after it: interest, the scheduled part (wad) of what is outstanding,
    /// and prepayments, of what is left at most. Each rounded down: what a lender counts upon.
    #[must_use]
    pub fn period(self, scheduled: u128) -> (Amount, Self) {
        let interest = self.outstanding.part_down(self.coupon, WAD);
        let repaid = self.outstanding.part_down(scheduled.min(WAD), WAD);
        let left = self.outstanding.less(repaid);
        let prepaid = self.outstanding.part_down(self.prepaid, WAD).min(left);
        let flow = interest
            .raw()
            .saturating_add(repaid.raw())
            .saturating_add(prepaid.raw());
        let after = Self {
            outstanding: left.less(prepaid),
            ..self
        };
        (Amount::new(flow), after)
    }
}

/// Term deposits by Basel's buckets, a part of them (wad) redeemed at once: that part, rounded up, falls due overnight. Their
/// sum stays what it was.
#[must_use]
pub fn redeemed_early(contractual: &[Amount; BUCKETS], part: u128) -> [Amount; BUCKETS] {
    let mut slots = *contractual;
    let mut overnight = Amount::ZERO;
    for slot in &mut slots {
        let early = slot.part_up(part.min(WAD), WAD);
        *slot = slot.less(early);
        overnight = Amount::new(overnight.raw().saturating_add(early.raw()));
    }
    if let Some(first) = slots.first_mut() {
        *first = Amount::new(first.raw().saturating_add(overnight.raw()));
    }
    slots
}

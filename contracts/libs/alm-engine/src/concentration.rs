//! How much of a vault one holder may have: an upper bound on the largest balance, in constant space.
//!
//! Two numbers are kept: `top`, which no balance exceeds, and `others`, which *at most one* balance exceeds. The one
//! holder above `others`, where there is one, needs no name: whoever's balance stands above `others` is that holder.
//! So its exits lower `top` at once, though nobody ever looks at another account. What cannot be known in
//! constant space is who comes third; `others` therefore only falls on [`Concentration::shown`], where a caller lists
//! holders and the rest of the supply bounds all who are not listed.
//!
//! An account may be left out: both sentences are then about the others. What it has is part of the supply, so whoever
//! lists it shows only how much less is left for those who are not listed.
//!
//! Every transition keeps both sentences true (`tests/concentration.rs` checks them against the list of balances), also
//! when either number is rounded up between transitions, as storage does.

/// Bounds on the balances of all holders, in shares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    /// No balance exceeds it.
    pub top: u128,
    /// At most one balance exceeds it. Never above `top`.
    pub others: u128,
}

/// Balances somebody listed, each of another holder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Their sum, at most the supply.
    pub sum: u128,
    /// The largest that is bounded.
    pub largest: u128,
    /// The largest of the rest of these; zero if there is none.
    pub second: u128,
}

impl Concentration {
    /// After a balance rose.
    #[must_use]
    pub fn risen(self, before: u128, after: u128) -> Self {
        if after <= self.others {
            return self;
        }
        if before > self.others {
            // The one above the others moved; it is known exactly.
            return Self { top: after, ..self };
        }
        // A newcomer above the others: the smaller of it and the one there may be joins them.
        Self {
            top: after.max(self.top),
            others: after.min(self.top),
        }
    }

    /// After a balance fell.
    #[must_use]
    pub fn fallen(self, before: u128, after: u128) -> Self {
        if before <= self.others {
            return self;
        }
        Self {
            top: after.max(self.others),
            ..self
        }
    }

    /// After somebody listed holders: those who are not listed share what is left of the supply. Never rises.
    #[must_use]
    pub fn shown(self, supply: u128, listed: &Listed) -> Self {
        let unlisted = supply.saturating_sub(listed.sum);
        let many = self.others.min(unlisted);
        // Whether the one above the others may be among those not listed.
        let is_hidden = self.top > self.others && listed.largest <= self.others;
        let one = if is_hidden {
            self.top.min(unlisted)
        } else {
            many
        };
        Self {
            top: one.max(listed.largest).max(many),
            others: many.max(listed.second).max(one.min(listed.largest)),
        }
    }

    /// After a holder was left out of the bounds, for good. What happens to its balance from then on changes none.
    #[must_use]
    pub fn without(self, balance: u128) -> Self {
        self.fallen(balance, 0)
    }

    /// The largest balance there can be.
    #[must_use]
    pub fn bound(self, supply: u128) -> u128 {
        self.top.min(supply)
    }
}

impl Listed {
    /// With one more balance.
    #[must_use]
    pub fn with(self, balance: u128) -> Self {
        Self {
            sum: self.sum.saturating_add(balance),
            largest: self.largest.max(balance),
            second: self.second.max(self.largest.min(balance)),
        }
    }

    /// With the balance of an account that is left out of the bounds.
    #[must_use]
    pub fn with_left_out(self, balance: u128) -> Self {
        Self {
            sum: self.sum.saturating_add(balance),
            ..self
        }
    }
}

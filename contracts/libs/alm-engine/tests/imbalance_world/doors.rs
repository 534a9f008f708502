//! The doors of the model pool: how each kind of position comes and goes, and on what terms.

use alm_engine::{
    guard::band::Action,
    imbalance::{
        pot::{Settlement, Terms, refund},
        premium::Premium,
    },
    money::Amount,
};

use super::{Kind, Position, Rules, World, signed};

impl World {
    /// Opens a position; `None` where cash or guard do not allow it.
    pub(crate) fn open(
        &mut self,
        kind: Kind,
        size: u128,
        maturity: u64,
        mine: bool,
    ) -> Option<Settlement> {
        let lends = matches!(kind, Kind::Draw | Kind::Loan);
        if lends && self.cash < size + self.pot.raw() + self.drip + self.matured {
            return None;
        }
        let (terms, action) = match kind {
            Kind::Deposit | Kind::Request | Kind::Buffer => (Terms::FREE, None),
            // The bound by the borrow rate is tested alone; here whatever is freed.
            Kind::Term => (Terms::rewarded(Amount::MAX), Some(Action::FixedDeposit)),
            Kind::Draw => (Terms::CHARGED, Some(Action::Draw)),
            Kind::Loan => (Terms::CHARGED, Some(Action::FixedLoan)),
        };
        let premium = Premium::default();
        let paid = Amount::ZERO;
        let position = Position {
            kind,
            size,
            maturity,
            paid,
            premium,
            mine,
        };
        let settled = self.act(terms, action, |world| {
            match kind {
                Kind::Draw | Kind::Loan => world.cash -= size,
                Kind::Deposit | Kind::Term | Kind::Request => world.cash += size,
                Kind::Buffer => {}
            }
            world.positions.push(position);
        })?;
        let start = self.now;
        let added = self.positions.last_mut().expect("just opened");
        added.paid = settled.paid;
        let mut gained = settled.received;
        if self.rules == Rules::Product && kind == Kind::Term {
            added.premium = Premium {
                amount: settled.received,
                start,
                maturity,
            };
            self.escrow += settled.received.raw();
            gained = Amount::ZERO;
        }
        if mine {
            self.cost += signed(settled.paid.raw()) - signed(gained.raw());
        }
        Some(settled)
    }

    /// Closes a part of a position through the door that is always there: a deposit leaves at once, a request is
    /// cancelled, a fixed deposit leaves early, a loan is repaid, buffer units leave.
    pub(crate) fn close(&mut self, index: usize, part: u128) -> Option<Settlement> {
        let position = self.positions[index];
        let leaves = matches!(position.kind, Kind::Deposit | Kind::Term);
        if leaves && self.cash < part + self.pot.raw() + self.drip + self.matured {
            return None;
        }
        let divided =
            refund(position.paid, Amount::new(part), Amount::new(position.size)).expect("a part");
        let (terms, action) = match position.kind {
            Kind::Deposit => (Terms::CHARGED, Some(Action::InstantExit)),
            Kind::Buffer => (Terms::CHARGED, Some(Action::BufferExit)),
            Kind::Term => (Terms::rewarded(divided.most), Some(Action::EarlyExit)),
            Kind::Loan => (Terms::rewarded(divided.most), None),
            Kind::Draw => (Terms::refunded(divided.most), None),
            Kind::Request => (Terms::FREE, None),
        };
        let settled = self.act(terms, action, |world| {
            match position.kind {
                Kind::Draw | Kind::Loan => world.cash += part,
                Kind::Deposit | Kind::Term => world.cash -= part,
                Kind::Buffer | Kind::Request => {}
            }
            if position.kind == Kind::Request {
                let back = Position {
                    kind: Kind::Deposit,
                    size: part,
                    ..position
                };
                world.positions.push(back);
            }
            let left = &mut world.positions[index];
            left.size -= part;
            left.paid = divided.rest;
        })?;
        if position.kind == Kind::Draw {
            assert!(
                self.moved.1 <= self.moved.0,
                "repaying a floating loan raises no potential"
            );
        }
        if self.rules == Rules::Product {
            assert!(settled.received <= divided.most, "INV-PHI-02");
        }
        let vested = self.end_premium(index, part, position.size);
        if position.mine {
            self.cost +=
                signed(settled.paid.raw()) - signed(settled.received.raw()) - signed(vested);
        }
        if self.positions[index].size == 0 {
            self.positions.swap_remove(index);
        }
        Some(settled)
    }

    /// Pays the earned share of a premium for a part of a fixed deposit; the rest of that share goes to the drip.
    pub(crate) fn end_premium(&mut self, index: usize, part: u128, whole: u128) -> u128 {
        let premium = &mut self.positions[index].premium;
        let share = premium.amount.part_down(part, whole);
        let vested = Premium {
            amount: share,
            ..*premium
        }
        .vested(self.now)
        .raw();
        premium.amount = premium.amount.less(share);
        self.escrow -= share.raw();
        self.cash += share.raw() - vested;
        self.drip += share.raw() - vested;
        vested
    }

    /// A deposit, or a part of it, queues to leave.
    pub(crate) fn request(&mut self, index: usize, part: u128) {
        let position = self.positions[index];
        let queued = Position {
            kind: Kind::Request,
            size: part,
            ..position
        };
        let change = |world: &mut Self| {
            world.positions[index].size -= part;
            world.positions.push(queued);
        };
        if let Some(settled) = self.act(Terms::FREE, None, change) {
            self.cost += signed(settled.paid.raw()) - signed(settled.received.raw());
        }
        if self.positions[index].size == 0 {
            self.positions.swap_remove(index);
        }
    }
}

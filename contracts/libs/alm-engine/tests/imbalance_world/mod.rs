//! A pool kept as a plain list of positions, whose every reading is recomputed from the list: the model under the
//! sequence tests of the potential. Rates are zero, so a price is a face, and all that anyone wins or loses is what
//! passes between them and the pot.
#![allow(dead_code, reason = "every test binary uses a part")]

mod doors;
pub(crate) mod random;

use alm_engine::{
    guard::{
        band::{Action, Edges, Reading, guard},
        gap::{Exposure, gap},
        surplus::Liquidity,
    },
    imbalance::{
        pot::{Settlement, Terms, settle},
        potential::Snapshot,
        premium::Premium,
    },
    money::Amount,
    week::WEEK,
};

/// What a position is, and so through which doors it comes and goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Floating deposit: in free, out at once for a fee, or into the queue.
    Deposit,
    /// Deposit that queues to leave: may be cancelled, is settled for free.
    Request,
    /// Fixed deposit: in for a premium, out early for the rise of the potential, out free at maturity.
    Term,
    /// Floating loan: out of the pool for the rise, back free with a refund.
    Draw,
    /// Fixed loan: the same, with a maturity.
    Loan,
    /// Buffer units: in free, out for the rise.
    Buffer,
}

/// One position, of the tester (`mine`) or of everybody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) kind: Kind,
    pub(crate) size: u128,
    pub(crate) maturity: u64,
    pub(crate) paid: Amount,
    pub(crate) premium: Premium,
    pub(crate) mine: bool,
}

/// The parameters of an epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Theta {
    pub(crate) snapshot: Snapshot,
    pub(crate) edges: Edges,
    pub(crate) run_off: u32,
    pub(crate) coverage: u16,
    pub(crate) top: u128,
    pub(crate) ratios: [u32; 2],
}

/// Sums over the positions of a kind.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    size: u128,
    /// Times the seconds of a week.
    due: u128,
    unit_seconds: u128,
}

/// How generous the pot is to the one who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// As in the product: doors without charge, refunds bounded by what was paid, premiums earned over time.
    Product,
    /// Every door is charged, and whoever lowers the potential is paid at once all that is freed.
    Generous,
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) now: u64,
    pub(crate) cash: u128,
    pub(crate) pot: Amount,
    pub(crate) drip: u128,
    /// Fixed deposits past maturity, not collected.
    pub(crate) matured: u128,
    /// Premiums granted and not yet earned: outside the pool.
    pub(crate) escrow: u128,
    pub(crate) positions: Vec<Position>,
    pub(crate) theta: Theta,
    pub(crate) rules: Rules,
    /// Since the beginning: paid into the pot, received from it, released by it.
    pub(crate) collected: u128,
    pub(crate) received: u128,
    pub(crate) released: u128,
    /// The potential before and after the last action.
    pub(crate) moved: (Amount, Amount),
    /// What the tester has paid to the pot, less what they have received and earned.
    pub(crate) cost: i128,
}

fn signed(units: u128) -> i128 {
    i128::try_from(units).expect("small")
}

impl World {
    pub(crate) fn total(&self, kind: Kind) -> u128 {
        let sizes = self
            .positions
            .iter()
            .filter(|position| position.kind == kind);
        sizes.map(|position| position.size).sum()
    }

    /// Sums over the list, in one pass.
    fn sums(&self) -> [Sums; 6] {
        let mut sums = [Sums::default(); 6];
        for position in &self.positions {
            let sum = &mut sums[position.kind as usize];
            let left = position.maturity.saturating_sub(self.now);
            sum.size += position.size;
            // All within 30 days, none from 37 days, linear between.
            sum.due += position.size * u128::from((37 * 86_400u64).saturating_sub(left).min(WEEK));
            sum.unit_seconds += position.size * u128::from(left);
        }
        sums
    }

    pub(crate) fn liquidity(&self) -> Liquidity {
        self.liquidity_of(&self.sums())
    }

    fn liquidity_of(&self, sums: &[Sums; 6]) -> Liquidity {
        let size = |kind: Kind| Amount::new(sums[kind as usize].size);
        let week = u128::from(WEEK);
        let queued = size(Kind::Request);
        Liquidity {
            cash: Amount::new(self.cash),
            pot: self.pot,
            drip: Amount::new(self.drip),
            matured: Amount::new(self.matured),
            countable_buffer: size(Kind::Buffer),
            floating: Amount::new(size(Kind::Deposit).raw() + queued.raw()),
            top: Amount::new(self.theta.top),
            due_liabilities: Amount::new(sums[Kind::Term as usize].due.div_ceil(week)),
            due_assets: Amount::new(sums[Kind::Loan as usize].due / week),
            queued,
            run_off: self.theta.run_off,
            coverage: self.theta.coverage,
            ..Liquidity::default()
        }
    }

    pub(crate) fn reading(&self) -> Reading {
        let sums = self.sums();
        let side = |kind: Kind, ratio: u32| Exposure {
            unit_seconds: sums[kind as usize].unit_seconds,
            ratio,
        };
        let [assets, liabilities] = self.theta.ratios;
        Reading {
            surplus: self.liquidity_of(&sums).surplus(),
            gap: gap(side(Kind::Loan, assets), side(Kind::Term, liabilities)),
        }
    }

    pub(crate) fn potential(&self) -> Amount {
        self.theta.snapshot.potential(self.reading())
    }

    /// Net value: what the floating depositors own. Must be the sum of their positions.
    pub(crate) fn check_identity(&self) {
        let assets = self.cash + self.total(Kind::Draw) + self.total(Kind::Loan);
        let claims = self.matured + self.total(Kind::Term) + self.pot.raw() + self.drip;
        let floating = self.total(Kind::Deposit) + self.total(Kind::Request);
        assert_eq!(assets - claims, floating, "INV-BOOK-02");
    }

    /// Changes the book and settles with the pot; refuses, with nothing changed, where the guard does.
    pub(crate) fn act(
        &mut self,
        terms: Terms,
        guarded: Option<Action>,
        change: impl FnOnce(&mut Self),
    ) -> Option<Settlement> {
        let kept = guarded.map(|_| self.clone());
        let (before, pot) = (self.reading(), self.pot);
        change(self);
        let after = self.reading();
        if let (Some(action), Some(kept)) = (guarded, kept) {
            let edge = self.theta.edges.of(action);
            if guard(before, after, edge).is_err() {
                *self = kept;
                return None;
            }
            let short = after.surplus < edge.surplus && after.surplus < before.surplus;
            let [was, is] = [before.gap, after.gap].map(|gap| gap.magnitude());
            assert!(!short && (is <= edge.gap || is <= was), "INV-GUARD-01");
        }
        let price = |reading| self.theta.snapshot.potential(reading);
        let (low, high) = (price(before), price(after));
        let terms = match self.rules {
            Rules::Product => terms,
            Rules::Generous => Terms::rewarded(Amount::MAX),
        };
        let settled = settle(pot, low, high, terms).expect("small");
        self.book(&settled);
        self.moved = (low, high);
        assert_eq!(self.potential(), high, "settling moves no potential");
        assert!(self.pot <= high, "INV-PHI-01");
        let ledger = self.collected - self.received - self.released;
        assert_eq!(ledger, self.pot.raw(), "INV-PHI-01");
        if terms.pays {
            let (was, is) = (low.less(pot.min(low)), high.less(self.pot));
            assert!(is <= was, "INV-PHI-02");
        }
        Some(settled)
    }

    /// The cash legs of a settlement.
    fn book(&mut self, settled: &Settlement) {
        self.cash = self.cash + settled.paid.raw() - settled.received.raw();
        self.drip += settled.dripped.raw();
        self.pot = settled.pot;
        self.collected += settled.paid.raw();
        self.received += settled.received.raw();
        self.released += settled.dripped.raw();
        assert!(
            self.received <= self.collected,
            "nobody is paid what nobody paid in"
        );
    }
}

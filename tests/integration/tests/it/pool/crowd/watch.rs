//! What has to hold after an action.

use std::collections::BTreeMap;

use alm_harness::{
    Attempt, Positions, StoredLadder,
    balance_sheet::{Book, Terms},
    term_desk::{FixedTerms, Limits},
};
use ethers::types::{I256, TransactionReceipt, U256};

use super::{tally::Kind, world::Crowd};

/// Basis points of a whole.
const BASIS: u64 = 10_000;

/// What an action does to the pot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// It does not touch the book.
    Quiet,
    /// It leaves the pot as it is.
    Still,
    /// It freezes the figures of another day.
    Anew,
    /// What it frees goes to the drip; it pays nothing.
    Free,
    /// It pays a fee for what it adds, and is held to the lending edge.
    Lending(U256),
    /// The same at the exit edge.
    Leaving(U256),
    /// The same without an edge: it is never refused.
    Repaying(U256),
    /// It leaves the floating deposits: the largest holder is told anew, so what was before is not what was seen.
    Exit(U256),
}

use Nature::*;

impl Crowd {
    /// Takes in an action that may be refused. Tells its receipt.
    pub(super) fn taken(&mut self, kind: Kind, attempt: Attempt) -> Option<TransactionReceipt> {
        match attempt {
            Attempt::Done(receipt) => Some(*receipt),
            Attempt::Refused(data) => {
                self.tally.refused(kind, &data);
                None
            }
        }
    }

    /// Takes in an action that nothing may refuse.
    pub(super) fn granted(kind: Kind, attempt: Attempt) -> TransactionReceipt {
        let done = attempt.done("INV-GUARD-02");
        done.unwrap_or_else(|error| panic!("{kind:?}: {error}"))
    }

    /// Compares the books after an action.
    pub(super) async fn saw(
        &mut self,
        kind: Kind,
        nature: Nature,
        receipts: &[TransactionReceipt],
    ) -> eyre::Result<()> {
        self.tally.done(kind);
        let book = self.ledger.book.clone();
        let mut receipts = receipts.to_vec();
        if nature == Quiet && self.seen < self.now {
            let accrual = self.pool.sheet.accrue(self.token());
            let keeper = self.pool.owner.clone();
            receipts.push(keeper.attempt(accrual).await?.done("accrue")?);
        }
        self.ledger.observe(&self.pool, &receipts).await?;
        let limits = self.pool.limits().await?;
        let before = (self.seen == self.now).then(|| self.limits.clone());
        (self.limits, self.seen) = (limits, self.now);
        self.check_potential();
        self.check_pot(kind, nature, &book, before.as_ref());
        self.check_guard(kind, nature, before.as_ref());
        let (book, limits) = (&self.ledger.book, &self.limits);
        let reserved = I256::from_raw(limits.reserved);
        assert_eq!(reserved, self.ledger.reserved, "INV-QUEUE-01");
        assert!(limits.reserved <= book.cash, "INV-QUEUE-01");
        self.positions.check(book, limits, self.now);
        Ok(())
    }

    /// The potential is that of the published figures.
    fn check_potential(&self) {
        let want = potential(&self.limits, &self.terms, &self.fixed_terms);
        assert_eq!(self.limits.potential, want, "INV-PHI-01: {:?}", self.limits);
    }

    /// The pot moves as the potential does: exactly, where nothing else has moved it.
    fn check_pot(&self, kind: Kind, nature: Nature, book: &Book, before: Option<&Limits>) {
        let pot = book.pot;
        let (have, after) = (self.ledger.book.pot, self.limits.potential);
        let fee = match nature {
            Quiet | Still | Anew => {
                assert!(have <= pot, "INV-PHI-01: {kind:?} raises the pot");
                return;
            }
            Free => U256::zero(),
            Lending(fee) | Leaving(fee) | Repaying(fee) | Exit(fee) => fee,
        };
        assert!(
            have <= pot + fee,
            "INV-PHI-01: {kind:?} pays {fee}, the pot {pot} becomes {have}"
        );
        if matches!(nature, Exit(_)) {
            return;
        }
        assert!(have <= after, "INV-PHI-01: {kind:?}, {have} of {after}");
        if let Some(before) = before {
            let before = before.potential;
            let rise = after.saturating_sub(before);
            if nature != Free {
                assert!(is_about(fee, rise), "INV-PHI-02: {kind:?}, {fee} of {rise}");
            }
            let want = pot.min(before).min(after) + fee;
            assert!(
                is_about(have, want),
                "INV-PHI-01: {kind:?}, {have} of {want}"
            );
        }
    }

    /// A guarded action ends inside its edge, or leaves what is beyond it as it was.
    fn check_guard(&self, kind: Kind, nature: Nature, before: Option<&Limits>) {
        let Some(before) = before else { return };
        let (terms, fixed) = (&self.terms, &self.fixed_terms);
        let after = &self.limits;
        let (surplus, loss) = match nature {
            Lending(_) => (terms.lending_surplus, fixed.lending_loss),
            Leaving(_) => (terms.exit_surplus, fixed.exit_loss),
            // An instant exit is measured by the largest holder as the vault tells him then: `run.rs` and `queue.rs`.
            _ => return,
        };
        let least = I256::from_raw(part_up(after.scale, surplus.into(), BASIS));
        let widest = most_gap(after, fixed.shock, loss);
        assert!(
            after.surplus >= least.min(before.surplus),
            "INV-GUARD-01: {kind:?}, {before:?} to {after:?}"
        );
        let gap = after.gap.unsigned_abs();
        assert!(
            gap <= widest.max(before.gap.unsigned_abs()),
            "INV-GUARD-01: {kind:?}, {before:?} to {after:?}"
        );
    }

    /// What is too dear to be asked after every action.
    pub(super) async fn check_all(&mut self) -> eyre::Result<()> {
        let accrual = self.pool.sheet.accrue(self.token());
        let keeper = self.pool.owner.clone();
        let accrued = keeper.attempt(accrual).await?.done("accrue")?;
        self.ledger.observe(&self.pool, &[accrued]).await?;
        (self.limits, self.seen) = (self.pool.limits().await?, self.now);
        let stored = StoredLadder::read(&self.pool).await?;
        stored.check();
        self.positions.forget_past(self.now);
        self.positions.check_ladder(&self.pool).await?;
        assert_eq!(
            self.pool.tokens(self.pool.sheet.address()).await?,
            self.ledger.book.cash,
            "INV-BOOK-01: nobody gave anything away"
        );
        self.check_shares().await?;
        self.check_claims().await?;
        self.check_generations().await
    }

    /// All shares are somebody's.
    async fn check_shares(&self) -> eyre::Result<()> {
        let vault = &self.pool.vault;
        let mut sum = vault.balance_of(self.pool.queue.address()).call().await?;
        sum += vault
            .balance_of(alm_harness::deposit_vault::NOBODY)
            .call()
            .await?;
        for user in &self.users {
            sum += vault.balance_of(user.address()).call().await?;
        }
        assert_eq!(sum, self.ledger.supply, "INV-SHARE-01");
        Ok(())
    }

    /// What the term desk says of its holders, and the balance sheet of its desk, is what the list says.
    async fn check_claims(&self) -> eyre::Result<()> {
        let (token, desk) = (self.token(), self.pool.owner.address());
        let Positions { claims, loans, .. } = &self.positions;
        let mut by_desk = U256::zero();
        for ((maturity, holder), face) in claims {
            if *holder == desk {
                by_desk += *face;
                continue;
            }
            let id = self.desk.id_of(token, *maturity).call().await?;
            let held = self.desk.balance_of(*holder, id).call().await?;
            assert_eq!(held, *face, "INV-CLAIM-01");
        }
        let line = self.pool.fixed().fixed_line_of(token, desk).call().await?;
        assert_eq!(U256::from(line.deposits), by_desk, "INV-LADDER-01, line");
        let lent = loans.iter().fold(U256::zero(), |sum, loan| sum + loan.face);
        assert_eq!(U256::from(line.loans), lent, "INV-LADDER-01, line");
        Ok(())
    }

    /// Generations are filled in order; what waits is what the queue holds.
    async fn check_generations(&self) -> eyre::Result<()> {
        let (head, tail) = self.pool.queue.line().call().await?;
        let mut waiting = U256::zero();
        for id in head.as_u64()..=tail.as_u64() {
            let one = self.pool.generation(id).await?;
            waiting += one.asked - one.filled;
            let first = id == head.as_u64();
            assert!(first || one.filled.is_zero(), "INV-QUEUE-01: {one:?}");
        }
        let queue = self.pool.queue.address();
        let held = self.pool.vault.balance_of(queue).call().await?;
        assert_eq!(held, waiting, "INV-QUEUE-01");
        let mut filled = BTreeMap::new();
        for user in &self.users {
            let who = user.address();
            let (older, newer) = self.pool.queue.requests_of(who).call().await?;
            for id in [older, newer].into_iter().filter(|id| !id.is_zero()) {
                filled.entry(id.as_u64()).or_insert(());
            }
        }
        for id in filled.into_keys().filter(|id| *id < head.as_u64()) {
            assert!(
                self.pool.generation(id).await?.is_filled(),
                "INV-QUEUE-01: {id}"
            );
        }
        Ok(())
    }
}

/// What rounding for the pool leaves to the depositors may leave again, and raises the potential by a unit at most.
fn is_about(have: U256, want: U256) -> bool {
    have <= want && want <= have + 1
}

/// `amount * part / whole`, rounded up.
fn part_up(amount: U256, part: u64, whole: u64) -> U256 {
    (amount * part + (whole - 1)) / whole
}

/// The widest gap whose loss in a shock is a part of the scale.
fn most_gap(limits: &Limits, shock: u16, loss: u16) -> U256 {
    limits.scale * loss / (U256::from(BASIS) * shock)
}

/// The price of the imbalance, from the published figures alone.
fn potential(limits: &Limits, terms: &Terms, fixed: &FixedTerms) -> U256 {
    let neutral = part_up(limits.scale, terms.neutral_surplus.into(), BASIS);
    let short = I256::from_raw(neutral) - limits.surplus;
    let wide = limits.gap.unsigned_abs();
    let wide = wide.saturating_sub(most_gap(limits, fixed.shock, fixed.neutral_loss));
    let distances = [short.max(I256::zero()).into_raw(), wide * fixed.shock];
    let parts = distances.map(|distance| huber(distance, limits.scale, terms));
    parts[0] + parts[1]
}

/// Quadratic while its slope is below the steepest, then linear; rounded up.
fn huber(distance: U256, scale: U256, terms: &Terms) -> U256 {
    let (curvature, steepest) = (U256::from(terms.curvature), U256::from(terms.steepest));
    let up = |above: U256, below: U256| (above + below - 1) / below;
    if distance * curvature <= scale * steepest {
        return up(curvature * distance * distance, scale * 2 * BASIS);
    }
    let rise = curvature * distance * 2 - scale * steepest;
    up(steepest * rise, curvature * 2 * BASIS)
}

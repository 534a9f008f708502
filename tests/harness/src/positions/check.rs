//! What a book says of its fixed positions, compared with the list of them.

use ethers::types::{I256, U256};

use super::{PRECISION, Positions};
use crate::{DAY, Pool, WEEK, balance_sheet::Book, term_desk::Limits};

/// A maturity this far ahead begins to count as due, and counts in full seven days later.
const ENTERS: u64 = 37 * DAY;

impl Positions {
    /// Compares what is due, what costs and what is spoken for, as of `now`.
    ///
    /// # Panics
    /// When it differs, with the invariant's name.
    pub fn check(&self, book: &Book, limits: &Limits, now: u64) {
        let (mut overdue, mut matured) = (U256::zero(), U256::zero());
        let faces = self.faces();
        for (_, [owed, owing]) in faces.range(..=now) {
            overdue += *owed;
            matured += *owing;
        }
        for lost in self.provisioned.values() {
            overdue -= *lost;
        }
        assert_eq!(limits.matured, matured, "INV-LADDER-01, matured");
        assert_eq!(limits.overdue, overdue, "INV-LADDER-01, overdue");
        let (mut assets, mut liabilities) = (U256::zero(), U256::zero());
        for (maturity, [owed, owing]) in faces.range(now + 1..) {
            let weight = (now + ENTERS).saturating_sub(*maturity).min(WEEK);
            assets += *owed * weight / WEEK;
            liabilities += (*owing * weight + WEEK - 1) / WEEK;
        }
        let due = (limits.due_assets, limits.due_liabilities);
        assert_eq!(due, (assets, liabilities), "INV-LADDER-02, due");
        let (cost, roundings) = self.cost(now);
        let off = (book.carrying_value - cost).abs();
        assert!(
            off <= roundings.into(),
            "INV-LADDER-02: {} costs, by the positions {cost} ({roundings})",
            book.carrying_value
        );
    }

    /// Amortised cost of all loans less that of all deposits, and the units by which the book's may differ.
    fn cost(&self, now: u64) -> (I256, u64) {
        let (mut owned, mut owed, mut roundings) = (I256::zero(), I256::zero(), 1);
        for loan in self.loans.iter().filter(|loan| loan.maturity > now) {
            let left = loan.growth * (loan.maturity - now);
            owned += I256::from_raw((loan.face << PRECISION) - left);
            roundings += loan.roundings;
        }
        for (maturity, deposits) in self.deposits.range(now + 1..) {
            let face = self.claims_at(*maturity);
            if !face.is_zero() {
                let left = deposits.growth * (maturity - now);
                owed += I256::from_raw(face << PRECISION) - I256::from_raw(left);
                roundings += deposits.roundings;
            }
        }
        ((owned - owed).asr(PRECISION), roundings)
    }

    /// Compares the ladder that a book publishes, week by week.
    ///
    /// # Errors
    /// When the chain does not answer.
    ///
    /// # Panics
    /// When a week differs.
    pub async fn check_ladder(&self, pool: &Pool) -> eyre::Result<()> {
        let ladder = pool.fixed().ladder(pool.token.address);
        let (first, cells) = ladder.call().await?;
        let mut faces = self.faces().split_off(&first);
        let low = (U256::one() << 128) - 1;
        for (week, cell) in (0..).zip(cells) {
            let maturity = first + week * WEEK;
            let want = faces.remove(&maturity).unwrap_or_default();
            let have = [cell >> 128, cell & low];
            assert_eq!(have, want, "INV-LADDER-01 at {maturity}");
        }
        assert!(
            faces.is_empty(),
            "INV-LADDER-01: {faces:?} beyond the ladder"
        );
        Ok(())
    }

    /// Forgets weeks of which nothing is left.
    pub fn forget_past(&mut self, now: u64) {
        self.deposits.retain(|maturity, _| *maturity > now);
        self.provisioned.retain(|_, lost| !lost.is_zero());
    }

    /// Sum of face times seconds to maturity, of loans and of deposits.
    #[must_use]
    pub fn unit_seconds(&self, now: u64) -> [U256; 2] {
        let mut sums = [U256::zero(); 2];
        for (maturity, faces) in self.faces().range(now + 1..) {
            for (sum, face) in sums.iter_mut().zip(faces) {
                *sum += *face * (maturity - now);
            }
        }
        sums
    }
}

//! The open fixed positions of a book one by one, and what its ladder has to say of them.

mod check;

use std::collections::BTreeMap;

use ethers::types::{Address, U256};

/// Fractional bits of the growth of a cost here: enough that only the balance sheet's own rounding counts.
const PRECISION: usize = 64;

/// A fixed loan that is not repaid.
#[derive(Debug, Clone)]
pub struct FixedLoan {
    /// When it is, or was, due.
    pub maturity: u64,
    /// What is owed.
    pub face: U256,
    /// What the balance sheet answered for it.
    pub slope: U256,
    growth: U256,
    roundings: u64,
}

/// What the deposits of a week cost, and how often that was rounded.
#[derive(Debug, Clone, Default)]
struct Deposits {
    growth: U256,
    roundings: u64,
}

/// All open positions of a book.
#[derive(Debug, Clone, Default)]
pub struct Positions {
    /// Those that are owed to the book.
    pub loans: Vec<FixedLoan>,
    /// Faces that the book owes, by maturity and holder; never zero.
    pub claims: BTreeMap<(u64, Address), U256>,
    deposits: BTreeMap<u64, Deposits>,
    /// What of the face of overdue loans was recorded as lost, by maturity.
    provisioned: BTreeMap<u64, U256>,
}

/// What a cost grows by in a second.
fn growth(face: U256, price: U256, seconds: u64) -> U256 {
    (face.saturating_sub(price) << PRECISION) / seconds
}

impl Positions {
    /// A deposit was made at a price known to two units.
    pub fn deposit(&mut self, holder: Address, maturity: u64, face: U256, price: U256, now: u64) {
        let deposits = self.deposits.entry(maturity).or_default();
        deposits.growth += growth(face, price, maturity - now);
        deposits.roundings += 4;
        self.give(holder, maturity, face);
    }

    /// A deposit, or a part of it, left before its maturity: with its share of the week's cost.
    pub fn leave(&mut self, holder: Address, maturity: u64, face: U256) {
        let total = self.claims_at(maturity);
        let deposits = self.deposits.entry(maturity).or_default();
        deposits.growth -= deposits.growth * face / total;
        deposits.roundings += 2;
        self.take(holder, maturity, face);
    }

    /// Claims came to a holder.
    pub fn give(&mut self, holder: Address, maturity: u64, face: U256) {
        *self.claims.entry((maturity, holder)).or_default() += face;
    }

    /// Claims of a holder went, or were collected.
    pub fn take(&mut self, holder: Address, maturity: u64, face: U256) {
        let left = self.claims.entry((maturity, holder)).or_default();
        *left -= face;
        if left.is_zero() {
            self.claims.remove(&(maturity, holder));
        }
    }

    /// All claims of a maturity.
    #[must_use]
    pub fn claims_at(&self, maturity: u64) -> U256 {
        let all = (maturity, Address::zero())..(maturity + 1, Address::zero());
        let faces = self.claims.range(all).map(|(_, face)| *face);
        faces.fold(U256::zero(), |sum, face| sum + face)
    }

    /// A loan was drawn at a price, fee included.
    pub fn lend(&mut self, maturity: u64, face: U256, price: U256, slope: U256, now: u64) {
        self.loans.push(FixedLoan {
            maturity,
            face,
            slope,
            growth: growth(face, price, maturity - now),
            roundings: 2,
        });
    }

    /// The part of a loan's slope that goes with a part of its face, rounded down.
    #[must_use]
    pub fn slope_of(&self, place: usize, face: U256) -> U256 {
        let loan = &self.loans[place];
        loan.slope * face / loan.face
    }

    /// A loan, or a part of it, was repaid.
    pub fn repay(&mut self, place: usize, face: U256, now: u64) {
        let slope = self.slope_of(place, face);
        let loan = &mut self.loans[place];
        let maturity = loan.maturity;
        loan.growth -= loan.growth * face / loan.face;
        (loan.face, loan.slope) = (loan.face - face, loan.slope - slope);
        loan.roundings += 2;
        if loan.face.is_zero() {
            self.loans.swap_remove(place);
        }
        if maturity <= now {
            self.settle(maturity, face);
        }
    }

    /// A late payment settles what the book still counts on first.
    fn settle(&mut self, maturity: u64, face: U256) {
        let owed = self.owed_at(maturity) + face;
        if let Some(lost) = self.provisioned.get_mut(&maturity) {
            let counted = owed - *lost;
            *lost -= face.saturating_sub(counted);
        }
    }

    /// A part of overdue loans was recorded as lost.
    pub fn provision(&mut self, maturity: u64, loss: U256) {
        *self.provisioned.entry(maturity).or_default() += loss;
    }

    /// Loans of a maturity.
    #[must_use]
    pub fn owed_at(&self, maturity: u64) -> U256 {
        let loans = self.loans.iter().filter(|loan| loan.maturity == maturity);
        loans.fold(U256::zero(), |sum, loan| sum + loan.face)
    }

    /// Faces of loans, then of deposits, by maturity.
    #[must_use]
    pub fn faces(&self) -> BTreeMap<u64, [U256; 2]> {
        let mut faces: BTreeMap<u64, [U256; 2]> = BTreeMap::new();
        for loan in &self.loans {
            faces.entry(loan.maturity).or_default()[0] += loan.face;
        }
        for ((maturity, _), face) in &self.claims {
            faces.entry(*maturity).or_default()[1] += *face;
        }
        faces
    }
}

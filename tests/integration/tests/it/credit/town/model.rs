//! What an account is worth, by the rules as they are written: in wide integers, from prices the test has made.

use ethers::types::U256;

/// One, in ratios.
const ONE: u64 = 10_000_000;
/// Prices of this and fewer significant bits are noted as they are; of more, rounded up by at most one part in this.
const NOTED: u32 = 25;

/// How a market stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sight {
    /// The price, unless the feed is dead.
    pub(super) spot: Option<U256>,
    /// Whether it is young enough for new risk.
    pub(super) young: bool,
    /// The last two prices noted.
    pub(super) noted: [U256; 2],
    /// Terms in force: opening ratio, threshold.
    pub(super) open: u32,
    pub(super) threshold: u32,
    /// Greatest bonus.
    pub(super) bonus: u32,
    /// Decimals of token and feed together.
    pub(super) decimals: usize,
    /// Index of the book's floating loans, 1e24.
    pub(super) index: U256,
}

/// What an account has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Holdings {
    pub(super) collateral: [U256; 4],
    pub(super) shares: [U256; 4],
    /// By number: market, maturity, face.
    pub(super) loans: [Option<(usize, u64, U256)>; 8],
    pub(super) accepts_offers: bool,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Worth {
    pub(super) owned: U256,
    pub(super) counted: U256,
    pub(super) owed: U256,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    NewRisk,
    Liquidation,
}

impl Sight {
    /// The price that counts for what is owned.
    fn of_owned(&self, purpose: For) -> Option<U256> {
        if purpose == For::Liquidation {
            return self.standing();
        }
        let noted = self.young_notes()?;
        let low = noted[0].min(noted[1]);
        Some(self.spot?.min(low - (low >> NOTED)))
    }

    /// The price that counts for what is owed.
    fn of_owed(&self, purpose: For) -> Option<U256> {
        if purpose == For::Liquidation {
            return self.standing();
        }
        let noted = self.young_notes()?;
        Some(self.spot?.max(noted[0]).max(noted[1]))
    }

    fn young_notes(&self) -> Option<[U256; 2]> {
        (self.young && !self.noted[1].is_zero()).then_some(self.noted)
    }

    /// The price that liquidation takes.
    pub(super) fn standing(&self) -> Option<U256> {
        let last = Some(self.noted[0]).filter(|last| !last.is_zero());
        self.spot.or(last)
    }

    /// What an amount is worth at the price of liquidation, wad, rounded down.
    pub(super) fn worth(&self, amount: U256) -> U256 {
        let price = self.standing().unwrap_or_default();
        worth(amount, price, self.decimals)
    }

    /// What debt shares owe, rounded up.
    pub(super) fn debt(&self, shares: U256) -> U256 {
        up(shares * self.index, U256::exp10(24))
    }
}

impl Holdings {
    /// Whether it owes anything.
    pub(super) fn owes(&self) -> bool {
        self.shares.iter().any(|shares| !shares.is_zero()) || self.loans.iter().any(Option::is_some)
    }

    /// Whether it owns anything.
    pub(super) fn owns(&self) -> bool {
        self.collateral.iter().any(|amount| !amount.is_zero())
    }

    /// What it comes to; nothing, where a price is missing.
    pub(super) fn worth(&self, sights: &[Sight; 4], credit: u32, purpose: For) -> Option<Worth> {
        let mut sum = Worth::default();
        let mut haircuts = Vec::new();
        for (amount, sight) in self.collateral.iter().zip(sights) {
            let ratio = match purpose {
                For::NewRisk => sight.open,
                For::Liquidation => sight.threshold,
            };
            if amount.is_zero() || ratio == 0 {
                continue;
            }
            let value = worth(*amount, sight.of_owned(purpose)?, sight.decimals);
            sum.owned += value;
            sum.counted += value * ratio / ONE;
            // Each market is a group of its own.
            haircuts.push(value * (ONE - u64::from(ratio)) / ONE);
        }
        let largest = haircuts.iter().max().copied().unwrap_or_default();
        let all = haircuts.iter().fold(U256::zero(), |sum, cut| sum + cut);
        sum.counted += (all - largest) * credit / ONE;
        for (shares, sight) in self.shares.iter().zip(sights) {
            if !shares.is_zero() {
                sum.owed += owed(sight.debt(*shares), sight.of_owed(purpose)?, sight.decimals);
            }
        }
        for (place, _, face) in self.loans.iter().flatten() {
            let sight = &sights[*place];
            sum.owed += owed(*face, sight.of_owed(purpose)?, sight.decimals);
        }
        Some(sum)
    }
}

impl Worth {
    pub(super) fn covers(&self) -> bool {
        self.counted >= self.owed
    }

    /// Wad, rounded down; without debt the greatest number.
    pub(super) fn health(&self) -> U256 {
        if self.owed.is_zero() {
            return U256::MAX;
        }
        self.counted * U256::exp10(18) / self.owed
    }
}

fn worth(amount: U256, price: U256, decimals: usize) -> U256 {
    amount * price * U256::exp10(18) / U256::exp10(decimals)
}

fn owed(amount: U256, price: U256, decimals: usize) -> U256 {
    up(amount * price * U256::exp10(18), U256::exp10(decimals))
}

/// A quotient, rounded up.
pub(super) fn up(above: U256, below: U256) -> U256 {
    (above + below - 1) / below
}

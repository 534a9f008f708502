//! What an account owns and owes, position by position.

use alm_engine::credit::{
    liquidation::Leg,
    proportion::paid_by,
    ramp::Ramp,
    tally::Tally,
    terms::{Credit, Terms},
    value::{owed_up, owned_down},
};
use alm_stylus::{Failure, packed::unpack, words::Word};

use crate::{
    account::{Account, Part},
    asset::{Asset, TermSlot},
    desk::Desk,
    layout::{COLLATERALS, CREDIT, DEBTS, DIVERSIFICATION, LOANS, LOANS_MAX},
    loan::Loan,
    oracle::{Held, Purpose},
    sheet::debt_up,
};

/// No asset: beyond the last.
pub(crate) const NONE: u8 = u8::MAX;

/// The sums over an account's positions, and what was found on the way of a collateral and a debt that are asked for.
#[derive(Clone, Copy)]
pub(crate) struct Weighing {
    pub(crate) tally: Tally,
    /// What all collateral pays for, in a liquidation.
    pub(crate) paid: u128,
    /// Worth of the debts in the currency that is asked for.
    pub(crate) owed_of_it: u128,
    /// Whether a loan is past its maturity.
    pub(crate) overdue: bool,
    /// The collateral that is asked for.
    pub(crate) collateral: u8,
    /// How much there is of it.
    pub(crate) taken: Leg,
    /// Its terms.
    pub(crate) terms: Terms,
    /// The asset of the debt that is asked for.
    pub(crate) debt: u8,
    /// Its token, which saves a slot.
    pub(crate) token: Word,
    /// What a unit of it is worth; floating: how much is owed.
    pub(crate) repaid: Leg,
    /// The smallest debt of it.
    pub(crate) least: u128,
    /// The asset of the debt that was priced last: another debt of it needs no second look at its feed.
    pub(crate) priced: u8,
    /// What a unit of that is worth.
    pub(crate) unit: Leg,
    /// The smallest debt of that.
    pub(crate) smallest: u128,
}

impl Default for Weighing {
    fn default() -> Self {
        Self {
            tally: Tally::default(),
            paid: 0,
            owed_of_it: 0,
            overdue: false,
            collateral: NONE,
            taken: Leg::default(),
            terms: Terms::default(),
            debt: NONE,
            token: Word::default(),
            repaid: Leg::default(),
            least: 0,
            priced: NONE,
            unit: Leg::default(),
            smallest: 0,
        }
    }
}

impl Weighing {
    /// Whether other currencies are owed than the one that is asked for.
    pub(crate) const fn owes_others(&self) -> bool {
        self.owed_of_it < self.tally.owed
    }
}

/// The numbers of the bits that are set.
pub(crate) fn positions(bits: u64) -> impl Iterator<Item = u8> {
    (0..64).filter(move |index| bits >> index & 1 == 1)
}

impl Desk {
    /// Weighs an account.
    ///
    /// # Errors
    /// Of prices; of the balance sheet.
    #[inline(never)]
    pub(crate) fn weigh(
        &self,
        account: &Account,
        purpose: Purpose,
        weighing: &mut Weighing,
    ) -> Result<(), Failure> {
        for index in positions(account.bits(COLLATERALS)) {
            self.weigh_collateral(account, index, purpose, weighing)?;
        }
        if weighing.tally.haircuts.is_diverse() {
            let credit = self.diversification();
            let now = self.now();
            weighing.tally.diversify(match purpose {
                Purpose::Opening => credit.opening(now),
                Purpose::Liquidation => credit.seasoned(now),
            });
        }
        for index in positions(account.bits(DEBTS)) {
            self.weigh_debt(account, index, purpose, weighing)?;
        }
        for number in positions(account.bits(LOANS)).take(LOANS_MAX as usize) {
            let mut loan = Loan::default();
            self.load_loan(account, number, &mut loan);
            weighing.overdue |= self.now() >= loan.maturity;
            self.owe(loan.index, loan.face, purpose, weighing)?;
        }
        Ok(())
    }

    #[inline(never)]
    fn weigh_collateral(
        &self,
        account: &Account,
        index: u8,
        purpose: Purpose,
        weighing: &mut Weighing,
    ) -> Result<(), Failure> {
        let (mut asset, mut slot, mut part) = <(Asset, TermSlot, Part)>::default();
        self.load_asset(index, &mut asset);
        self.load_terms(&asset.base, &mut slot);
        self.load_part(account, COLLATERALS, index, &mut part);
        let (terms, now) = (slot.terms(), self.now());
        let ratio = match purpose {
            Purpose::Opening => terms.opening(now),
            Purpose::Liquidation => terms.threshold.at(now),
        };
        // What counts for nothing needs no price: a dead feed of it bars nobody.
        if ratio == 0 && weighing.collateral != index {
            return Ok(());
        }
        let leg = Leg {
            amount: part.amount(),
            price: self.price(&asset, &slot, purpose, Held::Owned)?,
            decimals: asset.decimals(),
        };
        let worth = owned_down(leg.amount, leg.price, leg.decimals);
        weighing.tally.own(worth, ratio, asset.group());
        if purpose == Purpose::Liquidation {
            let paid = paid_by(worth, terms.bonus_at(now));
            weighing.paid = weighing.paid.saturating_add(paid);
        }
        if weighing.collateral == index {
            weighing.taken = leg;
            weighing.terms = terms;
        }
        Ok(())
    }

    #[inline(never)]
    fn weigh_debt(
        &self,
        account: &Account,
        index: u8,
        purpose: Purpose,
        weighing: &mut Weighing,
    ) -> Result<(), Failure> {
        let mut part = Part::default();
        self.load_part(account, DEBTS, index, &mut part);
        let is_known = weighing.debt == index;
        let token = if is_known {
            weighing.token
        } else {
            self.token_of(&self.asset_base(index))
        };
        let owed = debt_up(part.amount(), self.index_at_sheet(&token)?);
        if is_known {
            weighing.repaid.amount = owed;
        }
        self.owe(index, owed, purpose, weighing)
    }

    /// Adds a debt.
    #[inline(never)]
    fn owe(
        &self,
        index: u8,
        amount: u128,
        purpose: Purpose,
        weighing: &mut Weighing,
    ) -> Result<(), Failure> {
        self.price_debt(index, purpose, weighing)?;
        let Leg {
            price, decimals, ..
        } = weighing.unit;
        let worth = owed_up(amount, price, decimals);
        weighing.tally.owe(worth);
        if weighing.debt == index {
            weighing.owed_of_it = weighing.owed_of_it.saturating_add(worth);
            weighing.repaid.price = price;
            weighing.repaid.decimals = decimals;
            weighing.least = weighing.smallest;
        }
        Ok(())
    }

    /// Finds out what a unit of a debt is worth.
    #[inline(never)]
    pub(crate) fn price_debt(
        &self,
        index: u8,
        purpose: Purpose,
        weighing: &mut Weighing,
    ) -> Result<(), Failure> {
        if weighing.priced == index {
            return Ok(());
        }
        let (mut asset, mut slot) = <(Asset, TermSlot)>::default();
        self.load_asset(index, &mut asset);
        self.load_terms(&asset.base, &mut slot);
        weighing.unit.price = self.price(&asset, &slot, purpose, Held::Owed)?;
        weighing.unit.decimals = asset.decimals();
        weighing.smallest = asset.minimum();
        weighing.priced = index;
        Ok(())
    }

    /// The credit for diversification.
    #[inline(never)]
    pub(crate) fn diversification(&self) -> Credit {
        let mut fields = [0; CREDIT.len()];
        let word: Word = self.fixed_slot(DIVERSIFICATION);
        unpack(&word, &CREDIT, &mut fields);
        let [from, to, start, end, until] = fields;
        Credit {
            part: Ramp {
                from: from as u32,
                to: to as u32,
                start: start as u64,
                end: end as u64,
            },
            valid_until: until as u64,
        }
    }
}

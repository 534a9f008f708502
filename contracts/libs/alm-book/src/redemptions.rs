//! What queues to leave: counted, settled when there is cash, and paid out.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{IDepositVault as vault, IRedemptions as abi};
use alm_engine::{
    book::{claims::Part, priority::Waiting, shares::Shares},
    money::Amount,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    words::{Output, Word, is_zero},
};

use crate::{
    books::Books,
    errors::{self, refused},
    layout::{QUEUED, WHOLE},
    open::Open,
    storage::Sheet,
};

impl Books {
    /// `setQueued`. Touches two slots: a request to leave needs no other figure of the book.
    #[inline(never)]
    pub fn set_queued(&self, token: &Word, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let mut values = [0; 2];
        arguments.numbers(1, &[16, 16], &mut values)?;
        let [queued, supply] = values;
        let mut sheet = Sheet::default();
        self.load_vault(token, &mut sheet);
        if is_zero(&sheet.vault) {
            return Err(errors::not_listed(token));
        }
        let caller = host::sender(self.vm());
        if caller != sheet.vault {
            return Err(errors::not_vault(token, &caller));
        }
        self.store_queued(&sheet, part_queued(queued, supply));
        Ok(())
    }

    /// `reserve`.
    pub fn reserve(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0; 3];
        arguments.numbers(1, &[16, 16, 16], &mut values)?;
        let [wanted, queued, supply] = values;
        self.only_vault(open)?;
        let price = open.valuation(Shares::new(supply));
        let waiting = Waiting {
            cash: open.book.cash,
            kept: open.kept(),
            owed_to_buffer: open.claims.owed_to_buffer,
            provision_open: self.provision_open(open),
            queued: price.worth_up(Shares::new(queued)),
            lent: open.lent,
        };
        let budget = waiting.divide().queue;
        let shares = price.max_redeem(Shares::new(wanted.min(queued)), budget);
        let assets = price.assets_for_redeem(shares);
        let settled = if assets.is_zero() { 0 } else { shares.raw() };
        let before = open.potential_if_funded();
        let (claims, book) = (&mut open.claims, &mut open.book);
        claims
            .raise(book, Part::Reserved, assets)
            .map_err(refused)?;
        // Other cash goes first: what is left of what the buffer lent is at most what is left.
        let free = open.book.cash.less(open.kept());
        open.lent = open.lent.min(free);
        let left = queued.saturating_sub(settled);
        let part = part_queued(left, supply.saturating_sub(settled));
        open.sheet.set(QUEUED, part);
        open.keep_to_potential(before)?;
        let figures = [settled, assets.raw()];
        self.tell(&abi::Reserved::SIGNATURE_HASH.0, &[open.token], &figures);
        output.numbers(&figures);
        Ok(())
    }

    /// `release`.
    pub fn release(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[12], &mut values)?;
        let [assets] = values;
        let receiver = errors::address(arguments, 2)?;
        self.only_vault(open)?;
        let (claims, book) = (&mut open.claims, &mut open.book);
        // Set aside for exactly this: nothing goes before it.
        let paid = claims.pay(book, Part::Reserved, Amount::new(assets), Amount::ZERO);
        paid.map_err(refused)?;
        let about = [open.token, *receiver];
        self.tell(&abi::Released::SIGNATURE_HASH.0, &about, &[assets]);
        open.receiver = *receiver;
        open.payment = assets;
        Ok(())
    }
}

impl Books {
    /// Leaves as many shares in the queue when others leave at once. The vault tells how many: kept by the part alone, which
    /// is rounded up, every exit of dust would make it greater.
    #[inline(never)]
    pub(crate) fn recount_queued(&self, open: &mut Open, supply: u128) -> Result<(), Failure> {
        if open.sheet.field(QUEUED) != 0 {
            let queued = self.ask_vault(open, vault::queuedSharesCall::SELECTOR)?;
            open.sheet.set(QUEUED, part_queued(queued, supply));
        }
        Ok(())
    }
}

impl Open {
    /// Leaves as many shares in the queue when others enter, who do not queue. Rounded up, and never to more than it was.
    pub(crate) fn dilute_queued(&mut self, before: u128, after: u128) {
        let part = Amount::new(self.sheet.field(QUEUED));
        self.sheet
            .set(QUEUED, part.part_up(before, after.max(1)).raw());
    }
}

/// The part of the floating deposits that queues, rounded up.
pub(crate) fn part_queued(queued: u128, supply: u128) -> u128 {
    let part = Amount::new(WHOLE).part_up(queued, supply.max(1));
    part.raw().min(WHOLE)
}

//! The pool's own capital: paid in by anyone, paid out by the owner as far as the book does not need it.

use alloy_sol_types::SolEvent;
use alm_abi::ITreasury as abi;
use alm_engine::{
    book::claims::Part,
    guard::{band::guard, surplus::Liquidity},
    money::Amount,
    refusal::Cause,
};
use alm_stylus::{Failure, arguments::Arguments, host, words::Output};

use crate::{
    books::Books,
    buffer::amount,
    errors::{self, refuse, refused},
    layout::NEUTRAL_SURPLUS,
    open::Open,
    storage::LOSSES,
};

impl Books {
    /// `contributeEquity`: what is missing first, if anything is.
    pub fn contribute_equity(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let assets = amount(arguments)?;
        let made_good = open.net_value().shortfall().min(assets);
        open.take_in(Part::Equity, assets)?;
        let (claims, book) = (&mut open.claims, &mut open.book);
        let lowered = claims.lower(book, Part::Equity, made_good);
        lowered.map_err(refused)?;
        let about = [open.token, host::sender(self.vm())];
        let topic = &abi::EquityContributed::SIGNATURE_HASH.0;
        self.tell(topic, &about, &[assets, made_good].map(Amount::raw));
        Ok(())
    }

    /// `distributeEquity`: no one else may be worse off, so the book stays in the zone where nothing costs.
    pub fn distribute_equity(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let assets = amount(arguments)?;
        let receiver = errors::address(arguments, 2)?;
        let [provisions, _] = self.fields(&open.sheet, &LOSSES);
        if provisions != 0 {
            return Err(refuse(Cause::AmountTooLarge, provisions, 0));
        }
        self.settle_claims(open);
        let mut liquidity = Liquidity::default();
        open.liquidity(open.top(), &mut liquidity);
        let surplus = liquidity.surplus();
        let after = open.reading(surplus.minus(assets.signed()));
        let edge = open.edge(NEUTRAL_SURPLUS);
        guard(open.reading(surplus), after, edge).map_err(refused)?;
        let kept = open.withheld();
        let (claims, book) = (&mut open.claims, &mut open.book);
        let paid = claims.pay(book, Part::Equity, assets, kept);
        paid.map_err(refused)?;
        let about = [open.token, *receiver];
        let topic = &abi::EquityDistributed::SIGNATURE_HASH.0;
        self.tell(topic, &about, &[assets.raw()]);
        open.receiver = *receiver;
        open.payment = assets.raw();
        Ok(())
    }
}

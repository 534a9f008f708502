//! Floating loans of desks.

mod common;

use alloy_primitives::{I256, U256, aliases::U96};
use alm_abi::IBalanceSheet::{
    AmountTooSmall, BelowMinimum, CapExceeded, Drawn, LiquidityBand, NotDesk, Paused, RateStale,
    Restored, drawCall, lineOfCall, refreshRateCall, setLineCall, setPausedCall, setTermsCall,
};
use common::{ANYONE, BORROWER, Bench, DAY, DESK, OWNER, OnTestVm, TOKEN, UNIT, error, terms};

fn signed(amount: u128) -> I256 {
    I256::try_from(amount).expect("fits")
}

#[test]
fn test_draw_lends_cash_and_leaves_the_net_value() {
    let mut bench = Bench::running();
    let before = bench.net_value();
    let shares = bench.draw(100_000 * UNIT).expect("lent");
    assert_eq!(bench.net_value(), before, "INV-BOOK-02");
    assert_eq!(bench.cash(), 900_000 * UNIT, "INV-BOOK-01");
    let event: Drawn = bench.event();
    assert_eq!((event.desk, event.receiver), (DESK, BORROWER));
    assert_eq!(
        (event.assets, event.fee),
        (U256::from(100_000 * UNIT), U256::ZERO)
    );
    let line = lineOfCall {
        token: TOKEN,
        desk: DESK,
    };
    let line = bench.call(ANYONE, line).expect("listed");
    assert_eq!(line.debtShares, U96::from(shares));
}

#[test]
fn test_only_desks_draw() {
    let mut bench = Bench::running();
    let call = drawCall {
        token: TOKEN,
        assets: U256::from(UNIT),
        receiver: ANYONE,
    };
    let refused: NotDesk = error(bench.call(ANYONE, call));
    assert_eq!((refused.token, refused.caller), (TOKEN, ANYONE));
}

#[test]
fn test_draw_refuses_what_passes_the_line_or_falls_below_the_minimum() {
    let mut bench = Bench::running();
    let least = 1_000_000;
    let refused: BelowMinimum = error(bench.draw(least - 1));
    assert_eq!(
        (refused.have, refused.want),
        (signed(least - 1), signed(least))
    );
    let call = setLineCall {
        token: TOKEN,
        desk: DESK,
        lendingCap: U96::from(10 * UNIT),
    };
    bench.call(OWNER, call).expect("set");
    let refused: CapExceeded = error(bench.draw(11 * UNIT));
    assert_eq!(
        (refused.have, refused.want),
        (signed(11 * UNIT), signed(10 * UNIT))
    );
}

#[test]
fn test_draw_stops_at_the_lending_edge() {
    let mut bench = Bench::running();
    // To be covered are the largest holder's tenth and a tenth of the rest, 190,000; the lending edge is a twentieth of the
    // scale, a million.
    let most = 760_000 * UNIT;
    let _: LiquidityBand = error(bench.draw(most + UNIT));
    let mut open = Bench::running();
    open.draw(most - 10_000 * UNIT).expect("lent with a fee");
    let event: Drawn = open.event();
    assert!(event.fee > U256::ZERO, "outside of the neutral zone");
    let book = open.book();
    let owed: u128 = book.floatingLoans.to();
    assert_eq!(
        U256::from(owed),
        event.assets + event.fee,
        "the fee is owed"
    );
    assert_eq!(book.pot, event.fee, "INV-PHI-01");
}

#[test]
fn test_a_pause_stops_new_loans_and_nothing_else() {
    let mut bench = Bench::running();
    bench.draw(10 * UNIT).expect("lent");
    let call = setPausedCall {
        token: TOKEN,
        paused: true,
    };
    bench.call(OWNER, call).expect("paused");
    let _: Paused = error(bench.draw(10 * UNIT));
    assert!(bench.restore(10 * UNIT).is_ok(), "INV-GUARD-02");
    assert!(bench.fund(UNIT).is_ok() && bench.defund(UNIT, 0).is_ok());
}

#[test]
fn test_an_old_rate_stops_new_loans() {
    let mut bench = Bench::running();
    bench.after(DAY);
    assert!(bench.draw(UNIT).is_ok());
    bench.after(1);
    let refused: RateStale = error(bench.draw(UNIT));
    assert_eq!(
        (refused.have, refused.want),
        (signed(86_401), signed(86_400))
    );
}

#[test]
fn test_restore_takes_at_most_the_debt_and_clears_it_exactly() {
    let mut bench = Bench::running();
    bench.draw(1_000 * UNIT).expect("lent");
    bench.after(100 * DAY);
    let owed: u128 = bench.book().floatingLoans.to();
    assert!(owed > 1_000 * UNIT);
    let refused: AmountTooSmall = error(bench.restore(owed + 1));
    assert_eq!(
        (refused.have, refused.want),
        (signed(owed), signed(owed + 1))
    );
    let half = bench.restore(owed / 2).expect("half");
    let rest: u128 = bench.book().floatingLoans.to();
    let last = bench.restore(rest).expect("the rest");
    let event: Restored = bench.event();
    assert_eq!(event.debtShares, U256::from(last));
    assert!(half > 0);
    assert_eq!(bench.book().floatingLoans, U256::ZERO, "no share is left");
    assert!(bench.net_value() > 0);
}

#[test]
fn test_repaying_releases_the_fee_to_depositors_over_a_week() {
    let mut bench = Bench::running();
    bench.draw(750_000 * UNIT).expect("lent with a fee");
    let fee: u128 = bench.book().pot.to();
    let value = bench.net_value();
    let owed: u128 = bench.book().floatingLoans.to();
    bench.restore(owed).expect("repaid");
    let book = bench.book();
    assert_eq!(
        (book.pot, book.drip),
        (U256::ZERO, U256::from(fee)),
        "INV-PHI-01"
    );
    assert_eq!(bench.net_value(), value, "no jump upward");
    bench.after(7 * DAY);
    assert_eq!(
        bench.net_value(),
        value + i128::try_from(fee).expect("fits")
    );
}

#[test]
fn test_no_more_than_a_tenth_is_lent_before_the_depositors_are_known() {
    let mut bench = Bench::listed();
    bench.fund(1_000_000 * UNIT).expect("funded");
    bench.after(1);
    bench.answers(common::RATE.into());
    let call = refreshRateCall { token: TOKEN };
    bench.call(ANYONE, call).expect("a rate");
    let _: LiquidityBand = error(bench.draw(100_000 * UNIT));
    bench
        .draw(UNIT)
        .expect("they may be one, who is held to nine tenths");
}

#[test]
fn test_the_first_fee_leaves_the_equity_that_was_settled_before() {
    let mut bench = Bench::running();
    bench.draw(500_000 * UNIT).expect("lent");
    bench.after(DAY);
    let mut to_the_buffer = terms();
    to_the_buffer.reserveFactor = 0;
    let call = setTermsCall {
        token: TOKEN,
        newTerms: to_the_buffer,
    };
    bench.call(OWNER, call).expect("set");
    let before = bench.book();
    assert!(before.equity > U256::ZERO && before.pot == U256::ZERO);
    bench.draw(240_000 * UNIT).expect("lent with a fee");
    let after = bench.book();
    assert!(after.pot > U256::ZERO);
    assert_eq!(
        (after.equity, after.owedToBuffer),
        (before.equity, before.owedToBuffer),
        "INV-BOOK-02"
    );
}

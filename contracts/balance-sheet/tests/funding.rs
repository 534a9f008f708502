//! Floating deposits: entry, instant exit, previews and limits.

mod common;

use alloy_primitives::{I256, U256, aliases::U96};
use alm_abi::IBalanceSheet::{
    AmountTooSmall, CapExceeded, Defunded, DepositsClosed, Funded, LiquidityBand, NotReceived,
    NotVault, ZeroAmount, fundCall, indexOfCall, maxDefundCall, maxFundCall, previewDefundCall,
    previewFundCall, setTermsCall, worthCall,
};
use common::{ANYONE, Bench, DAY, OWNER, OnTestVm, SHARES, TOKEN, UNIT, VAULT, YEAR, error, terms};

const MILLION: u128 = 1_000_000 * UNIT;

#[test]
fn test_fund_issues_shares_at_par_and_counts_the_cash() {
    let mut bench = Bench::listed();
    assert_eq!(bench.fund(MILLION), Ok(MILLION * SHARES));
    let book = bench.book();
    assert_eq!(book.cash, U256::from(MILLION), "INV-BOOK-01");
    assert_eq!(
        book.netValue,
        I256::try_from(MILLION).expect("fits"),
        "INV-BOOK-02"
    );
    let event: Funded = bench.event();
    assert_eq!((event.token, event.assets), (TOKEN, U256::from(MILLION)));
    assert_eq!(event.shares, U256::from(MILLION * SHARES));
}

#[test]
fn test_fund_refuses_tokens_that_are_not_here() {
    let mut bench = Bench::listed();
    bench.holds(MILLION - 1);
    let call = fundCall {
        token: TOKEN,
        assets: U256::from(MILLION),
        supply: U256::ZERO,
    };
    let refused: NotReceived = error(bench.call(VAULT, call));
    let (have, want) = (U256::from(MILLION - 1), U256::from(MILLION));
    assert_eq!(
        (refused.token, refused.have, refused.want),
        (TOKEN, have, want)
    );
}

#[test]
fn test_fund_is_for_the_vault_alone() {
    let mut bench = Bench::listed();
    let call = fundCall {
        token: TOKEN,
        assets: U256::from(1),
        supply: U256::ZERO,
    };
    let refused: NotVault = error(bench.call(ANYONE, call));
    assert_eq!((refused.token, refused.caller), (TOKEN, ANYONE));
}

#[test]
fn test_fund_refuses_nothing_and_what_passes_the_cap() {
    let mut bench = Bench::listed();
    let _: ZeroAmount = error(bench.fund(0));
    let cap = 10 * MILLION;
    let refused: CapExceeded = error(bench.fund(cap + 1));
    assert_eq!(refused.have, I256::try_from(cap + 1).expect("fits"));
    assert_eq!(refused.want, I256::try_from(cap).expect("fits"));
    assert_eq!(
        bench.call(ANYONE, maxFundCall { token: TOKEN }),
        Ok(U256::from(cap))
    );
    assert_eq!(bench.fund(cap), Ok(cap * SHARES), "INV-MAX-01");
    assert_eq!(
        bench.call(ANYONE, maxFundCall { token: TOKEN }),
        Ok(U256::ZERO)
    );
}

#[test]
fn test_defund_by_amount_and_by_shares_pay_alike() {
    let mut bench = Bench::running();
    assert_eq!(
        bench.defund(1_000 * UNIT, 0),
        Ok((1_000 * UNIT, 1_000 * UNIT * SHARES))
    );
    let shares = 1_000 * UNIT * SHARES;
    assert_eq!(bench.defund(0, shares), Ok((1_000 * UNIT, shares)));
    let event: Defunded = bench.event();
    assert_eq!((event.receiver, event.fee), (ANYONE, U256::ZERO));
    assert_eq!(bench.cash(), MILLION - 2_000 * UNIT, "INV-BOOK-01");
}

#[test]
fn test_defund_takes_one_of_amount_and_shares() {
    let mut bench = Bench::running();
    let _: ZeroAmount = error(bench.defund(0, 0));
    let _: ZeroAmount = error(bench.defund(1, 1));
}

#[test]
fn test_defund_refuses_more_than_there_is() {
    let mut bench = Bench::running();
    let refused: AmountTooSmall = error(bench.defund(2 * MILLION, 0));
    assert_eq!(refused.want, I256::try_from(2 * MILLION).expect("fits"));
}

#[test]
fn test_a_thin_book_charges_exits_and_stops_them_at_the_edge() {
    let mut bench = Bench::running();
    bench.draw(700_000 * UNIT).expect("lent");
    // 300,000 in cash cover a tenth of a million, the largest holder's, and a tenth of the rest: 110,000 beyond.
    let preview = previewDefundCall {
        token: TOKEN,
        assets: U256::ZERO,
        shares: U256::from(100_000 * UNIT * SHARES),
        supply: U256::from(bench.supply),
        top: U256::from(bench.supply / 10),
    };
    let seen = bench.call(ANYONE, preview).expect("a preview");
    let (paid, burned) = bench
        .defund(0, 100_000 * UNIT * SHARES)
        .expect("within the edge");
    assert_eq!(
        (seen.paid, seen.burned),
        (U256::from(paid), U256::from(burned)),
        "INV-MAX-01"
    );
    assert!(paid < 100_000 * UNIT, "the exit leaves the neutral zone");
    let event: Defunded = bench.event();
    let fee: u128 = event.fee.to();
    assert_eq!(paid + fee, 100_000 * UNIT);
    assert_eq!(bench.book().pot, U256::from(fee), "INV-PHI-01");
    let _: LiquidityBand = error(bench.defund(100_000 * UNIT, 0));
}

#[test]
fn test_the_most_that_may_leave_can_leave() {
    let mut bench = Bench::running();
    bench.draw(700_000 * UNIT).expect("lent");
    let call = maxDefundCall {
        token: TOKEN,
        supply: U256::from(bench.supply),
        top: U256::from(bench.supply / 10),
    };
    let most: u128 = bench.call(ANYONE, call).expect("a limit").to();
    assert!(most > 0 && most < bench.supply);
    let mut other = Bench::running();
    other.draw(700_000 * UNIT).expect("lent");
    assert!(bench.defund(0, most).is_ok(), "INV-MAX-01");
    let _: LiquidityBand = error(other.defund(0, most + 2 * SHARES));
}

#[test]
fn test_interest_reaches_depositors_less_what_is_set_aside() {
    let mut bench = Bench::running();
    bench.draw(500_000 * UNIT).expect("lent");
    bench.after(YEAR);
    let index: U256 = bench
        .call(ANYONE, indexOfCall { token: TOKEN })
        .expect("listed");
    bench.accrue();
    let book = bench.book();
    assert_eq!(index, book.index, "of this second, accrued or not");
    let loans: u128 = book.floatingLoans.to();
    let interest = loans - 500_000 * UNIT;
    // e^(3170979198e-18 x 31536000) - 1 is 0.1051709180624 on half a million.
    assert!(interest.abs_diff(52_585_459_031) <= 2, "{interest}");
    let aside: u128 = (book.equity + book.owedToBuffer).to();
    assert_eq!(
        aside,
        interest * 15 / 100,
        "the reserve factor and the buffer's share"
    );
    let value = i128::try_from(book.netValue).expect("fits");
    assert_eq!(value as u128, MILLION + interest - aside, "INV-BOOK-02");
    let worth = worthCall {
        token: TOKEN,
        shares: U256::from(bench.supply),
        supply: U256::from(bench.supply),
    };
    let worth: u128 = bench.call(ANYONE, worth).expect("listed").to();
    assert!(
        worth <= value as u128 && worth + 1 >= value as u128,
        "INV-BOOK-03"
    );
}

#[test]
fn test_previews_of_entry_equal_execution() {
    let mut bench = Bench::running();
    bench.draw(500_000 * UNIT).expect("lent");
    bench.after(30 * DAY);
    let supply = bench.supply;
    let preview = |assets: u128, shares: u128| previewFundCall {
        token: TOKEN,
        assets: U256::from(assets),
        shares: U256::from(shares),
        supply: U256::from(supply),
    };
    let by_assets = bench.call(ANYONE, preview(777, 0)).expect("a preview");
    let by_shares = bench
        .call(ANYONE, preview(0, by_assets.issued.to()))
        .expect("a preview");
    assert!(
        by_shares.paid <= U256::from(777),
        "rounded up, but not beyond"
    );
    assert_eq!(bench.fund(777), Ok(by_assets.issued.to()), "INV-MAX-01");
}

#[test]
fn test_deposits_close_when_the_floating_deposits_are_worth_nothing() {
    let mut bench = Bench::running();
    let (paid, _) = bench.defund(0, bench.supply).expect("all leave");
    let pot: u128 = bench.book().pot.to();
    assert_eq!(
        paid + pot,
        MILLION,
        "the fee of the last ones to leave stays"
    );
    bench.supply = SHARES;
    let refused: DepositsClosed = error(bench.fund(UNIT));
    assert_eq!((refused.have, refused.want), (I256::ZERO, I256::ONE));
}

#[test]
fn test_a_lower_cap_stops_deposits_and_not_exits() {
    let mut bench = Bench::running();
    let mut lower = terms();
    lower.depositCap = U96::from(UNIT);
    let call = setTermsCall {
        token: TOKEN,
        newTerms: lower,
    };
    bench.call(OWNER, call).expect("set");
    let _: CapExceeded = error(bench.fund(UNIT));
    assert!(bench.defund(UNIT, 0).is_ok());
}

//! Listing, terms, lines, pause, the rate and the strike.

mod common;

use alloy_primitives::{Address, I256, U256};
use alloy_sol_types::{SolCall, SolValue};
use alm_abi::IBalanceSheet::{
    AlreadyListed, LineChanged, Listed, NotListed, NotOwner, RateRefreshed, Struck,
    TermOutOfBounds, Terms, TermsChanged, TooEarly, ZeroAddress, accrueCall, bookCall,
    refreshRateCall, setLineCall, setPausedCall, setRateModelCall, setTermsCall, termsCall,
    vaultOfCall,
};
use common::{
    ANYONE, Bench, DAY, DESK, MODEL, OWNER, OnTestVm, RATE, START, TOKEN, UNIT, VAULT, error, list,
    terms,
};

#[test]
fn test_list_opens_a_book_once() {
    let mut bench = Bench::listed();
    assert_eq!(bench.call(ANYONE, vaultOfCall { token: TOKEN }), Ok(VAULT));
    let told = bench
        .call(ANYONE, termsCall { token: TOKEN })
        .expect("listed");
    assert_eq!(told.abi_encode(), terms().abi_encode());
    let event: Listed = bench.event();
    assert_eq!((event.token, event.vault), (TOKEN, VAULT));
    let refused: AlreadyListed = error(bench.call(OWNER, list(terms())));
    assert_eq!(refused.token, TOKEN);
}

#[test]
fn test_list_refuses_zero_addresses() {
    for broken in 0..3 {
        let mut bench = Bench::empty();
        bench.holds(0);
        let mut call = list(terms());
        let places = [&mut call.token, &mut call.vault, &mut call.rateModel];
        for (place, address) in places.into_iter().enumerate() {
            if place == broken {
                *address = Address::ZERO;
            }
        }
        let _: ZeroAddress = error(bench.call(OWNER, call));
    }
}

#[test]
fn test_an_unknown_token_has_no_book() {
    let mut bench = Bench::empty();
    let _: NotListed = error(bench.call(ANYONE, bookCall { token: TOKEN }));
    let _: NotListed = error(bench.call(ANYONE, accrueCall { token: TOKEN }));
    let _: NotListed = error(bench.call(ANYONE, termsCall { token: TOKEN }));
    assert_eq!(
        bench.call(ANYONE, vaultOfCall { token: TOKEN }),
        Ok(Address::ZERO)
    );
}

fn refused_to_anyone<C: SolCall>(call: C) {
    let mut bench = Bench::listed();
    let refused: NotOwner = error(bench.call(ANYONE, call));
    assert_eq!(refused.caller, ANYONE, "INV-GOV-01");
}

#[test]
fn test_governance_is_the_owners() {
    let token = TOKEN;
    refused_to_anyone(list(terms()));
    refused_to_anyone(setTermsCall {
        token,
        newTerms: terms(),
    });
    refused_to_anyone(setPausedCall {
        token,
        paused: true,
    });
    refused_to_anyone(setRateModelCall {
        token,
        rateModel: MODEL,
    });
    let cap = alloy_primitives::aliases::U96::ZERO;
    refused_to_anyone(setLineCall {
        token,
        desk: DESK,
        lendingCap: cap,
    });
}

#[test]
fn test_terms_stay_within_their_bounds() {
    type Break = fn(&mut Terms);
    let cases: [(Break, u64, u64, u64); 6] = [
        (|terms| terms.reserveFactor = 5_001, 0, 5_001, 5_000),
        (|terms| terms.outflowWeight = 4_999, 2, 4_999, 5_000),
        (|terms| terms.steepest = 1_001, 5, 1_001, 1_000),
        (|terms| terms.lendingSurplus = 1_001, 7, 1_001, 1_000),
        (|terms| terms.exitSurplus = 501, 8, 501, 500),
        (
            |terms| (terms.reserveFactor, terms.bufferShare) = (5_000, 5_000),
            1,
            5_000,
            5_000,
        ),
    ];
    for (break_one, term, have, want) in cases {
        let mut broken = terms();
        break_one(&mut broken);
        let call = setTermsCall {
            token: TOKEN,
            newTerms: broken,
        };
        let refused: TermOutOfBounds = error(Bench::listed().call(OWNER, call));
        let figures = [refused.term, refused.have, refused.want];
        assert_eq!(figures, [term, have, want].map(U256::from), "INV-GOV-01");
    }
}

#[test]
fn test_new_terms_divide_only_what_comes_after_them() {
    let mut bench = Bench::running();
    bench.draw(500_000 * UNIT).expect("lent");
    bench.after(100 * DAY);
    let before = bench.book();
    let mut generous = terms();
    (generous.reserveFactor, generous.bufferShare) = (0, 0);
    let call = setTermsCall {
        token: TOKEN,
        newTerms: generous.clone(),
    };
    bench.call(OWNER, call).expect("set");
    let event: TermsChanged = bench.event();
    assert_eq!(event.previous.abi_encode(), terms().abi_encode());
    assert_eq!(event.current.abi_encode(), generous.abi_encode());
    let after = bench.book();
    assert_eq!(
        (after.equity, after.owedToBuffer),
        (before.equity, before.owedToBuffer)
    );
    bench.after(100 * DAY);
    let later = bench.book();
    assert_eq!(
        (later.equity, later.owedToBuffer),
        (before.equity, before.owedToBuffer)
    );
    assert!(later.netValue > after.netValue);
}

#[test]
fn test_a_line_is_told_with_its_old_cap() {
    let mut bench = Bench::listed();
    let cap = alloy_primitives::aliases::U96::from(7);
    let call = setLineCall {
        token: TOKEN,
        desk: DESK,
        lendingCap: cap,
    };
    bench.call(OWNER, call).expect("set");
    let event: LineChanged = bench.event();
    assert_eq!(event.previousCap, U256::from(1_000_000 * UNIT));
    assert_eq!(event.currentCap, U256::from(7));
}

#[test]
fn test_the_rate_is_the_models_and_bounded() {
    let mut bench = Bench::listed();
    bench.answers(RATE.into());
    let call = refreshRateCall { token: TOKEN };
    let untouched = Ok(U256::ZERO);
    assert_eq!(
        bench.call(ANYONE, call.clone()),
        untouched,
        "listed in this second"
    );
    bench.after(1);
    assert_eq!(bench.call(ANYONE, call.clone()), Ok(U256::from(RATE)));
    let event: RateRefreshed = bench.event();
    assert_eq!(
        (event.utilisation, event.rate),
        (U256::ZERO, U256::from(RATE))
    );
    bench.after(1);
    bench.answers(1 << 40);
    assert_eq!(
        bench.call(ANYONE, call.clone()),
        Ok(U256::from(317_097_919_838u64))
    );
    // A number no rate can be leaves the rate as it is.
    bench.after(1);
    bench.answers(1 << 60);
    assert_eq!(bench.call(ANYONE, call), Ok(U256::from(317_097_919_838u64)));
}

#[test]
fn test_a_strike_freezes_a_day() {
    let mut bench = Bench::running();
    bench.strike().expect("struck");
    let event: Struck = bench.event();
    assert_eq!(event.epoch, U256::from(START / DAY));
    assert_eq!(event.runOff, U256::from(100_000), "the floor");
    assert_eq!(event.top, U256::from(65_535), "one holder");
    let refused: TooEarly = error(bench.strike());
    let signed = |instant: u64| I256::try_from(instant).expect("fits");
    assert_eq!(
        (refused.have, refused.want),
        (signed(START + 1), signed(START + DAY))
    );
    bench.after(DAY);
    bench.strike().expect("the next day");
}

#[test]
fn test_a_run_raises_the_run_off() {
    let mut bench = Bench::running();
    bench.strike().expect("struck");
    bench.defund(600_000 * UNIT, 0).expect("six tenths leave");
    bench.after(DAY);
    bench.strike().expect("struck");
    let event: Struck = bench.event();
    // A mean of 6 % of 0.6 a day, thirty days, and its deviation: everything.
    assert_eq!(event.runOff, U256::from(1_000_000));
}

//! The pool under its governance: roles, bands, steps, delays, terms of office, and what the book must look like afterwards.

use alm_deploy::plan::{BandPlan, GovernancePlan, StewardPlan};
use alm_harness::{
    Actor, DAY, Pool, assert_reverts_with, balance_sheet,
    parameters::{
        Band, ChangeTooSoon, ConditionFailed, FunctionReserved, NEUTRAL, NotAdmin, NotGuardian,
        NotOwner, NotSteward, OutsideBand, ParameterChangedFilter, ParameterOutOfBounds, SPREAD,
        STEEPEST, StepTooLarge, StewardExpired,
    },
    revert_data,
};
use ethers::{
    abi::{AbiEncode, RawLog},
    contract::{EthError, EthEvent},
    providers::Middleware,
    types::{I256, U256},
};

/// The steward's term.
const TERM: u64 = 30 * DAY;

/// A pool with everybody in office, by its plan.
struct Office {
    pool: Pool,
    guardian: Actor,
    steward: Actor,
    admin: Actor,
    stranger: Actor,
    /// When the steward's term ends.
    until: u64,
}

fn band(parameter: &str, [low, high, step]: [&str; 3]) -> BandPlan {
    BandPlan {
        book: "USDC".into(),
        parameter: parameter.into(),
        low: low.into(),
        high: high.into(),
        step: step.into(),
        delay: "1 d".into(),
    }
}

impl Office {
    async fn new() -> eyre::Result<Self> {
        let pool = Pool::new(6, |_| ()).await?;
        let guardian = pool.holder("guardian", 0).await?;
        let steward = pool.holder("steward", 0).await?;
        let admin = pool.holder("admin", 0).await?;
        let mut plan = pool.plan.clone();
        plan.governance = GovernancePlan {
            guardian: Some(guardian.address()),
            steward: Some(StewardPlan {
                steward: steward.address(),
                admin: Some(admin.address()),
                term: format!("{TERM} s"),
            }),
            bands: vec![
                band("terms.steepest", ["5 %", "10 %", "50 bps"]),
                band("terms.neutral_surplus", ["5 %", "20 %", "1 %"]),
                band("spreads.7d", ["-50 bps", "50 bps", "10 bps"]),
            ],
        };
        pool.run(&plan).await?;
        let client = pool.chain.client();
        let sent = || client.get_transaction_count(pool.owner.address(), None);
        let before = sent().await?;
        pool.run(&plan).await?;
        assert_eq!(sent().await?, before, "nothing is left to do");
        let stranger = pool.holder("stranger", 0).await?;
        let (_, _, until) = pool.parameters.stewardship().call().await?;
        Ok(Self {
            pool,
            guardian,
            steward,
            admin,
            stranger,
            until: until.as_u64(),
        })
    }

    /// The terms, of which one is this.
    async fn assert_steepest(&self, steepest: u16) -> eyre::Result<()> {
        let mut wanted = self.pool.plan.books[0].encode()?.terms;
        wanted.steepest = steepest;
        assert_eq!(self.pool.terms().await?, wanted, "INV-GOV-01");
        Ok(())
    }
}

fn number(value: i128) -> I256 {
    I256::from(value)
}

#[tokio::test]
async fn test_change_moves_a_term_by_band_step_and_delay() -> eyre::Result<()> {
    let office = Office::new().await?;
    let (pool, steward) = (&office.pool, &office.steward);
    let from = steward.address();
    let parameter = U256::from(STEEPEST);
    let far = StepTooLarge {
        parameter,
        have: number(51),
        want: number(50),
    };
    assert_reverts_with!(pool.change(&[(STEEPEST, 949)]).from(from), far);
    let wild = ParameterOutOfBounds {
        parameter,
        have: number(1_001),
        want: number(1_000),
    };
    assert_reverts_with!(pool.change(&[(STEEPEST, 1_001)]).from(from), wild);
    let receipt = steward.send(pool.change(&[(STEEPEST, 950)])).await?;
    let told = receipt.logs.into_iter().map(RawLog::from);
    let mut told = told.filter_map(|log| ParameterChangedFilter::decode_log(&log).ok());
    let told = told.next().expect("the history is told");
    assert_eq!((told.previous, told.current), (number(1_000), number(950)));
    assert_eq!((told.low, told.high), (number(500), number(1_000)));
    assert_eq!((told.caller, told.role), (from, 2), "the steward's");
    office.assert_steepest(950).await?;
    let changed_at = pool.chain.now().await?;
    pool.chain.advance(DAY / 2).await?;
    let early = pool.change(&[(STEEPEST, 900)]).from(from);
    let error = early.call().await.expect_err("INV-GOV-01");
    let data = revert_data(&error).expect("typed");
    let early = ChangeTooSoon::decode_with_selector(&data).expect("too soon");
    assert_eq!(early.want, number((changed_at + DAY).into()));
    pool.chain.advance_to(changed_at + DAY).await?;
    steward.send(pool.change(&[(STEEPEST, 900)])).await?;
    office.assert_steepest(900).await
}

#[tokio::test]
async fn test_change_is_the_stewards_until_its_term_ends() -> eyre::Result<()> {
    let office = Office::new().await?;
    let (pool, until) = (&office.pool, office.until);
    for caller in [&office.guardian, &office.admin, &office.stranger] {
        let caller = caller.address();
        let call = pool.change(&[(STEEPEST, 990)]).from(caller);
        assert_reverts_with!(call, NotSteward { caller });
    }
    pool.chain.advance_to(until - 2).await?;
    office.steward.send(pool.change(&[(STEEPEST, 990)])).await?;
    pool.chain.advance_to(until + DAY).await?;
    let late = pool
        .change(&[(STEEPEST, 980)])
        .from(office.steward.address());
    let error = late.call().await.expect_err("INV-GOV-01");
    let data = revert_data(&error).expect("typed");
    let late = StewardExpired::decode_with_selector(&data).expect("expired");
    assert_eq!(late.want, number(until.into()));
    office.assert_steepest(990).await?;
    // The owner has no term, no band and no step.
    pool.owner.send(pool.change(&[(STEEPEST, 100)])).await?;
    office.assert_steepest(100).await
}

#[tokio::test]
async fn test_admin_takes_from_the_steward_and_gives_nothing() -> eyre::Result<()> {
    let office = Office::new().await?;
    let (pool, token) = (&office.pool, office.pool.token.address);
    let band = |low, step| Band {
        low,
        high: 1_000,
        step,
        delay: 86_400,
    };
    let caller = pool.owner.address();
    let tighten = |band| pool.parameters.tighten_band(token, STEEPEST, band);
    assert_reverts_with!(tighten(band(970, 40)).from(caller), NotAdmin { caller });
    office.admin.send(tighten(band(970, 40))).await?;
    let wider = tighten(band(960, 40)).from(office.admin.address());
    assert!(wider.call().await.is_err(), "INV-GOV-01");
    let outside = OutsideBand {
        parameter: STEEPEST.into(),
        have: number(965),
        want: number(970),
    };
    let from = office.steward.address();
    assert_reverts_with!(pool.change(&[(STEEPEST, 965)]).from(from), outside);
    office.steward.send(pool.change(&[(STEEPEST, 970)])).await?;
    office.admin.send(pool.parameters.shorten_term(0)).await?;
    pool.chain.advance(DAY).await?;
    let error = pool.change(&[(STEEPEST, 980)]).from(from).call().await;
    let data = revert_data(&error.expect_err("INV-GOV-01")).expect("typed");
    assert!(StewardExpired::decode_with_selector(&data).is_some());
    office.assert_steepest(970).await
}

#[tokio::test]
async fn test_guardian_pauses_new_risk_and_nothing_else() -> eyre::Result<()> {
    let office = Office::new().await?;
    let pool = &office.pool;
    let (token, holder) = (pool.token, &office.stranger);
    // In several hands, and for a month: of what is new, or one holder's alone, little could be lent.
    for holder in [holder, &office.guardian, &office.steward, &office.admin] {
        pool.deposit(holder, token.whole(50_000)).await?;
    }
    for _ in 0..30 {
        pool.chain.advance(DAY).await?;
        pool.strike(holder).await?;
    }
    pool.refresh_rate(holder).await?;
    pool.draw(&pool.owner, token.whole(1_000), holder.address())
        .await?;
    let caller = office.steward.address();
    let pause = pool.parameters.pause(token.address).from(caller);
    assert_reverts_with!(pause, NotGuardian { caller });
    pool.set_paused(&office.guardian, true).await?;
    let draw = pool
        .sheet
        .draw(token.address, token.whole(1_000), holder.address());
    let paused = balance_sheet::Paused {
        have: 1.into(),
        want: 0.into(),
    };
    assert_reverts_with!(draw.from(pool.owner.address()), paused);
    pool.restore(&pool.owner, token.whole(500)).await?;
    pool.withdraw(holder, token.whole(1_000)).await?;
    let caller = office.guardian.address();
    let unpause = pool.parameters.unpause(token.address).from(caller);
    assert_reverts_with!(unpause, NotOwner { caller });
    pool.set_paused(&pool.owner, false).await?;
    pool.draw(&pool.owner, token.whole(1_000), holder.address())
        .await?;
    Ok(())
}

#[tokio::test]
async fn test_a_pool_has_no_way_around_its_governance() -> eyre::Result<()> {
    let office = Office::new().await?;
    let (pool, owner) = (&office.pool, office.pool.owner.address());
    let (sheet, token) = (pool.sheet.address(), pool.token.address);
    let terms = pool.terms().await?;
    let direct = pool.sheet.set_terms(token, terms.clone()).from(owner);
    assert_reverts_with!(direct, balance_sheet::NotOwner { caller: owner });
    let call = balance_sheet::SetTermsCall {
        token,
        new_terms: terms,
    };
    let data = call.clone().encode();
    let reserved = FunctionReserved {
        target: sheet,
        selector: [data[0], data[1], data[2], data[3]],
    };
    assert_reverts_with!(pool.execute(call).from(owner), reserved);
    let line = balance_sheet::SetLineCall {
        token,
        desk: office.stranger.address(),
        lending_cap: 7_000_000,
    };
    pool.owner.send(pool.execute(line)).await?;
    let line = pool.sheet.line_of(token, office.stranger.address());
    assert_eq!(line.call().await?.lending_cap, 7_000_000);
    Ok(())
}

#[tokio::test]
async fn test_a_bundle_is_made_whole_and_only_on_a_book_as_demanded() -> eyre::Result<()> {
    let office = Office::new().await?;
    let pool = &office.pool;
    pool.chain.advance(DAY).await?; // the rate model's own delay since it was listed
    let bundle = [(STEEPEST, 960), (NEUTRAL, 1_100), (SPREAD, -10)];
    let mut condition = alm_deploy::contracts::parameters::none();
    let cash = i128::try_from(pool.book().await?.cash.as_u128())?;
    condition.least_cash = cash + 1;
    let short = ConditionFailed {
        figure: 4.into(),
        have: number(cash),
        want: number(cash + 1),
    };
    let from = office.steward.address();
    let call = pool.change_if(&bundle, condition.clone()).from(from);
    assert_reverts_with!(call, short);
    condition.least_cash = cash;
    condition.least_net_value = cash;
    office
        .steward
        .send(pool.change_if(&bundle, condition))
        .await?;
    let terms = pool.terms().await?;
    assert_eq!((terms.steepest, terms.neutral_surplus), (960, 1_100));
    let spreads = pool.model.spreads(pool.token.address).call().await?;
    assert_eq!(spreads, [-10, 10, 20, 30, 50, 75]);
    Ok(())
}

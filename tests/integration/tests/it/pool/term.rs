//! Fixed deposits on the shipped bytes: wired by plan, renewed for months, left early, collected.

use alm_harness::{
    assert_reverts_with,
    balance_sheet::{NotMatured, RateStale, SlippageExceeded},
    revert_data,
    term_desk::DeadlinePassed,
};
use ethers::{
    contract::EthError,
    providers::Middleware,
    types::{I256, U256},
};

use super::savers::{Term, WEEK};

/// For how long savers renew their claims, weeks.
const MONTHS: u64 = 26;
/// What each renews for, weeks.
const TERMS: [u64; 6] = [1, 2, 3, 5, 8, 13];

#[tokio::test]
async fn test_claims_are_renewed_for_months_and_collected_without_a_rate() -> eyre::Result<()> {
    let mut term = Term::open().await?;
    for (number, weeks) in (0..).zip(TERMS) {
        term.save(number, weeks).await?;
        term.check().await?;
    }
    let mut renewals = 0;
    for _ in 0..MONTHS {
        term.next_week().await?;
        let now = term.pool.chain.now().await?;
        for place in 0..term.savers.len() {
            let saver = &term.savers[place];
            if saver.maturity <= now {
                term.savers[place] = term.renew(saver).await?;
                renewals += 1;
            }
        }
        term.check().await?;
    }
    assert!(renewals > 50, "{renewals} renewals");
    // Nobody asks for a rate any more, and the owner has closed the book to new risk.
    let last = term.savers.iter().map(|saver| saver.maturity).max();
    let last = last.expect("there are savers");
    term.pool.chain.advance_to(last).await?;
    let token = term.pool.token.address;
    term.pool.set_paused(&term.pool.owner, true).await?;
    term.check().await?;
    let quote = term
        .desk
        .preview_deposit(token, last + WEEK, U256::exp10(9));
    let stale = quote.call().await.expect_err("there is no rate");
    assert!(revert_data(&stale).is_some_and(|data| data.starts_with(&selector())));
    collect_all(&mut term).await
}

/// What a quote without a rate is refused with.
fn selector() -> [u8; 4] {
    RateStale::selector()
}

/// Everybody is paid the face, to the unit.
async fn collect_all(term: &mut Term) -> eyre::Result<()> {
    let token = term.pool.token;
    while let Some(saver) = term.savers.pop() {
        let who = saver.actor.address();
        let before = term.tokens(who).await?;
        let none = saver.maturity + WEEK;
        let maturities = vec![saver.maturity, none];
        let collection = term.desk.redeem_many(token.address, maturities, who, who);
        saver.actor.send(collection).await?;
        assert_eq!(term.tokens(who).await?, before + saver.face);
        term.check().await?;
    }
    let limits = term.sheet.limits(token.address).call().await?;
    assert!(limits.matured.is_zero() && limits.due_liabilities.is_zero());
    Ok(())
}

#[tokio::test]
async fn test_an_early_exit_pays_less_than_the_face_and_harms_nobody() -> eyre::Result<()> {
    let mut term = Term::open().await?;
    term.save(0, 26).await?;
    term.save(1, 26).await?;
    for _ in 0..4 {
        term.next_week().await?;
    }
    let (token, desk) = (term.pool.token, term.desk.clone());
    let shares = term.pool.vault.total_supply().call().await?;
    let worth = term.pool.vault.convert_to_assets(shares).call().await?;
    let saver = &term.savers[0];
    let who = saver.actor.address();
    let before = term.tokens(who).await?;
    let part = saver.face / 3;
    let quoted = desk.preview_exit(token.address, saver.maturity, part);
    let quoted = quoted.call().await?;
    let exit = |least, deadline| {
        let maturity = saver.maturity;
        desk.exit(token.address, maturity, part, least, who, who, deadline)
    };
    let now = term.pool.chain.now().await?;
    let late = DeadlinePassed {
        have: I256::from(now),
        want: I256::from(now - 1),
    };
    assert_reverts_with!(exit(quoted, (now - 1).into()).from(who), late);
    let dear = SlippageExceeded {
        have: I256::from_raw(quoted),
        want: I256::from_raw(quoted + 1),
    };
    assert_reverts_with!(exit(quoted + 1, U256::MAX).from(who), dear);
    saver.actor.send(exit(quoted, U256::MAX)).await?;
    let paid = term.tokens(who).await? - before;
    assert!(paid < part && paid > part * 9 / 10, "{paid} of {part}");
    // Seconds pass between quote and exit.
    assert!(paid >= quoted && paid - quoted <= part / 1_000_000);
    term.savers[0].face -= part;
    let after = term.pool.vault.convert_to_assets(shares).call().await?;
    assert!(after >= worth, "INV-BOOK-03");
    let saver = &term.savers[0];
    let early = desk.redeem(token.address, saver.maturity, saver.face, who, who);
    let now = term.pool.chain.now().await?;
    let early_by = NotMatured {
        have: I256::from(now),
        want: I256::from(saver.maturity),
    };
    assert_reverts_with!(early.from(who), early_by);
    term.check().await
}

#[tokio::test]
async fn test_deploy_wires_the_term_desk_by_plan() -> eyre::Result<()> {
    let term = Term::open().await?;
    let (pool, token) = (&term.pool, term.pool.token.address);
    let wanted = pool.plan.books[0].encode()?.fixed.expect("as planned");
    assert_eq!(
        term.sheet.term_desk_of(token).call().await?,
        term.desk.address()
    );
    assert_eq!(term.sheet.fixed_terms(token).call().await?, wanted);
    let sheet = term.desk.balance_sheet().call().await?;
    assert_eq!(sheet, pool.sheet.address());
    let mut plan = pool.plan.clone();
    let sent = || async {
        let owner = pool.owner.address();
        pool.chain.client().get_transaction_count(owner, None).await
    };
    let before = sent().await?;
    for (halved, transactions) in [(false, 0), (true, 1), (true, 1)] {
        if halved {
            let fixed = plan.books[0].fixed.as_mut().expect("as planned");
            fixed.deposit_cap = "2_500_000".into();
        }
        pool.run(&plan).await?;
        assert_eq!(sent().await? - before, transactions.into());
    }
    let terms = term.sheet.fixed_terms(token).call().await?;
    assert_eq!(terms.deposit_cap, 2_500_000_000_000);
    Ok(())
}

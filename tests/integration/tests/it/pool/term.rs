//! Fixed deposits on the shipped bytes: wired by plan, renewed for months, left early, collected.

use std::collections::BTreeMap;

use alm_deploy::{
    bindings::PlainToken,
    deployment::Deployment,
    plan::{BookPlan, FixedSettings},
    transport::Client,
};
use alm_harness::{
    Actor, HOUR, Pool, assert_reverts_with,
    balance_sheet::{NotMatured, RateStale},
    revert_data,
    term_desk::{DeadlinePassed, FixedBook, TermDesk, TransferFilter},
};
use ethers::{
    contract::{EthError, parse_log},
    providers::Middleware,
    types::{Address, I256, U256},
};

use super::DEPOSIT;

/// Seconds of a week.
const WEEK: u64 = 604_800;
/// For how long savers renew their claims, weeks.
const MONTHS: u64 = 26;
/// What each renews for, weeks.
const TERMS: [u64; 6] = [1, 2, 3, 5, 8, 13];
/// What each deposits, whole tokens.
const SAVING: u64 = 2_000;

/// Somebody with a claim.
struct Saver {
    actor: Actor,
    /// What he renews for.
    weeks: u64,
    maturity: u64,
    face: U256,
}

/// A pool with its term desk, floating deposits and a loan.
struct Term {
    pool: Pool,
    desk: TermDesk<Client>,
    sheet: FixedBook<Client>,
    currency: PlainToken<Client>,
    savers: Vec<Saver>,
}

impl Term {
    async fn open() -> eyre::Result<Self> {
        let takes_fixed = |book: &mut BookPlan| {
            book.fixed = Some(FixedSettings::default());
        };
        let pool = Pool::new(6, takes_fixed).await?;
        for holder in 1..=10 {
            let to = Address::repeat_byte(holder);
            let deposit = pool.vault.deposit(pool.token.whole(DEPOSIT), to);
            pool.owner.send(deposit).await?;
        }
        pool.strike(&pool.owner).await?;
        pool.refresh_rate(&pool.owner).await?;
        let client = Address::repeat_byte(0x77);
        let loan = pool.token.whole(2 * DEPOSIT);
        pool.draw(&pool.owner, loan, client).await?;
        pool.chain.advance(HOUR).await?;
        pool.refresh_rate(&pool.owner).await?;
        Ok(Self {
            desk: pool.desk.clone().expect("the plan asks for one"),
            sheet: FixedBook::new(pool.sheet.address(), pool.sheet.client()),
            currency: PlainToken::new(pool.token.address, pool.sheet.client()),
            pool,
            savers: Vec::new(),
        })
    }

    /// A grid date so many weeks after the last.
    async fn grid(&self, weeks: u64) -> eyre::Result<u64> {
        Ok((self.pool.chain.now().await? / WEEK + weeks) * WEEK)
    }

    /// Has somebody new deposit.
    async fn save(&mut self, number: u64, weeks: u64) -> eyre::Result<()> {
        let actor = self.pool.holder("saver", number).await?;
        let token = self.pool.token;
        token
            .approve_all(actor.account(), self.desk.address())
            .await?;
        let (maturity, assets) = (self.grid(weeks).await?, token.whole(SAVING) + number);
        let deposit = self.desk.deposit(
            token.address,
            maturity,
            assets,
            assets,
            actor.address(),
            U256::MAX,
        );
        actor.send(deposit).await?;
        let mut saver = Saver {
            actor,
            weeks,
            maturity,
            face: U256::zero(),
        };
        saver.face = self.balance(&saver, maturity).await?;
        assert!(saver.face >= assets, "time is paid for");
        self.savers.push(saver);
        Ok(())
    }

    async fn balance(&self, saver: &Saver, maturity: u64) -> eyre::Result<U256> {
        let id = self.desk.id_of(self.pool.token.address, maturity);
        let (id, owner) = (id.call().await?, saver.actor.address());
        Ok(self.desk.balance_of(owner, id).call().await?)
    }

    /// A new week, with its rate and its strike.
    async fn next_week(&self) -> eyre::Result<()> {
        let to = self.grid(1).await? + HOUR;
        self.pool.chain.advance_to(to).await?;
        self.pool.refresh_rate(&self.pool.owner).await?;
        self.pool.strike(&self.pool.owner).await?;
        Ok(())
    }

    /// Renews a matured claim.
    async fn renew(&self, saver: &Saver) -> eyre::Result<Saver> {
        let maturity = self.grid(saver.weeks).await?;
        let (token, who) = (self.pool.token.address, saver.actor.address());
        let (matured, face) = (saver.maturity, saver.face);
        let renewal =
            self.desk
                .roll_over(token, matured, face, maturity, face, who, who, U256::MAX);
        let receipt = saver.actor.send(renewal).await?;
        let moved: Vec<_> = receipt
            .logs
            .iter()
            .filter(|log| log.address == self.desk.address())
            .filter_map(|log| parse_log::<TransferFilter>(log.clone()).ok())
            .collect();
        let [burned, issued] = moved.as_slice() else {
            panic!("two transfers, not {moved:?}");
        };
        assert_eq!((burned.sender, burned.amount), (who, face));
        assert_eq!((issued.sender, issued.receiver), (Address::zero(), who));
        Ok(Saver {
            actor: saver.actor.clone(),
            weeks: saver.weeks,
            maturity,
            face: issued.amount,
        })
    }

    async fn tokens(&self, who: Address) -> eyre::Result<U256> {
        Ok(self.currency.balance_of(who).call().await?)
    }

    /// Claims and ladder agree, date by date; so do cash and tokens.
    async fn check(&self) -> eyre::Result<()> {
        let (first, faces) = self.sheet.ladder(self.pool.token.address).call().await?;
        let mut owed = BTreeMap::new();
        for saver in &self.savers {
            let held = self.balance(saver, saver.maturity).await?;
            assert_eq!(held, saver.face, "INV-CLAIM-01");
            let sum = owed.entry(saver.maturity).or_insert(U256::zero());
            *sum += held;
        }
        let low = (U256::one() << 128) - 1;
        for (week, cell) in faces.iter().enumerate() {
            let maturity = first + week as u64 * WEEK;
            let claims = owed.remove(&maturity).unwrap_or_default();
            assert_eq!(*cell & low, claims, "INV-LADDER-01 at {maturity}");
        }
        let due = owed.values().fold(U256::zero(), |sum, face| sum + face);
        let limits = self.sheet.limits(self.pool.token.address).call().await?;
        assert_eq!(limits.matured, due, "INV-LADDER-01, matured");
        let book = self.pool.book().await?;
        let held = self.tokens(self.pool.sheet.address()).await?;
        assert_eq!(held, book.cash, "INV-BOOK-01");
        Ok(())
    }
}

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
    let exit = |deadline| {
        let (maturity, least) = (saver.maturity, U256::from(1));
        desk.exit(token.address, maturity, part, least, who, who, deadline)
    };
    let now = term.pool.chain.now().await?;
    let late = DeadlinePassed {
        have: I256::from(now),
        want: I256::from(now - 1),
    };
    assert_reverts_with!(exit((now - 1).into()).from(who), late);
    saver.actor.send(exit(U256::MAX)).await?;
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
        let deployment = Deployment {
            account: pool.owner.account(),
            plan: &plan,
            programs: &pool.programs,
            record: None,
        };
        deployment.run(&mut |_| ()).await?;
        assert_eq!(sent().await? - before, transactions.into());
    }
    let terms = term.sheet.fixed_terms(token).call().await?;
    assert_eq!(terms.deposit_cap, 2_500_000_000_000);
    Ok(())
}

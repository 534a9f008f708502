//! Many fixed deposits that fall due in one week, and what a term desk refuses.

use alm_deploy::transport::Client;
use alm_harness::{
    DAY, HOUR, Ledger, assert_reverts_with,
    balance_sheet::{
        BelowMinimum, CapExceeded, LiquidityBand, MaturityOffGrid, MaturityPassed, MaturityTooFar,
        NotDesk, SlippageExceeded,
    },
    revert_data,
    term_desk::ZeroAmount,
};
use ethers::{
    contract::{ContractCall, EthError},
    providers::{JsonRpcClient, Middleware},
    types::{Address, H256, I256, U256},
};

use super::{
    DEPOSIT,
    savers::{Term, WEEK},
};

/// Savers whose claims fall due together, what each deposits, whole tokens, and for how many weeks.
const TOGETHER: u64 = 2;
const SUM: u64 = 100_000;
const WEEKS: u64 = 10;
/// What is lent against it besides, whole tokens.
const MORE_LENT: u64 = 350_000;

/// A book that has lent what must be paid back in one week.
async fn stretched() -> eyre::Result<Term> {
    let mut term = Term::open().await?;
    for number in 0..TOGETHER {
        let sum = term.pool.token.whole(SUM);
        term.save_amount(number, WEEKS, sum).await?;
    }
    let (owner, client) = (&term.pool.owner, Address::repeat_byte(0x77));
    let loan = term.pool.token.whole(MORE_LENT);
    term.pool.draw(owner, loan, client).await?;
    term.check().await?;
    Ok(term)
}

#[tokio::test]
async fn test_a_week_in_which_much_falls_due_stops_lending_and_exits_but_no_collection()
-> eyre::Result<()> {
    let mut term = stretched().await?;
    let (token, owner) = (term.pool.token, term.pool.owner.clone());
    let draw = |term: &Term| {
        let (one, to) = (token.whole(1), owner.address());
        term.pool.sheet.draw(token.address, one, to).from(to)
    };
    draw(&term).call().await?;
    let wide = term.pool.limits().await?.surplus;
    for _ in 1..WEEKS {
        term.next_week().await?;
        term.check().await?;
    }
    // The week is inside of the thirty days, and counts in full.
    let limits = term.pool.limits().await?;
    let owed = term
        .savers
        .iter()
        .fold(U256::zero(), |sum, one| sum + one.face);
    assert_eq!(limits.due_liabilities, owed);
    let fall = wide - limits.surplus;
    assert!(fall > I256::from_raw(owed * 9 / 10), "{wide} by {fall}");
    let error = draw(&term).call().await.expect_err("INV-GUARD-01");
    let data = revert_data(&error).expect("a typed refusal");
    let refusal = LiquidityBand::decode_with_selector(&data).expect("the band");
    assert!(refusal.have < refusal.want, "{refusal:?}");
    let holder = Address::repeat_byte(1);
    let most = term.pool.vault.max_withdraw(holder).call().await?;
    assert!(most < token.whole(DEPOSIT) / 10, "{most} may leave at once");
    collect_in_the_dark(&mut term).await
}

/// Neither a rate nor a strike for days, new risk is paused: every claim is paid its face.
async fn collect_in_the_dark(term: &mut Term) -> eyre::Result<()> {
    let token = term.pool.token.address;
    term.pool.set_paused(&term.pool.owner, true).await?;
    let due = term.grid(1).await?;
    term.pool.chain.advance_to(due + 3 * DAY).await?;
    let mut ledger = Ledger::open(&term.pool).await?;
    let limits = term.pool.limits().await?;
    assert!(limits.matured <= ledger.book.cash, "the cash is there");
    while let Some(saver) = term.savers.pop() {
        let who = saver.actor.address();
        let before = term.tokens(who).await?;
        let collection = term
            .desk
            .redeem(token, saver.maturity, saver.face, who, who);
        let collected = saver.actor.send(collection).await?;
        ledger.observe(&term.pool, &[collected]).await?;
        let paid = term.tokens(who).await? - before;
        assert_eq!(paid, saver.face, "INV-GUARD-02");
        term.check().await?;
    }
    assert!(term.pool.limits().await?.matured.is_zero());
    Ok(())
}

/// Has a call that is refused mined all the same.
async fn mined_in_vain(term: &Term, call: ContractCall<Client, U256>) -> eyre::Result<()> {
    let client = term.pool.chain.client();
    let request = call.gas(5_000_000).tx;
    let hash: H256 = client
        .as_ref()
        .request("eth_sendTransaction", [request])
        .await?;
    let receipt = client.get_transaction_receipt(hash).await?;
    let status = receipt.and_then(|receipt| receipt.status);
    assert_eq!(status, Some(0.into()), "it is mined, and reverts");
    Ok(())
}

/// A deposit of the first saver, who accepts at least so much of face.
fn deposit(term: &Term, maturity: u64, assets: U256, least: U256) -> ContractCall<Client, U256> {
    let (token, who) = (term.pool.token.address, term.savers[0].actor.address());
    term.desk
        .deposit(token, maturity, assets, least, who, U256::MAX)
        .from(who)
}

#[tokio::test]
async fn test_bad_deposits_are_refused_with_have_and_want_and_change_nothing() -> eyre::Result<()> {
    let mut term = Term::open().await?;
    term.save(0, 8).await?;
    term.pool.chain.advance(HOUR).await?;
    let who = term.savers[0].actor.address();
    let before = (term.pool.book().await?.cash, term.tokens(who).await?);
    bad_maturities(&term).await?;
    bad_amounts(&term).await?;
    let after = (term.pool.book().await?.cash, term.tokens(who).await?);
    assert_eq!(before, after, "nothing has moved");
    term.check().await
}

async fn bad_maturities(term: &Term) -> eyre::Result<()> {
    let assets = term.pool.token.whole(2);
    let (last, next) = (term.grid(0).await?, term.grid(1).await?);
    let at = |maturity| deposit(term, maturity, assets, U256::zero());
    let off_grid = MaturityOffGrid {
        have: (next + 1).into(),
        want: (next + WEEK).into(),
    };
    assert_reverts_with!(at(next + 1), off_grid);
    let passed = MaturityPassed {
        have: last.into(),
        want: next.into(),
    };
    assert_reverts_with!(at(last), passed);
    let far = last + 105 * WEEK;
    let too_far = MaturityTooFar {
        have: far.into(),
        want: (far - WEEK).into(),
    };
    assert_reverts_with!(at(far), too_far);
    for maturity in [next + 1, last, far] {
        mined_in_vain(term, at(maturity)).await?;
    }
    Ok(())
}

async fn bad_amounts(term: &Term) -> eyre::Result<()> {
    let (token, next) = (term.pool.token, term.grid(1).await?);
    let (one, none) = (token.whole(1), U256::zero());
    let nothing = ZeroAmount {
        have: I256::zero(),
        want: I256::one(),
    };
    assert_reverts_with!(deposit(term, next, none, none), nothing);
    let face = |assets| term.desk.preview_deposit(token.address, next, assets);
    let quoted = face(one * 2).call().await?;
    let dear = SlippageExceeded {
        have: I256::from_raw(quoted),
        want: I256::from_raw(quoted + 1),
    };
    assert_reverts_with!(deposit(term, next, one * 2, quoted + 1), dear);
    let small = BelowMinimum {
        have: I256::from_raw(face(one / 2).call().await?),
        want: I256::from_raw(one),
    };
    assert_reverts_with!(deposit(term, next, one / 2, none), small);
    let caller = term.savers[0].actor.address();
    let fund = term.sheet.fund_fixed(token.address, next, one, none);
    let not_desk = NotDesk {
        token: token.address,
        caller,
    };
    assert_reverts_with!(fund.clone().from(caller), not_desk);
    mined_in_vain(term, fund.from(caller)).await?;
    mined_in_vain(term, deposit(term, next, one * 2, quoted * 2)).await?;
    mined_in_vain(term, deposit(term, next, one / 2, none)).await
}

#[tokio::test]
async fn test_the_cap_of_fixed_deposits_is_refused_beyond_and_not_before() -> eyre::Result<()> {
    let mut term = Term::open().await?;
    term.save(0, 8).await?;
    let next = term.grid(1).await?;
    let plan = term.pool.plan.books[0].encode()?;
    let cap = U256::from(plan.fixed.expect("as planned").deposit_cap);
    let pay = |assets| deposit(&term, next, assets, U256::zero());
    // Its face is a little more than what is paid.
    let room = cap - term.savers[0].face;
    pay(room - room / 1_000).call().await?;
    let error = pay(room + 1).call().await.expect_err("the cap");
    let data = revert_data(&error).expect("a typed refusal");
    let refusal = CapExceeded::decode_with_selector(&data).expect("the cap");
    assert_eq!(refusal.want, I256::from_raw(cap));
    assert!(refusal.have > refusal.want, "{refusal:?}");
    Ok(())
}

//! One pool from the first price to the last.

use alm_crisis::{
    calibration::Offered,
    market::{Depth, Market},
    path::Step,
};
use ethers::types::U256;

use super::{
    CrisisError, CrisisObservation,
    depositors::{Crowd, Exits},
    keeper::Diary,
    liquidations::{Scales, Tally},
    policy::Rule,
    run::CrisisInput,
    settings::whole as of_units,
    stage::DECIMALS,
    stand::Stand,
};
use crate::{
    artifacts::Programs,
    contracts::balance_sheet::abi::Book,
    convert::{to_u128, tokens_to_f64, whole},
    prices::PRICE_SCALE,
    replay::Watcher,
};

/// Time between the start of the chain and the first price.
const LEAD: u64 = 3_600;
/// Loans are opened once two prices are noted.
const NOTED: u64 = 2 * 3_600;
/// So many steps note the prices before it.
const STEPS_NOTED: usize = 2;
/// An index of one.
const INDEX: f64 = 1e24;
/// One, as the desk stores ratios.
const RATIO: f64 = 1e7;
/// Shares and assets nobody owns.
const VIRTUAL_SHARES: u64 = 1_000_000;

/// A pool that has been played.
pub(super) struct Played {
    pub(super) rule: Rule,
    pub(super) offers: Vec<Offered>,
    pub(super) seen: Vec<CrisisObservation>,
    pub(super) tally: Tally,
    pub(super) exits: Exits,
    pub(super) refused: u64,
    pub(super) transactions: u64,
    pub(super) gas: u64,
    pub(super) deployment: serde_json::Value,
}

/// A pool being played.
struct Play<'a> {
    input: &'a CrisisInput<'a>,
    stand: Stand,
    market: Market,
    diary: Diary,
    crowd: Crowd,
    tally: Tally,
    is_open: bool,
    last: u64,
    offers: Vec<Offered>,
    seen: Vec<CrisisObservation>,
}

/// Plays one pool: the engine's from the first price on, the others' from where borrowers come in.
pub(super) async fn play(
    input: &CrisisInput<'_>,
    rule: Rule,
    programs: &Programs,
    watcher: &mut dyn Watcher,
) -> Result<Played, CrisisError> {
    let begin = input.begin_of(rule.policy);
    let steps: Vec<Step> = input.path.from(begin).copied().collect();
    let first = steps
        .first()
        .map_or((begin, 0), |step| (step.time, step.price));
    let stand = Stand::build(
        first.0 - LEAD,
        first.1,
        input,
        rule,
        programs,
        &mut |text| watcher.step(text),
    )
    .await?;
    watcher.begin(steps.len() as u64);
    let mut play = Play {
        market: Market::new(depth(input)),
        crowd: Crowd::new(&input.figures),
        input,
        stand,
        diary: Diary::default(),
        tally: Tally::default(),
        is_open: false,
        last: first.0,
        offers: Vec::with_capacity(steps.len()),
        seen: Vec::new(),
    };
    for step in &steps {
        play.step(step).await?;
        watcher.played(step.time);
    }
    watcher.end();
    play.close().await
}

/// The market of the settings: what is there of what it shows.
fn depth(input: &CrisisInput<'_>) -> Depth {
    let told = &input.liquidity;
    Depth {
        amount: of_units(told.depth) * input.figures.market,
        slippage: f64::from(told.slippage) / 1e4,
        half_spread: f64::from(told.half_spread) / 1e4,
        refill: f64::from(told.refill),
        reference: input.figures.thin_above,
    }
}

impl Play<'_> {
    async fn step(&mut self, step: &Step) -> Result<(), CrisisError> {
        let time = step.time;
        self.stand.publish(step.price, time)?;
        self.market.recover(time - self.last, step.volatility);
        self.last = time;
        // What the market shows is told, not what of it is there.
        let shown = Market::new(Depth {
            amount: self.market.capacity() / self.input.figures.market,
            ..depth(self.input)
        });
        let shown = self.input.figures.reported.then_some(&shown);
        let bonus = self.input.bonus;
        self.stand.duties(&mut self.diary, shown, bonus, time)?;
        let terms = self.stand.terms_now(time).await?;
        let offered = f64::from(terms.open_ltv) / RATIO;
        self.offers.push(Offered { time, ltv: offered });
        if time < self.input.path.phases.lead_from {
            return Ok(());
        }
        let price = of_units(step.price) / of_units(PRICE_SCALE);
        let threshold = f64::from(terms.threshold_now) / RATIO;
        self.people(price, (offered, threshold), time).await
    }

    /// What everybody does, and what is seen after it.
    async fn people(
        &mut self,
        price: f64,
        (offered, threshold): (f64, f64),
        time: u64,
    ) -> Result<(), CrisisError> {
        let book = self.book(time).await?;
        let scales = Scales {
            time,
            price,
            threshold,
            index: fraction(book.index, INDEX),
        };
        let pace = (
            u64::from(self.input.liquidity.latency),
            self.input.figures.least_profit,
        );
        let (stand, tally) = (&mut self.stand, &mut self.tally);
        stand
            .liquidate(&mut self.market, &scales, pace, tally)
            .await?;
        stand.leave(&mut self.crowd, price, time).await?;
        self.borrow(offered, price, time).await?;
        self.observe(&scales, offered).await
    }

    /// Opens the loans once, and then lets borrowers review them.
    async fn borrow(&mut self, offered: f64, price: f64, time: u64) -> Result<(), CrisisError> {
        if !self.is_open {
            // Prices before the crisis may be a day apart.
            let is_noted = self.seen.len() >= STEPS_NOTED;
            if !is_noted || time < self.input.path.phases.lead_from + NOTED {
                return Ok(());
            }
            self.stand.bring_collateral(time)?;
            self.is_open = true;
            return self.stand.review(offered, price, true, time).await;
        }
        self.stand.review(offered, price, false, time).await
    }

    async fn book(&self, time: u64) -> Result<Book, CrisisError> {
        let call = self.stand.sheet.book(self.stand.stage.token.address);
        Ok(self.stand.chain.read("book", time, call).await?)
    }

    async fn observe(&mut self, scales: &Scales, offered: f64) -> Result<(), CrisisError> {
        let time = scales.time;
        let book = self.book(time).await?;
        let supply = self.stand.vault.total_supply();
        let supply = self.stand.chain.read("totalSupply", time, supply).await?;
        let value = if book.net_value.is_negative() {
            U256::zero()
        } else {
            book.net_value.into_raw()
        };
        let (nobody, scale) = (U256::from(VIRTUAL_SHARES), U256::exp10(18));
        let price = (value + 1) * nobody * scale / (supply + nobody);
        let share_price = fraction(price, 1e18);
        let waiting = whole(self.crowd.waiting(), DECIMALS + 6) * share_price;
        let (loans, under_water) = self.stand.owed(scales);
        let (regime, gain) = self.stand.warnings(time).await?;
        self.seen.push(CrisisObservation {
            time,
            offered,
            threshold: scales.threshold,
            regime,
            gain,
            loans,
            under_water,
            bad_debt: self.tally.bad_debt,
            liquidated: self.tally.repaid,
            depositors_bore: self.tally.by_depositors,
            waiting,
            exit_room: self.stand.exit_room(time).await?,
            cash: tokens_to_f64(book.cash, DECIMALS),
            share_price,
        });
        Ok(())
    }

    async fn close(self) -> Result<Played, CrisisError> {
        self.check_balances().await?;
        Ok(Played {
            rule: self.stand.rule,
            exits: self.crowd.exits(self.last),
            refused: self.stand.people.refused,
            transactions: self.stand.actions.transactions,
            gas: self.stand.actions.gas,
            deployment: serde_json::to_value(&self.stand.record).unwrap_or_default(),
            offers: self.offers,
            seen: self.seen,
            tally: self.tally,
        })
    }

    /// Cash is what the book holds, and custody what the accounts have: to the base unit.
    async fn check_balances(&self) -> Result<(), CrisisError> {
        let (stand, time) = (&self.stand, self.last);
        let cash = to_u128(self.book(time).await?.cash);
        let have = stand
            .balance(stand.stage.token.address, stand.sheet.address(), time)
            .await?;
        same(stand, time, "cash of the book", have, cash)?;
        let held = stand
            .balance(stand.stage.collateral.address, stand.desk.address(), time)
            .await?;
        let accounts = stand.people.accounts.iter();
        let want = accounts.map(|account| account.collateral).sum();
        same(stand, time, "collateral in custody", held, want)
    }
}

fn same(
    stand: &Stand,
    time: u64,
    what: &'static str,
    have: u128,
    want: u128,
) -> Result<(), CrisisError> {
    if have == want {
        return Ok(());
    }
    Err(CrisisError::Unbalanced {
        pool: stand.rule.policy.name(),
        time,
        what,
        have,
        want,
    })
}

/// A large number over its unit.
fn fraction(value: U256, unit: f64) -> f64 {
    tokens_to_f64(value, 0) / unit
}

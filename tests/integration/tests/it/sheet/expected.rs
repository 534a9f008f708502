//! What the engine says of a book, from what the contracts that keep it tell.

use alm_deploy::contracts::fixed_book::abi::{FixedBook, Position as Told};
use alm_engine::{
    analytics::{
        coverage::{of_book, ratio_down},
        key_rates::{KNOTS, key_rates},
        position::{Position, by_basel_buckets, by_pool_buckets},
        redington::{Redington, Tolerance},
        shocks::{Calibration, Sizes, exactly},
        slots::{BUCKETS, MIDPOINTS},
        survival::Stress,
        valuation::{Due, Valuation},
        value_at_shock::{Exposure, measure},
        zeros::Walk,
    },
    guard::surplus::Liquidity,
    ladder::{Side, Sides},
    money::{Amount, Balance},
    rates::curve::{Curve, Node, TENORS},
    units::{DAY, WAD, YEAR},
};
use alm_harness::{Pool, WEEK};
use ethers::types::{I256, U256};

/// Redington's first two conditions, as the lens has them.
const TOLERANCE: Tolerance = Tolerance {
    value: WAD / 400,
    duration: WAD / 200,
};
const SIDES: [Side; 2] = [Side::Assets, Side::Liabilities];

/// The figures of a report; amounts in whole tokens.
pub(super) struct Expected {
    pub(super) coverage: [Option<u128>; 3],
    pub(super) stable_funding: Option<u128>,
    pub(super) solvency: Option<u128>,
    pub(super) survival: Option<u64>,
    pub(super) least_gap: f64,
    pub(super) buckets: Vec<[f64; 2]>,
    pub(super) values: [f64; 2],
    pub(super) durations: [f64; 2],
    pub(super) convexities: [f64; 2],
    pub(super) duration_gap: f64,
    pub(super) dv01: f64,
    pub(super) redington: [bool; 2],
    pub(super) key_rates: [f64; 6],
    pub(super) losses: [f64; 6],
    pub(super) measure: f64,
}

fn amount(units: U256) -> Amount {
    Amount::new(units.as_u128())
}

fn balance(units: I256) -> Balance {
    Balance::new(units.as_i128())
}

fn tokens(balance: Balance) -> f64 {
    balance.raw() as f64 / 1e6
}

fn real(wad: u128) -> f64 {
    wad as f64 / 1e18
}

/// A book as the lens reads it.
fn position(told: &Told) -> Position {
    Position {
        liquidity: Liquidity {
            cash: amount(told.cash),
            pot: amount(told.pot),
            drip: amount(told.drip),
            reserved: amount(told.reserved),
            matured: amount(told.matured),
            countable_buffer: amount(told.countable),
            floating: balance(told.net_value).gain(),
            top: amount(told.top),
            due_liabilities: amount(told.due_liabilities),
            due_assets: amount(told.due_assets),
            queued: amount(told.queued),
            committed: Amount::ZERO,
            run_off: told.run_off.as_u32(),
            coverage: told.outflow_weight.as_u32() as u16,
        },
        loans: amount(told.floating_loans),
        overdue: amount(told.overdue),
        claims: balance(told.claims),
        equity: amount(told.equity),
        deficit: balance(told.net_value).shortfall(),
    }
}

impl Expected {
    pub(super) async fn of(pool: &Pool) -> eyre::Result<Self> {
        let token = pool.token.address;
        let book = FixedBook::new(pool.sheet.address(), pool.sheet.client());
        let told = book.position(token).call().await?;
        let position = position(&told);
        let (first, faces) = book.ladder(token).call().await?;
        let mut dues = vec![Due {
            seconds: 0,
            faces: position.on_demand(),
        }];
        for (week, face) in (0u64..).zip(faces) {
            let assets = amount(face >> 128);
            let liabilities = amount(face & U256::from(u128::MAX));
            if !(assets.is_zero() && liabilities.is_zero()) {
                dues.push(Due {
                    seconds: first + week * WEEK - told.timestamp.as_u64(),
                    faces: Sides {
                        assets,
                        liabilities,
                    },
                });
            }
        }
        let (low, high) = pool.model.curve(token).call().await?;
        let nodes: Vec<Node> = TENORS
            .into_iter()
            .zip(low.into_iter().zip(high))
            .map(|(days, (low, high))| Node {
                seconds: u32::from(days) * DAY as u32,
                rate: ((low + high) / 2).as_u64() as i64,
            })
            .collect();
        Ok(Self::from(&position, &dues, &nodes))
    }

    fn from(position: &Position, dues: &[Due], nodes: &[Node]) -> Self {
        let ladder = &dues[1..];
        let coverage = [DAY, 7 * DAY, 30 * DAY].map(|horizon| {
            let (counted, flows) = of_book(&position.within(horizon, ladder));
            ratio_down(counted, flows.net())
        });
        let (owned, owed) = position.solvency(dues);
        let survival = Stress::of_book(&position.liquidity).survival(ladder);
        let value = Valuation::of(dues, Walk::along(Curve(nodes)));
        let redington = Redington::of(&value, TOLERANCE);
        let mut keys = [Balance::ZERO; 6];
        let _ = key_rates(dues, Walk::along(Curve(nodes)), &KNOTS, &mut keys);
        let losses = losses(dues, nodes);
        let in_tokens = |amount: Amount| tokens(amount.signed());
        Self {
            coverage,
            stable_funding: position.stable_funding(ladder).ratio_down(),
            solvency: ratio_down(owned, owed),
            survival: survival.horizon,
            least_gap: tokens(survival.least),
            buckets: by_pool_buckets(dues)
                .iter()
                .map(|faces| [faces.assets, faces.liabilities].map(in_tokens))
                .collect(),
            values: [
                in_tokens(value.value_down(Side::Assets)),
                in_tokens(value.value_up(Side::Liabilities)),
            ],
            durations: SIDES.map(|side| real(value.duration(side))),
            convexities: SIDES.map(|side| real(value.convexity(side))),
            duration_gap: value.duration_gap().unwrap_or_default() as f64 / 1e18,
            dv01: tokens(value.net_dv01()),
            redington: [redington.value, redington.duration],
            key_rates: keys.map(tokens),
            losses: losses.map(tokens),
            measure: in_tokens(measure(&[losses]).0),
        }
    }
}

/// What the dollar's shocks take.
fn losses(dues: &[Due], nodes: &[Node]) -> [Balance; 6] {
    let net = by_basel_buckets(dues);
    let mut walk = Walk::along(Curve(nodes));
    let mut rates = [0; BUCKETS];
    for ((rate, net), midpoint) in rates.iter_mut().zip(&net).zip(MIDPOINTS) {
        if net.raw() != 0 {
            *rate = exactly(walk.rate(u64::from(midpoint) * YEAR / 10_000));
        }
    }
    Exposure {
        net: &net,
        rates: &rates,
        sizes: Sizes::of(*b"USD", Calibration::D578),
        floor: Some(0),
    }
    .losses_up()
}

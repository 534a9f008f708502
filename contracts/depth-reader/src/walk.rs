//! From the price down, tick by tick.

use alloy_sol_types::SolError;
use alm_abi::IDepthReader::{ArgumentOutOfBounds, NotInPool, PoolGarbage, SpotMoved};
use alm_engine::depth::{
    pool::Walk,
    ticks::{above, at_or_below, place, tick_at},
};
use alm_stylus::{
    Failure,
    words::{Word, word},
};
use stylus_sdk::stylus_core::Host;

use crate::pool::Pool;

/// Lowest and highest slippage, bps.
const SLIPPAGE: (u128, u128) = (1, 2_000);
/// Shortest and longest window, seconds.
const WINDOW: (u128, u128) = (600, 86_400);
/// Most ticks in use that are crossed.
const CROSSED_MAX: u32 = 64;
/// Most words of ticks that are read.
const WORDS_MAX: u32 = 16;

/// What a pool pays for a sale: held down by its history, and without.
pub(crate) fn depth<H: Host>(
    pool: &Pool<'_, H>,
    asset: &Word,
    slippage: u128,
    window: u128,
) -> Result<[u128; 2], Failure> {
    within(0, slippage, SLIPPAGE)?;
    within(1, window, WINDOW)?;
    let [first, second] = pool.tokens()?;
    let falls = *asset == first;
    if !falls && *asset != second {
        return Err(Failure::new(NotInPool::SELECTOR, &[*pool.address, *asset]));
    }
    let (price, tick) = pool.price()?;
    let history = pool.history(window as u32)?;
    let distance = u128::from(history.distance(tick));
    // A tick is a basis point.
    if distance > slippage {
        let figures = [word(distance), word(slippage)];
        return Err(Failure::new(SpotMoved::SELECTOR, &figures));
    }
    let liquidity = pool.liquidity()?;
    let walk = Walk::from(price, liquidity, slippage as u16, falls);
    // A pool without a price was never opened.
    let mut walk = walk.ok_or_else(|| {
        let figures = [*pool.address, [0; 32], word(32)];
        Failure::new(PoolGarbage::SELECTOR, &figures)
    })?;
    let spacing = pool.spacing()?.max(1);
    if falls {
        fall(pool, &mut walk, tick, spacing)?;
    } else {
        rise(pool, &mut walk, tick, spacing)?;
    }
    Ok([history.held_down(walk.paid, liquidity), walk.paid])
}

/// Sells the first asset: the price falls through the ticks at and below it.
fn fall<H: Host>(
    pool: &Pool<'_, H>,
    walk: &mut Walk,
    tick: i32,
    spacing: i32,
) -> Result<(), Failure> {
    let (mut number, mut bit) = place(tick, spacing);
    let mut crossings = CROSSED_MAX;
    for _ in 0..WORDS_MAX {
        let ticks = pool.ticks_in_use(number)?;
        while let Some(found) = at_or_below(&ticks, bit) {
            if !cross(pool, walk, tick_at(number, found, spacing), &mut crossings)? {
                return Ok(());
            }
            let Some(next) = found.checked_sub(1) else {
                break;
            };
            bit = next;
        }
        walk.sell_to(tick_at(number, 0, spacing), 0);
        if walk.is_over() {
            return Ok(());
        }
        (number, bit) = (number.saturating_sub(1), u8::MAX);
    }
    Ok(())
}

/// Sells the second asset: the price rises through the ticks above it.
fn rise<H: Host>(
    pool: &Pool<'_, H>,
    walk: &mut Walk,
    tick: i32,
    spacing: i32,
) -> Result<(), Failure> {
    let (mut number, here) = place(tick, spacing);
    let mut bit = Some(here);
    let mut crossings = CROSSED_MAX;
    for _ in 0..WORDS_MAX {
        let ticks = pool.ticks_in_use(number)?;
        while let Some(found) = above(&ticks, bit) {
            if !cross(pool, walk, tick_at(number, found, spacing), &mut crossings)? {
                return Ok(());
            }
            bit = Some(found);
        }
        walk.sell_to(tick_at(number, u8::MAX, spacing), 0);
        if walk.is_over() {
            return Ok(());
        }
        (number, bit) = (number.saturating_add(1), None);
    }
    Ok(())
}

/// Sells down to a tick in use and across it. Tells whether there is more to sell, and to cross.
fn cross<H: Host>(
    pool: &Pool<'_, H>,
    walk: &mut Walk,
    tick: i32,
    crossings: &mut u32,
) -> Result<bool, Failure> {
    walk.sell_to(tick, pool.net_liquidity(tick)?);
    *crossings = crossings.saturating_sub(1);
    Ok(!walk.is_over() && *crossings > 0)
}

/// Refuses an argument outside of its bounds.
fn within(argument: u128, have: u128, (min, max): (u128, u128)) -> Result<(), Failure> {
    if have >= min && have <= max {
        return Ok(());
    }
    let figures = [argument, have, min, max].map(word);
    Err(Failure::new(ArgumentOutOfBounds::SELECTOR, &figures))
}

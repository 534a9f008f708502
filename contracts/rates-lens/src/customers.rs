//! Slots and shapes of Basel's framework, and how customers change cash flows.

use alloc::{boxed::Box, vec::Vec};

use alloy_sol_types::SolError;
use alm_abi::IRatesLens::Unknown;
use alm_engine::{
    analytics::{
        behaviour::{
            CATEGORIES, OpenDeposits, Prepayable, prepayment_tenths, redeemed_early,
            redemption_tenths, under,
        },
        shocks::{MOVE_BITS, Move, SHOCKS, Shock},
        slots::{BASEL, BUCKETS, MIDPOINTS, slot as slot_at},
    },
    money::Amount,
    units::YEAR,
};
use alm_lens::lists::{lower, upper};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word, signed, word},
};

use crate::{bank::list, views::sizes_at};

/// `movesOf`.
pub(crate) fn moves(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let sizes = sizes_at(arguments, 0)?;
    let mut words = Box::new([[0; 32]; BUCKETS * SHOCKS.len()]);
    for (row, shock) in words.chunks_exact_mut(BUCKETS).zip(SHOCKS) {
        for (bucket, to) in row.iter_mut().enumerate() {
            *to = signed(nearest(shock.at(bucket, sizes)));
        }
    }
    output.replace(words);
    Ok(())
}

/// A move as a wad, to the nearest. It is far below 2^126.
fn nearest(shift: Move) -> i128 {
    shift.saturating_add(1 << (MOVE_BITS - 1)) >> MOVE_BITS
}

/// `slotOf`.
pub(crate) fn slot(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let mut seconds = [0];
    arguments.numbers(0, &[8], &mut seconds)?;
    let [seconds] = seconds;
    let bucket = slot_at(&BASEL, seconds as u64);
    let midpoint = MIDPOINTS.get(bucket).copied().unwrap_or_default();
    output.numbers(&[(bucket as u128).saturating_add(1), midpoint.into()]);
    Ok(())
}

/// `depositsOf`.
pub(crate) fn deposits(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let mut figures = [0; 4];
    arguments.numbers(0, &[1, 12, 8, 8], &mut figures)?;
    let [category, total, stable, pass_through] = figures;
    let limits = CATEGORIES.get(category as usize);
    let (core_cap, tenths) = *limits.ok_or_else(|| unknown(category))?;
    let deposits = OpenDeposits {
        total: Amount::new(total),
        stable,
        pass_through,
        core_cap,
        average: (YEAR / 10).saturating_mul(tenths),
    };
    output.numbers(&deposits.slotted().map(Amount::raw));
    Ok(())
}

/// `redemptionsOf`.
pub(crate) fn redemptions(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let mut contractual = [0; BUCKETS];
    arguments.numbers(0, &[12; BUCKETS], &mut contractual)?;
    let (rate, shock) = conditional(arguments, BUCKETS)?;
    let part = shock.map_or(rate, |shock| under(rate, redemption_tenths(shock)));
    let slots = redeemed_early(&contractual.map(Amount::new), part);
    output.numbers(&slots.map(Amount::raw));
    Ok(())
}

/// `prepaymentsOf`.
pub(crate) fn prepayments(arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
    let mut figures = [0; 2];
    arguments.numbers(0, &[12, 8], &mut figures)?;
    let [notional, coupon] = figures;
    let (rate, shock) = conditional(arguments, 2)?;
    let mut loans = Prepayable {
        outstanding: Amount::new(notional),
        coupon,
        prepaid: shock.map_or(rate, |shock| under(rate, prepayment_tenths(shock))),
    };
    let scheduled = list(arguments, 4)?;
    let (mut flows, mut left) = (Vec::new(), Vec::new());
    for part in scheduled {
        let part = if upper(part) == 0 {
            lower(part)
        } else {
            u128::MAX
        };
        let (flow, after) = loans.period(part);
        flows.push(word(flow.raw()));
        left.push(word(after.outstanding.raw()));
        loans = after;
    }
    let count = scheduled.len() as u128;
    // Two offsets, then each list behind its length.
    let second = count.saturating_add(3).saturating_mul(32);
    let mut words: Vec<Word> = [64, second, count].map(word).into();
    words.append(&mut flows);
    words.push(word(count));
    words.append(&mut left);
    output.replace(words.into_boxed_slice());
    Ok(())
}

/// A rate without a shock, and the shock, from a place on.
fn conditional(arguments: &Arguments<'_>, first: usize) -> Result<(u128, Option<Shock>), Failure> {
    let mut figures = [0; 2];
    arguments.numbers(first, &[8, 1], &mut figures)?;
    let [rate, shock] = figures;
    match SHOCKS.get(shock as usize) {
        None if shock as usize != SHOCKS.len() => Err(unknown(shock)),
        known => Ok((rate, known.copied())),
    }
}

#[cold]
fn unknown(have: u128) -> Failure {
    Failure::new(Unknown::SELECTOR, &[word(have)])
}

//! The rules of the buffer pool: case by case, against exact fractions in wide integers, and in long random sequences.

mod accounts;
mod exact;
mod exit;
mod strategy;
mod target;
mod treasury;
mod world;

use alm_engine::{
    book::shares::{Shares, Valuation},
    money::{Amount, Balance},
};

const NOW: u64 = 1_800_000_000;

fn amount(units: u128) -> Amount {
    Amount::new(units)
}

fn shares(number: u128) -> Shares {
    Shares::new(number)
}

/// What all shares are worth, entering and leaving alike.
fn worth(supply: u128, net: u128) -> Valuation {
    let net = Balance::new(i128::try_from(net).unwrap());
    Valuation::new(shares(supply), net, Balance::ZERO, Balance::ZERO)
}

//! The same rules written naively: exact products of 512 bits, one division, positions one by one.

use alloy_primitives::U512;

pub(crate) fn wide(number: u128) -> U512 {
    U512::from(number)
}

fn ten(power: u8) -> U512 {
    U512::from(10u8).pow(U512::from(power))
}

pub(crate) fn narrow(number: U512) -> u128 {
    u128::try_from(number).unwrap_or(u128::MAX)
}

/// `amount price 10^18 / 10^decimals`, rounded down.
pub(crate) fn worth_down(amount: u128, price: u128, decimals: u8) -> U512 {
    wide(amount) * wide(price) * ten(18) / ten(decimals)
}

/// The same, rounded up.
pub(crate) fn worth_up(amount: u128, price: u128, decimals: u8) -> U512 {
    (wide(amount) * wide(price) * ten(18)).div_ceil(ten(decimals))
}

/// A collateral of an account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owned {
    pub(crate) worth: u128,
    pub(crate) ratio: u32,
    pub(crate) group: u8,
}

/// What collaterals count for, in units of 1e-14 of a wad: nothing is rounded.
pub(crate) fn counted(positions: &[Owned], credit: u32) -> U512 {
    let one = 10_000_000u128;
    let plain: U512 = positions
        .iter()
        .map(|owned| wide(owned.worth) * wide(owned.ratio.into()))
        .sum();
    let mut groups = [U512::ZERO; 16];
    for owned in positions {
        let rest = one - u128::from(owned.ratio);
        groups[usize::from(owned.group)] += wide(owned.worth) * wide(rest);
    }
    let largest = groups.iter().copied().max().unwrap_or_default();
    let others = groups.iter().copied().sum::<U512>() - largest;
    plain * wide(one) + others * wide(credit.into())
}

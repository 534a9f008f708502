//! The contract's typed errors, encoded. Addresses are words.

use alloy_sol_types::SolError;
use alm_abi::IRiskMonitor::{
    AlreadyFollowed, NotDesk, NotFollowed, SourceGarbage, TooManyAssets, TooSoon, ZeroAddress,
};
use alm_stylus::{
    Failure,
    words::{Word, is_zero, word},
};

/// Refuses the zero address.
pub(crate) fn not_zero(address: &Word) -> Result<(), Failure> {
    if is_zero(address) {
        Err(Failure::new(ZeroAddress::SELECTOR, &[]))
    } else {
        Ok(())
    }
}

/// Refuses what comes before its time.
#[inline(never)]
pub(crate) fn not_before(earliest: u64, now: u64) -> Result<(), Failure> {
    if now < earliest {
        let earliest = word(earliest.into());
        return Err(Failure::new(TooSoon::SELECTOR, &[earliest]));
    }
    Ok(())
}

pub(crate) fn not_desk(caller: &Word) -> Failure {
    Failure::new(NotDesk::SELECTOR, &[*caller])
}

pub(crate) fn not_followed(asset: &Word) -> Failure {
    Failure::new(NotFollowed::SELECTOR, &[*asset])
}

pub(crate) fn already_followed(asset: &Word) -> Failure {
    Failure::new(AlreadyFollowed::SELECTOR, &[*asset])
}

pub(crate) fn too_many_assets(have: usize) -> Failure {
    Failure::new(TooManyAssets::SELECTOR, &[word(have as u128)])
}

pub(crate) fn source_garbage(source: &Word, have: usize, want: usize) -> Failure {
    let (have, want) = (word(have as u128), word(want as u128));
    Failure::new(SourceGarbage::SELECTOR, &[*source, have, want])
}

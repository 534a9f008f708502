//! Solvency of several books in the shape of ERC-7893: of the ledger, not of an oracle.

use alloc::vec::Vec;

use alloy_sol_types::SolError;
use alm_abi::ILiquidityLens::{NoBook, TooMany};
use alm_engine::{
    ladder::{Side, Sides},
    money::Amount,
    units::WAD,
};
use alm_lens::{Book, lists::rows, or_never};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    packed::number,
    words::{Output, Word, word},
};
use stylus_sdk::host::VM;

/// The most books of one call.
const MOST: usize = 16;
/// The standard's unit of ratios, and the least ratio of a protocol that is solvent.
const BASIS: u128 = 10_000;
const LEAST: u128 = 10_500;

/// A book's token, what it owns and owes, and what these are worth.
struct Holding {
    token: Word,
    amounts: Sides<Amount>,
    values: Sides<Amount>,
}

/// `protocolAssets`.
pub(crate) fn assets(
    vm: &VM,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    replace(Side::Assets, vm, arguments, output)
}

/// `protocolLiabilities`.
pub(crate) fn liabilities(
    vm: &VM,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    replace(Side::Liabilities, vm, arguments, output)
}

/// `verifySolvency`.
pub(crate) fn verify(
    vm: &VM,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (holdings, _) = read(vm, arguments)?;
    let total = |side| {
        holdings.iter().fold(0u128, |sum, one| {
            sum.saturating_add(one.values.of(side).raw())
        })
    };
    let (owned, owed) = (total(Side::Assets), total(Side::Liabilities));
    let ratio = (owed > 0).then(|| Amount::new(owned).part_down(BASIS, owed).raw());
    output
        .numbers(&[ratio.is_none_or(|ratio| ratio >= LEAST).into()])
        .append(&or_never(ratio));
    Ok(())
}

/// One side as a `Holdings` of the interface: four places of the struct, then each list behind its length.
fn replace(
    side: Side,
    vm: &VM,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (holdings, now) = read(vm, arguments)?;
    let count = holdings.len() as u128;
    let list = count.saturating_add(1).saturating_mul(32);
    let mut words: Vec<Word> = [32, 128, 128, 128, now, count].map(word).into();
    for (place, behind) in words.iter_mut().skip(2).zip([1u128, 2]) {
        *place = word(list.saturating_mul(behind).saturating_add(128));
    }
    words.extend(holdings.iter().map(|one| one.token));
    words.push(word(count));
    words.extend(holdings.iter().map(|one| word(one.amounts.of(side).raw())));
    words.push(word(count));
    words.extend(holdings.iter().map(|one| word(one.values.of(side).raw())));
    output.replace(words.into_boxed_slice());
    Ok(())
}

/// The books of the list, and the time.
fn read(vm: &VM, arguments: &Arguments<'_>) -> Result<(Vec<Holding>, u128), Failure> {
    let sheet = arguments.address(0).ok_or_else(Failure::empty)?;
    let books = rows::<2>(arguments, 1)?;
    if books.len() > MOST {
        let figures = [books.len() as u128, MOST as u128].map(word);
        return Err(Failure::new(TooMany::SELECTOR, &figures));
    }
    let (mut holdings, mut now) = (Vec::with_capacity(books.len()), 0);
    for [token, price] in books {
        number(token, 20).ok_or_else(Failure::empty)?;
        let price = number(price, 16).ok_or_else(Failure::empty)?;
        let book = Book::read(vm, sheet, token, NoBook::SELECTOR)?;
        let (assets, liabilities) = book.position.solvency(&book.dues(vm)?);
        now = book.now.into();
        holdings.push(Holding {
            token: *token,
            amounts: Sides {
                assets,
                liabilities,
            },
            values: Sides {
                assets: assets.part_down(price, WAD),
                liabilities: liabilities.part_up(price, WAD),
            },
        });
    }
    Ok((holdings, now))
}

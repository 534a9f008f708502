//! Books of several currencies added up in a common unit.

use alloc::vec::Vec;

use alloy_sol_types::SolError;
use alm_abi::IRatesLens::{NoBook, TooMany};
use alm_engine::{
    analytics::{
        coverage::{of_book, ratio_down},
        shocks::{SHOCKS, Sizes},
        valuation::Valuation,
        value_at_shock::{Losses, measure},
        zeros::Walk,
    },
    money::{Amount, Balance},
    rates::curve::Curve,
    units::WAD,
};
use alm_lens::{Book, lists::rows, or_never};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    packed::number,
    words::{Output, Word, signed, word},
};
use stylus_sdk::host::VM;

use crate::views::with_book_exposure;

/// The most books of one call.
const MOST: usize = 16;

/// Sums in the common unit.
#[derive(Default)]
struct Sums {
    liquid: Amount,
    net_outflow: Amount,
    value: Balance,
    dv01: Balance,
    losses: Vec<Losses>,
}

/// `aggregate`.
pub(crate) fn aggregate(
    vm: &VM,
    arguments: &Arguments<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let sheet = arguments.address(0).ok_or_else(Failure::empty)?;
    let currencies = rows::<5>(arguments, 1)?;
    if currencies.len() > MOST {
        let figures = [currencies.len() as u128, MOST as u128].map(word);
        return Err(Failure::new(TooMany::SELECTOR, &figures));
    }
    let mut sums = Sums::default();
    for currency in currencies {
        sums.add(vm, sheet, currency)?;
    }
    sums.append(output);
    Ok(())
}

impl Sums {
    /// Adds a book: token, price, and the sizes of its shocks.
    fn add(&mut self, vm: &VM, sheet: &Word, currency: &[Word; 5]) -> Result<(), Failure> {
        let [token, price, sizes @ ..] = currency;
        number(token, 20).ok_or_else(Failure::empty)?;
        let price = number(price, 16).ok_or_else(Failure::empty)?;
        let book = Book::read(vm, sheet, token, NoBook::SELECTOR)?;
        let (dues, nodes) = (book.dues(vm)?, book.curve(vm)?);
        let (counted, flows) = of_book(&book.position.liquidity);
        let liquid = counted.part_down(price, WAD);
        let net_outflow = flows.net().part_up(price, WAD);
        self.liquid = sum(self.liquid, liquid);
        self.net_outflow = sum(self.net_outflow, net_outflow);
        let valuation = Valuation::of(&dues, Walk::along(Curve(&nodes)));
        self.dv01 = self.dv01.plus(worth_up(valuation.net_dv01(), price));
        let sizes = sizes_of(sizes)?;
        let (value, losses) = with_book_exposure(&dues, &nodes, sizes, |exposure| {
            (exposure.value_down(), exposure.losses_up())
        });
        self.value = self
            .value
            .minus(worth_up(Balance::ZERO.minus(value), price));
        self.losses.push(losses.map(|loss| worth_up(loss, price)));
        Ok(())
    }

    /// An `Aggregate` of the interface.
    fn append(&self, output: &mut Output) {
        output
            .numbers(&[self.liquid.raw(), self.net_outflow.raw()])
            .append(&or_never(ratio_down(self.liquid, self.net_outflow)))
            .append(&signed(self.value.raw()))
            .append(&signed(self.dv01.raw()));
        for (place, _) in SHOCKS.iter().enumerate() {
            let losses = self.losses.iter();
            let losses = losses.map(|losses| losses.get(place).copied().unwrap_or_default());
            let total = losses.fold(Amount::ZERO, |total, loss| sum(total, loss.gain()));
            output.numbers(&[total.raw()]);
        }
        output.numbers(&[measure(&self.losses).0.raw()]);
    }
}

/// Sizes of a struct of the calldata.
fn sizes_of(words: &[Word; 3]) -> Result<Sizes, Failure> {
    let mut figures = [0; 3];
    for (figure, given) in figures.iter_mut().zip(words) {
        *figure = number(given, 2).ok_or_else(Failure::empty)? as u16;
    }
    let [parallel, short, long] = figures;
    Ok(Sizes {
        parallel,
        short,
        long,
    })
}

/// What an amount is worth at a price, rounded up.
fn worth_up(amount: Balance, price: u128) -> Balance {
    let gain = amount.gain().part_up(price, WAD).signed();
    gain.minus(amount.shortfall().part_down(price, WAD).signed())
}

fn sum(a: Amount, b: Amount) -> Amount {
    Amount::new(a.raw().saturating_add(b.raw()))
}

//! Collateral by the price at which it is owed: cells of eight bytes, four to a slot, and where each loan stands.

use alloy_sol_types::SolEvent;
use alm_abi::IRiskMonitor::Recorded;
use alm_engine::monitor::histogram::{CELLS, cell_of_loan};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    packed::{self, number, pack, unpack},
    slots,
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{contract::RiskMonitor, errors::not_desk, sources::Source};

/// The first mapping of accounts to where their loan stands, one an asset.
const LOANS: u8 = 64;
/// The first mapping of pages to four cells, one an asset.
const PAGES: u8 = 96;
/// Cells of a page.
const PAGE: usize = 4;
/// A unit of collateral: a millionth of a token, wad.
pub(crate) const UNIT: u128 = 1_000_000_000_000;
/// Bytes of a cell and of a loan's units in it.
static LOAN_WIDTHS: [u8; 2] = [2, 8];

impl RiskMonitor {
    /// Moves a loan to where it stands now. The desk only.
    pub(crate) fn record(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let asset = arguments.address(0).ok_or_else(Failure::empty)?;
        let account = arguments.address(1).ok_or_else(Failure::empty)?;
        let mut given = [0; 2];
        arguments.numbers(2, &[16; 2], &mut given)?;
        let caller = host::sender(self.vm());
        if caller != self.source(Source::Desk) {
            return Err(not_desk(&caller));
        }
        let index = self.number_of(asset)?;
        let [collateral, debt] = given;
        let units = if debt == 0 {
            0
        } else {
            collateral.div_ceil(UNIT).min(u64::MAX.into())
        };
        let new = [u128::from(cell_of_loan(debt, collateral)), units];
        let old = self.move_loan(index, account, &new);
        let mut event = Output::default();
        event
            .append(&Recorded::SIGNATURE_HASH.0)
            .append(asset)
            .append(account)
            .numbers(&old)
            .numbers(&new)
            .emit(self.vm(), 3);
        Ok(())
    }

    /// Takes a loan out of its cell and puts it into another; tells where it was.
    fn move_loan(&mut self, index: usize, account: &Word, new: &[u128; 2]) -> [u128; 2] {
        let slot = slots::mapped(self.vm(), account, LOANS.saturating_add(index as u8));
        let mut old = [0; 2];
        packed::load(self.vm(), &slot, &LOAN_WIDTHS, &mut old);
        if old == *new {
            return old;
        }
        let [old_cell, old_units] = old;
        let [new_cell, new_units] = *new;
        self.change_cell(index, old_cell as usize, |units| {
            units.saturating_sub(old_units)
        });
        self.change_cell(index, new_cell as usize, |units| {
            units.saturating_add(new_units).min(u64::MAX.into())
        });
        packed::store(self.vm(), &slot, &LOAN_WIDTHS, new);
        old
    }

    /// Changes the units of a cell.
    #[inline(never)]
    fn change_cell(&mut self, index: usize, cell: usize, change: impl Fn(u128) -> u128) {
        let slot = self.page_slot(index, cell / PAGE);
        let mut cells = self.page(index, cell / PAGE);
        if let Some(units) = cells.get_mut(cell % PAGE) {
            *units = change(*units);
        }
        let mut word = [0; 32];
        pack(&mut word, &[8; PAGE], &cells);
        slots::write(self.vm(), &slot, &word);
    }

    /// Four cells.
    #[inline(never)]
    pub(crate) fn page(&self, index: usize, page: usize) -> [u128; PAGE] {
        let mut cells = [0; PAGE];
        let word = slots::read(self.vm(), &self.page_slot(index, page));
        unpack(&word, &[8; PAGE], &mut cells);
        cells
    }

    /// Calls `visit` with every cell of a range and its units, page by page.
    pub(crate) fn visit(
        &self,
        index: usize,
        first: u16,
        end: u16,
        mut visit: impl FnMut(u16, u128),
    ) {
        let end = end.min(CELLS);
        let mut page = usize::MAX;
        let mut cells = [0; PAGE];
        for cell in first..end {
            let place = usize::from(cell);
            if place / PAGE != page {
                page = place / PAGE;
                cells = self.page(index, page);
            }
            visit(cell, cells.get(place % PAGE).copied().unwrap_or(0));
        }
    }

    fn page_slot(&self, index: usize, page: usize) -> Word {
        let mapping = PAGES.saturating_add(index as u8);
        slots::mapped(self.vm(), &word(page as u128), mapping)
    }

    /// Sixteen cells from one on.
    pub(crate) fn tell_histogram(
        &self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let asset = arguments.address(0).ok_or_else(Failure::empty)?;
        let first = arguments.word(1).and_then(|first| number(first, 2));
        let first = first.ok_or_else(Failure::empty)? as u16;
        let index = self.number_of(asset)?;
        let mut told = [0; 16];
        self.visit(index, first, first.saturating_add(16), |cell, units| {
            if let Some(to) = told.get_mut(usize::from(cell.saturating_sub(first))) {
                *to = units;
            }
        });
        output.numbers(&told);
        Ok(())
    }
}

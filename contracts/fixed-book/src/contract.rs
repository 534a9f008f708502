//! The entry points: decode, find the function, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_book::{
    Books, Function,
    frame::{READ, RECEIVES, WRITE},
    parts::{DEBTS, LADDER, SPOKEN_FOR, WEEKS},
};
use alm_stylus::{Failure, arguments::Arguments, words::Output};
use stylus_sdk::prelude::*;

use crate::selectors as on;

/// The contract. Its storage is that of the balance sheet which runs it.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct FixedBook {}

alm_stylus::entrypoint!(FixedBook);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl FixedBook {
    /// There is nothing to set.
    #[constructor]
    pub fn construct(&mut self) {}
}

/// What a loan needs.
const LOAN: u8 = LADDER | DEBTS;
/// What taking a position out needs: its week may be left with nothing.
const END: u8 = LADDER | WEEKS;

/// The functions, whose first argument is a token.
static FUNCTIONS: [Function; 10] = [
    (on::DEFUND_FIXED, WRITE, END, Books::defund_fixed),
    (on::REDEEM_FIXED, WRITE, SPOKEN_FOR, Books::redeem_fixed),
    (on::ROLL_FIXED, WRITE, LADDER, Books::roll_fixed),
    (on::DRAW_FIXED, WRITE, LOAN, Books::draw_fixed),
    (
        on::RESTORE_FIXED,
        WRITE | RECEIVES,
        LOAN | END,
        Books::restore_fixed,
    ),
    (
        on::PREVIEW_FUND_FIXED,
        READ,
        LADDER,
        Books::preview_fund_fixed,
    ),
    (
        on::PREVIEW_DEFUND_FIXED,
        READ,
        LADDER,
        Books::preview_defund_fixed,
    ),
    (
        on::PREVIEW_DRAW_FIXED,
        READ,
        LOAN,
        Books::preview_draw_fixed,
    ),
    (
        on::PREVIEW_RESTORE_FIXED,
        READ,
        LOAN,
        Books::preview_restore_fixed,
    ),
    (on::LADDER, READ, WEEKS, Books::view_ladder),
];

impl FixedBook {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        if selector == on::CONSTRUCTOR {
            return Ok(());
        }
        let token = arguments.address(0).ok_or_else(Failure::empty)?;
        Books::of(self.vm())
            .run(&FUNCTIONS, selector, token, &arguments, output)
            .unwrap_or_else(|| Err(Failure::empty()))
    }
}

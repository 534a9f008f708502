//! The entry points: decode, find the function, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_book::{
    Books, Function,
    frame::{OWNED, READ, RECEIVES, UNLISTED, WRITE},
    parts::{DEBTS, LADDER, LIQUIDITY, OWNERS, SPOKEN_FOR, WEEKS},
};
use alm_stylus::{Failure, arguments::Arguments, words::Output};
use stylus_sdk::prelude::*;

use crate::selectors as on;

/// The contract. Its storage is that of the balance sheet which runs it.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct TreasuryBook {}

alm_stylus::entrypoint!(TreasuryBook);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl TreasuryBook {
    /// There is nothing to set.
    #[constructor]
    pub fn construct(&mut self) {}
}

/// What capital that leaves needs: whose it is, and what its leaving does to the limits.
const ALL: u8 = LADDER | OWNERS;

/// The functions, whose first argument is a token.
static FUNCTIONS: [Function; 31] = [
    (on::RESERVE, WRITE, LIQUIDITY | DEBTS, Books::reserve),
    (on::RELEASE, WRITE, SPOKEN_FOR, Books::release),
    (on::STRIKE, WRITE, LADDER | WEEKS, Books::strike),
    (on::LIST, WRITE | OWNED | UNLISTED, 0, Books::list),
    (on::SET_TERMS, WRITE | OWNED, 0, Books::set_terms),
    (on::SET_RATE_MODEL, WRITE | OWNED, 0, Books::set_rate_model),
    (on::SET_LINE, WRITE | OWNED, 0, Books::set_line),
    (on::SET_PAUSED, WRITE | OWNED, 0, Books::set_paused),
    (on::BOOK, READ, 0, Books::view_book),
    (on::VAULT_OF, READ | UNLISTED, 0, Books::view_vault),
    (on::TERMS, READ, 0, Books::view_terms),
    (on::LINE_OF, READ | UNLISTED, 0, Books::view_line),
    (on::PROVISION, WRITE, OWNERS, Books::provision),
    (on::WRITE_OFF, WRITE, OWNERS, Books::write_off),
    (on::ARREARS, READ, 0, Books::view_arrears),
    (on::SET_BUFFER, WRITE | OWNED, OWNERS, Books::set_buffer),
    (on::SET_BACKING, WRITE, OWNERS, Books::set_backing),
    (
        on::DRAW_BUFFER,
        WRITE | RECEIVES,
        OWNERS,
        Books::draw_buffer,
    ),
    (on::REPAY_BUFFER, WRITE, OWNERS, Books::repay_buffer),
    (on::COVER_LOSS, WRITE | RECEIVES, OWNERS, Books::cover_loss),
    (on::BACKING, READ, LIQUIDITY | OWNERS, Books::view_backing),
    (
        on::CONTRIBUTE_EQUITY,
        WRITE | RECEIVES,
        OWNERS,
        Books::contribute_equity,
    ),
    (
        on::DISTRIBUTE_EQUITY,
        WRITE | OWNED,
        ALL,
        Books::distribute_equity,
    ),
    (
        on::SET_FIXED_TERMS,
        WRITE | OWNED,
        0,
        Books::set_fixed_terms,
    ),
    (on::SET_TERM_DESK, WRITE | OWNED, 0, Books::set_term_desk),
    (on::SET_FIXED_LINE, WRITE | OWNED, 0, Books::set_fixed_line),
    (on::FIXED_TERMS, READ, 0, Books::view_fixed_terms),
    (on::LIMITS, READ, LADDER | DEBTS, Books::view_limits),
    (on::POSITION, READ, LIQUIDITY, Books::view_position),
    (on::TERM_DESK_OF, READ | UNLISTED, 0, Books::view_term_desk),
    (
        on::FIXED_LINE_OF,
        READ | UNLISTED,
        0,
        Books::view_fixed_line,
    ),
];

impl TreasuryBook {
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

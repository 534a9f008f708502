//! The entry points: decode, find the function, encode. What is not here is asked of the other programs.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_book::{
    Books, Function,
    extension::{self, FIXED_BOOK, TREASURY_BOOK},
    frame::{READ, RECEIVES, WRITE},
    parts::{LADDER, LIQUIDITY},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::unlocked,
    ownable,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::selectors::*;

/// The contract. Its storage: `alm_book`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct BalanceSheet {}

// Every function goes through the router, the constructor too: the owner's slot is its guard.
alm_stylus::entrypoint!(BalanceSheet);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl BalanceSheet {
    /// Installs the owner, and the other two programs.
    #[constructor]
    pub fn construct(
        &mut self,
        owner: alloy_primitives::Address,
        fixed_book: alloy_primitives::Address,
        treasury_book: alloy_primitives::Address,
    ) -> Result<(), Vec<u8>> {
        self.constructor(owner, fixed_book, treasury_book)
    }
}

/// Calls from a host, which has no entry point.
#[cfg(not(target_arch = "wasm32"))]
impl BalanceSheet {
    /// Installs the owner, and the other two programs. Runs once.
    pub fn constructor(
        &mut self,
        owner: alloy_primitives::Address,
        fixed_book: alloy_primitives::Address,
        treasury_book: alloy_primitives::Address,
    ) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (owner, fixed_book, treasury_book).abi_encode_params();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

/// The functions whose first argument is a token.
static FUNCTIONS: [Function; 13] = [
    (FUND, WRITE | RECEIVES, 0, Books::fund),
    (FUND_FIXED, WRITE | RECEIVES, LADDER, Books::fund_fixed),
    (DEFUND, WRITE, LIQUIDITY, Books::defund),
    (DRAW, WRITE, LIQUIDITY, Books::draw),
    (RESTORE, WRITE | RECEIVES, 0, Books::restore),
    (ACCRUE, WRITE, 0, Books::accrue),
    (REFRESH_RATE, WRITE, 0, Books::refresh_rate),
    (PREVIEW_FUND, READ, 0, Books::preview_fund),
    (PREVIEW_DEFUND, READ, LIQUIDITY, Books::preview_defund),
    (MAX_FUND, READ, 0, Books::max_fund),
    (MAX_DEFUND, READ, LIQUIDITY, Books::max_defund),
    (WORTH, READ, 0, Books::worth),
    (INDEX_OF, READ, 0, Books::index),
];

impl BalanceSheet {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            OWNER => output.append(&ownable::owner(self.vm())),
            PENDING_OWNER => output.append(&ownable::pending(self.vm())),
            ACCEPT_OWNERSHIP => return ownable::accept(self.vm()),
            _ => {
                let first = arguments.address(0).ok_or_else(Failure::empty)?;
                return self.about(selector, first, &arguments, calldata, output);
            }
        };
        Ok(())
    }

    /// The functions whose first argument is an address, of a token in most.
    #[inline(always)]
    fn about(
        &mut self,
        selector: u32,
        first: &Word,
        arguments: &Arguments<'_>,
        calldata: &[u8],
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            CONSTRUCTOR => {
                ownable::initialise(self.vm(), first)?;
                for (index, slot) in [(1, FIXED_BOOK), (2, TREASURY_BOOK)] {
                    let program = arguments.address(index).ok_or_else(Failure::empty)?;
                    extension::install(self.vm(), slot, program)?;
                }
                return Ok(());
            }
            TRANSFER_OWNERSHIP => return ownable::nominate(self.vm(), first),
            _ => {}
        }
        let books = Books::of(self.vm());
        if selector == SET_QUEUED {
            unlocked()?;
            return books.set_queued(first, arguments);
        }
        books
            .run(&FUNCTIONS, selector, first, arguments, output)
            .unwrap_or_else(|| extension::run(self.vm(), selector, calldata, output))
    }
}

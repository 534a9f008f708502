//! The functions that the third program answers on a chain, called in this contract's storage as it would.

use alloy_sol_types::SolCall;
use alm_abi::{
    IBalanceSheet::{
        bookCall, lineOfCall, listCall, setLineCall, setPausedCall, setRateModelCall, setTermsCall,
        strikeCall, termsCall, vaultOfCall,
    },
    IRedemptions::{releaseCall, reserveCall},
};
use alm_book::{
    Books, Function,
    frame::{OWNED, READ, UNLISTED, WRITE},
    parts::{DEBTS, LADDER, LIQUIDITY},
};
use alm_stylus::{Failure, arguments::Arguments, words::Output};
use balance_sheet::BalanceSheet;
use stylus_sdk::prelude::*;

/// A selector as a number.
const fn of<C: SolCall>() -> u32 {
    u32::from_be_bytes(C::SELECTOR)
}

static FUNCTIONS: [Function; 12] = [
    (
        of::<reserveCall>(),
        WRITE,
        LIQUIDITY | DEBTS,
        Books::reserve,
    ),
    (of::<releaseCall>(), WRITE, LIQUIDITY, Books::release),
    (of::<strikeCall>(), WRITE, LADDER, Books::strike),
    (of::<listCall>(), WRITE | OWNED | UNLISTED, 0, Books::list),
    (of::<setTermsCall>(), WRITE | OWNED, 0, Books::set_terms),
    (
        of::<setRateModelCall>(),
        WRITE | OWNED,
        0,
        Books::set_rate_model,
    ),
    (of::<setLineCall>(), WRITE | OWNED, 0, Books::set_line),
    (of::<setPausedCall>(), WRITE | OWNED, 0, Books::set_paused),
    (of::<bookCall>(), READ, 0, Books::view_book),
    (of::<vaultOfCall>(), READ | UNLISTED, 0, Books::view_vault),
    (of::<termsCall>(), READ, 0, Books::view_terms),
    (of::<lineOfCall>(), READ | UNLISTED, 0, Books::view_line),
];

/// What the contract answers itself, and else the third program.
pub(crate) fn answer(contract: &mut BalanceSheet, calldata: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
    let mut output = Output::default();
    let outcome = elsewhere(contract, calldata, &mut output);
    match outcome {
        None => contract.route(calldata),
        Some(Ok(())) => Ok(output.result().into()),
        Some(Err(failure)) => Err(failure.bytes().into()),
    }
}

fn elsewhere(
    contract: &BalanceSheet,
    calldata: &[u8],
    output: &mut Output,
) -> Option<Result<(), Failure>> {
    let (selector, arguments) = Arguments::split(calldata)?;
    let token = arguments.address(0)?;
    Books::of(contract.vm()).run(&FUNCTIONS, selector, token, &arguments, output)
}

//! Ids of claims: the currency's address in 160 bits above the maturity in 64.

use alloy_sol_types::SolError;
use alm_abi::ITermDesk::InvalidId;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, word},
};

/// Bytes of a maturity.
const MATURITY_BYTES: u8 = 8;
/// Where the address begins in an id.
const TOKEN_AT: usize = 4;
/// Where the address begins in its word.
const ADDRESS_AT: usize = 12;
/// Where the maturity begins, in an id as in its word.
const MATURITY_AT: usize = 24;

/// The claim whose currency is the first argument, and whose maturity stands at an index.
///
/// # Errors
/// Empty, if the arguments are none.
#[inline(never)]
pub(crate) fn claim(arguments: &Arguments<'_>, maturity_at: usize) -> Result<Word, Failure> {
    let token = arguments.address(0).ok_or_else(Failure::empty)?;
    let maturity = maturity(arguments, maturity_at)?;
    Ok(id(token, maturity))
}

/// The maturity at an index.
///
/// # Errors
/// Empty, if it has more than 64 bits.
#[inline(never)]
pub(crate) fn maturity<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    arguments.numbers(index, &[MATURITY_BYTES], &mut [0])?;
    arguments.word(index).ok_or_else(Failure::empty)
}

/// The claim on a currency at a maturity.
#[inline(never)]
pub(crate) fn id(token: &Word, maturity: &Word) -> Word {
    let mut id = word(0);
    let fields = token.iter().skip(ADDRESS_AT);
    let fields = fields.chain(maturity.iter().skip(MATURITY_AT));
    let places = id.iter_mut().skip(TOKEN_AT);
    places.zip(fields).for_each(|(to, from)| *to = *from);
    id
}

/// Currency and maturity of a claim.
///
/// # Errors
/// `InvalidId` if its upper 32 bits are not zero.
#[inline(never)]
pub(crate) fn parts(id: &Word) -> Result<[Word; 2], Failure> {
    if id.iter().take(TOKEN_AT).any(|byte| *byte != 0) {
        return Err(Failure::new(InvalidId::SELECTOR, &[*id]));
    }
    let [mut token, mut maturity] = [word(0), word(0)];
    let address = id.iter().skip(TOKEN_AT).take(ADDRESS_BYTES);
    let places = token.iter_mut().skip(ADDRESS_AT);
    places.zip(address).for_each(|(to, from)| *to = *from);
    let (to, from) = (maturity.iter_mut(), id.iter());
    let instant = to.zip(from).skip(MATURITY_AT);
    instant.for_each(|(to, from)| *to = *from);
    Ok([token, maturity])
}

/// Bytes of an address.
const ADDRESS_BYTES: usize = 20;

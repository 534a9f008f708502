//! What a claim is called: its currency's symbol and its maturity as a date, asked and computed anew in every call.

use alloy_sol_types::SolCall;
use alm_abi::IDepositVault::symbolCall;
use alm_stylus::{
    Failure,
    calls::consult,
    packed::number,
    token,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::TermDesk,
    selectors::{DECIMALS, NAME},
};

/// Seconds of a day.
const DAY: u64 = 86_400;
/// Days from 800-03-01, with which an era of 400 years began, to 1970-01-01.
const ERAS_BEGAN: u64 = 427_274;
/// Days of 400 years.
const ERA: u64 = 146_097;

/// A text being written. What does not fit is left out: a name takes at most 32 + 7 + 10 bytes.
#[derive(Default)]
struct Text {
    bytes: [[u8; 32]; 2],
    length: usize,
}

impl TermDesk {
    /// Decimals, name or symbol of a claim.
    ///
    /// # Errors
    /// `UnsuitableToken` for decimals of what is no token.
    #[inline(always)]
    pub(crate) fn name(
        &self,
        selector: u32,
        [token, maturity]: &[Word; 2],
        output: &mut Output,
    ) -> Result<(), Failure> {
        if selector == DECIMALS {
            output.numbers(&[token::decimals(self.vm(), token)?.into()]);
            return Ok(());
        }
        let mut text = Text::default();
        self.write_symbol(token, &mut text);
        text.write(if selector == NAME { b" fixed " } else { b"-" });
        let instant = number(maturity, 8).unwrap_or_default() as u64;
        write_date(instant, &mut text);
        output.numbers(&[32, text.length as u128]);
        output.append(text.bytes.as_flattened());
        Ok(())
    }

    /// Writes a token's symbol, told as a string or, by old tokens, as 32 bytes.
    #[inline(always)]
    fn write_symbol(&self, token: &Word, text: &mut Text) {
        let mut request = Output::default();
        request.append(&symbolCall::SELECTOR);
        let mut answer = [[0; 32]; 3];
        let size = consult(self.vm(), token, &request, &mut answer).unwrap_or(0);
        let [first, second, third] = &answer;
        let (symbol, length) = match size {
            32 => (first, first.iter().take_while(|byte| **byte != 0).count()),
            96.. => (
                third,
                number(second, 1).map_or(usize::MAX, |length| length as usize),
            ),
            _ => return,
        };
        // Nothing of what is longer.
        text.write(symbol.get(..length).unwrap_or_default());
    }
}

impl Text {
    #[inline(never)]
    fn write(&mut self, bytes: &[u8]) {
        let places = self.bytes.as_flattened_mut().iter_mut().skip(self.length);
        for (to, from) in places.zip(bytes) {
            *to = *from;
            self.length = self.length.saturating_add(1);
        }
    }

    /// Writes the last two digits of a number.
    #[inline(never)]
    fn write_pair(&mut self, number: u64) {
        let digits = [number / 10 % 10, number % 10];
        self.write(&digits.map(|digit| b'0' | digit as u8));
    }
}

/// Writes the date of an instant as year, month and day, in the Gregorian calendar. Years beyond 9999 lose their first digits.
///
/// Counted from March on, so that the day a leap year adds is the last of the year: its months then have 153 days in five.
fn write_date(instant: u64, text: &mut Text) {
    let day = (instant / DAY).saturating_add(ERAS_BEGAN);
    let (era, day) = (day / ERA, day % ERA);
    // Without the leap days before it; the era's last day belongs to its last year.
    let ordinary = day
        .saturating_sub(day / 1_460)
        .saturating_add(day / 36_524)
        .saturating_sub(day / 146_096);
    let year = ordinary / 365;
    let before = year
        .saturating_mul(365)
        .saturating_add(year / 4)
        .saturating_sub(year / 100);
    let day = day.saturating_sub(before);
    let month = day.saturating_mul(5).saturating_add(2) / 153;
    let first = month.saturating_mul(153).saturating_add(2) / 5;
    let turn = u64::from(month > 9);
    let year = era
        .saturating_mul(400)
        .saturating_add(year)
        .saturating_add(turn);
    let year = year.saturating_add(800);
    text.write_pair(year / 100);
    text.write_pair(year);
    text.write(b"-");
    text.write_pair(
        month
            .saturating_add(3)
            .saturating_sub(turn.saturating_mul(12)),
    );
    text.write(b"-");
    text.write_pair(day.saturating_sub(first).saturating_add(1));
}

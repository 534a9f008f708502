//! Decimal text in and out, without an allocator. For hosts: no contract should reach this module.

use alloy_primitives::U256;
use core::fmt;

/// Why a text is not a decimal number of the wanted unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParseDecimalError {
    /// No digit at all.
    Empty,
    /// A character that is no digit, at this byte offset of the text after its sign.
    InvalidCharacter {
        /// Byte offset.
        position: usize,
    },
    /// More decimals than the unit can hold; a nearest value is never guessed.
    TooPrecise {
        /// Decimals the unit holds.
        decimals: u8,
    },
    /// The number is larger than the unit can hold.
    TooLarge,
}

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a decimal number is expected, the text is empty"),
            Self::InvalidCharacter { position } => {
                write!(f, "not a digit at byte {position} of the number")
            }
            Self::TooPrecise { decimals } => {
                write!(f, "at most {decimals} decimals can be represented")
            }
            Self::TooLarge => f.write_str("the number is too large for its unit"),
        }
    }
}

impl core::error::Error for ParseDecimalError {}

/// Reads an unsigned decimal such as `12`, `0.5` or `3.000` as an integer at scale `10^decimals`, exactly.
pub(crate) fn parse(text: &str, decimals: u8) -> Result<U256, ParseDecimalError> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(ParseDecimalError::Empty);
    }
    let kept = fraction.trim_end_matches('0');
    let padding = usize::from(decimals)
        .checked_sub(kept.len())
        .ok_or(ParseDecimalError::TooPrecise { decimals })?;
    // The point sits between the two parts.
    let after_point = whole.len().saturating_add(1);
    digits(fraction, U256::ZERO, after_point).or_else(only_invalid)?;
    let value = digits(whole, U256::ZERO, 0)?;
    let value = digits(kept, value, after_point)?;
    (0..padding).try_fold(value, |value, _| push(value, 0))
}

/// Trailing zeros that were cut off still have to be digits, but can never be too large.
fn only_invalid(error: ParseDecimalError) -> Result<U256, ParseDecimalError> {
    match error {
        ParseDecimalError::TooLarge => Ok(U256::ZERO),
        other => Err(other),
    }
}

/// Appends the digits of `text` to `value`.
fn digits(text: &str, value: U256, offset: usize) -> Result<U256, ParseDecimalError> {
    text.bytes()
        .enumerate()
        .try_fold(value, |value, (position, byte)| match byte {
            b'0'..=b'9' => push(value, byte.wrapping_sub(b'0')),
            _ => Err(ParseDecimalError::InvalidCharacter {
                position: offset.saturating_add(position),
            }),
        })
}

/// `10 value + digit`.
fn push(value: U256, digit: u8) -> Result<U256, ParseDecimalError> {
    value
        .checked_mul(U256::from(10u8))
        .and_then(|shifted| shifted.checked_add(U256::from(digit)))
        .ok_or(ParseDecimalError::TooLarge)
}

/// Writes `raw / 10^decimals` without trailing zeros, honouring sign and width of the formatter.
pub(crate) fn format(
    f: &mut fmt::Formatter<'_>,
    negative: bool,
    raw: U256,
    decimals: u8,
) -> fmt::Result {
    let mut text = Text::new();
    let mut rest = raw;
    let mut position = 0u8;
    let mut significant = false;
    while !rest.is_zero() || position <= decimals {
        let (quotient, digit) = rest.div_rem(U256::from(10u8));
        if position == decimals && significant {
            text.prepend(b'.');
        }
        significant |= !digit.is_zero() || position >= decimals;
        if significant {
            text.prepend(b'0'.saturating_add(digit.to::<u8>()));
        }
        rest = quotient;
        position = position.saturating_add(1);
    }
    f.pad_integral(!negative, "", text.as_str())
}

/// Characters written from the last to the first. 78 digits, 27 decimals and a point fit.
struct Text {
    bytes: [u8; 112],
    start: usize,
}

impl Text {
    const fn new() -> Self {
        Self {
            bytes: [b'0'; 112],
            start: 112,
        }
    }

    fn prepend(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(slot) = self.bytes.get_mut(self.start) {
            *slot = byte;
        }
    }

    fn as_str(&self) -> &str {
        let bytes = self.bytes.get(self.start..).unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

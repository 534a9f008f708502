//! Whole numbers of any length, by the schoolbook: digits of 16 bits, lowest first.

use alloy_primitives::U256;
use std::cmp::Ordering;

/// A natural number without leading zero digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Long(Vec<u16>);

impl From<U256> for Long {
    fn from(value: U256) -> Self {
        let bytes: [u8; 32] = value.to_le_bytes();
        let digits = bytes
            .chunks(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        Self::trimmed(digits.collect())
    }
}

impl Long {
    fn trimmed(mut digits: Vec<u16>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self(digits)
    }

    /// The product.
    pub(crate) fn mul(&self, factor: &Self) -> Self {
        let mut digits = vec![0u16; self.0.len() + factor.0.len() + 1];
        for (i, a) in self.0.iter().enumerate() {
            let mut carry = 0u64;
            for (j, b) in factor.0.iter().chain(&[0]).enumerate() {
                let sum = u64::from(digits[i + j]) + u64::from(*a) * u64::from(*b) + carry;
                digits[i + j] = sum as u16;
                carry = sum >> 16;
            }
        }
        Self::trimmed(digits)
    }

    /// The sum.
    pub(crate) fn add(&self, other: &Self) -> Self {
        let length = self.0.len().max(other.0.len()) + 1;
        let digit = |number: &Self, i: usize| u32::from(*number.0.get(i).unwrap_or(&0));
        let mut carry = 0;
        let digits = (0..length).map(|i| {
            let sum = digit(self, i) + digit(other, i) + carry;
            carry = sum >> 16;
            sum as u16
        });
        Self::trimmed(digits.collect())
    }
}

impl PartialOrd for Long {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Long {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

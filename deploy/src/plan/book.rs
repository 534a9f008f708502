//! One book of the pool: its token, its vault's share, its terms, its rates and the desks that may lend from it.

use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{
    amounts::parse_amount,
    book_settings::{RateSettings, RateTerms, TermSettings},
    buffer_settings::{BufferPlan, BufferSettings},
    credit::{CreditLine, CreditLinePlan},
    error::PlanError,
    fixed_settings::FixedSettings,
    units::UnitError,
};
use crate::contracts::{balance_sheet::abi::Terms, fixed_book::abi::FixedTerms};

/// Bytes of a share's name or symbol, at most.
const TEXT: usize = 31;

/// Shares that a base unit buys first.
const SHARES_PER_UNIT: u128 = 1_000_000;
/// The largest smallest request a queue stores, shares.
const MOST_SHARES: u128 = (1 << 96) - 1;

/// One book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BookPlan {
    /// Name, for people, and part of the vault's address.
    pub name: String,
    /// The token.
    pub token: Address,
    /// Its decimals, which its contract must tell too.
    pub decimals: u8,
    /// Name of the vault's share; absent: `NAME deposits`.
    #[serde(default)]
    pub share_name: Option<String>,
    /// Symbol of the vault's share; absent: `almNAME`.
    #[serde(default)]
    pub share_symbol: Option<String>,
    /// First deposit, whole tokens, whose shares are burned.
    #[serde(default = "default_seed")]
    pub seed: String,
    /// Smallest request of its redemption queue, whole tokens at the first price of a share; absent: no queue.
    #[serde(default)]
    pub smallest_redemption: Option<String>,
    /// Its terms.
    #[serde(default)]
    pub terms: TermSettings,
    /// Where its floating rate starts.
    #[serde(default)]
    pub rate: RateSettings,
    /// Its terms of fixed positions; absent: the term desk does not serve it.
    #[serde(default)]
    pub fixed: Option<FixedSettings>,
    /// Its buffer pool; absent: none.
    #[serde(default)]
    pub buffer: Option<BufferSettings>,
    /// What the plan's credit desk may lend from it; absent: its lines stay as they are.
    #[serde(default)]
    pub credit: Option<CreditLinePlan>,
    /// Who else may lend from it.
    #[serde(default)]
    pub desks: Vec<DeskPlan>,
}

/// A desk's line at a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskPlan {
    /// Name, for people.
    pub name: String,
    /// The desk: a contract, or an account.
    pub desk: Address,
    /// Most it may owe as floating loans, whole tokens.
    pub lending_cap: String,
}

/// A book's settings in the units of the contracts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookTerms {
    /// Its terms.
    pub terms: Terms,
    /// Its rates.
    pub rate: RateTerms,
    /// Its terms of fixed positions, if it takes fixed deposits.
    pub fixed: Option<FixedTerms>,
    /// Its buffer pool, if it has one.
    pub buffer: Option<BufferPlan>,
    /// First deposit, base units.
    pub seed: u128,
    /// Smallest request of the redemption queue, shares.
    pub smallest_redemption: Option<u128>,
    /// The lines of the plan's credit desk, if it has any.
    pub credit: Option<CreditLine>,
    /// Each desk and its cap, base units.
    pub lines: Vec<(Address, u128)>,
}

fn default_seed() -> String {
    "1".into()
}

impl BookPlan {
    /// A book with the default settings.
    #[must_use]
    pub fn new(name: &str, token: Address, decimals: u8) -> Self {
        Self {
            name: name.into(),
            token,
            decimals,
            share_name: None,
            share_symbol: None,
            seed: default_seed(),
            smallest_redemption: None,
            terms: TermSettings::default(),
            rate: RateSettings::default(),
            fixed: None,
            buffer: None,
            credit: None,
            desks: Vec::new(),
        }
    }

    /// Name and symbol of the vault's share.
    #[must_use]
    pub fn share(&self) -> (String, String) {
        let name = self.share_name.clone();
        let symbol = self.share_symbol.clone();
        (
            name.unwrap_or_else(|| format!("{} deposits", self.name)),
            symbol.unwrap_or_else(|| format!("alm{}", self.name)),
        )
    }

    /// The settings in the contracts' units.
    ///
    /// # Errors
    /// [`PlanError::BookQuantity`].
    pub fn encode(&self) -> Result<BookTerms, PlanError> {
        let named = |fault| self.named(fault);
        let mut lines = Vec::new();
        for desk in &self.desks {
            let cap = parse_amount(&desk.lending_cap, self.decimals);
            let cap = cap.map_err(|error| named(("lending_cap", error)))?;
            lines.push((desk.desk, cap));
        }
        let seed = parse_amount(&self.seed, self.decimals);
        let smallest = self.smallest_redemption.as_deref();
        let smallest = smallest.map(|text| parse_amount(text, self.decimals));
        let smallest = smallest.transpose();
        let smallest = smallest.map_err(|error| named(("smallest_redemption", error)))?;
        let fixed = self.fixed.as_ref();
        let fixed = fixed.map(|fixed| fixed.encode(self.decimals));
        let buffer = self.buffer.as_ref();
        let buffer = buffer.map(|buffer| buffer.encode(self.decimals));
        let credit = self.credit.as_ref();
        let credit = credit.map(|line| line.encode(self.decimals));
        Ok(BookTerms {
            terms: self.terms.encode(self.decimals).map_err(named)?,
            rate: self.rate.encode().map_err(named)?,
            fixed: fixed.transpose().map_err(named)?,
            buffer: buffer.transpose().map_err(named)?,
            credit: credit.transpose().map_err(named)?,
            seed: seed.map_err(|error| named(("seed", error)))?,
            smallest_redemption: smallest.map(|assets| assets.saturating_mul(SHARES_PER_UNIT)),
            lines,
        })
    }

    /// Checks what can be checked without a chain.
    ///
    /// # Errors
    /// [`PlanError`].
    pub(super) fn check(&self) -> Result<(), PlanError> {
        if self.token.is_zero() {
            return Err(PlanError::Zero("token"));
        }
        let (name, symbol) = self.share();
        for (field, text) in [("share_name", name), ("share_symbol", symbol)] {
            if text.len() > TEXT {
                let (book, have) = (self.name.clone(), text.len());
                return Err(PlanError::TextTooLong { book, field, have });
            }
        }
        for (index, desk) in self.desks.iter().enumerate() {
            if desk.desk.is_zero() {
                return Err(PlanError::Zero("desk"));
            }
            let earlier = self.desks.get(..index).unwrap_or_default();
            if earlier.iter().any(|earlier| earlier.desk == desk.desk) {
                return Err(PlanError::DeskTwice {
                    book: self.name.clone(),
                    desk: desk.name.clone(),
                });
            }
        }
        let encoded = self.encode()?;
        if encoded.seed == 0 {
            return Err(PlanError::NoSeed(self.name.clone()));
        }
        self.check_queue(encoded.smallest_redemption)
    }

    fn check_queue(&self, smallest: Option<u128>) -> Result<(), PlanError> {
        let book = self.name.clone();
        match smallest {
            Some(0) => Err(PlanError::NoSmallestRedemption(book)),
            Some(have) if have > MOST_SHARES => Err(PlanError::SmallestRedemption {
                book,
                have: have.into(),
                want: MOST_SHARES.into(),
            }),
            _ => Ok(()),
        }
    }

    fn named(&self, (field, error): (&'static str, UnitError)) -> PlanError {
        PlanError::BookQuantity {
            book: self.name.clone(),
            field,
            error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> BookPlan {
        BookPlan::new("USDC", Address::repeat_byte(0x33), 6)
    }

    fn desk(byte: u8, cap: &str) -> DeskPlan {
        DeskPlan {
            name: "credit".into(),
            desk: Address::repeat_byte(byte),
            lending_cap: cap.into(),
        }
    }

    #[test]
    fn test_book_plan_encodes_amounts_in_base_units() {
        let mut book = book();
        book.desks.push(desk(1, "250_000"));
        let terms = book.encode().unwrap();
        assert_eq!(terms.seed, 1_000_000);
        assert_eq!(terms.lines, [(Address::repeat_byte(1), 250_000_000_000)]);
        assert_eq!(terms.smallest_redemption, None);
        book.smallest_redemption = Some("2.5".into());
        let terms = book.encode().unwrap();
        assert_eq!(terms.smallest_redemption, Some(2_500_000_000_000));
        assert_eq!(book.share(), ("USDC deposits".into(), "almUSDC".into()));
    }

    #[test]
    fn test_book_plan_check_names_the_fault() {
        type Fault = (&'static str, fn(&mut BookPlan));
        let faults: [Fault; 10] = [
            ("token", |book| book.token = Address::zero()),
            ("`share_name` has 32 bytes", |book| {
                book.share_name = Some("x".repeat(32))
            }),
            ("book USDC, `seed`", |book| book.seed = "0.0000001".into()),
            ("book USDC, `fixed.shock`", |book| {
                book.fixed = Some(FixedSettings {
                    shock: "two".into(),
                    ..FixedSettings::default()
                })
            }),
            ("burned first deposit", |book| book.seed = "0".into()),
            ("desk credit appears twice", |book| {
                book.desks = vec![desk(1, "1"), desk(1, "2")]
            }),
            ("`smallest_redemption`", |book| {
                book.smallest_redemption = Some("0.0000001".into())
            }),
            ("`smallest_redemption` is zero", |book| {
                book.smallest_redemption = Some("0".into())
            }),
            ("at most 79228162514264337593543950335 fit", |book| {
                book.smallest_redemption = Some("100_000_000_000_000_000".into())
            }),
            ("book USDC, `lending_cap`", |book| {
                book.desks = vec![desk(1, "much")]
            }),
        ];
        assert!(book().check().is_ok());
        for (words, spoil) in faults {
            let mut book = book();
            spoil(&mut book);
            let error = book.check().expect_err(words).to_string();
            assert!(error.contains(words), "{error}");
        }
    }
}

//! The governed parameters of a book by the names the plan has for them.

use super::{
    amounts::{parse_amount, parse_power, parse_spread},
    units::{UnitError, parse_fraction},
};

const BPS: u32 = 10_000;

/// How a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// A fraction, in basis points.
    Fraction,
    /// Whole tokens that are a power of ten of base units.
    Power,
    /// Whole tokens.
    Amount,
    /// A fraction of either sign, in basis points.
    Spread,
}

/// By their index at the contract.
static PARAMETERS: [(&str, Unit); 24] = [
    ("terms.reserve_factor", Unit::Fraction),
    ("terms.buffer_share", Unit::Fraction),
    ("terms.outflow_weight", Unit::Fraction),
    ("terms.run_off_floor", Unit::Fraction),
    ("terms.curvature", Unit::Fraction),
    ("terms.steepest", Unit::Fraction),
    ("terms.neutral_surplus", Unit::Fraction),
    ("terms.lending_surplus", Unit::Fraction),
    ("terms.exit_surplus", Unit::Fraction),
    ("terms.smallest_scale", Unit::Power),
    ("terms.smallest_loan", Unit::Power),
    ("terms.deposit_cap", Unit::Amount),
    ("fixed.half_spread", Unit::Fraction),
    ("fixed.shock", Unit::Fraction),
    ("fixed.neutral_loss", Unit::Fraction),
    ("fixed.lending_loss", Unit::Fraction),
    ("fixed.exit_loss", Unit::Fraction),
    ("fixed.deposit_cap", Unit::Amount),
    ("spreads.7d", Unit::Spread),
    ("spreads.30d", Unit::Spread),
    ("spreads.91d", Unit::Spread),
    ("spreads.182d", Unit::Spread),
    ("spreads.364d", Unit::Spread),
    ("spreads.728d", Unit::Spread),
];

/// A governed parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parameter {
    /// Its index at the contract.
    pub(super) index: u8,
    unit: Unit,
}

impl Parameter {
    /// The parameter of a name, if there is one.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut all = (0..).zip(&PARAMETERS);
        let (index, (_, unit)) = all.find(|(_, (known, _))| *known == name)?;
        Some(Self { index, unit: *unit })
    }

    /// A value of it, in the contract's units.
    pub(super) fn value(&self, text: &str, decimals: u8) -> Result<i128, UnitError> {
        match self.unit {
            Unit::Fraction => parse_fraction(text, BPS).map(i128::from),
            Unit::Power => parse_power(text, decimals).map(i128::from),
            Unit::Amount => signed(text, parse_amount(text, decimals)?),
            Unit::Spread => parse_spread(text).map(i128::from),
        }
    }

    /// A distance between two values. Of a power of ten: how many times as much, or as little.
    pub(super) fn step(&self, text: &str, decimals: u8) -> Result<u128, UnitError> {
        match self.unit {
            Unit::Fraction | Unit::Spread => parse_fraction(text, BPS).map(u128::from),
            Unit::Power if text.trim() == "0" => Ok(0),
            Unit::Power => parse_power(text, 0).map(u128::from),
            Unit::Amount => parse_amount(text, decimals),
        }
    }
}

fn signed(text: &str, amount: u128) -> Result<i128, UnitError> {
    i128::try_from(amount).map_err(|_| UnitError::NotAnAmount(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parameters_are_those_of_the_engine_in_its_order() {
        assert_eq!(PARAMETERS.len(), alm_engine::governance::COUNT);
        let index = |name| Parameter::named(name).map(|parameter| parameter.index);
        assert_eq!(index("terms.reserve_factor"), Some(0));
        assert_eq!(index("terms.deposit_cap"), Some(11));
        assert_eq!(index("fixed.half_spread"), Some(12));
        assert_eq!(index("spreads.728d"), Some(23));
        assert_eq!(index("spreads.1d"), None);
    }

    #[test]
    fn test_values_and_steps_have_the_unit_of_their_parameter() {
        let cases = [
            ("terms.steepest", "2.5 %", 250, "50 bps", 50),
            ("terms.smallest_scale", "1_000", 9, "10", 1),
            ("terms.smallest_loan", "0.01", 4, "0", 0),
            ("terms.deposit_cap", "1.5", 1_500_000, "0.5", 500_000),
            ("spreads.7d", "-20 bps", -20, "5 bps", 5),
        ];
        for (name, value, units, step, distance) in cases {
            let parameter = Parameter::named(name).expect(name);
            assert_eq!(parameter.value(value, 6), Ok(units), "{name}");
            assert_eq!(parameter.step(step, 6), Ok(distance), "{name}");
        }
        let largest = u128::MAX.to_string();
        let cap = Parameter::named("terms.deposit_cap").expect("known");
        assert!(cap.value(&largest, 0).is_err());
    }
}

//! The data fee of an activation: a price per byte of estimated machine code that rises
//! exponentially with recent demand.

use super::{
    context::{Failure, PrecompileCall},
    record::ARBITRUM_EPOCH,
    storage::LAYOUT,
};

/// Bytes of demand that fade in a second.
pub(crate) const BYTES_PER_SECOND: u32 = ((1_u64 << 40) / (365 * 24) / 3_600) as u32;
/// Price of a byte without demand, in wei.
pub(crate) const MINIMUM_PRICE: u32 = 82_928_201;
/// Demand that multiplies the price by e.
pub(crate) const INERTIA: u32 = 21_360_419;

const ONE_IN_BIPS: u64 = 10_000;
/// Terms of the exponential's series.
const TERMS: u64 = 12;

/// Slots of the model.
pub(crate) mod slot {
    /// Demand in bytes.
    pub(crate) const DEMAND: u64 = 0;
    /// Bytes that fade in a second.
    pub(crate) const BYTES_PER_SECOND: u64 = 1;
    /// Time of the last update.
    pub(crate) const LAST_UPDATE: u64 = 2;
    /// Minimum price.
    pub(crate) const MINIMUM_PRICE: u64 = 3;
    /// Inertia.
    pub(crate) const INERTIA: u64 = 4;
}

/// What the model starts with.
pub(crate) fn initial_values() -> [(u64, u64); 5] {
    [
        (slot::DEMAND, 0),
        (slot::BYTES_PER_SECOND, BYTES_PER_SECOND.into()),
        (slot::LAST_UPDATE, ARBITRUM_EPOCH),
        (slot::MINIMUM_PRICE, MINIMUM_PRICE.into()),
        (slot::INERTIA, INERTIA.into()),
    ]
}

/// Adds `bytes` to the demand and returns the fee in wei.
pub(crate) fn update(call: &mut PrecompileCall<'_>, bytes: u32, now: u64) -> Result<u64, Failure> {
    let space = &LAYOUT.data_pricer;
    let demand = call.read_u64(space.at(slot::DEMAND))? as u32;
    let per_second = call.read_u64(space.at(slot::BYTES_PER_SECOND))? as u32;
    let last = call.read_u64(space.at(slot::LAST_UPDATE))?;
    let minimum = call.read_u64(space.at(slot::MINIMUM_PRICE))?;
    let inertia = call.read_u64(space.at(slot::INERTIA))?;
    let demand = faded(demand, per_second, now.saturating_sub(last)).saturating_add(bytes);
    call.write_u64(space.at(slot::DEMAND), demand.into())?;
    call.write_u64(space.at(slot::LAST_UPDATE), now)?;
    Ok(fee(demand, inertia, minimum, bytes))
}

fn faded(demand: u32, per_second: u32, seconds: u64) -> u32 {
    let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
    demand.saturating_sub(per_second.saturating_mul(seconds))
}

fn fee(demand: u32, inertia: u64, minimum: u64, bytes: u32) -> u64 {
    let exponent = u64::from(demand) * ONE_IN_BIPS / inertia.max(1);
    let price = minimum.saturating_mul(exp_bips(exponent)) / ONE_IN_BIPS;
    price.saturating_mul(u64::from(bytes))
}

/// e to the power of `x` bips, in bips: the series cut off, every step rounded down.
fn exp_bips(x: u64) -> u64 {
    let mut result = ONE_IN_BIPS + x / TERMS;
    for term in (1..TERMS).rev() {
        result = ONE_IN_BIPS + result.saturating_mul(x) / (term * ONE_IN_BIPS);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_exp_bips_is_one_at_zero() {
        assert_eq!(exp_bips(0), 10_000);
    }

    #[test]
    fn test_exp_bips_is_e_at_one() {
        // e = 2.71828, every step rounded down.
        assert!((27_180..=27_183).contains(&exp_bips(10_000)));
    }

    #[test]
    fn test_fee_of_a_small_program_on_an_idle_chain() {
        // 520,000 bytes: exponent 243 bips, multiplier 10,245, 84,959,941 wei a byte.
        assert_eq!(exp_bips(243), 10_245);
        assert_eq!(
            fee(520_000, 21_360_419, 82_928_201, 520_000),
            84_959_941 * 520_000
        );
    }

    #[test]
    fn test_faded_demand_stops_at_zero() {
        assert_eq!(faded(1_000_000, BYTES_PER_SECOND, 1), 965_135);
        assert_eq!(faded(1_000, BYTES_PER_SECOND, 1), 0);
        assert_eq!(faded(u32::MAX, BYTES_PER_SECOND, u64::MAX), 0);
    }
}

//! The only place where the numbers of ethers and of alloy meet.

use alloy_primitives as alloy;
use ethers::types as ethers;

/// To an ethers hash.
#[must_use]
pub fn to_h256(hash: alloy::B256) -> ethers::H256 {
    ethers::H256(hash.0)
}

/// To an alloy hash.
#[must_use]
pub fn to_b256(hash: ethers::H256) -> alloy::B256 {
    alloy::B256::new(hash.0)
}

/// To an ethers address.
#[must_use]
pub fn to_ethers_address(address: alloy::Address) -> ethers::Address {
    ethers::Address::from(address.into_array())
}

/// To an alloy address.
#[must_use]
pub fn to_alloy_address(address: ethers::Address) -> alloy::Address {
    alloy::Address::new(address.0)
}

/// To an ethers number.
#[must_use]
pub fn to_ethers_u256(value: alloy::U256) -> ethers::U256 {
    ethers::U256(value.into_limbs())
}

/// To an alloy number.
#[must_use]
pub fn to_alloy_u256(value: ethers::U256) -> alloy::U256 {
    alloy::U256::from_limbs(value.0)
}

/// Units as whole ones of so many decimals, for reports: exact to the sixteenth digit.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "sixteen digits are more than a report shows"
)]
pub fn whole(units: u128, decimals: u8) -> f64 {
    units as f64 / 10f64.powi(decimals.into())
}

/// The same with a sign.
#[must_use]
pub fn signed_whole(units: i128, decimals: u8) -> f64 {
    whole(units.unsigned_abs(), decimals).copysign(if units < 0 { -1.0 } else { 1.0 })
}

/// A wad as a fraction, for reports.
#[must_use]
pub fn wad_to_f64(wad: ethers::U256) -> f64 {
    whole(to_u128(wad), 18)
}

/// Base units as whole tokens, for reports.
#[must_use]
pub fn tokens_to_f64(units: ethers::U256, decimals: u8) -> f64 {
    whole(to_u128(units), decimals)
}

/// The same with a sign.
#[must_use]
pub fn signed_tokens_to_f64(units: ethers::I256, decimals: u8) -> f64 {
    let size = tokens_to_f64(units.unsigned_abs(), decimals);
    if units.is_negative() { -size } else { size }
}

/// A number as one of 128 bits. Values served by the contracts stay far below that; a larger one is taken as the largest.
#[must_use]
pub fn to_u128(value: ethers::U256) -> u128 {
    if value.bits() > 128 {
        u128::MAX
    } else {
        value.as_u128()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_numbers_survive_the_way_there_and_back() {
        for value in [
            alloy::U256::ZERO,
            alloy::U256::from(7u8),
            alloy::U256::MAX,
            alloy::U256::from(1u8) << 200,
        ] {
            assert_eq!(to_alloy_u256(to_ethers_u256(value)), value);
            assert_eq!(to_ethers_u256(value).to_string(), value.to_string());
        }
    }

    #[test]
    fn test_hashes_and_addresses_keep_their_bytes() {
        let hash = alloy::B256::repeat_byte(0xab);
        assert_eq!(to_b256(to_h256(hash)), hash);
        let address = alloy::Address::repeat_byte(0xcd);
        assert_eq!(to_alloy_address(to_ethers_address(address)), address);
    }

    #[test]
    fn test_wad_to_f64_is_the_fraction() {
        assert_eq!(wad_to_f64(ethers::U256::exp10(18) / 4), 0.25);
        assert_eq!(wad_to_f64(ethers::U256::zero()), 0.0);
        assert_eq!(tokens_to_f64(ethers::U256::from(1_250_000), 6), 1.25);
        assert_eq!(signed_tokens_to_f64(ethers::I256::from(-5), 0), -5.0);
        assert_eq!(signed_whole(-1_500, 3), -1.5);
    }
}

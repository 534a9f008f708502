//! Gas and refund of a storage write (EIP-2200 with EIP-2929 and EIP-3529).

use revm::context_interface::context::SStoreResult;

const COLD_SLOT: u64 = 2_100;
const WARM: u64 = 100;
const SET: u64 = 20_000;
const RESET: u64 = 5_000;
const CLEAR_REFUND: i64 = 4_800;

/// Gas and change of the refund counter of one write.
pub(crate) fn store(slot: &SStoreResult, cold: bool) -> (u64, i64) {
    let (gas, refund) = match () {
        () if slot.is_new_eq_present() => (WARM, 0),
        () if slot.is_original_eq_present() => first_write(slot),
        () => (WARM, later_write_refund(slot)),
    };
    (gas + if cold { COLD_SLOT } else { 0 }, refund)
}

fn first_write(slot: &SStoreResult) -> (u64, i64) {
    match (slot.is_original_zero(), slot.is_new_zero()) {
        (true, _) => (SET, 0),
        (false, true) => (RESET - COLD_SLOT, CLEAR_REFUND),
        (false, false) => (RESET - COLD_SLOT, 0),
    }
}

fn later_write_refund(slot: &SStoreResult) -> i64 {
    let mut refund = 0;
    if !slot.is_original_zero() {
        if slot.is_present_zero() {
            refund -= CLEAR_REFUND;
        } else if slot.is_new_zero() {
            refund += CLEAR_REFUND;
        }
    }
    if slot.is_original_eq_new() {
        refund += match slot.is_original_zero() {
            true => (SET - WARM) as i64,
            false => (RESET - COLD_SLOT - WARM) as i64,
        };
    }
    refund
}

#[cfg(test)]
mod tests {
    use alloy_primitives::U256;

    use super::*;

    fn slot(original: u64, present: u64, new: u64) -> SStoreResult {
        SStoreResult {
            original_value: U256::from(original),
            present_value: U256::from(present),
            new_value: U256::from(new),
        }
    }

    #[test]
    fn test_store_of_the_present_value_is_a_warm_read() {
        assert_eq!(store(&slot(1, 1, 1), false), (100, 0));
        assert_eq!(store(&slot(1, 1, 1), true), (2_200, 0));
    }

    #[test]
    fn test_store_into_an_empty_slot() {
        assert_eq!(store(&slot(0, 0, 1), true), (22_100, 0));
    }

    #[test]
    fn test_store_over_a_value() {
        assert_eq!(store(&slot(1, 1, 2), true), (5_000, 0));
        assert_eq!(store(&slot(1, 1, 0), false), (2_900, 4_800));
    }

    #[test]
    fn test_store_again_refunds_what_the_first_write_overpaid() {
        assert_eq!(store(&slot(0, 1, 0), false), (100, 19_900));
        assert_eq!(store(&slot(1, 2, 1), false), (100, 2_800));
        assert_eq!(store(&slot(1, 0, 1), false), (100, 2_800 - 4_800));
        assert_eq!(store(&slot(1, 0, 2), false), (100, -4_800));
        assert_eq!(store(&slot(1, 2, 0), false), (100, 4_800));
        assert_eq!(store(&slot(1, 2, 3), false), (100, 0));
    }
}

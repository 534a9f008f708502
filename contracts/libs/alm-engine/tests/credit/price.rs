//! Prices for new risk.

use alm_engine::credit::price::{NOTE_DELAY, Noted};
use proptest::prelude::*;

const SLACK: u64 = 255;

#[test]
fn test_a_price_counts_only_when_noted_twice() {
    let mut noted = Noted::default();
    assert!(noted.note(100, 1_000, SLACK));
    assert!(!noted.is_complete());
    assert_eq!(noted.low(100, 25), 0);
    assert!(!noted.note(100, 1_000 + NOTE_DELAY + SLACK - 1, SLACK));
    assert!(noted.note(101, 1_000 + NOTE_DELAY + SLACK, SLACK));
    assert!(noted.is_complete());
    assert_eq!((noted.low(102, 25), noted.low(50, 25)), (100, 50));
    assert!(noted.high(102) == 102 && noted.high(90) == 101);
}

#[test]
fn test_a_rounded_note_is_lower_by_its_rounding() {
    let noted = Noted {
        last: 1 << 40,
        previous: 1 << 41,
        at: 0,
    };
    assert_eq!(noted.low(u128::MAX, 25), (1 << 40) - (1 << 15));
    assert_eq!(noted.high(0), 1 << 41);
}

proptest! {
    /// Whoever notes prices, as often as he likes: what is lent against a price held half an hour ago or earlier.
    #[test]
    fn test_no_note_makes_a_young_price_count(
        steps in proptest::collection::vec((0u64..4_000, 1u128..1_000_000), 3..60),
    ) {
        let mut noted = Noted::default();
        let (mut now, mut seen) = (1_000_000, Vec::new());
        for (wait, price) in steps {
            now += wait;
            seen.push((now, price));
            noted.note(price, now, SLACK);
            if noted.is_complete() {
                let old = seen.iter().filter(|(at, _)| at + NOTE_DELAY <= now);
                let highest = old.map(|(_, price)| *price).max().unwrap_or(0);
                prop_assert!(noted.low(price, 25) <= price);
                prop_assert!(noted.low(price, 25) <= highest, "a young price counts");
                prop_assert!(noted.high(price) >= price);
            }
        }
    }
}

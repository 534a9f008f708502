//! Pushed terms: their bounds, and the ramp that existing loans follow.

use alm_engine::credit::{
    ramp::Ramp,
    terms::{
        BONUS_MAX, CREDIT_MAX, CREDIT_PER_DAY, Credit, Examination, LIFE_MAX, RAMP_MAX,
        SPIRAL_BOUND, THRESHOLD_MIN, TIGHTEN_PER_DAY, Terms,
    },
};
use proptest::prelude::*;

const NOW: u64 = 1_700_000_000;
const DAY: u64 = 86_400;

fn pushed(open_ltv: u32, to: u32, bonus: u32, end: u64) -> Terms {
    let threshold = Ramp {
        to,
        end,
        ..Ramp::default()
    };
    Terms {
        open_ltv,
        threshold,
        bonus,
        valid_until: NOW + DAY,
    }
}

fn push(old: &Terms, new: &Terms, now: u64) -> Result<Terms, (u8, u64, u64)> {
    let mut examination = Examination::default();
    let terms = old.replaced_by(new, now, &mut examination);
    match examination.violation() {
        None => Ok(terms),
        Some(found) => Err((found.term, found.have, found.want)),
    }
}

#[test]
fn test_first_terms_begin_where_they_end() {
    let terms = push(
        &Terms::default(),
        &pushed(7_000_000, 8_000_000, 500_000, 0),
        NOW,
    )
    .unwrap();
    assert_eq!(terms.threshold.at(NOW), 8_000_000);
    assert_eq!(
        (terms.opening(NOW + DAY), terms.opening(NOW + DAY + 1)),
        (7_000_000, 0)
    );
}

#[test]
fn test_a_fall_takes_its_time_and_reaches_new_loans_at_once() {
    let old = push(
        &Terms::default(),
        &pushed(7_000_000, 8_000_000, 500_000, 0),
        NOW,
    )
    .unwrap();
    let new = pushed(5_000_000, 6_000_000, 500_000, NOW + DAY);
    assert_eq!(
        push(&old, &pushed(5_000_000, 6_000_000, 0, NOW + DAY - 1), NOW),
        Err((3, NOW + DAY - 1, NOW + DAY))
    );
    let terms = push(&old, &new, NOW).unwrap();
    assert_eq!(terms.opening(NOW), 5_000_000);
    assert_eq!(terms.threshold.at(NOW), 8_000_000);
    assert_eq!(terms.threshold.at(NOW + DAY / 2), 7_000_000);
    assert_eq!(terms.threshold.at(NOW + DAY), 6_000_000);
}

#[test]
fn test_every_bound_is_told() {
    let none = Terms::default();
    let refused = |terms: &Terms| push(&none, terms, NOW).unwrap_err();
    assert_eq!(
        refused(&pushed(0, 999, 0, 0)),
        (1, 999, THRESHOLD_MIN.into())
    );
    assert_eq!(
        refused(&pushed(0, 9_950_001, 0, 0)),
        (1, 9_950_001, SPIRAL_BOUND.into())
    );
    assert_eq!(
        refused(&pushed(0, 8_000_000, 2_000_001, 0)),
        (2, 2_000_001, BONUS_MAX.into())
    );
    assert_eq!(
        refused(&pushed(8_000_000, 8_000_000, 0, 0)),
        (0, 8_000_000, 7_999_999)
    );
    let long = pushed(0, 8_000_000, 0, NOW + RAMP_MAX + 1);
    assert_eq!(refused(&long), (3, NOW + RAMP_MAX + 1, NOW + RAMP_MAX));
    let expired = Terms {
        valid_until: NOW - 1,
        ..pushed(0, 8_000_000, 0, 0)
    };
    assert_eq!(refused(&expired), (4, NOW - 1, NOW));
    let endless = Terms {
        valid_until: NOW + LIFE_MAX + 1,
        ..expired
    };
    assert_eq!(refused(&endless), (4, NOW + LIFE_MAX + 1, NOW + LIFE_MAX));
}

#[test]
fn test_a_larger_bonus_waits_for_the_ramp() {
    let old = push(&Terms::default(), &pushed(0, 9_000_000, 500_000, 0), NOW).unwrap();
    let new = push(&old, &pushed(0, 8_000_000, 2_000_000, NOW + DAY), NOW).unwrap();
    // 0.995 / 0.9 - 1.
    assert_eq!(new.bonus_at(NOW), 1_055_555);
    assert_eq!(new.bonus_at(NOW + DAY), 2_000_000);
}

#[test]
fn test_credit_falls_for_new_loans_at_once() {
    let credit = |to: u32, end: u64| Credit {
        part: Ramp {
            to,
            end,
            ..Ramp::default()
        },
        valid_until: NOW + DAY,
    };
    let mut examination = Examination::default();
    let first = Credit::default().replaced_by(&credit(1_000_000, 0), NOW, &mut examination);
    assert_eq!(first.opening(NOW), 1_000_000);
    let end = NOW + 2 * DAY;
    let second = first.replaced_by(&credit(0, end), NOW, &mut examination);
    assert_eq!(examination.violation(), None);
    assert_eq!(
        (second.opening(NOW), second.seasoned(NOW + DAY)),
        (0, 500_000)
    );
    let _ = first.replaced_by(&credit(0, end - 1), NOW, &mut examination);
    let found = examination.violation().copied().unwrap();
    assert_eq!((found.term, found.have, found.want), (6, end - 1, end));
    let mut examination = Examination::default();
    let _ = first.replaced_by(&credit(CREDIT_MAX + 1, end), NOW, &mut examination);
    assert_eq!(examination.violation().map(|found| found.term), Some(5));
    assert_eq!(CREDIT_PER_DAY, 500_000);
}

/// Pushes as a source might try them, one after another.
fn pushes() -> impl Strategy<Value = Vec<(u64, u32, u32, u32, u64)>> {
    let one = (
        0u64..3 * DAY,
        0u32..11_000_000,
        0u32..11_000_000,
        0u32..2_500_000,
        0u64..10 * DAY,
    );
    proptest::collection::vec(one, 1..12)
}

proptest! {
    #[test]
    fn inv_risk_01_whatever_is_pushed(pushes in pushes(), pause in 0u64..DAY) {
        let (mut terms, mut now) = (Terms::default(), NOW);
        for (wait, open, to, bonus, length) in pushes {
            now += wait;
            let before = terms;
            let new = Terms { valid_until: now + DAY, ..pushed(open, to, bonus, now + length) };
            let Ok(next) = push(&before, &new, now) else { continue };
            if before.is_set() {
                prop_assert_eq!(next.threshold.at(now), before.threshold.at(now), "INV-CREDIT-02");
            }
            terms = next;
            let later = now + pause;
            let fallen = terms.threshold.at(now).saturating_sub(terms.threshold.at(later));
            // The whole way over the whole time, rounded: at most one unit beyond the speed.
            let most = u64::from(TIGHTEN_PER_DAY) * pause / DAY + 1;
            prop_assert!(u64::from(fallen) <= most, "INV-RISK-01: {fallen} in {pause} s");
            for instant in [now, later, now + length] {
                let (threshold, bonus) = (terms.threshold.at(instant), terms.bonus_at(instant));
                prop_assert!(threshold >= THRESHOLD_MIN, "INV-RISK-01");
                prop_assert!(terms.opening(instant) < threshold, "INV-CREDIT-02");
                let spiral = u128::from(threshold) * (10_000_000 + u128::from(bonus));
                prop_assert!(spiral <= u128::from(SPIRAL_BOUND) * 10_000_000, "INV-RISK-01");
            }
        }
    }

    #[test]
    fn test_a_ramp_is_monotone_and_ends(from in 0u32..1 << 24, to in 0u32..1 << 24, length in 0u64..1 << 24) {
        let ramp = Ramp { from, to, start: NOW, end: NOW + length };
        prop_assert_eq!(ramp.at(NOW + length), to);
        if length > 0 {
            prop_assert_eq!(ramp.at(NOW), from);
        }
        let steps: Vec<_> = (0..=16).map(|step| ramp.at(NOW + length * step / 16)).collect();
        prop_assert!(steps.is_sorted() || steps.iter().rev().is_sorted());
    }
}

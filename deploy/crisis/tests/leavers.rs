//! Who leaves: against the highest price of the last day looked up anew at every moment.

use alm_crisis::{
    DAY,
    leavers::{Leavers, Nerves},
};

const NERVES: Nerves = Nerves {
    calm: 0.1,
    slope: 1.0,
    most: 0.5,
};

#[test]
fn test_see_is_the_largest_fall_from_a_price_of_the_last_day() {
    let mut leavers = Leavers::new(NERVES);
    let mut seen: Vec<(u64, f64)> = Vec::new();
    let mut want: f64 = 0.0;
    let mut price = 100.0;
    let mut state = 12_345u64;
    for step in 0..2_000u64 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        price *= 1.0 + ((state >> 33) as f64 / f64::from(1u32 << 31) - 0.5) * 0.04;
        let time = step * 1_800;
        seen.push((time, price));
        let high = seen
            .iter()
            .filter(|(at, _)| at + DAY >= time)
            .map(|(_, price)| *price)
            .fold(0.0, f64::max);
        let fall: f64 = 1.0 - price / high;
        want = want.max((fall - 0.1).clamp(0.0, 0.5));
        let have = leavers.see(time, price);
        assert!((have - want).abs() < 1e-12, "{step}: {have} against {want}");
    }
    assert!(want > 0.05, "the path has moved somebody: {want}");
}

#[test]
fn test_see_is_bounded_and_is_not_taken_back() {
    let mut leavers = Leavers::new(NERVES);
    assert_eq!(leavers.see(0, 100.0), 0.0);
    assert_eq!(
        leavers.see(3_600, 91.0),
        0.0,
        "nobody for less than the calm"
    );
    assert!((leavers.see(7_200, 70.0) - 0.2).abs() < 1e-12);
    assert!((leavers.see(10_800, 100.0) - 0.2).abs() < 1e-12);
    assert!((leavers.see(14_400, 1.0) - 0.5).abs() < 1e-12);
}

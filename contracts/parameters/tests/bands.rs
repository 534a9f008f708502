//! The steward's bands: their layout, what the owner may give and what the admin may take.

mod common;

use alloy_primitives::{I256, U256};
use alm_abi::IParameters::*;
use common::*;

fn tighten(parameter: u8, band: Band) -> tightenBandCall {
    tightenBandCall {
        token: TOKEN,
        parameter,
        band,
    }
}

fn signed(number: i128) -> I256 {
    I256::try_from(number).expect("fits")
}

fn fields(band: &Band) -> (i128, i128, u128, u32) {
    (band.low, band.high, band.step, band.delay)
}

#[test]
fn test_set_band_packs_a_slot() {
    let mut bench = Bench::staffed();
    let told = bench.event::<BandChanged>();
    assert_eq!((told.token, told.parameter), (TOKEN, U256::from(STEEPEST)));
    assert_eq!((told.caller, told.role as u8), (OWNER, Role::Owner as u8));
    assert_eq!(fields(&told.previous), (0, 0, 0, 0));
    assert_eq!(fields(&told.current), (200, 600, 50, 86_400));
    // Numbers with a shift of zero in the lowest six bits, the delay, no change yet.
    let word = (U256::from(200u64 << 6) << 192)
        | (U256::from(600u64 << 6) << 128)
        | (U256::from(50u64 << 6) << 64)
        | (U256::from(86_400u64) << 32);
    assert_eq!(bench.slot(band_slot(TOKEN, STEEPEST)), word, "the layout");
    let kept = bench.call(
        ANYONE,
        bandOfCall {
            token: TOKEN,
            parameter: STEEPEST,
        },
    );
    let kept = kept.expect("told");
    assert_eq!(fields(&kept.band), (200, 600, 50, 86_400));
    assert_eq!(kept.changedAt, U256::ZERO);
}

#[test]
fn test_set_band_keeps_negative_edges_and_large_caps() {
    let mut bench = Bench::staffed();
    let spreads = Band {
        low: -150,
        high: -20,
        step: 200,
        delay: 3_600,
    };
    bench.call(OWNER, set_band(18, spreads)).expect("set");
    let kept = bench.call(
        ANYONE,
        bandOfCall {
            token: TOKEN,
            parameter: 18,
        },
    );
    assert_eq!(fields(&kept.expect("told").band), (-150, -20, 200, 3_600));
    let cap = Band {
        low: 1_000_000_000_000_000_000_000_000,
        high: (1 << 96) - 1,
        step: 3_333_333_333_333_333_333_333_333,
        delay: 31_536_000,
    };
    bench.call(OWNER, set_band(11, cap)).expect("set");
    let told = bench.event::<BandChanged>().current;
    let kept = bench.call(
        ANYONE,
        bandOfCall {
            token: TOKEN,
            parameter: 11,
        },
    );
    let kept = kept.expect("told").band;
    assert_eq!(fields(&told), fields(&kept), "told as kept");
    assert_eq!(
        kept.low, 1_000_000_000_000_000_000_000_000,
        "five to the 24th has 56 bits"
    );
    assert_eq!(kept.high, (1 << 96) - (1 << 38));
    let lost = 3_333_333_333_333_333_333_333_333 - kept.step;
    assert!(lost < 1 << 24, "within a part in 2^57");
}

#[test]
fn test_set_band_refuses_what_the_code_forbids() {
    let mut bench = Bench::staffed();
    let refusals = [
        (Band { low: -1, ..band() }, 0, -1, 0),
        (Band { low: 601, ..band() }, 0, 601, 600),
        (
            Band {
                high: 1_001,
                ..band()
            },
            1,
            1_001,
            1_000,
        ),
        (
            Band {
                step: 101,
                ..band()
            },
            2,
            101,
            100,
        ),
        (
            Band {
                delay: 3_599,
                ..band()
            },
            3,
            3_599,
            3_600,
        ),
    ];
    for (band, field, have, want) in refusals {
        let refused = bench.call(OWNER, set_band(STEEPEST, band));
        let error = BandOutOfBounds {
            field: U256::from(field),
            have: signed(have),
            want: signed(want),
        };
        assert_error(refused, error);
    }
    let unknown = UnknownParameter {
        parameter: U256::from(24),
        have: signed(24),
        want: signed(23),
    };
    assert_error(bench.call(OWNER, set_band(24, band())), unknown);
}

#[test]
fn test_tighten_band_is_the_admins_and_loosens_nothing() {
    let mut bench = Bench::staffed();
    for caller in [OWNER, STEWARD, GUARDIAN, ANYONE] {
        let refused = bench.call(caller, tighten(STEEPEST, band()));
        assert_error(refused, NotAdmin { caller });
    }
    let refusals = [
        (Band { low: 199, ..band() }, 0, 199, 200),
        (
            Band {
                high: 601,
                ..band()
            },
            1,
            601,
            600,
        ),
        (Band { step: 51, ..band() }, 2, 51, 50),
        (
            Band {
                delay: 86_399,
                ..band()
            },
            3,
            86_399,
            86_400,
        ),
    ];
    for (band, field, have, want) in refusals {
        let refused = bench.call(ADMIN, tighten(STEEPEST, band));
        let error = BandWidened {
            field: U256::from(field),
            have: signed(have),
            want: signed(want),
        };
        assert_error(refused, error);
    }
    let closed = Band { step: 0, ..band() };
    bench
        .call(ADMIN, tighten(STEEPEST, closed))
        .expect("closed");
    let told = bench.event::<BandChanged>();
    assert_eq!((told.caller, told.role as u8), (ADMIN, Role::Admin as u8));
    assert_eq!(fields(&told.previous), (200, 600, 50, 86_400));
    let refused = bench.call(STEWARD, change(&[(STEEPEST, 310)]));
    let error = BandClosed {
        parameter: U256::from(STEEPEST),
        have: signed(0),
        want: signed(1),
    };
    assert_error(refused, error);
    // Not even the admin opens it again.
    let refused = bench.call(ADMIN, tighten(STEEPEST, band()));
    let error = BandWidened {
        field: U256::from(2),
        have: signed(50),
        want: signed(0),
    };
    assert_error(refused, error);
}

#[test]
fn test_bounds_are_told() {
    let mut bench = Bench::staffed();
    let bounds = bench
        .call(ANYONE, boundsOfCall { parameter: 23 })
        .expect("told");
    assert_eq!((bounds.low, bounds.high), (signed(-2_000), signed(2_000)));
    assert_eq!(bounds.step, U256::from(200));
    let cap = bench
        .call(ANYONE, boundsOfCall { parameter: 17 })
        .expect("told");
    assert_eq!(cap.high, signed((1 << 96) - 1));
}

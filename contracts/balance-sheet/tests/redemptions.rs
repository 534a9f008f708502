//! What queues to leave: counted, kept from those who leave at once, settled, paid.

mod common;

use alloy_primitives::U256;
use alm_abi::{
    IBalanceSheet::{AmountTooSmall, NotListed, NotVault, maxDefundCall},
    IRedemptions::{Released, Reserved, releaseCall, reserveCall, setQueuedCall},
};
use common::{ANYONE, BORROWER, Bench, OnTestVm, SHARES, TOKEN, UNIT, VAULT, error};

const MILLION: u128 = 1_000_000 * UNIT;

fn queue(shares: u128, supply: u128) -> setQueuedCall {
    setQueuedCall {
        token: TOKEN,
        queued: U256::from(shares),
        supply: U256::from(supply),
    }
}

fn reserve(wanted: u128, queued: u128, supply: u128) -> reserveCall {
    reserveCall {
        token: TOKEN,
        wanted: U256::from(wanted),
        queued: U256::from(queued),
        supply: U256::from(supply),
    }
}

fn release(assets: u128) -> releaseCall {
    releaseCall {
        token: TOKEN,
        assets: U256::from(assets),
        receiver: BORROWER,
    }
}

/// The most shares that may leave at once.
fn most(bench: &mut Bench) -> u128 {
    let call = maxDefundCall {
        token: TOKEN,
        supply: U256::from(bench.supply),
        top: U256::from(bench.supply / 10),
    };
    bench.call(ANYONE, call).expect("listed").to()
}

#[test]
fn test_reserve_sets_cash_aside_and_release_pays_it() {
    let mut bench = Bench::running();
    let shares = bench.supply / 4;
    bench
        .call(VAULT, queue(shares, bench.supply))
        .expect("counted");
    let settled = bench.call(VAULT, reserve(shares, shares, bench.supply));
    let settled = settled.expect("there is cash");
    assert_eq!(settled.shares.to::<u128>(), shares);
    assert_eq!(settled.assets.to::<u128>(), MILLION / 4);
    let event: Reserved = bench.event();
    assert_eq!(
        (event.shares, event.assets),
        (settled.shares, settled.assets)
    );
    assert_eq!(bench.cash(), MILLION, "INV-BOOK-01");
    assert_eq!(bench.net_value(), 750_000 * 1_000_000, "INV-BOOK-02");
    bench.answers(1);
    bench.call(VAULT, release(MILLION / 4)).expect("set aside");
    let event: Released = bench.event();
    assert_eq!((event.receiver, event.assets), (BORROWER, settled.assets));
    assert_eq!(bench.cash(), MILLION * 3 / 4, "INV-BOOK-01");
    let refused: AmountTooSmall = error(bench.call(VAULT, release(1)));
    assert_eq!(refused.have.as_i64(), 0);
}

#[test]
fn test_an_exit_counts_what_the_vault_says_waits() {
    let mut bench = Bench::running();
    let waiting = bench.supply / 2;
    bench
        .call(VAULT, queue(waiting, bench.supply))
        .expect("counted");
    let others = bench.supply - waiting;
    assert!(most(&mut bench) <= others, "INV-QUEUE-01");
    // The token's answer is the vault's: one share waits.
    bench.defund(0, SHARES).expect("INV-MAX-01");
    assert!(
        most(&mut bench) > others,
        "INV-QUEUE-01: told, not reckoned"
    );
}

#[test]
fn test_what_enters_does_not_wait() {
    let mut bench = Bench::running();
    let waiting = bench.supply / 2;
    bench
        .call(VAULT, queue(waiting, bench.supply))
        .expect("counted");
    bench.fund(MILLION).expect("deposits are open");
    let free = most(&mut bench);
    let others = bench.supply - waiting;
    assert!(free <= others, "INV-QUEUE-01");
    assert!(free >= others / 65_535 * 65_533, "but for the rounding");
}

#[test]
fn test_the_queue_is_the_vaults() {
    let mut bench = Bench::running();
    let refused: NotVault = error(bench.call(ANYONE, queue(1, 1)));
    assert_eq!((refused.token, refused.caller), (TOKEN, ANYONE));
    let _: NotVault = error(bench.call(ANYONE, reserve(1, 1, 1)));
    let _: NotVault = error(bench.call(ANYONE, release(1)));
    let elsewhere = setQueuedCall {
        token: ANYONE,
        ..queue(1, 1)
    };
    let refused: NotListed = error(bench.call(VAULT, elsewhere));
    assert_eq!(refused.token, ANYONE);
}

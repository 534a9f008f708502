//! Storage as the document has it, read by the views, and what is pushed into it.

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::{SolError, SolValue};
use alm_abi::{
    ICreditDesk as desk,
    ICreditTerms::{self as terms, CollateralTerms, PortfolioCredit},
};
use alm_testvm::*;
use credit_terms::CreditTerms;

const ASSET: Address = address!("0x1111111111111111111111111111111111111111");
const FEED: Address = address!("0x2222222222222222222222222222222222222222");
const SOURCE: Address = address!("0x3333333333333333333333333333333333333333");
const OWNER: Address = address!("0x4444444444444444444444444444444444444444");
const ALICE: Address = address!("0x5555555555555555555555555555555555555555");
const NOW: u64 = 1_800_000_000;
/// The asset's number.
const INDEX: u8 = 5;

alm_testvm::bench!(CreditTerms, NOW);

impl Bench {
    /// A desk with one asset, written slot by slot.
    fn new() -> Self {
        let bench = Self::raw();
        bench.store(B256::ZERO, word(OWNER));
        bench.store(fixed(5), word(SOURCE));
        let custody = join(&[(777, 12), (999, 12)]) << 64;
        bench.store(mapped(ASSET, 9), custody | U256::from(INDEX + 1));
        let base: U256 = mapped(U256::from(INDEX), 10).into();
        // Heartbeat 3,600, decimals 26, lowest 7 << 2, highest 9 << 5, group 4, exponent 6.
        let fields = join(&[
            (3_600, 3),
            (26, 1),
            (7 << 6 | 2, 3),
            (9 << 6 | 5, 3),
            (4, 1),
            (6, 1),
        ]);
        bench.store(base.into(), (fields << 160) | word(FEED));
        bench.store((base + U256::from(2)).into(), word(ASSET));
        bench
    }
}

fn word(address: Address) -> U256 {
    U256::from_be_slice(address.as_slice())
}

fn fixed(slot: u8) -> B256 {
    U256::from(slot).into()
}

fn mapped(key: impl SolValue, slot: u8) -> B256 {
    keccak256([key.abi_encode(), U256::from(slot).abi_encode()].concat())
}

/// Fields one below the other.
fn join(fields: &[(u128, usize)]) -> U256 {
    let fields = fields.iter();
    fields.fold(U256::ZERO, |sum, (field, bytes)| {
        (sum << (8 * bytes)) | U256::from(*field)
    })
}

fn pushed(open: u32, threshold: u32, end: u64) -> CollateralTerms {
    CollateralTerms {
        openLtv: open,
        threshold,
        bonus: 1_000_099,
        rampEnd: end.try_into().expect("40 bits"),
        validUntil: (NOW + 86_400).try_into().expect("40 bits"),
    }
}

fn push(terms: CollateralTerms) -> terms::setCollateralTermsCall {
    terms::setCollateralTermsCall {
        asset: ASSET,
        terms,
    }
}

#[test]
fn test_an_asset_lies_where_the_document_says() {
    let mut bench = Bench::new();
    let asset = bench
        .call(ALICE, terms::assetOfCall { asset: ASSET })
        .expect("listed");
    assert_eq!((asset.index, asset.decimals), (INDEX, 26));
    let config = asset.config;
    assert_eq!(
        (config.feed, config.group, config.minimumExponent),
        (FEED, 4, 6)
    );
    assert_eq!(config.heartbeat.to::<u32>(), 3_600);
    assert_eq!(config.priceFloor.to::<u128>(), 7 << 2);
    assert_eq!(config.priceCeiling.to::<u128>(), 9 << 5);
    assert_eq!(
        (asset.held.to::<u128>(), config.cap.to::<u128>()),
        (777, 999)
    );
    let token = bench.call(ALICE, terms::assetAtCall { index: INDEX });
    assert_eq!(token, Ok(ASSET));
    let unknown = bench.call(ALICE, terms::assetOfCall { asset: FEED });
    let error = terms::AssetNotListed { asset: FEED };
    assert_eq!(unknown.err(), Some(error.abi_encode()));
}

#[test]
fn test_terms_lie_where_the_document_says_and_leave_the_notes() {
    let mut bench = Bench::new();
    let base: U256 = mapped(U256::from(INDEX), 10).into();
    let slot = base + U256::ONE;
    // 2^27 in 26 bits and a shift, noted 512 s ago.
    let noted = u128::from(NOW >> 8) - 2;
    let notes = join(&[(1 << 25 << 6 | 2, 4), (1 << 25 << 6 | 1, 4), (noted, 3)]);
    bench.store(slot.into(), notes);
    bench
        .call(SOURCE, push(pushed(7_000_000, 8_000_000, 0)))
        .expect("in bounds");
    let fields = [
        (7_000_000, 3),
        (8_000_000, 3),
        (8_000_000, 3),
        (10_000, 2),
        (NOW.into(), 4),
        (0, 3),
        (86_400, 3),
    ];
    assert_eq!(bench.slot(slot.into()), (join(&fields) << 88) | notes);
    let asset = bench
        .call(ALICE, terms::assetOfCall { asset: ASSET })
        .expect("listed");
    assert_eq!(asset.observed.to::<u128>(), 1 << 27);
    assert_eq!(asset.previous.to::<u128>(), 1 << 26);
    assert_eq!(asset.observedAt.to::<u64>(), (NOW >> 8 << 8) - 512);
    let in_force = bench
        .call(ALICE, terms::collateralTermsCall { asset: ASSET })
        .expect("listed");
    assert_eq!(
        (in_force.openLtv, in_force.thresholdNow, in_force.bonus),
        (7_000_000, 8_000_000, 1_000_000)
    );
}

#[test]
fn test_a_push_begins_where_things_are() {
    let mut bench = Bench::new();
    bench
        .call(SOURCE, push(pushed(7_000_000, 8_000_000, 0)))
        .expect("in bounds");
    bench
        .call(SOURCE, push(pushed(5_000_000, 7_000_000, NOW + 43_200)))
        .expect("in bounds");
    bench.vm.set_block_timestamp(NOW + 21_600);
    let in_force = bench
        .call(ALICE, terms::collateralTermsCall { asset: ASSET })
        .expect("listed");
    assert_eq!(
        (
            in_force.thresholdFrom,
            in_force.thresholdNow,
            in_force.threshold
        ),
        (8_000_000, 7_500_000, 7_000_000)
    );
    let soon = push(pushed(0, 6_999_999, NOW + 43_200));
    let error = terms::TermOutOfBounds {
        term: U256::from(3),
        have: U256::from(NOW + 43_200),
        want: U256::from(NOW + 21_600 + 21_601),
    };
    assert_eq!(bench.call(SOURCE, soon).err(), Some(error.abi_encode()));
}

#[test]
fn test_credit_lies_where_the_document_says() {
    let mut bench = Bench::new();
    let credit = PortfolioCredit {
        credit: 500_000,
        rampEnd: (NOW + 100).try_into().expect("40 bits"),
        validUntil: (NOW + 200).try_into().expect("40 bits"),
    };
    bench
        .call(SOURCE, terms::setPortfolioCreditCall { terms: credit })
        .expect("in bounds");
    let fields = [
        (0, 4),
        (500_000, 4),
        (NOW.into(), 5),
        ((NOW + 100).into(), 5),
        ((NOW + 200).into(), 5),
    ];
    assert_eq!(bench.slot(fixed(8)), join(&fields) << 72);
    bench.vm.set_block_timestamp(NOW + 50);
    let in_force = bench
        .call(ALICE, terms::portfolioCreditCall {})
        .expect("a view");
    assert_eq!((in_force.creditNow, in_force.credit), (250_000, 500_000));
}

#[test]
fn test_an_account_lies_where_the_document_says() {
    let mut bench = Bench::new();
    let base: U256 = mapped(ALICE, 11).into();
    let fields = [(1 << INDEX, 8), (1 << INDEX, 8), (0b100, 1), (9, 8), (1, 1)];
    bench.store(base.into(), join(&fields) << 48);
    // The sixth asset is the second of the third pair.
    let pair = join(&[(0, 12), (41, 12)]) << 64;
    bench.store((base + U256::from(1 + 2)).into(), pair);
    let loan = join(&[(INDEX.into(), 1), (3_000, 2), (12_345, 12), (678, 14)]) << 24;
    bench.store((base + U256::from(65 + 2)).into(), loan);
    let account = bench
        .call(ALICE, desk::accountOfCall { account: ALICE })
        .expect("a view");
    assert_eq!((account.collaterals, account.debts), (32, 32));
    assert_eq!((account.loans, account.nonce), (4, 9));
    assert!(account.acceptsOffers);
    let held = desk::collateralOfCall {
        account: ALICE,
        asset: ASSET,
    };
    assert_eq!(bench.call(ALICE, held), Ok(U256::from(41)));
    let loan = desk::loanOfCall {
        account: ALICE,
        number: 2,
    };
    let loan = bench.call(ALICE, loan).expect("a view");
    assert_eq!((loan.asset, loan.maturity), (ASSET, 3_000 * 604_800));
    assert_eq!(
        (loan.face.to::<u128>(), loan.slope.to::<u128>()),
        (12_345, 678)
    );
}

#[test]
fn test_an_account_accepts_offers_by_a_byte_of_its_own() {
    let mut bench = Bench::new();
    let base: U256 = mapped(ALICE, 11).into();
    let others = join(&[(1 << INDEX, 8), (2, 8), (3, 1), (9, 8), (0, 1)]) << 48;
    bench.store(base.into(), others);
    for accepted in [true, false] {
        bench
            .call(ALICE, desk::acceptOffersCall { accepted })
            .expect("anybody's own account");
        let byte = U256::from(u8::from(accepted)) << 48;
        assert_eq!(bench.slot(base.into()), others | byte);
    }
}

#[test]
fn test_nothing_is_reported_without_a_source() {
    let mut bench = Bench::new();
    let report = terms::reportCall {
        account: ALICE,
        assets: vec![ASSET],
    };
    bench.store(fixed(5), U256::ZERO);
    let refused = bench.call(ALICE, report);
    assert_eq!(refused.err(), Some(desk::ZeroAddress {}.abi_encode()));
}

#[test]
fn test_only_the_source_pushes_and_the_owner_names_it() {
    let mut bench = Bench::new();
    let refused = bench.call(ALICE, push(pushed(0, 8_000_000, 0)));
    let error = terms::NotRiskSource { caller: ALICE };
    assert_eq!(refused.err(), Some(error.abi_encode()));
    let name = terms::setRiskSourceCall { source: ALICE };
    let error = desk::NotOwner { caller: ALICE };
    assert_eq!(
        bench.call(ALICE, name.clone()).err(),
        Some(error.abi_encode())
    );
    bench.call(OWNER, name).expect("the owner");
    bench
        .call(ALICE, push(pushed(0, 8_000_000, 0)))
        .expect("the source now");
}

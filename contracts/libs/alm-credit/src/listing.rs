//! What the owner says of assets.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::ICreditTerms::{AssetAlreadyListed, AssetChanged, TermOutOfBounds, TooManyAssets};
use alm_engine::credit::terms::{Examination, Violation};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    feed, ownable,
    packed::{from_float, to_float_up, unpack},
    slots, token,
    words::{Output, Word, word},
};

use crate::{
    asset::{Asset, Custody},
    desk::Desk,
    errors::{about, address, someone, term_out_of_bounds},
    globals::put_above,
    layout::{ASSETS_MAX, BOUND_BITS, COUNT, DECIMALS, FEED, INDEXES, PROGRAM, TOKEN},
};

/// Fields of a configuration after its feed: heartbeat, lowest and highest price, group, exponent of the smallest debt, cap.
const CONFIG: [u8; 6] = [3, 11, 11, 1, 1, 12];
/// Oldest heartbeat, seconds.
const HEARTBEAT_MAX: u64 = 172_800;
/// The last group.
const GROUP_MAX: u64 = 15;
/// Largest exponent of the smallest debt.
const EXPONENT_MAX: u64 = 24;

/// What the owner says of an asset, with the feed as it is.
pub(crate) type Config = (Word, [u128; CONFIG.len()]);

impl Desk {
    /// `listAsset`: asset, configuration.
    pub fn list_asset(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let token = someone(arguments, 0)?;
        if self.index_of(token).is_ok() {
            return Err(about(AssetAlreadyListed::SELECTOR, token, &[]));
        }
        let mut program = self.fixed_slot(PROGRAM);
        let mut count = [0; COUNT.len()];
        unpack(&program, &COUNT, &mut count);
        let [_, index] = count;
        if index >= ASSETS_MAX {
            return Err(Failure::new(TooManyAssets::SELECTOR, &[word(index)]));
        }
        let next = index.saturating_add(1);
        put_above(&mut program, &COUNT, &[0, next]);
        self.set_fixed_slot(PROGRAM, &program);
        let slot = slots::mapped(self.vm(), token, INDEXES);
        slots::write(self.vm(), &slot, &word(next));
        let base = self.asset_base(index as u8);
        slots::write(self.vm(), &self.asset_slot(&base, TOKEN), token);
        self.configure(token, index as u8, arguments)
    }

    /// `setAsset`: asset, configuration.
    pub fn set_asset(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        let token = address(arguments, 0)?;
        let index = self.index_of(token)?;
        self.configure(token, index, arguments)
    }

    /// Stores what the owner says, and tells it.
    #[inline(never)]
    fn configure(&self, token: &Word, index: u8, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let before = self.config_of(token, index);
        let feed = someone(arguments, 1)?;
        let mut given = [0; CONFIG.len()];
        arguments.numbers(2, &CONFIG, &mut given)?;
        check_config(&given)?;
        let [heartbeat, low, high, group, minimum, cap] = given;
        let [low, high] = [low, high].map(|price| to_float_up(price, BOUND_BITS));
        let decimals = self.decimals_with(token, feed, index)?;
        let mut word = *feed;
        let fields = [heartbeat, decimals, low, high, group, minimum];
        put_above(&mut word, &FEED, &fields);
        let base = self.asset_base(index);
        slots::write(self.vm(), &base, &word);
        let mut custody = Custody::default();
        self.load_custody(token, &mut custody);
        custody.cap = cap;
        self.store_custody(&custody);
        let mut event = Output::default();
        event.append(&AssetChanged::SIGNATURE_HASH.0).append(token);
        for (feed, fields) in [&before, &self.config_of(token, index)] {
            event.append(feed).numbers(fields);
        }
        event.emit(self.vm(), 2);
        Ok(())
    }

    /// What the owner says of an asset; zero where there is none.
    #[inline(never)]
    pub(crate) fn config_of(&self, token: &Word, index: u8) -> Config {
        let (mut asset, mut custody) = <(Asset, Custody)>::default();
        self.load_asset(index, &mut asset);
        self.load_custody(token, &mut custody);
        let [heartbeat, _, low, high, group, minimum] = asset.fields;
        let [low, high] = [low, high].map(from_float);
        let fields = [heartbeat, low, high, group, minimum, custody.cap];
        (asset.feed, fields)
    }

    /// Decimals of a token and a feed together: those there have been, once there are some.
    #[inline(never)]
    fn decimals_with(&self, token: &Word, feed: &Word, index: u8) -> Result<u128, Failure> {
        let mut decimals = 0;
        feed::decimals(self.vm(), feed, &mut decimals)?;
        let sum = decimals.saturating_add(token::decimals(self.vm(), token)?.into());
        let mut asset = Asset::default();
        self.load_asset(index, &mut asset);
        let had = asset.field(DECIMALS);
        let is_new = asset.feed == [0; 32];
        let most = if is_new { 36 } else { had };
        if sum > most || !is_new && sum != had {
            return Err(term_out_of_bounds(13, sum, most));
        }
        Ok(sum)
    }
}

/// Refuses a configuration outside of its bounds.
#[inline(never)]
fn check_config(given: &[u128; CONFIG.len()]) -> Result<(), Failure> {
    // Prices above 64 bits are compared as the largest such number.
    let narrow = given.map(|figure| u64::try_from(figure).unwrap_or(u64::MAX));
    let [heartbeat, low, high, group, minimum, _] = narrow;
    let mut examination = Examination::default();
    examination.within(8, heartbeat, 1, HEARTBEAT_MAX);
    examination.within(9, low, 1, u64::MAX);
    examination.within(10, high, low, u64::MAX);
    examination.within(11, group, 0, GROUP_MAX);
    examination.within(12, minimum, 0, EXPONENT_MAX);
    refuse_violation(&examination)
}

/// Refuses what violates a bound.
#[inline(never)]
pub(crate) fn refuse_violation(examination: &Examination) -> Result<(), Failure> {
    let Some(Violation { term, have, want }) = examination.violation() else {
        return Ok(());
    };
    Err(term_out_of_bounds(
        (*term).into(),
        (*have).into(),
        (*want).into(),
    ))
}

/// The error that is told.
const _: [u8; 4] = TermOutOfBounds::SELECTOR;

//! An asset in storage: its feed with what the owner says of it, its terms with the prices noted, what is in custody.

use alloy_sol_types::SolError;
use alm_abi::ICreditTerms::AssetNotListed;
use alm_engine::credit::{price::Noted, ramp::Ramp, terms::Terms};
use alm_stylus::{
    Failure, host,
    packed::{self, from_float, to_float_up, unpack},
    slots,
    words::{Word, word},
};

use crate::{
    desk::Desk,
    errors::about,
    globals::address_in,
    layout::{
        ASSETS, BONUS_UNIT, CUSTODY, DECIMALS, FEED, GROUP, INDEXES, LAST, MINIMUM, NOTE_BITS,
        NOTE_SHIFT, TERM_WIDTHS, TERMS, TOKEN,
    },
};

/// An asset: where it lies, its feed and what the owner says of it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Asset {
    /// The first of its slots.
    pub(crate) base: Word,
    /// Its feed.
    pub(crate) feed: Word,
    /// Fields as in [`FEED`].
    pub(crate) fields: [u128; FEED.len()],
}

/// Terms and noted prices, as stored.
#[derive(Clone, Copy, Default)]
pub(crate) struct TermSlot(pub(crate) [u128; TERM_WIDTHS.len()]);

/// What is in custody of an asset, and its number, from one.
#[derive(Clone, Copy, Default)]
pub(crate) struct Custody {
    slot: Word,
    number: u128,
    /// For all accounts.
    pub(crate) held: u128,
    /// The most that is taken.
    pub(crate) cap: u128,
}

impl Asset {
    /// Decimals of token and feed together.
    pub(crate) const fn decimals(&self) -> u8 {
        let [_, decimals, ..] = self.fields;
        decimals as u8
    }

    /// The group it falls with.
    pub(crate) fn group(&self) -> u8 {
        self.field(GROUP) as u8
    }

    /// The smallest debt of it.
    pub(crate) fn minimum(&self) -> u128 {
        10u128.saturating_pow(self.field(MINIMUM) as u32)
    }

    /// A field as in [`FEED`].
    pub(crate) fn field(&self, place: usize) -> u128 {
        self.fields.get(place).copied().unwrap_or(0)
    }
}

impl Desk {
    /// The number of a token.
    ///
    /// # Errors
    /// `AssetNotListed`.
    #[inline(never)]
    pub(crate) fn index_of(&self, token: &Word) -> Result<u8, Failure> {
        let slot = slots::mapped(self.vm(), token, INDEXES);
        let [.., number] = slots::read(self.vm(), &slot);
        number
            .checked_sub(1)
            .ok_or_else(|| about(AssetNotListed::SELECTOR, token, &[]))
    }

    /// The first slot of an asset.
    #[inline(never)]
    pub(crate) fn asset_base(&self, index: u8) -> Word {
        let key = [word(index.into()), slots::fixed(ASSETS)];
        host::keccak(self.vm(), key.as_flattened())
    }

    /// Loads an asset; one that is not listed has the zero feed.
    #[inline(never)]
    pub(crate) fn load_asset(&self, index: u8, asset: &mut Asset) {
        asset.base = self.asset_base(index);
        let word = slots::read(self.vm(), &asset.base);
        asset.feed = address_in(&word);
        unpack(&word, &FEED, &mut asset.fields);
    }

    /// A slot of an asset.
    #[inline(never)]
    pub(crate) fn asset_slot(&self, base: &Word, place: u8) -> Word {
        let mut slot = *base;
        slots::advance(&mut slot, place);
        slot
    }

    /// The token of an asset.
    #[inline(never)]
    pub(crate) fn token_of(&self, base: &Word) -> Word {
        slots::read(self.vm(), &self.asset_slot(base, TOKEN))
    }

    /// Loads terms and noted prices.
    #[inline(never)]
    pub(crate) fn load_terms(&self, base: &Word, terms: &mut TermSlot) {
        let slot = self.asset_slot(base, TERMS);
        packed::load(self.vm(), &slot, &TERM_WIDTHS, &mut terms.0);
    }

    /// Stores terms and noted prices.
    #[inline(never)]
    pub(crate) fn store_terms(&self, base: &Word, terms: &TermSlot) {
        packed::store(
            self.vm(),
            &self.asset_slot(base, TERMS),
            &TERM_WIDTHS,
            &terms.0,
        );
    }

    /// Loads what is in custody of a token: beside its number, in the slot that tells it.
    #[inline(never)]
    pub(crate) fn load_custody(&self, token: &Word, custody: &mut Custody) {
        custody.slot = slots::mapped(self.vm(), token, INDEXES);
        let mut fields = [0; CUSTODY.len()];
        let word = slots::read(self.vm(), &custody.slot);
        unpack(&word, &CUSTODY, &mut fields);
        [custody.held, custody.cap, _, custody.number] = fields;
    }

    /// Stores it.
    #[inline(never)]
    pub(crate) fn store_custody(&self, custody: &Custody) {
        let fields = [custody.held, custody.cap, 0, custody.number];
        packed::store(self.vm(), &custody.slot, &CUSTODY, &fields);
    }
}

impl TermSlot {
    /// The terms.
    #[inline(never)]
    pub(crate) fn terms(&self) -> Terms {
        let [open, from, to, bonus, start, length, life, ..] = self.0;
        // Every field is narrower than the number it becomes.
        let start = start as u64;
        Terms {
            open_ltv: open as u32,
            threshold: Ramp {
                from: from as u32,
                to: to as u32,
                start,
                end: start.saturating_add(length as u64),
            },
            bonus: bonus.saturating_mul(BONUS_UNIT) as u32,
            valid_until: start.saturating_add(life as u64),
        }
    }

    /// Puts terms in: their times are checked to lie within their fields.
    #[inline(never)]
    pub(crate) fn set_terms(&mut self, terms: &Terms) {
        let Ramp {
            from,
            to,
            start,
            end,
        } = terms.threshold;
        let [_, _, _, _, _, _, _, last, previous, at] = self.0;
        self.0 = [
            terms.open_ltv.into(),
            from.into(),
            to.into(),
            u128::from(terms.bonus).checked_div(BONUS_UNIT).unwrap_or(0),
            start.into(),
            end.saturating_sub(start).into(),
            terms.valid_until.saturating_sub(start).into(),
            last,
            previous,
            at,
        ];
    }

    /// The prices noted.
    #[inline(never)]
    pub(crate) fn noted(&self) -> Noted {
        let [.., last, previous, at] = self.0;
        Noted {
            last: from_float(last),
            previous: from_float(previous),
            at: (at as u64) << NOTE_SHIFT,
        }
    }

    /// Puts noted prices in.
    #[inline(never)]
    pub(crate) fn set_noted(&mut self, noted: &Noted) {
        let prices = [noted.last, noted.previous];
        let [last, previous] = prices.map(|price| to_float_up(price, NOTE_BITS));
        let fields = [last, previous, u128::from(noted.at >> NOTE_SHIFT)];
        let places = self.0.iter_mut().skip(LAST);
        places.zip(fields).for_each(|(place, field)| *place = field);
    }
}

/// The places of the fields are those of the layout.
const _: () = assert!(DECIMALS == 1 && LAST == 7);

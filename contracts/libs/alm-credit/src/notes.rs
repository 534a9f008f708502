//! `observe`: prices noted for new risk.

use alloy_sol_types::SolEvent;
use alm_abi::ICreditTerms::Observed;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, Word},
};

use crate::{
    asset::{Asset, TermSlot},
    desk::Desk,
    errors::address,
    layout::NOTE_SHIFT,
};

/// Seconds by which a note may seem older than it is.
const SLACK: u64 = (1 << NOTE_SHIFT) - 1;

impl Desk {
    /// `observe`: assets. Those with nothing to note are passed over.
    pub fn observe(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let (assets, count) = arguments.list(0)?;
        for place in 0..count {
            let token = address(&assets, place)?;
            let index = self.index_of(token)?;
            self.note(token, index);
        }
        Ok(())
    }

    /// Notes the price of an asset.
    #[inline(never)]
    fn note(&self, token: &Word, index: u8) {
        let (mut asset, mut slot) = <(Asset, TermSlot)>::default();
        self.load_asset(index, &mut asset);
        self.load_terms(&asset.base, &mut slot);
        let mut noted = slot.noted();
        let Ok(price) = self.young_price(&asset) else {
            return;
        };
        if !noted.note(price, self.now(), SLACK) {
            return;
        }
        slot.set_noted(&noted);
        self.store_terms(&asset.base, &slot);
        let mut event = Output::default();
        event
            .append(&Observed::SIGNATURE_HASH.0)
            .append(token)
            .numbers(&[slot.noted().last])
            .emit(self.vm(), 2);
    }
}

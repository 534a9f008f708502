//! Where a book lies in storage. Slots 0 and 1 are the ownership; slot 2 is a mapping from the book's token to three
//! slots: two of fields, and who reports.

use alm_stylus::{
    Failure, host,
    packed::{pack, unpack},
    slots,
    words::Word,
};
use stylus_sdk::prelude::*;

use crate::{book::Book, contract::RateModel, errors, layout::WIDTHS};

/// The slot of the mapping.
const BOOKS: u8 = 2;
/// The slots of the fields.
const FIELDS: usize = 2;

impl RateModel {
    /// Loads a book; of one the model does not know, every field is zero.
    #[inline(never)]
    pub(crate) fn load_book(&self, token: &Word, book: &mut Book) {
        let mut slot = slots::mapped(self.vm(), token, BOOKS);
        let mut words = [[0; 32]; FIELDS];
        for word in &mut words {
            *word = slots::read(self.vm(), &slot);
            slots::advance(&mut slot, 1);
        }
        unpack(words.as_flattened(), &WIDTHS, &mut book.fields);
    }

    /// Loads a book the model knows. Who reports lies in a slot of its own, which quotes need not read.
    ///
    /// # Errors
    /// `NotListed`.
    #[inline(never)]
    pub(crate) fn load_listed(&self, token: &Word, book: &mut Book) -> Result<(), Failure> {
        self.load_book(token, book);
        if book.is_listed() {
            Ok(())
        } else {
            Err(errors::not_listed(token))
        }
    }

    /// Who reports a book's utilisation.
    #[inline(never)]
    pub(crate) fn balance_sheet(&self, token: &Word) -> Word {
        let mut slot = slots::mapped(self.vm(), token, BOOKS);
        slots::advance(&mut slot, FIELDS as u8);
        slots::read(self.vm(), &slot)
    }

    /// Stores a book's fields.
    #[inline(never)]
    pub(crate) fn store(&mut self, token: &Word, book: &Book) {
        let mut words = [[0; 32]; FIELDS];
        pack(words.as_flattened_mut(), &WIDTHS, &book.fields);
        let mut slot = slots::mapped(self.vm(), token, BOOKS);
        for word in &words {
            slots::write(self.vm(), &slot, word);
            slots::advance(&mut slot, 1);
        }
    }

    /// Replaces who reports a book's utilisation.
    pub(crate) fn store_balance_sheet(&mut self, token: &Word, balance_sheet: &Word) {
        let mut slot = slots::mapped(self.vm(), token, BOOKS);
        slots::advance(&mut slot, FIELDS as u8);
        slots::write(self.vm(), &slot, balance_sheet);
    }

    /// Who calls.
    pub(crate) fn caller(&self) -> Word {
        host::sender(self.vm())
    }
}

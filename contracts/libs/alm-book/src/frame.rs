//! What is done around every function about a token.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::{locked, unlocked},
    ownable,
    words::{Output, Word},
};

use crate::{books::Books, open::Open};

/// A book is loaded, and brought to this block.
pub const READ: u8 = 1;
/// It is written back, under the lock.
pub const WRITE: u8 = 2;
/// The function is the owner's.
pub const OWNED: u8 = 4;
/// Its token is not listed yet, or need not be.
pub const UNLISTED: u8 = 8;
/// Tokens were moved here before it.
pub const RECEIVES: u8 = 16;

/// A function about a token: its selector, what is done around it, the parts of the book it needs beyond the hot slots, and
/// what it does with the book.
pub type Function = (
    u32,
    u8,
    u8,
    fn(&Books, &mut Open, &Arguments<'_>, &mut Output) -> Result<(), Failure>,
);

impl Books {
    /// Runs the function of a selector, whose first argument is a token. Views see no book in motion. `None` if the table
    /// has no such function.
    #[inline(always)]
    pub fn run(
        &self,
        functions: &[Function],
        selector: u32,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Option<Result<(), Failure>> {
        let mut functions = functions.iter();
        let function = functions.find(|(known, ..)| *known == selector)?;
        Some(self.around(function, token, arguments, output))
    }

    #[inline(always)]
    fn around(
        &self,
        function: &Function,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let needs = function.1;
        let mut open = Open {
            token: *token,
            ..Open::default()
        };
        if needs & WRITE == 0 {
            unlocked()?;
            return self.enter(function, &mut open, arguments, output);
        }
        locked(|| {
            if needs & OWNED != 0 {
                ownable::only_owner(self.vm())?;
            }
            self.enter(function, &mut open, arguments, output)?;
            if needs & RECEIVES != 0 {
                self.check_received(token, open.book.cash.raw())?;
            }
            self.close(&mut open)
        })
    }

    /// Loads a book and does with it what a function does.
    #[inline(never)]
    fn enter(
        &self,
        (_, needs, parts, function): &Function,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let token = open.token;
        self.load_sheet(&token, &mut open.sheet);
        if needs & UNLISTED == 0 {
            self.open(open, *parts, needs & WRITE != 0)?;
        }
        function(self, open, arguments, output)
    }

    /// `accrue`: what is done around every function.
    pub fn accrue(&self, _: &mut Open, _: &Arguments<'_>, _: &mut Output) -> Result<(), Failure> {
        Ok(())
    }
}

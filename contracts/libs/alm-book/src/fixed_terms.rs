//! What the owner sets of the fixed side: terms, the term desk, desks' caps. And what anyone may ask of it.

use alloc::vec;

use alloy_sol_types::SolEvent;
use alm_abi::IFixedBook as abi;
use alm_engine::{deal::Standing, ladder::Side, week::LONGEST};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    packed,
    words::{Output, Word, signed, word},
};

use crate::{
    books::Books,
    errors,
    holdings::{CAP_WIDTHS, side_slot},
    layout::{EPOCH, FIXED_TERMS, HALF_SPREAD},
    open::Open,
    storage::{MODEL, TERM_DESK, halves, line_slot},
    terms::{FIXED_WIDTHS, check_fixed},
};

impl Books {
    /// `setFixedTerms`.
    pub fn set_fixed_terms(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let mut terms = [0; FIXED_TERMS];
        arguments.numbers(1, &FIXED_WIDTHS, &mut terms)?;
        check_fixed(&terms)?;
        let previous = self.terms_of_fixed(open);
        let [half_spread, shock, neutral, lending, exit, cap] = terms;
        open.sheet.set(HALF_SPREAD, half_spread);
        let [top, bottom, read_at, ..] = self.fields(&open.sheet, &MODEL);
        let model = [top, bottom, read_at, shock, neutral, lending, exit];
        self.store_fields(&open.sheet, &MODEL, &model);
        let [top, bottom, _] = self.fields(&open.sheet, &TERM_DESK);
        self.store_fields(&open.sheet, &TERM_DESK, &[top, bottom, cap]);
        let mut event = Output::default();
        event
            .append(&abi::FixedTermsChanged::SIGNATURE_HASH.0)
            .append(&open.token)
            .numbers(&previous)
            .numbers(&terms)
            .emit(self.vm(), 2);
        Ok(())
    }

    /// `setTermDesk`.
    pub fn set_term_desk(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let desk = arguments.address(1).ok_or_else(Failure::empty)?;
        let previous = self.term_desk(open);
        let [_, _, cap] = self.fields(&open.sheet, &TERM_DESK);
        let [top, bottom] = halves(desk);
        self.store_fields(&open.sheet, &TERM_DESK, &[top, bottom, cap]);
        let mut event = Output::default();
        event
            .append(&abi::TermDeskChanged::SIGNATURE_HASH.0)
            .append(&open.token)
            .append(&previous)
            .append(desk)
            .emit(self.vm(), 2);
        Ok(())
    }

    /// `setFixedLine`.
    pub fn set_fixed_line(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let desk = errors::address(arguments, 1)?;
        let mut caps = [0; 2];
        arguments.numbers(2, &[12, 12], &mut caps)?;
        for (cap, side) in caps.iter().zip([Side::Assets, Side::Liabilities]) {
            let slot = self.side_of(open, desk, side);
            let [_, held] = self.cap(&slot);
            packed::store(self.vm(), &slot, &CAP_WIDTHS, &[*cap, held]);
        }
        let about = [open.token, *desk];
        self.tell(&abi::FixedLineChanged::SIGNATURE_HASH.0, &about, &caps);
        Ok(())
    }

    /// `fixedLineOf`.
    pub fn view_fixed_line(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let desk = arguments.address(1).ok_or_else(Failure::empty)?;
        for side in [Side::Assets, Side::Liabilities] {
            output.numbers(&self.cap(&self.side_of(open, desk, side)));
        }
        Ok(())
    }

    /// `fixedTerms`.
    pub fn view_fixed_terms(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.numbers(&self.terms_of_fixed(open));
        Ok(())
    }

    /// `termDeskOf`.
    pub fn view_term_desk(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        output.append(&self.term_desk(open));
        Ok(())
    }

    /// `limits`.
    pub fn view_limits(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut standing = Standing::default();
        open.standing(&mut standing);
        let reading = standing.reading();
        let marks = open.marks();
        output
            .append(&signed(reading.surplus.raw()))
            .append(&signed(reading.gap.raw()))
            .numbers(&[
                open.snapshot().potential(reading).raw(),
                open.sheet.scale().raw(),
            ])
            .append(&signed(marks.low.raw()))
            .append(&signed(marks.high.raw()));
        let liquidity = &standing.liquidity;
        output.numbers(&[
            liquidity.due_liabilities.raw(),
            liquidity.due_assets.raw(),
            liquidity.matured.raw(),
            open.claims.overdue.raw(),
            liquidity.reserved.raw(),
            liquidity.queued.raw(),
            liquidity.run_off.into(),
            open.sheet.field(EPOCH),
        ]);
        Ok(())
    }

    /// `ladder`.
    pub fn view_ladder(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let rolled = open.ladder.rolled;
        let mut words = vec![[0; 32]; usize::from(LONGEST).saturating_add(1)];
        let cells = self.cells(&open.sheet, false);
        for (word, ahead) in words.iter_mut().skip(1).zip(1..) {
            let week = rolled.later(ahead);
            if open.ladder.live.contains(week) {
                cells.tell(week, word);
            }
        }
        if let Some(first) = words.first_mut() {
            *first = word(rolled.later(1).instant().into());
        }
        output.replace(words.into_boxed_slice());
        Ok(())
    }

    #[inline(never)]
    fn terms_of_fixed(&self, open: &Open) -> [u128; FIXED_TERMS] {
        let [_, _, _, shock, neutral, lending, exit] = self.fields(&open.sheet, &MODEL);
        let [_, _, cap] = self.fields(&open.sheet, &TERM_DESK);
        let half_spread = open.sheet.field(HALF_SPREAD);
        [half_spread, shock, neutral, lending, exit, cap]
    }

    fn side_of(&self, open: &Open, desk: &Word, side: Side) -> Word {
        side_slot(line_slot(self.vm(), &open.token, desk), side)
    }

    fn cap(&self, slot: &Word) -> [u128; 2] {
        let mut fields = [0; 2];
        packed::load(self.vm(), slot, &CAP_WIDTHS, &mut fields);
        fields
    }
}

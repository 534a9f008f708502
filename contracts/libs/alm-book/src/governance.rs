//! What the owner may do: open books, set their terms, lines, rate model and pause. What anyone may: refresh a rate.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{IBalanceSheet as abi, IRateModel};
use alm_engine::{money::Amount, units::WAD, week::Week};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::transact,
    packed::number,
    words::{Output, Word, is_zero},
};

use crate::{
    books::Books,
    errors,
    layout::{ACCRUED_AT, PAUSED, RATE, RUN_OFF, RUN_OFF_FLOOR, TERMS, TOP, WHOLE},
    lending::Line,
    open::Open,
    storage::{MODEL, Sheet, halves},
    terms::{TERM_WIDTHS, check},
};

/// Highest rate a book takes from its model: 1,000 % a year, wad per second, rounded up.
const RATE_MAX: u128 = 317_097_919_838;
/// Millionths in a basis point.
const MILLIONTHS: u32 = 100;

impl Books {
    /// `list`.
    pub fn list(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let token = open.token;
        errors::address(arguments, 0)?;
        let vault = errors::address(arguments, 1)?;
        let model = errors::address(arguments, 2)?;
        if !is_zero(&open.sheet.vault) {
            return Err(errors::already_listed(&token));
        }
        self.balance(&token)?;
        open.sheet.vault = *vault;
        open.book.accrued_at = self.now();
        open.ladder.rolled = Week::at_or_before(self.now());
        // Nothing is known of the depositors before the first strike: they may be one.
        open.sheet.set(TOP, WHOLE);
        self.replace_terms(open, arguments, 3)?;
        self.tell(&abi::Listed::SIGNATURE_HASH.0, &[token, *vault], &[]);
        self.replace_model(open, model);
        Ok(())
    }

    /// `setTerms`: income up to now is posted and divided by the old terms.
    pub fn set_terms(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        self.settle_claims(open);
        self.replace_terms(open, arguments, 1)
    }

    /// `setRateModel`.
    pub fn set_rate_model(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let model = errors::address(arguments, 1)?;
        self.replace_model(open, model);
        Ok(())
    }

    /// `setLine`.
    pub fn set_line(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let desk = errors::address(arguments, 1)?;
        let mut cap = [0];
        arguments.numbers(2, &[12], &mut cap)?;
        let [cap] = cap;
        let mut line = Line::default();
        self.load_line(&open.token, desk, &mut line);
        let about = [open.token, *desk];
        self.tell(
            &abi::LineChanged::SIGNATURE_HASH.0,
            &about,
            &[line.cap, cap],
        );
        line.cap = cap;
        self.store_line(&line);
        Ok(())
    }

    /// `setPaused`.
    pub fn set_paused(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        _: &mut Output,
    ) -> Result<(), Failure> {
        let mut paused = [0];
        arguments.numbers(1, &[1], &mut paused)?;
        if paused > [1] {
            return Err(Failure::empty());
        }
        open.sheet.mark(PAUSED, paused != [0]);
        self.tell(&abi::PauseChanged::SIGNATURE_HASH.0, &[open.token], &paused);
        Ok(())
    }

    /// `refreshRate`. A model that fails leaves the rate as it is; when that is too old, new loans end.
    ///
    /// A book that was touched in this second says nothing: only a utilisation that held may move a rate, or a loan of an
    /// instant could.
    pub fn refresh_rate(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        if open.sheet.field(ACCRUED_AT) >= self.now().into() {
            output.numbers(&[open.sheet.field(RATE)]);
            return Ok(());
        }
        let (mut model, mut rate) = ([0; 32], [[0; 32]; 1]);
        self.load_model(&open.sheet, &mut model);
        let utilisation = open.utilisation();
        let mut request = Output::default();
        request
            .append(&IRateModel::accrueCall::SELECTOR)
            .append(&open.token)
            .numbers(&[utilisation]);
        let size = transact(self.vm(), &model, &request, &mut rate);
        let [rate] = &rate;
        if size.is_ok_and(|size| size >= rate.len())
            && let Some(rate) = number(rate, 6)
        {
            let rate = rate.min(RATE_MAX);
            open.sheet.set(RATE, rate);
            self.store_model(&open.sheet, &model, self.now().into());
            let figures = [utilisation, rate];
            self.tell(
                &abi::RateRefreshed::SIGNATURE_HASH.0,
                &[open.token],
                &figures,
            );
        }
        output.numbers(&[open.sheet.field(RATE)]);
        Ok(())
    }

    /// Reads terms from an argument on, checks them and puts them in place of the old.
    #[inline(never)]
    fn replace_terms(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        first: usize,
    ) -> Result<(), Failure> {
        let mut terms = [0; TERMS];
        arguments.numbers(first, &TERM_WIDTHS, &mut terms)?;
        check(&terms)?;
        let sheet = &mut open.sheet;
        let mut event = Output::default();
        event
            .append(&abi::TermsChanged::SIGNATURE_HASH.0)
            .append(&open.token)
            .numbers(sheet.terms())
            .numbers(&terms)
            .emit(self.vm(), 2);
        if let Some(places) = sheet.fields.first_chunk_mut() {
            *places = terms;
        }
        let floor = (sheet.field(RUN_OFF_FLOOR) as u32).saturating_mul(MILLIONTHS);
        let run_off = (sheet.field(RUN_OFF) as u32).max(floor);
        sheet.set(RUN_OFF, run_off.into());
        Ok(())
    }

    /// Puts a rate model in place of the old.
    #[inline(never)]
    fn replace_model(&self, open: &Open, model: &Word) {
        let mut old = [0; 32];
        let read_at = self.load_model(&open.sheet, &mut old);
        self.store_model(&open.sheet, model, read_at);
        let mut event = Output::default();
        event
            .append(&abi::RateModelChanged::SIGNATURE_HASH.0)
            .append(&open.token)
            .append(&old)
            .append(model)
            .emit(self.vm(), 2);
    }

    #[inline(never)]
    fn store_model(&self, sheet: &Sheet, model: &Word, read_at: u128) {
        let [_, _, _, zones @ ..] = self.fields(sheet, &MODEL);
        let [top, bottom] = halves(model);
        let [shock, neutral, lending, exit] = zones;
        let fields = [top, bottom, read_at, shock, neutral, lending, exit];
        self.store_fields(sheet, &MODEL, &fields);
    }
}

impl Open {
    /// Floating loans over cash and floating loans, wad, rounded up; nothing where there is neither.
    fn utilisation(&self) -> u128 {
        let lent = self.book.debt.owed();
        let all = Amount::new(lent.raw().saturating_add(self.book.cash.raw()));
        Amount::new(WAD).part_up(lent.raw(), all.raw().max(1)).raw()
    }
}

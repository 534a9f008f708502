//! Terms as the risk source pushes them.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::ICreditTerms::{
    CollateralTermsChanged, NotGuardian, NotRiskSource, PortfolioCreditChanged,
};
use alm_engine::credit::{
    ramp::Ramp,
    terms::{Credit, Examination, Terms},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host, ownable,
    packed::pack,
    words::{Output, Word},
};

use crate::{
    asset::TermSlot,
    desk::Desk,
    errors::{about, address},
    layout::{CREDIT, DIVERSIFICATION, GUARDIAN, OPEN, RISK_SOURCE},
    listing::refuse_violation,
};

impl Desk {
    /// `setCollateralTerms`: asset, opening loan to value, threshold, bonus, end of the ramp, end of life.
    pub fn set_collateral_terms(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let source = self.only_risk_source()?;
        let token = address(arguments, 0)?;
        let mut given = [0; 5];
        arguments.numbers(1, &[4, 4, 4, 5, 5], &mut given)?;
        let [open, to, bonus, end, valid_until] = given;
        let pushed = Terms {
            open_ltv: open as u32,
            threshold: ramp_to(to, end),
            bonus: bonus as u32,
            valid_until: valid_until as u64,
        };
        let base = self.asset_base(self.index_of(token)?);
        let mut slot = TermSlot::default();
        self.load_terms(&base, &mut slot);
        let before = slot.terms();
        let mut examination = Examination::default();
        let terms = before.replaced_by(&pushed, self.now(), &mut examination);
        refuse_violation(&examination)?;
        slot.set_terms(&terms);
        self.store_terms(&base, &slot);
        self.tell_terms(token, &source, &before, &slot.terms());
        Ok(())
    }

    /// `setPortfolioCredit`: part, end of the ramp, end of life.
    pub fn set_portfolio_credit(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let source = self.only_risk_source()?;
        let mut given = [0; 3];
        arguments.numbers(0, &[4, 5, 5], &mut given)?;
        let [part, end, valid_until] = given;
        let pushed = Credit {
            part: ramp_to(part, end),
            valid_until: valid_until as u64,
        };
        let before = self.diversification();
        let mut examination = Examination::default();
        let credit = before.replaced_by(&pushed, self.now(), &mut examination);
        refuse_violation(&examination)?;
        let Ramp {
            from,
            to,
            start,
            end,
        } = credit.part;
        let fields = [
            from.into(),
            to.into(),
            start.into(),
            end.into(),
            credit.valid_until.into(),
        ];
        let mut word = [0; 32];
        pack(&mut word, &CREDIT, &fields);
        self.set_fixed_slot(DIVERSIFICATION, &word);
        let mut event = Output::default();
        event
            .append(&PortfolioCreditChanged::SIGNATURE_HASH.0)
            .append(&source);
        event.numbers(&credit_figures(&before, self.now()));
        event.numbers(&credit_figures(&credit, self.now()));
        event.emit(self.vm(), 2);
        Ok(())
    }

    /// `closeCollateral`: asset.
    pub fn close_collateral(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let caller = host::sender(self.vm());
        if caller != self.fixed_slot(RISK_SOURCE) {
            self.only_guardian()?;
        }
        let token = address(arguments, 0)?;
        let base = self.asset_base(self.index_of(token)?);
        let mut slot = TermSlot::default();
        self.load_terms(&base, &mut slot);
        let before = slot.terms();
        if let Some(open) = slot.0.get_mut(OPEN) {
            *open = 0;
        }
        self.store_terms(&base, &slot);
        self.tell_terms(token, &caller, &before, &slot.terms());
        Ok(())
    }

    /// Refuses everybody but the guardian and the owner.
    ///
    /// # Errors
    /// `NotGuardian`.
    #[inline(never)]
    pub(crate) fn only_guardian(&self) -> Result<(), Failure> {
        let caller = host::sender(self.vm());
        if caller == self.fixed_slot(GUARDIAN) || caller == ownable::owner(self.vm()) {
            return Ok(());
        }
        Err(about(NotGuardian::SELECTOR, &caller, &[]))
    }

    /// Refuses everybody but the risk source; tells who it is.
    fn only_risk_source(&self) -> Result<Word, Failure> {
        let caller = host::sender(self.vm());
        if caller == self.fixed_slot(RISK_SOURCE) {
            return Ok(caller);
        }
        Err(about(NotRiskSource::SELECTOR, &caller, &[]))
    }

    #[inline(never)]
    fn tell_terms(&self, token: &Word, source: &Word, before: &Terms, now: &Terms) {
        let mut event = Output::default();
        event
            .append(&CollateralTermsChanged::SIGNATURE_HASH.0)
            .append(token)
            .append(source)
            .numbers(&term_figures(before, self.now()))
            .numbers(&term_figures(now, self.now()))
            .emit(self.vm(), 3);
    }
}

/// A ramp that is pushed: its beginning is where things are.
fn ramp_to(to: u128, end: u128) -> Ramp {
    Ramp {
        to: to as u32,
        end: end as u64,
        ..Ramp::default()
    }
}

/// Terms as the interface tells them.
#[inline(never)]
pub(crate) fn term_figures(terms: &Terms, now: u64) -> [u128; 8] {
    let ramp = &terms.threshold;
    [
        terms.open_ltv.into(),
        ramp.at(now).into(),
        ramp.from.into(),
        ramp.to.into(),
        terms.bonus_at(now).into(),
        ramp.start.into(),
        ramp.end.into(),
        terms.valid_until.into(),
    ]
}

/// The credit as the interface tells it.
#[inline(never)]
pub(crate) fn credit_figures(credit: &Credit, now: u64) -> [u128; 6] {
    let ramp = &credit.part;
    [
        ramp.at(now).into(),
        ramp.from.into(),
        ramp.to.into(),
        ramp.start.into(),
        ramp.end.into(),
        credit.valid_until.into(),
    ]
}

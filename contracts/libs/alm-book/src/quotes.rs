//! What the rate model quotes.

use alloy_sol_types::SolCall;
use alm_abi::IRateModel::quotesCall;
use alm_engine::{deal::Factors, rates::quote::Wanted, refusal::Cause, units::BPS, week::Week};
use alm_stylus::{Failure, calls::consult, packed::number, words::Output};

use crate::{books::Books, errors::refuse, layout::HALF_SPREAD, lending::RATE_LIFE, open::Open};

impl Books {
    /// The discount factors of a maturity that a deal needs; the others are zero, at which nothing may be dealt.
    ///
    /// # Errors
    /// `RateStale` if the model gives none: with the age of the rate last read from it, and the greatest for new loans.
    #[inline(never)]
    pub(crate) fn quotes(
        &self,
        open: &Open,
        week: Week,
        wanted: Wanted,
    ) -> Result<Factors, Failure> {
        let mut model = [0; 32];
        let read_at = self.load_model(&open.sheet, &mut model);
        let now = self.now();
        let ahead = week.instant().saturating_sub(now);
        let spread = open.sheet.field(HALF_SPREAD).saturating_mul(BPS);
        let mut request = Output::default();
        request
            .append(&quotesCall::SELECTOR)
            .append(&open.token)
            .numbers(&[ahead.into(), spread, wanted.0.into()]);
        let mut answer = [[0; 32]; 4];
        let size = consult(self.vm(), &model, &request, &mut answer);
        let [deposit, loan, low, high] = answer.map(|word| number(&word, 16));
        if let (Ok(128..), Some(deposit), Some(loan), Some(low), Some(high)) =
            (size, deposit, loan, low, high)
        {
            let factors = Factors {
                deposit,
                loan,
                low,
                high,
            };
            return Ok(factors.bounded());
        }
        let age = now.saturating_sub(read_at as u64);
        Err(refuse(Cause::RateStale, age.into(), RATE_LIFE.into()))
    }
}

//! What keepers do: publish prices, sample, report the depth the market shows, push terms, strike.

use alm_crisis::market::Market;
use ethers::types::I256;

use super::{CrisisError, stage::PAR, stand::Stand};
use crate::{
    bindings::PushCall,
    contracts::{
        balance_sheet::abi::{RefreshRateCall, StrikeCall},
        credit_terms::abi::{CollateralTerms, ObserveCall, SetCollateralTermsCall, TermsInForce},
        risk_engine::abi::{PokeCall, ReportDepthCall},
        risk_monitor::abi::{EvaluateCall, MeasureCall, PushTermsCall},
    },
    convert::{to_u128, whole},
    embedded::EmbeddedError,
};

/// Length of an hour and a day.
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
/// How long a reported depth may be used.
const REPORT_LIFE: u64 = 2 * DAY;
/// How long constant terms are pushed for, and when they are pushed again.
const CONSTANT_LIFE: u64 = 29 * DAY;
const CONSTANT_RENEWAL: u64 = 7 * DAY;
/// A rise of the depth is told once it is larger than this part: rises are counted, falls are free.
const RISE_LEAST: f64 = 0.1;

/// What was done when.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Diary {
    hour: u64,
    day: u64,
    pushed_at: u64,
    /// Depth told last, whole units.
    depth: f64,
}

impl Stand {
    /// Publishes a price and has it sampled.
    pub(super) fn publish(&mut self, price: u64, time: u64) -> Result<(), EmbeddedError> {
        self.keep_alive(time)?;
        let push = PushCall {
            answer: I256::from(price),
            updated_at: time.into(),
        };
        self.keep("publishing a price", self.stage.feed.address, push, time)?;
        if self.rule.policy.is_engine() {
            let asset = self.stage.collateral.address;
            self.keep("sampling", self.engine.address(), PokeCall { asset }, time)?;
        }
        Ok(())
    }

    /// Does what is due this hour and this day.
    pub(super) fn duties(
        &mut self,
        diary: &mut Diary,
        market: Option<&Market>,
        bonus: u32,
        time: u64,
    ) -> Result<(), CrisisError> {
        if diary.hour != time / HOUR {
            diary.hour = time / HOUR;
            self.hourly(diary, market, bonus, time)?;
        }
        if diary.day != time / DAY {
            diary.day = time / DAY;
            let token = self.stage.token.address;
            let sheet = self.sheet.address();
            self.try_keep(
                "refreshing the rate",
                sheet,
                RefreshRateCall { token },
                time,
            )?;
            self.try_keep("striking", sheet, StrikeCall { token }, time)?;
        }
        Ok(())
    }

    fn hourly(
        &mut self,
        diary: &mut Diary,
        market: Option<&Market>,
        bonus: u32,
        time: u64,
    ) -> Result<(), CrisisError> {
        let par = PushCall {
            answer: I256::from(PAR),
            updated_at: time.into(),
        };
        self.keep("publishing par", self.stage.par.address, par, time)?;
        if self.rule.policy.is_engine() {
            self.report_depth(diary, market, time)?;
            self.push_by_the_monitor(diary, time)?;
        } else {
            self.push_constant(diary, bonus, time)?;
        }
        let assets = vec![self.stage.collateral.address, self.stage.token.address];
        let terms = self.terms.address();
        self.keep("noting prices", terms, ObserveCall { assets }, time)?;
        Ok(())
    }

    /// Tells the engine what the market absorbs. What it may not be told (a rise too soon), it is told an hour later.
    fn report_depth(
        &mut self,
        diary: &mut Diary,
        market: Option<&Market>,
        time: u64,
    ) -> Result<(), CrisisError> {
        let Some(market) = market else { return Ok(()) };
        let depth = market.capacity();
        let is_rise = depth > diary.depth;
        if is_rise && diary.depth > 0.0 && depth < diary.depth * (1.0 + RISE_LEAST) {
            // The report still has to be kept alive.
            return self.tell_depth(diary.depth, false, time).map(drop);
        }
        // A rise at most doubles.
        let told = if diary.depth > 0.0 {
            depth.min(2.0 * diary.depth)
        } else {
            depth
        };
        if self.tell_depth(told, is_rise, time)? {
            diary.depth = told;
        }
        Ok(())
    }

    fn tell_depth(&mut self, depth: f64, is_rise: bool, time: u64) -> Result<bool, CrisisError> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole units of a depth, rounded down"
        )]
        let depth = depth.max(1.0) as u64;
        let call = ReportDepthCall {
            asset: self.stage.collateral.address,
            depth,
            valid_until: time + REPORT_LIFE,
        };
        let engine = self.engine.address();
        // Whatever is no rise is always accepted.
        if !is_rise {
            self.keep("reporting a depth", engine, call, time)?;
            return Ok(true);
        }
        let sent = self.try_keep("reporting a depth", engine, call, time)?;
        Ok(sent.is_some())
    }

    fn push_by_the_monitor(&mut self, diary: &mut Diary, time: u64) -> Result<(), CrisisError> {
        let Some(monitor) = self.monitor.as_ref().map(|monitor| monitor.address()) else {
            return Ok(());
        };
        let asset = self.stage.collateral.address;
        self.report_accounts(time)?;
        self.try_keep(
            "measuring the cascade",
            monitor,
            MeasureCall { asset },
            time,
        )?;
        self.try_keep("evaluating the hour", monitor, EvaluateCall {}, time)?;
        if time >= diary.pushed_at + HOUR {
            self.keep("pushing terms", monitor, PushTermsCall { asset }, time)?;
            diary.pushed_at = time;
        }
        Ok(())
    }

    /// Pushes constant terms, and again before they expire.
    fn push_constant(
        &mut self,
        diary: &mut Diary,
        bonus: u32,
        time: u64,
    ) -> Result<(), CrisisError> {
        let Some(constant) = self.rule.constant else {
            return Ok(());
        };
        if time < diary.pushed_at + CONSTANT_RENEWAL {
            return Ok(());
        }
        let call = SetCollateralTermsCall {
            asset: self.stage.collateral.address,
            terms: CollateralTerms {
                open_ltv: constant.open_ltv,
                threshold: constant.threshold,
                bonus,
                ramp_end: time,
                valid_until: time + CONSTANT_LIFE,
            },
        };
        let terms = self.terms.address();
        self.keep("pushing constant terms", terms, call, time)?;
        diary.pushed_at = time;
        Ok(())
    }

    /// The regime in force and the cascade gain of the collateral; nothing where there is no monitor.
    pub(super) async fn warnings(&self, time: u64) -> Result<(u8, f64), EmbeddedError> {
        let Some(monitor) = &self.monitor else {
            return Ok((0, 0.0));
        };
        let regime = self.chain.read("regime", time, monitor.regime()).await?;
        let gain = monitor.gain_of(self.stage.collateral.address);
        let gain = self.chain.read("gainOf", time, gain).await?;
        Ok((regime, whole(to_u128(gain), 4)))
    }

    /// The terms the desk goes by now.
    pub(super) async fn terms_now(&self, time: u64) -> Result<TermsInForce, EmbeddedError> {
        let call = self.terms.collateral_terms(self.stage.collateral.address);
        self.chain.read("collateralTerms", time, call).await
    }
}

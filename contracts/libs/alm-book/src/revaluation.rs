//! The strike's view of the ladder: every live week revalued on the rate model's curves.

use alloy_sol_types::SolCall;
use alm_abi::IRateModel::weeklyFactorsCall;
use alm_engine::{
    ladder::{Discount, Factor, Marks},
    money::Amount,
    units::WAD,
    week::{LONGEST, WEEK},
};
use alm_stylus::{
    Failure,
    calls::consult,
    packed::{from_float, number, to_float_up},
    words::{Output, Word},
};

use crate::{
    books::Books,
    layout::{MARK_HIGH, MARK_LOW},
    open::Open,
};

/// Factors of one curve.
const WEEKS: usize = LONGEST as usize;
/// Basis points that all yields may move by in a day without a strike, the two sides apart.
const DAILY_MOVE: u16 = 25;
/// What a factor may be off by, wad.
const WIDTH: u128 = 8;
/// Billionths in a millionth.
const BILLIONTHS: u32 = 1_000;
/// Bits of the packed allowance.
const ALLOWANCE_BITS: u32 = 16;

/// The factors of one curve by week, and when the first is due.
struct Table<'a> {
    factors: &'a [Word],
    /// Seconds from now to the first grid date.
    first: u64,
}

impl Discount for Table<'_> {
    fn factor(&self, seconds: u64) -> Factor {
        let place = seconds.saturating_sub(self.first) / WEEK;
        let word = self.factors.get(place as usize);
        let factor = word
            .and_then(|word| number(word, 16))
            .unwrap_or(WAD)
            .min(WAD);
        Factor {
            down: factor.saturating_sub(WIDTH),
            up: factor.saturating_add(WIDTH),
        }
    }
}

impl Books {
    /// Revalues the ladder. Where the rate model gives no curve, the marks widen by what another day allows.
    #[inline(never)]
    pub(crate) fn revalue(&self, open: &mut Open) {
        if open.ladder.live.is_empty() {
            return;
        }
        if self.strike_ladder(open).is_err() {
            let [_, _, allowance] = open.struck;
            let marks = open.marks().widened(1, Amount::new(from_float(allowance)));
            open.set_marks(&marks);
        }
    }

    /// Strikes the ladder on the curves of the rate model.
    #[inline(never)]
    fn strike_ladder(&self, open: &mut Open) -> Result<(), Failure> {
        let first = open.ladder.rolled.later(1).instant();
        let mut model = [0; 32];
        self.load_model(&open.sheet, &mut model);
        let mut request = Output::default();
        request
            .append(&weeklyFactorsCall::SELECTOR)
            .append(&open.token)
            .numbers(&[first.into()]);
        let mut answer = [[0; 32]; WEEKS.saturating_mul(2)];
        let size = consult(self.vm(), &model, &request, &mut answer)?;
        if size < answer.as_flattened().len() {
            return Err(Failure::empty());
        }
        let (low, high) = answer.split_at(WEEKS);
        let now = open.book.accrued_at;
        let table = |factors| Table {
            factors,
            first: first.saturating_sub(now),
        };
        let mut cells = self.cells(&open.sheet, false);
        // Low factors are those of high yields.
        let strike = open
            .ladder
            .strike(now, &mut cells, &table(high), &table(low));
        let allowance = strike.allowance(DAILY_MOVE).raw();
        open.set_marks(&strike.marks);
        open.struck = [
            strike.ratios.assets.div_ceil(BILLIONTHS).into(),
            strike.ratios.liabilities.div_ceil(BILLIONTHS).into(),
            to_float_up(allowance, ALLOWANCE_BITS),
        ];
        Ok(())
    }
}

impl Open {
    /// Keeps marks: they fit, being clamped to their field.
    fn set_marks(&mut self, marks: &Marks) {
        self.sheet.set(MARK_LOW, marks.low.raw() as u128);
        self.sheet.set(MARK_HIGH, marks.high.raw() as u128);
    }
}

//! A book in one read, for those who analyse it.

use alm_engine::{guard::surplus::Liquidity, money::Amount};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, signed},
};

use crate::{books::Books, open::Open};

impl Books {
    /// `position`.
    pub fn view_position(
        &self,
        open: &mut Open,
        _: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        self.settle_claims(open);
        let mut liquidity = Liquidity::default();
        open.liquidity(open.top(), &mut liquidity);
        let mut model = [0; 32];
        self.load_model(&open.sheet, &mut model);
        output
            .numbers(&[
                liquidity.cash.raw(),
                open.book.debt.owed().raw(),
                open.claims.overdue.raw(),
            ])
            .append(&signed(open.book.claims.raw()))
            .numbers(&[liquidity.drip.raw()])
            .append(&signed(open.net_value().raw()))
            .numbers(&[
                open.claims.equity.raw(),
                liquidity.pot.raw(),
                liquidity.reserved.raw(),
                liquidity.matured.raw(),
            ])
            .numbers(
                &[
                    liquidity.countable_buffer,
                    liquidity.top,
                    liquidity.queued,
                    liquidity.due_liabilities,
                    liquidity.due_assets,
                ]
                .map(Amount::raw),
            )
            .numbers(&[liquidity.run_off.into(), liquidity.coverage.into()])
            .append(&model)
            .numbers(&[open.book.accrued_at.into()]);
        Ok(())
    }
}

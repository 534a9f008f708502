//! Fixed loans past their maturity, week by week: what is owed, what of it is provisioned, and what lateness costs.

use alloy_sol_types::SolEvent;
use alm_abi::ITreasury as abi;
use alm_engine::{
    book::{claims::Part, provision::Overdue},
    ladder::Cells,
    money::Amount,
    week::Week,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host, packed,
    words::{Output, Word, word},
};
use stylus_sdk::host::VM;

use crate::{
    books::Books,
    errors::refused,
    layout::{RATE, ROLLED},
    open::Open,
    storage::{LOSSES, Sheet},
};

/// Bytes of the face owed and of what of it is provisioned.
static WIDTHS: [u8; 2] = [12, 12];
/// How many times the rate of floating loans lateness costs.
const PENALTY: u64 = 2;

/// The loans of a maturity that were not repaid in time.
pub(crate) struct Arrears {
    slot: Word,
    pub(crate) item: Overdue,
}

/// Where a week's arrears are kept, beside the ring of its cells.
#[inline(never)]
pub(crate) fn arrears_slot(vm: &VM, ring: &Word, week: Week) -> Word {
    host::keccak(vm, [word(week.index().into()), *ring].as_flattened())
}

/// Writes what is owed and what of it is provisioned.
#[inline(never)]
pub(crate) fn write_arrears(vm: &VM, slot: &Word, face: Amount, provisioned: Amount) {
    packed::store(vm, slot, &WIDTHS, &[face.raw(), provisioned.raw()]);
}

impl Books {
    /// The arrears of a week that has passed. A view sees a week that nobody has rolled yet still in its cell.
    #[inline(never)]
    pub(crate) fn arrears(&self, sheet: &Sheet, week: Week) -> Arrears {
        let mut cells = self.cells(sheet, false);
        let slot = arrears_slot(cells.vm, &cells.base, week);
        let mut fields = [0; 2];
        packed::load(cells.vm, &slot, &WIDTHS, &mut fields);
        let [mut face, provisioned] = fields.map(Amount::new);
        if u128::from(week.index()) > sheet.field(ROLLED) {
            face = face.max(cells.faces(week).assets);
        }
        let item = Overdue {
            face,
            provisioned,
            since: week.instant(),
        };
        Arrears { slot, item }
    }

    /// Writes arrears.
    fn store_arrears(&self, arrears: &Arrears) {
        let item = &arrears.item;
        write_arrears(self.vm(), &arrears.slot, item.face, item.provisioned);
    }

    /// Takes a late payment on a face: the penalty, and what had been provisioned, become gains.
    #[inline(never)]
    pub(crate) fn take_back_late(
        &self,
        open: &mut Open,
        week: Week,
        face: Amount,
    ) -> Result<(Amount, Arrears), Failure> {
        let mut arrears = self.arrears(&open.sheet, week);
        let penalty = open.penalty(&arrears.item, face);
        let before = open.potential_if_funded();
        let (claims, book) = (&mut open.claims, &mut open.book);
        let gained = claims.recover(book, &mut arrears.item, face, penalty);
        let gain = gained.map_err(refused)?;
        open.keep_to_potential(before)?;
        open.written_back = gain.less(penalty);
        let assets = face.plus(penalty).map_err(refused)?;
        Ok((assets, arrears))
    }

    /// Writes arrears after a payment, and the provisions it set free.
    pub(crate) fn settle_arrears(&self, open: &Open, arrears: &Arrears) {
        self.store_arrears(arrears);
        if open.written_back.is_zero() {
            return;
        }
        let [provisions, lost_at] = self.fields(&open.sheet, &LOSSES);
        let left = Amount::new(provisions).less(open.written_back);
        self.store_fields(&open.sheet, &LOSSES, &[left.raw(), lost_at]);
    }

    /// `provision`.
    pub fn provision(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[8], &mut values)?;
        let [maturity] = values;
        let week = open.matured_week(maturity)?;
        let mut arrears = self.arrears(&open.sheet, week);
        let required = arrears.item.required(self.now());
        let loss = arrears.item.provision(required);
        output.numbers(&[loss.raw()]);
        if loss.is_zero() {
            return Ok(());
        }
        let before = open.potential_if_funded();
        let (claims, book) = (&mut open.claims, &mut open.book);
        let lowered = claims.lower(book, Part::Overdue, loss);
        lowered.map_err(refused)?;
        self.store_arrears(&arrears);
        self.bear(open, loss, loss)?;
        open.keep_to_potential(before)?;
        let item = &arrears.item;
        let figures = [item.face, item.provisioned, loss].map(Amount::raw);
        let about = [open.token, word(maturity)];
        self.tell(&abi::Provisioned::SIGNATURE_HASH.0, &about, &figures);
        Ok(())
    }

    /// `arrears`.
    pub fn view_arrears(
        &self,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut values = [0];
        arguments.numbers(1, &[8], &mut values)?;
        let [maturity] = values;
        let week = open.matured_week(maturity)?;
        let item = self.arrears(&open.sheet, week).item;
        let required = item.required(self.now());
        let penalty = open.penalty(&item, item.face);
        let figures = [item.face, item.provisioned, required, penalty];
        output.numbers(&figures.map(Amount::raw));
        Ok(())
    }
}

impl Open {
    /// What paying a face late costs besides.
    fn penalty(&self, item: &Overdue, face: Amount) -> Amount {
        let rate = (self.sheet.field(RATE) as u64).saturating_mul(PENALTY);
        item.penalty(face, rate, self.book.accrued_at)
    }
}

//! What the pool asks of the balance sheet. Its errors are passed on.

use alloy_sol_types::SolCall;
use alm_abi::{
    IBalanceSheet::{bookCall, termsCall, vaultOfCall},
    IFixedBook::limitsCall,
    ITreasury::{backingCall, coverLossCall, drawBufferCall, repayBufferCall, setBackingCall},
};
use alm_engine::{
    buffer::{backing::Backing, target::Stress},
    guard::zones::Zone,
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};
use alm_stylus::{
    Failure,
    calls::{consult, transact},
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::host::VM;

use crate::errors::refused;

/// Words of the answers the pool reads.
const BACKING_WORDS: usize = 5;
const BOOK_WORDS: usize = 9;
const LIMITS_WORDS: usize = 13;
const TERMS_WORDS: usize = 9;

/// The balance sheet and the token of the book.
pub(crate) struct Sheet<'a> {
    pub(crate) vm: &'a VM,
    pub(crate) address: Word,
    pub(crate) asset: Word,
}

/// What the book tells of its backing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Told {
    /// Whose buffer it is.
    pub(crate) buffer: Word,
    pub(crate) backing: Backing,
    pub(crate) owed: Amount,
    pub(crate) receivable: Amount,
}

/// Where the book stands.
#[derive(Clone, Copy, Default)]
pub(crate) struct Standing {
    /// For the target; what counts of the buffer is filled in by who asks.
    pub(crate) stress: Stress,
    /// The least surplus with which depositors may leave at once.
    exit_edge: Balance,
    /// Redemptions that wait and no cash is there for.
    pub(crate) shortfall: Amount,
}

impl Standing {
    /// Refuses to let anybody leave while the book is outside its exit band. What has asked to leave is not in the surplus
    /// any more, so no claim could move it: only whether the book can do without it all is asked.
    pub(crate) fn open(&self) -> Result<(), Refusal> {
        let (have, want) = (self.stress.surplus.raw(), self.exit_edge.raw());
        if have < want {
            return Err(Refusal::new(Cause::LiquidityBand, have, want));
        }
        Ok(())
    }
}

impl Sheet<'_> {
    /// What the book tells of its backing.
    #[inline(never)]
    pub(crate) fn backing(&self, told: &mut Told) -> Result<(), Failure> {
        let mut answer = [[0; 32]; BACKING_WORDS];
        self.consult(backingCall::SELECTOR, &mut answer)?;
        let [buffer, figures @ ..] = &answer;
        let [countable, chargeable, owed, receivable] = figures.each_ref().map(amount);
        *told = Told {
            buffer: *buffer,
            backing: Backing {
                countable,
                chargeable,
            },
            owed,
            receivable,
        };
        Ok(())
    }

    /// Where the book stands, under a stress in basis points.
    #[inline(never)]
    pub(crate) fn standing(&self, stress: u16, into: &mut Standing) -> Result<(), Failure> {
        let mut limits = [[0; 32]; LIMITS_WORDS];
        self.consult(limitsCall::SELECTOR, &mut limits)?;
        let [
            surplus,
            _,
            _,
            scale,
            _,
            _,
            _,
            _,
            matured,
            _,
            reserved,
            queued,
            run_off,
        ] = &limits;
        let mut book = [[0; 32]; BOOK_WORDS];
        self.consult(bookCall::SELECTOR, &mut book)?;
        let [cash, _, _, _, _, net_value, _, _, pot] = &book;
        let mut terms = [[0; 32]; TERMS_WORDS];
        self.consult(termsCall::SELECTOR, &mut terms)?;
        let [_, _, weight, _, _, _, neutral, _, exit] = &terms;
        let edge = |bps: &Word| {
            let surplus = amount(bps).raw() as i16;
            Zone { surplus, loss: 0 }.of(amount(scale), 0).surplus
        };
        let kept = [pot, matured, reserved].map(|word| amount(word).raw());
        // Each is below 2^96.
        let kept = kept.iter().fold(0u128, |sum, part| sum.wrapping_add(*part));
        let queued = amount(queued);
        *into = Standing {
            stress: Stress {
                surplus: balance(surplus),
                countable: Amount::ZERO,
                neutral: edge(neutral).gain(),
                staying: balance(net_value).gain().less(queued),
                run_off: amount(run_off).raw() as u32,
                stressed: u32::from(stress).saturating_mul(100),
                coverage: amount(weight).raw() as u16,
            },
            exit_edge: edge(exit),
            shortfall: queued.less(amount(cash).less(Amount::new(kept))),
        };
        Ok(())
    }

    /// The book's own vault.
    pub(crate) fn vault(&self) -> Result<Word, Failure> {
        let mut answer = [[0; 32]; 1];
        self.consult(vaultOfCall::SELECTOR, &mut answer)?;
        let [vault] = answer;
        Ok(vault)
    }

    /// Tells the book what it can count on.
    pub(crate) fn set_backing(&self, backing: &Backing) -> Result<(), Failure> {
        let figures = [backing.countable, backing.chargeable].map(Amount::raw);
        self.transact(setBackingCall::SELECTOR, &figures, &mut [])
    }

    /// Reports cash that was moved there for redemptions.
    pub(crate) fn draw(&self, assets: Amount) -> Result<(), Failure> {
        self.transact(drawBufferCall::SELECTOR, &[assets.raw()], &mut [])
    }

    /// Reports what was moved there for losses.
    pub(crate) fn cover(&self, assets: Amount) -> Result<(), Failure> {
        self.transact(coverLossCall::SELECTOR, &[assets.raw()], &mut [])
    }

    /// Has the book pay what it owes; tells how much.
    pub(crate) fn repay(&self) -> Result<Amount, Failure> {
        let mut answer = [[0; 32]; 1];
        self.transact(repayBufferCall::SELECTOR, &[], &mut answer)?;
        let [paid] = &answer;
        Ok(amount(paid))
    }

    /// A call about the asset.
    #[inline(never)]
    fn request(&self, selector: [u8; 4], figures: &[u128]) -> Output {
        let mut request = Output::default();
        request
            .append(&selector)
            .append(&self.asset)
            .numbers(figures);
        request
    }

    #[inline(never)]
    fn transact(
        &self,
        selector: [u8; 4],
        figures: &[u128],
        answer: &mut [Word],
    ) -> Result<(), Failure> {
        let request = self.request(selector, figures);
        let size = transact(self.vm, &self.address, &request, answer)?;
        complete(size, answer)
    }

    #[inline(never)]
    fn consult(&self, selector: [u8; 4], answer: &mut [Word]) -> Result<(), Failure> {
        let request = self.request(selector, &[]);
        let size = consult(self.vm, &self.address, &request, answer)?;
        complete(size, answer)
    }
}

/// What answers with less than is asked for is no balance sheet.
fn complete(size: usize, answer: &[Word]) -> Result<(), Failure> {
    if size < answer.as_flattened().len() {
        return Err(Failure::empty());
    }
    Ok(())
}

/// A figure of the book, which keeps none above 2^96 - 1.
#[inline(never)]
pub(crate) fn amount(word: &Word) -> Amount {
    Amount::new(number(word, 12).unwrap_or(Amount::MAX.raw()))
}

/// A signed figure of the book.
fn balance(word: &Word) -> Balance {
    let bytes = word.last_chunk().copied().unwrap_or_default();
    Balance::new(i128::from_be_bytes(bytes))
}

/// Refuses what the rules refuse.
pub(crate) fn check(outcome: Result<(), Refusal>) -> Result<(), Failure> {
    outcome.map_err(refused)
}

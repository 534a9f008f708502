//! A book as its balance sheet tells it.

use alloc::vec::Vec;

use alloy_sol_types::SolCall;
use alm_abi::{
    IFixedBook::{ladderCall, positionCall},
    IRateModel::curveCall,
};
use alm_engine::{
    analytics::{position::Position, valuation::Due},
    guard::surplus::Liquidity,
    ladder::Sides,
    money::{Amount, Balance},
    rates::curve::{NODES, Node, TENORS},
    units::DAY,
    week::{LONGEST, WEEK},
};
use alm_stylus::{
    Failure,
    calls::consult,
    words::{Output, Word},
};
use stylus_sdk::stylus_core::Host;

use crate::lists::{lower, upper};

/// Words of a position.
const POSITION: usize = 19;
/// Words of a ladder: the first maturity, then each week.
const LADDER: usize = LONGEST as usize + 1;

/// A book of a balance sheet, its position read.
pub struct Book<'a> {
    sheet: &'a Word,
    token: &'a Word,
    /// Selector of the error for an answer that is none.
    no_book: [u8; 4],
    /// What it holds and owes.
    pub position: Position,
    /// Its rate model.
    model: Word,
    /// Seconds since 1970.
    pub now: u64,
}

impl<'a> Book<'a> {
    /// Reads the position of a book.
    pub fn read<H: Host>(
        vm: &H,
        sheet: &'a Word,
        token: &'a Word,
        no_book: [u8; 4],
    ) -> Result<Self, Failure> {
        let mut book = Self {
            sheet,
            token,
            no_book,
            position: Position::default(),
            model: [0; 32],
            now: 0,
        };
        let mut answer = [[0; 32]; POSITION];
        book.ask(vm, sheet, positionCall::SELECTOR, &mut answer)?;
        book.fill(&answer);
        Ok(book)
    }

    /// What is due by week, by increasing time; what the book holds and owes on demand comes first.
    pub fn dues<H: Host>(&self, vm: &H) -> Result<Vec<Due>, Failure> {
        let mut answer = [[0; 32]; LADDER];
        self.ask(vm, self.sheet, ladderCall::SELECTOR, &mut answer)?;
        let mut dues = Vec::with_capacity(LADDER);
        dues.push(Due {
            seconds: 0,
            faces: self.position.on_demand(),
        });
        let mut words = answer.iter();
        let first = words.next().map_or(0, lower) as u64;
        let mut seconds = first.saturating_sub(self.now);
        for word in words {
            let faces = Sides {
                assets: Amount::new(upper(word)),
                liabilities: Amount::new(lower(word)),
            };
            if !faces.assets.is_zero() || !faces.liabilities.is_zero() {
                dues.push(Due { seconds, faces });
            }
            seconds = seconds.saturating_add(WEEK);
        }
        Ok(dues)
    }

    /// The mean of the two curves of its rate model.
    pub fn curve<H: Host>(&self, vm: &H) -> Result<[Node; NODES], Failure> {
        let mut answer = [[0; 32]; NODES + NODES];
        self.ask(vm, &self.model, curveCall::SELECTOR, &mut answer)?;
        let (low, high) = answer.split_at(NODES);
        let mut nodes = [Node::default(); NODES];
        for ((node, days), (low, high)) in nodes.iter_mut().zip(TENORS).zip(low.iter().zip(high)) {
            *node = Node {
                seconds: u32::from(days).saturating_mul(DAY as u32),
                // Rates are below 2^63.
                rate: lower(low).midpoint(lower(high)) as i64,
            };
        }
        Ok(nodes)
    }

    /// Asks for words about the token.
    #[inline(never)]
    fn ask<H: Host>(
        &self,
        vm: &H,
        contract: &Word,
        selector: [u8; 4],
        answer: &mut [Word],
    ) -> Result<(), Failure> {
        let mut request = Output::default();
        request.append(&selector).append(self.token);
        let size = consult(vm, contract, &request, answer)?;
        if size < answer.as_flattened().len() {
            return Err(Failure::new(self.no_book, &[*self.sheet, *self.token]));
        }
        Ok(())
    }

    #[inline(always)]
    fn fill(&mut self, answer: &[Word; POSITION]) {
        let [
            cash,
            loans,
            overdue,
            claims,
            drip,
            net_value,
            equity,
            pot,
            reserved,
            matured,
            countable,
            top,
            queued,
            due_liabilities,
            due_assets,
            run_off,
            coverage,
            model,
            now,
        ] = answer;
        let amount = |word| Amount::new(lower(word));
        self.position = Position {
            liquidity: Liquidity {
                cash: amount(cash),
                pot: amount(pot),
                drip: amount(drip),
                reserved: amount(reserved),
                matured: amount(matured),
                countable_buffer: amount(countable),
                floating: Balance::new(lower(net_value) as i128).gain(),
                top: amount(top),
                due_liabilities: amount(due_liabilities),
                due_assets: amount(due_assets),
                queued: amount(queued),
                committed: Amount::ZERO,
                run_off: lower(run_off) as u32,
                coverage: lower(coverage) as u16,
            },
            loans: amount(loans),
            overdue: amount(overdue),
            claims: Balance::new(lower(claims) as i128),
            equity: amount(equity),
            deficit: Balance::new(lower(net_value) as i128).shortfall(),
        };
        self.model = *model;
        self.now = lower(now) as u64;
    }
}

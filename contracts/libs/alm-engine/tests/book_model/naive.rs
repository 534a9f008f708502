//! A book recomputed from lists: every loan, every fixed position, every overdue item, every payment; in wide integers.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{I256, U256};

pub(crate) const WEEK: u64 = 604_800;
pub(crate) const INDEX_ONE: u128 = 1_000_000_000_000_000_000_000_000;

pub(crate) fn wide(number: u128) -> I256 {
    I256::from_raw(U256::from(number))
}

/// A number that fits, as every figure of a book must.
pub(crate) fn narrow(number: I256) -> i128 {
    i128::try_from(number).expect("a figure of a book fits 128 bits")
}

/// A fixed position; once past its maturity it is overdue or matured.
#[derive(Clone)]
pub(crate) struct Fixed {
    pub(crate) asset: bool,
    pub(crate) face: u128,
    /// Units per second, 26 bits behind the point.
    pub(crate) slope: u128,
    pub(crate) maturity: u64,
}

/// A fixed asset past its maturity.
pub(crate) struct Late {
    pub(crate) face: u128,
    pub(crate) provisioned: u128,
    pub(crate) since: u64,
}

/// The book as lists.
#[derive(Default)]
pub(crate) struct Naive {
    pub(crate) received: Vec<u128>,
    pub(crate) sent: Vec<u128>,
    /// Debt shares by borrower.
    pub(crate) loans: [u128; 6],
    pub(crate) index: u128,
    pub(crate) fixed: Vec<Fixed>,
    pub(crate) late: Vec<Late>,
    /// Fixed claims past maturity.
    pub(crate) matured: Vec<u128>,
    /// Gains not released: each amount left, since when, until when.
    pub(crate) drip: (u128, u64, u64),
    pub(crate) pot: u128,
    pub(crate) equity: u128,
    pub(crate) owed: u128,
    pub(crate) reserved: u128,
    pub(crate) receivable: u128,
    pub(crate) unsplit: u128,
    pub(crate) now: u64,
}

/// Who bears a loss: owed to buffer, buffer, equity, drip, floating, fixed.
pub(crate) type Borne = [u128; 6];

impl Naive {
    pub(crate) fn cash(&mut self) -> I256 {
        // The lists are folded now and then, so that a check stays cheap.
        for list in [&mut self.received, &mut self.sent] {
            if list.len() > 64 {
                let sum = list.iter().sum();
                *list = vec![sum];
            }
        }
        let sum = |list: &[u128]| list.iter().fold(I256::ZERO, |sum, paid| sum + wide(*paid));
        sum(&self.received) - sum(&self.sent)
    }

    pub(crate) fn debt(&self) -> I256 {
        let shares: I256 = self
            .loans
            .iter()
            .fold(I256::ZERO, |sum, loan| sum + wide(*loan));
        let one = wide(INDEX_ONE);
        (shares * wide(self.index) + one - I256::ONE) / one
    }

    /// The amortised cost of every position, summed, and only then rounded down.
    pub(crate) fn carrying(&self) -> I256 {
        let mut sum = I256::ZERO;
        for position in &self.fixed {
            let left = u128::from(position.maturity - self.now);
            let value = (wide(position.face) << 26) - wide(position.slope) * wide(left);
            sum = if position.asset {
                sum + value
            } else {
                sum - value
            };
        }
        sum.asr(26)
    }

    pub(crate) fn overdue(&self) -> u128 {
        self.late
            .iter()
            .map(|item| item.face - item.provisioned)
            .sum()
    }

    pub(crate) fn unreleased(&self, now: u64) -> u128 {
        let (amount, from, until) = self.drip;
        if now >= until {
            return 0;
        }
        let left = U256::from(amount) * U256::from(until - now);
        left.div_ceil(U256::from(until - from)).to::<u128>()
    }

    pub(crate) fn claims(&self) -> I256 {
        let owing = [
            self.pot,
            self.equity,
            self.owed,
            self.reserved,
            self.unsplit,
        ];
        let owing: u128 = owing.iter().chain(&self.matured).sum();
        wide(owing) - wide(self.overdue()) - wide(self.receivable)
    }

    pub(crate) fn net_value(&mut self) -> I256 {
        let assets = self.cash() + self.debt() + self.carrying();
        assets - self.claims() - wide(self.unreleased(self.now))
    }

    pub(crate) fn add_to_drip(&mut self, gain: u128) {
        let old = self.unreleased(self.now);
        let amount = old + gain;
        if amount == 0 {
            self.drip = (0, 0, 0);
            return;
        }
        let left = if old == 0 { 0 } else { self.drip.2 - self.now };
        // The mean of both times, rounded down.
        let mean = U256::from(old) * U256::from(left) + U256::from(gain) * U256::from(WEEK);
        let mean = (mean / U256::from(amount)).to::<u64>();
        self.drip = (amount, self.now, self.now + mean);
    }

    pub(crate) fn take_from_drip(&mut self, wanted: u128) -> u128 {
        let old = self.unreleased(self.now);
        let taken = old.min(wanted);
        if taken > 0 {
            self.drip = (old - taken, self.now, self.drip.2);
        }
        taken
    }

    /// Divides what is not divided: the buffer's part rounded down.
    pub(crate) fn settle(&mut self, reserve: u128, buffer: u128) {
        let to_buffer = (self.unsplit * buffer).checked_div(reserve + buffer);
        let to_buffer = to_buffer.unwrap_or(0);
        self.owed += to_buffer;
        self.unsplit -= to_buffer;
        self.equity += self.unsplit;
        self.unsplit = 0;
    }

    /// Lets the ranks bear a loss the assets have just suffered.
    pub(crate) fn bear(&mut self, loss: u128, buffer: u128) -> Borne {
        let worth = (self.net_value() + wide(loss)).max(I256::ZERO);
        let worth = worth.into_raw().to::<u128>();
        let mut left = loss;
        let capacity = [
            self.owed,
            buffer,
            self.equity,
            self.unreleased(self.now),
            worth,
            u128::MAX,
        ];
        let borne = capacity.map(|most| {
            let part = left.min(most);
            left -= part;
            part
        });
        self.owed -= borne[0];
        self.receivable += borne[1];
        self.equity -= borne[2];
        self.take_from_drip(borne[3]);
        borne
    }

    /// Goes to an instant: what fell due moves to the lists of overdue and matured. Returns both sums.
    pub(crate) fn go_to(&mut self, now: u64) -> (u128, u128) {
        self.now = now;
        let (due, live) = self
            .fixed
            .drain(..)
            .partition::<Vec<_>, _>(|p| p.maturity <= now);
        self.fixed = live;
        let (mut assets, mut liabilities) = (0, 0);
        for position in due {
            if position.asset {
                assets += position.face;
                self.late.push(Late {
                    face: position.face,
                    provisioned: 0,
                    since: position.maturity,
                });
            } else {
                liabilities += position.face;
                self.matured.push(position.face);
            }
        }
        (assets, liabilities)
    }
}

//! Borrowers: what each has of the collateral, how near to what is offered he borrows, and when he looks at his loan.
//!
//! * *Size.* The i-th of them has collateral in proportion to `i^-0.6`: of eighty, the largest has about a fourteenth and the
//!   largest ten a third, as pools with a few large accounts and a long tail have.
//! * *Appetite*, the part of the offered loan to value he takes, is distributed as Beta(5, 2): five sevenths on average, a
//!   ninth of them above nine tenths, hardly anyone below three tenths. The distribution is met exactly, by its quantiles;
//!   what the seed draws is who has which.
//! * *Reviews* come at exponentially distributed times. Then, and only then, a borrower moves his debt to his appetite at
//!   the terms offered at that moment. Nobody reacts to a crisis: that is the worst case for the pool.

use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::seconds;

/// How quickly sizes fall from the largest on.
const CONCENTRATION: f64 = -0.6;
/// Nobody takes more of what is offered: prices noted for new risk are a little worse than the last one.
const MOST: f64 = 0.97;
/// Halvings in search of a quantile.
const HALVINGS: u32 = 60;

/// One borrower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Borrower {
    /// His part of all collateral.
    pub part: f64,
    /// The part of the offered loan to value that he takes.
    pub appetite: f64,
}

/// `count` borrowers, the largest first; the same seed gives the same ones.
#[must_use]
pub fn population(count: u32, seed: u64) -> Vec<Borrower> {
    let sizes: Vec<f64> = (1..=count)
        .map(|rank| f64::from(rank).powf(CONCENTRATION))
        .collect();
    let all: f64 = sizes.iter().sum();
    let mut ranks: Vec<u32> = (0..count).collect();
    ranks.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    let borrower = |(size, rank): (f64, u32)| Borrower {
        part: size / all,
        appetite: quantile((f64::from(rank) + 0.5) / f64::from(count)).min(MOST),
    };
    sizes.into_iter().zip(ranks).map(borrower).collect()
}

/// Which of `count` borrowers have agreed to be repaid early: that part of them, by a draw that moves no other.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a number of people"
)]
pub fn accepting(count: u32, part: f64, seed: u64) -> Vec<bool> {
    let agreed = (f64::from(count) * part.clamp(0.0, 1.0)).round() as u32;
    let mut answers: Vec<bool> = (0..count).map(|rank| rank < agreed).collect();
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    // Reviews have the streams from one on.
    dice.set_stream(u64::MAX);
    answers.shuffle(&mut dice);
    answers
}

/// The quantile of Beta(5, 2), whose distribution function is `6 x^5 - 5 x^6`.
fn quantile(probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..HALVINGS {
        let middle: f64 = f64::midpoint(low, high);
        if 6.0 * middle.powi(5) - 5.0 * middle.powi(6) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// When one borrower looks at his loan: the same times whatever pool he is in.
#[derive(Debug, Clone)]
pub struct Reviews {
    dice: ChaCha8Rng,
    mean: f64,
    next: f64,
}

impl Reviews {
    /// Of the borrower with that number, from `start` on, `mean` seconds apart on average.
    #[must_use]
    pub fn new(seed: u64, number: u64, start: u64, mean: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        dice.set_stream(number + 1);
        let mut reviews = Self {
            dice,
            mean: seconds(mean),
            next: seconds(start),
        };
        reviews.draw();
        reviews
    }

    /// Whether a review is due at `now`; reviews due since the last call count as one.
    pub fn due(&mut self, now: u64) -> bool {
        let is_due = self.next <= seconds(now);
        while self.next <= seconds(now) {
            self.draw();
        }
        is_due
    }

    fn draw(&mut self) {
        // In (0, 1], so that the logarithm is finite; never no time at all.
        let uniform = 1.0 - self.dice.random::<f64>();
        self.next += (-uniform.ln() * self.mean).max(1.0);
    }
}

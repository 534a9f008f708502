//! The same done at once and in pieces, from the same book.

use ethers::types::{I256, U256};
use rand::Rng;

use super::{
    trader::{Holdings, Trader},
    worlds::World,
};

/// Something that costs by what it does to the book.
#[derive(Debug, Clone, Copy)]
enum Act {
    Redeem,
    Leave(usize),
    Save(usize),
    Draw,
    Borrow(usize),
    Repay(usize),
}

impl Trader {
    /// Does something at once, goes back, and does it in pieces. Tells whether both were allowed.
    pub(super) async fn compare_a_split(&mut self, world: World) -> eyre::Result<bool> {
        let (act, amount) = (self.act(), self.amount());
        let pieces = self.pieces(amount);
        let Some(whole) = self.change_by(act, &[amount]).await? else {
            return Ok(false);
        };
        let Some(split) = self.change_by(act, &pieces).await? else {
            return Ok(false);
        };
        assert!(
            no_better(&split, &whole),
            "INV-PHI-02: {world:?}, {act:?} of {pieces:?}: {split:?} instead of {whole:?}"
        );
        Ok(true)
    }

    fn act(&mut self) -> Act {
        let place = self.place();
        match self.random.random_range(0..6) {
            0 => Act::Redeem,
            1 => Act::Leave(place),
            2 => Act::Save(place),
            3 => Act::Draw,
            4 => Act::Borrow(place),
            _ => Act::Repay(place),
        }
    }

    /// Two to four parts.
    fn pieces(&mut self, amount: U256) -> Vec<U256> {
        let mut rest = amount;
        let mut pieces = Vec::new();
        for _ in 0..self.random.random_range(1..4) {
            let piece = rest * self.random.random_range(1..100_u64) / 100;
            pieces.push(piece);
            rest -= piece;
        }
        pieces.push(rest);
        pieces.retain(|piece| !piece.is_zero());
        pieces
    }

    /// What he has after so many steps of a kind, from here; nothing if one is refused. Nothing stays of it.
    async fn change_by(&mut self, act: Act, pieces: &[U256]) -> eyre::Result<Option<Holdings>> {
        let before = self.remember().await?;
        let mut done = true;
        for piece in pieces {
            done = done
                && match act {
                    Act::Redeem => self.redeem(piece * U256::exp10(6)).await?,
                    Act::Leave(place) => self.leave(place, *piece).await?,
                    Act::Save(place) => self.save(place, *piece).await?,
                    Act::Draw => self.draw(*piece).await?,
                    Act::Borrow(place) => self.borrow(place, *piece).await?,
                    Act::Repay(place) => self.repay(place, *piece).await?,
                };
        }
        let after = self.holdings().await?;
        self.go_back(before).await?;
        Ok(done.then_some(after))
    }
}

/// Whether a way ends with no more of anything, and with no less of what is owed.
fn no_better(split: &Holdings, whole: &Holdings) -> bool {
    let signed = |amount: U256| I256::from_raw(amount);
    let claims = split.claims.iter().zip(&whole.claims);
    let loans = split.loans.iter().zip(&whole.loans);
    signed(split.tokens) <= signed(whole.tokens)
        && split.shares <= whole.shares
        && split.debt >= whole.debt
        && claims.into_iter().all(|(split, whole)| split <= whole)
        && loans.into_iter().all(|(split, whole)| split >= whole)
}

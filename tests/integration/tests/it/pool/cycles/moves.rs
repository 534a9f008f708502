//! What he can do. Every function tells whether it was done.

use alm_harness::{Attempt, term_desk::FixedDrawnFilter};
use ethers::types::U256;
use rand::Rng;

use super::trader::{Loan, Trader};
use crate::pool::heard;

/// Most steps before he comes back.
const STEPS: u32 = 6;

impl Trader {
    /// Goes some steps; tells how many were taken.
    pub(super) async fn wander(&mut self) -> eyre::Result<u32> {
        let mut taken = 0;
        for _ in 0..self.random.random_range(1..=STEPS) {
            taken += u32::from(self.stroll().await?);
        }
        Ok(taken)
    }

    async fn stroll(&mut self) -> eyre::Result<bool> {
        let (amount, place) = (self.amount(), self.place());
        match self.random.random_range(0..10) {
            0 => self.deposit(amount).await,
            1 => self.redeem(amount * U256::exp10(6)).await,
            2 => self.withdraw(amount).await,
            3 => self.queue_and_return(amount * U256::exp10(6)).await,
            4 => self.save(place, amount).await,
            5 => self.leave(place, amount).await,
            6 => self.draw(amount).await,
            7 => self.restore(amount).await,
            8 => self.borrow(place, amount).await,
            _ => self.repay(place, amount).await,
        }
    }

    pub(super) async fn deposit(&mut self, assets: U256) -> eyre::Result<bool> {
        let deposit = self.pool.vault.deposit(assets, self.actor.address());
        let attempt = self.actor.attempt(deposit).await?;
        Ok(self.noted(format!("deposit {assets}"), &attempt))
    }

    pub(super) async fn mint(&mut self, shares: U256) -> eyre::Result<bool> {
        let mint = self.pool.vault.mint(shares, self.actor.address());
        let attempt = self.actor.attempt(mint).await?;
        Ok(self.noted(format!("mint {shares}"), &attempt))
    }

    pub(super) async fn redeem(&mut self, shares: U256) -> eyre::Result<bool> {
        let who = self.actor.address();
        let attempt = self.actor.attempt(self.pool.vault.redeem(shares, who, who));
        let attempt = attempt.await?;
        Ok(self.noted(format!("redeem {shares}"), &attempt))
    }

    async fn withdraw(&mut self, assets: U256) -> eyre::Result<bool> {
        let who = self.actor.address();
        let attempt = self
            .actor
            .attempt(self.pool.vault.withdraw(assets, who, who));
        let attempt = attempt.await?;
        Ok(self.noted(format!("withdraw {assets}"), &attempt))
    }

    /// Queues with shares, has the queue looked at, and takes them out again.
    async fn queue_and_return(&mut self, shares: U256) -> eyre::Result<bool> {
        let (who, queue) = (self.actor.address(), self.pool.queue.clone());
        let request = queue.request_redeem(shares, who, who);
        let attempt = self.actor.attempt(request).await?;
        if !self.noted(format!("request {shares}"), &attempt) {
            return Ok(false);
        }
        let (_, newest) = queue.line().call().await?;
        self.actor.attempt(queue.settle()).await?.done("settle")?;
        let cancel = self.actor.attempt(queue.cancel(newest, who)).await?;
        cancel.done("cancel")?;
        Ok(true)
    }

    pub(super) async fn save(&mut self, place: usize, assets: U256) -> eyre::Result<bool> {
        let (token, maturity) = (self.pool.token.address, self.maturities[place]);
        let (who, none) = (self.actor.address(), U256::zero());
        let deposit = self
            .desk
            .deposit(token, maturity, assets, none, who, self.now.into());
        let attempt = self.actor.attempt(deposit).await?;
        Ok(self.noted(format!("save {assets} in {place}"), &attempt))
    }

    pub(super) async fn leave(&mut self, place: usize, face: U256) -> eyre::Result<bool> {
        let (token, maturity) = (self.pool.token.address, self.maturities[place]);
        let (who, none) = (self.actor.address(), U256::zero());
        let exit = self
            .desk
            .exit(token, maturity, face, none, who, who, self.now.into());
        let attempt = self.actor.attempt(exit).await?;
        Ok(self.noted(format!("leave {face} of {place}"), &attempt))
    }

    pub(super) async fn draw(&mut self, assets: U256) -> eyre::Result<bool> {
        let (token, to) = (self.pool.token.address, self.actor.address());
        let draw = self.pool.sheet.draw(token, assets, to);
        let attempt = self.owner.attempt(draw).await?;
        Ok(self.noted(format!("draw {assets}"), &attempt))
    }

    pub(super) async fn restore(&mut self, assets: U256) -> eyre::Result<bool> {
        let before = self.pool.chain.snapshot().await?;
        self.hand_over(assets).await?;
        let restore = self.pool.sheet.restore(self.pool.token.address, assets);
        let attempt = self.owner.attempt(restore).await?;
        if matches!(attempt, Attempt::Refused(_)) {
            self.pool.chain.revert(before).await?;
        }
        Ok(self.noted(format!("restore {assets}"), &attempt))
    }

    pub(super) async fn borrow(&mut self, place: usize, face: U256) -> eyre::Result<bool> {
        let (token, maturity) = (self.pool.token.address, self.maturities[place]);
        let (to, none) = (self.actor.address(), U256::zero());
        let draw = self
            .pool
            .fixed()
            .draw_fixed(token, maturity, face, none, to);
        let attempt = self.owner.attempt(draw).await?;
        if let Attempt::Done(drawn) = &attempt {
            let said: FixedDrawnFilter = heard(drawn).expect("it is told");
            let slope = said.slope;
            self.loans.push(Loan {
                maturity,
                face,
                slope,
            });
        }
        Ok(self.noted(format!("borrow {face} in {place}"), &attempt))
    }

    /// Repays a part of one loan of a maturity, at most all of it.
    pub(super) async fn repay(&mut self, place: usize, face: U256) -> eyre::Result<bool> {
        let (token, maturity) = (self.pool.token.address, self.maturities[place]);
        let mut loans = self.loans.iter();
        let Some(which) = loans.rposition(|loan| loan.maturity == maturity) else {
            return Ok(false);
        };
        let loan = self.loans[which];
        let face = face.min(loan.face);
        let slope = loan.slope * face / loan.face;
        let fixed = self.pool.fixed();
        let cost = fixed
            .preview_restore_fixed(token, maturity, face, slope)
            .call()
            .await?;
        self.hand_over(cost).await?;
        let restore = fixed.restore_fixed(token, maturity, face, slope, cost);
        let attempt = self.owner.attempt(restore).await?;
        assert!(
            matches!(attempt, Attempt::Done(_)),
            "INV-GUARD-02: {attempt:?}"
        );
        let (face_left, slope_left) = (loan.face - face, loan.slope - slope);
        self.loans[which] = Loan {
            maturity,
            face: face_left,
            slope: slope_left,
        };
        self.loans.retain(|loan| !loan.face.is_zero());
        Ok(self.noted(format!("repay {face} of {place}"), &attempt))
    }
}

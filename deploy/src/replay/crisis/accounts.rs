//! The people of a pool: borrowers with collateral, depositors, a supplier of the buffer, and the mirror of every loan.

use alm_crisis::{
    borrowers::{Borrower, Reviews, accepting, population},
    liquidator::Reaction,
};
use ethers::{
    abi::AbiEncode,
    types::{Address, U256},
};

use super::{
    CrisisError,
    run::CrisisInput,
    stage::{COLLATERAL_DECIMALS, PURSE, address_of, units},
    stand::Stand,
};
use crate::{
    bindings::{ApproveCall, MintCall},
    contracts::{
        buffer_pool::abi::pool::DepositCall as SupplyCall,
        credit_desk::abi::{AcceptOffersCall, Action, ExecuteCall},
        credit_terms::abi::ReportCall,
        deposit_vault::abi::DepositCall,
        risk_engine::abi::SetReporterCall,
    },
    convert::{to_u128, whole},
    embedded::EmbeddedError,
    replay::actions::message,
    token::TestToken,
};

/// Kinds of actions at the desk.
const ADD: u8 = 0;
const BORROW: u8 = 2;
const REPAY: u8 = 3;
/// A borrower asks for this much less when a loan was refused, and so often.
const LESS: u32 = 3;
const TRIES: u32 = 4;

/// A borrower and his loan, as the desk told it last.
pub(super) struct Account {
    pub(super) owner: Address,
    pub(super) who: Borrower,
    pub(super) reviews: Reviews,
    pub(super) reaction: Reaction,
    /// The same for early repayments.
    pub(super) early: Reaction,
    /// Whether he has agreed to them.
    pub(super) accepts: bool,
    /// Collateral, base units.
    pub(super) collateral: u128,
    /// Debt shares.
    pub(super) shares: u128,
    /// Collateral and debt shares as the monitor was told last.
    pub(super) reported: (u128, u128),
}

/// Everybody but the keeper.
#[derive(Default)]
pub(super) struct People {
    pub(super) accounts: Vec<Account>,
    pub(super) depositors: Vec<Address>,
    /// Loans or parts of loans that were refused.
    pub(super) refused: u64,
}

impl Stand {
    /// Gives everybody an account, tokens and allowances. Loans are opened later, deposits are made here.
    pub(super) async fn invite(&mut self, input: &CrisisInput<'_>) -> Result<(), CrisisError> {
        let figures = &input.figures;
        let phases = &input.path.phases;
        let (token, desk) = (self.stage.token, self.desk.address());
        let people = population(figures.borrowers, figures.seed);
        let agreed = accepting(figures.borrowers, figures.accepting, figures.seed);
        for (number, (who, accepts)) in people.into_iter().zip(agreed).enumerate() {
            let owner = address_of("borrower", number);
            let amount = input.collateral_of(who.part);
            self.fund(owner, self.stage.collateral, U256::from(amount), desk)?;
            self.fund(owner, token, units(PURSE), desk)?;
            let reviews = Reviews::new(
                figures.seed,
                number as u64,
                phases.lead_from,
                figures.review,
            );
            self.people.accounts.push(Account {
                owner,
                who,
                reviews,
                reaction: Reaction::default(),
                early: Reaction::default(),
                accepts,
                collateral: amount,
                shares: 0,
                reported: (0, 0),
            });
        }
        if self.rule.policy.is_engine() {
            let call = SetReporterCall {
                new_reporter: self.keeper(),
            };
            let route = (self.keeper(), self.engine.address());
            self.send("naming the reporter of depths", route, call.encode())?;
            self.agree()?;
        }
        let keeper = self.chain.account().clone();
        token.approve_all(&keeper, desk).await?;
        let vault = self.vault.address();
        for number in 0..figures.depositors {
            let owner = address_of("depositor", number as usize);
            let part = units(figures.deposits) / figures.depositors;
            self.fund(owner, token, part, vault)?;
            let call = DepositCall {
                assets: part,
                receiver: owner,
            };
            self.send("depositing", (owner, vault), call.encode())?;
            self.people.depositors.push(owner);
        }
        if let Some(buffer) = self.buffer.as_ref().map(|buffer| buffer.address()) {
            let (owner, assets) = (address_of("supplier", 0), units(figures.buffer));
            self.fund(owner, token, assets, buffer)?;
            let receiver = owner;
            let call = SupplyCall { assets, receiver };
            self.send("supplying the buffer", (owner, buffer), call.encode())?;
        }
        Ok(())
    }

    /// Whoever agrees to early repayments tells the desk.
    fn agree(&mut self) -> Result<(), EmbeddedError> {
        let agreed = self.people.accounts.iter().filter(|one| one.accepts);
        let owners: Vec<Address> = agreed.map(|one| one.owner).collect();
        for owner in owners {
            let call = AcceptOffersCall { accepted: true };
            let route = (owner, self.desk.address());
            self.send("agreeing to early repayments", route, call.encode())?;
        }
        Ok(())
    }

    /// Has the desk tell the monitor of every account that has changed since it did last.
    pub(super) fn report_accounts(&mut self, time: u64) -> Result<(), EmbeddedError> {
        for number in 0..self.people.accounts.len() {
            let account = &mut self.people.accounts[number];
            let standing = (account.collateral, account.shares);
            // An account that never owed anything has nothing to tell.
            if standing == account.reported || (standing.1 == 0 && account.reported == (0, 0)) {
                continue;
            }
            account.reported = standing;
            let call = ReportCall {
                account: account.owner,
                assets: vec![self.stage.collateral.address],
            };
            let desk = self.desk.address();
            self.keep("reporting an account", desk, call, time)?;
        }
        Ok(())
    }

    /// Tokens for somebody, and his allowance for a contract.
    fn fund(
        &mut self,
        owner: Address,
        token: TestToken,
        amount: U256,
        spender: Address,
    ) -> Result<(), CrisisError> {
        self.chain.impersonate(owner)?;
        let mint = MintCall { to: owner, amount };
        self.send("minting", (self.keeper(), token.address), mint.encode())?;
        let approve = ApproveCall {
            spender,
            value: U256::MAX,
        };
        self.send("allowing", (owner, token.address), approve.encode())?;
        Ok(())
    }

    /// Sends while every transaction makes its own block.
    fn send(
        &mut self,
        what: &str,
        route: (Address, Address),
        data: Vec<u8>,
    ) -> Result<(), EmbeddedError> {
        let message = message(route, data);
        let hash = self.chain.request("eth_sendTransaction", [message])?;
        self.chain.receipt(hash, what, 0).map(drop)
    }

    /// All borrowers bring their collateral.
    pub(super) fn bring_collateral(&mut self, time: u64) -> Result<(), CrisisError> {
        for number in 0..self.people.accounts.len() {
            let account = &self.people.accounts[number];
            let (owner, amount) = (account.owner, account.collateral);
            let action = action(ADD, self.stage.collateral.address, amount.into(), owner);
            self.execute("adding collateral", owner, action, time)?;
        }
        Ok(())
    }

    /// Borrowers move their loans to their appetite at the terms that are offered now: all of them, or those whose review is due.
    pub(super) async fn review(
        &mut self,
        open: f64,
        price: f64,
        everybody: bool,
        time: u64,
    ) -> Result<(), CrisisError> {
        for number in 0..self.people.accounts.len() {
            let account = &mut self.people.accounts[number];
            let is_due = account.reviews.due(time);
            if !(is_due || everybody) || account.collateral == 0 {
                continue;
            }
            let worth = whole(account.collateral, COLLATERAL_DECIMALS) * price;
            let wanted = base_units(worth * open * account.who.appetite);
            self.move_loan(number, wanted, time).await?;
        }
        Ok(())
    }

    async fn move_loan(
        &mut self,
        number: usize,
        wanted: u128,
        time: u64,
    ) -> Result<(), CrisisError> {
        let (owner, token) = (self.people.accounts[number].owner, self.stage.token.address);
        let debt = self.desk.debt_of(owner, token);
        let (_, owed) = self.chain.read("debtOf", time, debt).await?;
        let owed = to_u128(owed);
        // Nobody moves for less than a hundredth of his loan or a hundred units.
        let slack = (owed / 100).max(100_000_000);
        if wanted > owed + slack {
            let mut more = wanted - owed;
            for _ in 0..TRIES {
                let action = action(BORROW, token, more.into(), owner);
                if self.try_execute("borrowing", owner, action, time)? {
                    return self.refresh(number, time).await;
                }
                self.people.refused += 1;
                more -= more / u128::from(LESS);
            }
        } else if owed > wanted + slack {
            let less = U256::from(owed - wanted);
            let action = action(REPAY, token, less, owner);
            self.execute("repaying", owner, action, time)?;
            return self.refresh(number, time).await;
        }
        Ok(())
    }

    /// Reads what an account has and owes.
    pub(super) async fn refresh(&mut self, number: usize, time: u64) -> Result<(), CrisisError> {
        let owner = self.people.accounts[number].owner;
        let held = self
            .desk
            .collateral_of(owner, self.stage.collateral.address);
        let held = self.chain.read("collateralOf", time, held).await?;
        let debt = self.desk.debt_of(owner, self.stage.token.address);
        let (shares, _) = self.chain.read("debtOf", time, debt).await?;
        let account = &mut self.people.accounts[number];
        (account.collateral, account.shares) = (to_u128(held), to_u128(shares));
        Ok(())
    }

    fn execute(
        &mut self,
        what: &str,
        account: Address,
        action: Action,
        time: u64,
    ) -> Result<(), CrisisError> {
        let route = (account, self.desk.address());
        self.act(what, route, batch(account, action), time)?;
        Ok(())
    }

    fn try_execute(
        &mut self,
        what: &str,
        account: Address,
        action: Action,
        time: u64,
    ) -> Result<bool, CrisisError> {
        let route = (account, self.desk.address());
        let sent = self.attempt(what, route, batch(account, action), time)?;
        Ok(sent.is_some())
    }
}

fn action(kind: u8, asset: Address, amount: U256, receiver: Address) -> Action {
    Action {
        kind,
        asset,
        amount,
        limit: U256::MAX,
        term: 0,
        receiver,
    }
}

fn batch(account: Address, action: Action) -> Vec<u8> {
    ExecuteCall {
        account,
        deadline: U256::MAX,
        actions: vec![action],
    }
    .encode()
}

/// Whole units of the quote currency as base units of the token that is lent, which stands at par.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an amount that somebody wants: positive, and to the nearest"
)]
pub(super) fn base_units(worth: f64) -> u128 {
    (worth.max(0.0) * 1e6).round() as u128
}

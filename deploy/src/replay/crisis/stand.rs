//! The chain of one pool: what is sent to it, and what is read from it.

use std::sync::Arc;

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, TransactionReceipt},
};

use super::{
    CrisisError,
    accounts::People,
    policy::Rule,
    run::CrisisInput,
    stage::{BOOK, Stage},
};
use crate::{
    artifacts::Programs,
    bindings::erc20::Erc20,
    contracts::{
        balance_sheet::{self, abi::BalanceSheet},
        buffer_pool::{self, abi::treasury::BufferTreasury},
        credit_desk::{self, abi::CreditDesk},
        credit_terms::abi::CreditTerms,
        deposit_vault::{self, abi::DepositVault},
        redeem_queue::{self, abi::RedeemQueue},
        risk_engine::{self, abi::RiskEngine},
        risk_monitor::{self, abi::RiskMonitor},
    },
    convert::to_u128,
    embedded::{Embedded, EmbeddedError},
    plan::BookPlan,
    record::Record,
    replay::actions::{Actions, message},
    transport::Client,
};

/// A pool on a chain of its own.
pub(super) struct Stand {
    pub(super) chain: Embedded,
    pub(super) rule: Rule,
    pub(super) stage: Stage,
    pub(super) people: People,
    pub(super) record: Record,
    pub(super) sheet: BalanceSheet<Client>,
    pub(super) vault: DepositVault<Client>,
    pub(super) desk: CreditDesk<Client>,
    pub(super) terms: CreditTerms<Client>,
    pub(super) engine: RiskEngine<Client>,
    pub(super) monitor: Option<RiskMonitor<Client>>,
    pub(super) queue: Option<RedeemQueue<Client>>,
    pub(super) buffer: Option<BufferTreasury<Client>>,
    pub(super) actions: Actions,
}

impl Stand {
    /// Deploys the pool on a new chain whose first block is at `start`, with its people.
    pub(super) async fn build(
        start: u64,
        price: u64,
        input: &CrisisInput<'_>,
        rule: Rule,
        programs: &Programs,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Self, CrisisError> {
        let chain = Embedded::start(start).await?;
        let stage = Stage::set(chain.account(), price, start).await?;
        let record = stage
            .deploy(chain.account(), input, rule, programs, progress)
            .await?;
        let client = Arc::new(chain.client().clone());
        let book = BookPlan::new(BOOK, stage.token.address, stage.token.decimals);
        let find = |name: &str| record.contracts.get(name).map(|found| found.address);
        let here = |address| (address, Arc::clone(&client));
        let desk = record.address(credit_desk::PACKAGE)?;
        let mut stand = Self {
            sheet: BalanceSheet::new(record.address(balance_sheet::PACKAGE)?, client.clone()),
            vault: DepositVault::new(record.address(&deposit_vault::name(&book))?, client.clone()),
            desk: CreditDesk::new(desk, client.clone()),
            terms: CreditTerms::new(desk, client.clone()),
            engine: RiskEngine::new(record.address(risk_engine::PACKAGE)?, client.clone()),
            monitor: find(risk_monitor::PACKAGE)
                .map(here)
                .map(|(at, by)| RiskMonitor::new(at, by)),
            queue: find(&redeem_queue::name(&book))
                .map(here)
                .map(|(at, by)| RedeemQueue::new(at, by)),
            buffer: find(&buffer_pool::name(&book))
                .map(here)
                .map(|(at, by)| BufferTreasury::new(at, by)),
            actions: Actions::new(&record, start),
            people: People::default(),
            chain,
            rule,
            stage,
            record,
        };
        stand.invite(input).await?;
        stand.chain.set_automine(false)?;
        Ok(stand)
    }

    /// Sends a transaction in a block of its own at `time`.
    pub(super) fn act(
        &mut self,
        what: &str,
        route: (Address, Address),
        data: Vec<u8>,
        time: u64,
    ) -> Result<TransactionReceipt, EmbeddedError> {
        let message = message(route, data);
        self.actions.act(&self.chain, what, message, time)
    }

    /// Sends a transaction unless it would be refused.
    pub(super) fn attempt(
        &mut self,
        what: &str,
        route: (Address, Address),
        data: Vec<u8>,
        time: u64,
    ) -> Result<Option<TransactionReceipt>, EmbeddedError> {
        if self.ask(route, data.clone()).is_none() {
            return Ok(None);
        }
        self.act(what, route, data, time).map(Some)
    }

    /// What a call would answer as of the newest block; nothing where it would be refused.
    pub(super) fn ask(&self, route: (Address, Address), data: Vec<u8>) -> Option<Vec<u8>> {
        let message = message(route, data);
        let answer: Result<Bytes, _> = self.chain.request("eth_call", (message, "latest"));
        answer.ok().map(|bytes| bytes.to_vec())
    }

    /// Sends as the keeper.
    pub(super) fn keep(
        &mut self,
        what: &str,
        to: Address,
        call: impl AbiEncode,
        time: u64,
    ) -> Result<TransactionReceipt, EmbeddedError> {
        let keeper = self.keeper();
        self.act(what, (keeper, to), call.encode(), time)
    }

    /// Sends as the keeper unless it would be refused.
    pub(super) fn try_keep(
        &mut self,
        what: &str,
        to: Address,
        call: impl AbiEncode,
        time: u64,
    ) -> Result<Option<TransactionReceipt>, EmbeddedError> {
        let keeper = self.keeper();
        self.attempt(what, (keeper, to), call.encode(), time)
    }

    /// Who deployed, keeps and liquidates.
    pub(super) fn keeper(&self) -> Address {
        self.chain.account().address()
    }

    /// Prolongs the programs when it is time.
    pub(super) fn keep_alive(&mut self, time: u64) -> Result<(), EmbeddedError> {
        self.actions.keep_alive(&self.chain, time)
    }

    /// What somebody holds of a token.
    pub(super) async fn balance(
        &self,
        token: Address,
        of: Address,
        time: u64,
    ) -> Result<u128, EmbeddedError> {
        let token = Erc20::new(token, Arc::new(self.chain.client().clone()));
        let call = token.balance_of(of);
        Ok(to_u128(self.chain.read("balanceOf", time, call).await?))
    }
}

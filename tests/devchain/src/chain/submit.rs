//! How a transaction comes in.

use alloy_consensus::{Transaction, TxEip1559, TxEip2930, TxEip7702, TxLegacy, TypedTransaction};
use alloy_eips::{eip2930::AccessList, eip7702::SignedAuthorization};
use alloy_primitives::{Address, B256, Bytes, TxKind, U256};

use crate::evm::types::{ExecError, Message};

use super::{
    BlockId, Chain, ChainError, Event,
    simulate::Simulation,
    transaction::{SignedTransaction, signature_hash},
};

/// A transaction the node is asked to complete and sign. What is missing is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TransactionRequest {
    /// Sender.
    pub from: Address,
    /// `None` creates a contract.
    pub to: Option<Address>,
    /// Value in wei.
    pub value: U256,
    /// Calldata or init code.
    pub input: Bytes,
    /// Gas limit; estimated when missing.
    pub gas: Option<u64>,
    /// Price of a transaction of type 0 or 1.
    pub gas_price: Option<u128>,
    /// Most to pay per gas, types 2 and 4.
    pub max_fee: Option<u128>,
    /// Tip, types 2 and 4; nobody gets it.
    pub max_priority_fee: Option<u128>,
    /// Nonce; the next one when missing.
    pub nonce: Option<u64>,
    /// EIP-2930.
    pub access_list: Option<AccessList>,
    /// EIP-7702.
    pub authorizations: Vec<SignedAuthorization>,
}

impl TransactionRequest {
    /// The message to simulate for this request.
    pub fn message(&self, gas_limit: u64) -> Message {
        Message {
            tx_type: self.kind(),
            from: self.from,
            to: self.to,
            value: self.value,
            input: self.input.clone(),
            gas_limit,
            gas_price: self.max_fee.or(self.gas_price).unwrap_or_default(),
            priority_fee: self.max_priority_fee.or(self.gas_price).unwrap_or_default(),
            nonce: self.nonce,
            access_list: self.access_list.clone().unwrap_or_default(),
            authorizations: self.authorizations.clone(),
            raw: None,
        }
    }

    /// The EIP-2718 type its fields imply.
    fn kind(&self) -> u8 {
        match (
            self.authorizations.is_empty(),
            self.gas_price,
            &self.access_list,
        ) {
            (false, ..) => 4,
            (true, Some(_), Some(_)) => 1,
            (true, Some(_), None) => 0,
            (true, None, _) => 2,
        }
    }
}

impl Chain {
    /// Takes a signed transaction as bytes; with automatic mining it is in a block on return.
    ///
    /// # Errors
    /// When it is malformed or cannot run.
    pub fn send_raw(&mut self, raw: &[u8]) -> Result<B256, ChainError> {
        self.submit(SignedTransaction::decode(raw)?)
    }

    /// Completes, signs and takes a transaction of an unlocked or impersonated account.
    ///
    /// # Errors
    /// When nobody can sign it or it cannot run.
    pub fn send(&mut self, request: TransactionRequest) -> Result<B256, ChainError> {
        let signed = self.sign(request)?;
        self.submit(signed)
    }

    /// Completes and signs a transaction of an unlocked or impersonated account.
    ///
    /// # Errors
    /// When nobody can sign it or its gas cannot be estimated.
    pub fn sign(&mut self, request: TransactionRequest) -> Result<SignedTransaction, ChainError> {
        let sender = request.from;
        if self.signers.key(sender).is_none() && !self.signers.is_impersonated(sender) {
            return Err(ChainError::NoSigner(sender));
        }
        let transaction = self.complete(request)?;
        let signature = self
            .signers
            .sign(sender, signature_hash(&transaction))
            .ok_or(ChainError::NoSigner(sender))?;
        Ok(SignedTransaction::new(transaction, signature, sender))
    }

    /// Fills in what a request leaves out.
    ///
    /// # Errors
    /// When the gas cannot be estimated.
    pub fn complete(
        &mut self,
        request: TransactionRequest,
    ) -> Result<TypedTransaction, ChainError> {
        let gas_limit = match request.gas {
            Some(gas) => gas,
            None => self.estimate_pending(request.message(self.config.gas_limit))?,
        };
        let nonce = request
            .nonce
            .unwrap_or_else(|| self.pending_nonce(request.from));
        let base_fee = u128::from(self.config.base_fee);
        Ok(typed(
            request,
            self.config.chain_id,
            nonce,
            gas_limit,
            base_fee,
        ))
    }

    /// Nothing that waits takes part unless automatic mining is off.
    fn estimate_pending(&mut self, message: Message) -> Result<u64, ChainError> {
        let simulation = Simulation {
            message,
            at: BlockId::Pending,
            ..Simulation::default()
        };
        self.at(BlockId::Pending, |chain| chain.estimate(&simulation))
    }

    fn submit(&mut self, signed: SignedTransaction) -> Result<B256, ChainError> {
        let hash = signed.hash;
        self.check(&signed)?;
        let ready = signed.envelope.nonce() <= self.pending_nonce(signed.sender);
        self.pool.insert(signed)?;
        self.events.send(Event::Transaction(hash));
        self.filters.note_transaction(hash);
        if self.mining.automine && ready {
            let (_, refused) = self.mine_waiting();
            Self::refusal(refused, hash)?;
        }
        Ok(hash)
    }

    fn check(&self, signed: &SignedTransaction) -> Result<(), ChainError> {
        let tx = &signed.envelope;
        if self.blocks.transaction(signed.hash).is_some() {
            return Err(ChainError::AlreadyKnown);
        }
        if let Some(have) = tx.chain_id().filter(|id| *id != self.config.chain_id) {
            return Err(ChainError::ChainId {
                have,
                want: self.config.chain_id,
            });
        }
        if tx.gas_limit() > self.config.gas_limit {
            let (have, want) = (tx.gas_limit(), self.config.gas_limit);
            return Err(ChainError::GasLimit { have, want });
        }
        let want = self.nonce(signed.sender);
        if tx.nonce() < want {
            return Err(ExecError::NonceTooLow {
                have: tx.nonce(),
                want,
            }
            .into());
        }
        Ok(())
    }
}

fn typed(
    request: TransactionRequest,
    chain_id: u64,
    nonce: u64,
    gas_limit: u64,
    base_fee: u128,
) -> TypedTransaction {
    let kind = request.kind();
    let TransactionRequest {
        to,
        value,
        input,
        gas_price,
        max_fee,
        max_priority_fee,
        ..
    } = request;
    let access_list = request.access_list.unwrap_or_default();
    let gas_price = gas_price.unwrap_or(base_fee);
    let max_priority_fee_per_gas = max_priority_fee.unwrap_or_default();
    let max_fee_per_gas = max_fee
        .unwrap_or(2 * base_fee)
        .max(max_priority_fee_per_gas);
    let target = to.map_or(TxKind::Create, TxKind::Call);
    match (kind, to) {
        (0, _) => TypedTransaction::Legacy(TxLegacy {
            chain_id: Some(chain_id),
            nonce,
            gas_price,
            gas_limit,
            to: target,
            value,
            input,
        }),
        (1, _) => TypedTransaction::Eip2930(TxEip2930 {
            chain_id,
            nonce,
            gas_price,
            gas_limit,
            to: target,
            value,
            access_list,
            input,
        }),
        (4, Some(to)) => TypedTransaction::Eip7702(TxEip7702 {
            chain_id,
            nonce,
            gas_limit,
            max_fee_per_gas,
            max_priority_fee_per_gas,
            to,
            value,
            access_list,
            authorization_list: request.authorizations,
            input,
        }),
        _ => TypedTransaction::Eip1559(TxEip1559 {
            chain_id,
            nonce,
            gas_limit,
            max_fee_per_gas,
            max_priority_fee_per_gas,
            to: target,
            value,
            access_list,
            input,
        }),
    }
}

//! Transactions with a known sender.

use alloy_consensus::{
    SignableTransaction, Transaction, TxEnvelope, Typed2718, TypedTransaction,
    crypto::secp256k1::recover_signer,
};
use alloy_eips::eip2718::{Decodable2718, Encodable2718};
use alloy_primitives::{Address, B256, Bytes, Signature, U256};

use crate::{arbos::stand_in_signature, evm::types::Message};

use super::error::ChainError;

/// A signed transaction and who signed it.
#[derive(Debug, Clone)]
pub struct SignedTransaction {
    /// The transaction as it was signed.
    pub envelope: TxEnvelope,
    /// The sender. For an impersonated one the signature proves nothing.
    pub sender: Address,
    /// Its hash.
    pub hash: B256,
}

impl SignedTransaction {
    /// Decodes the bytes of `eth_sendRawTransaction` and recovers the sender.
    ///
    /// # Errors
    /// When they are no signed transaction of type 0, 1, 2 or 4.
    pub fn decode(raw: &[u8]) -> Result<Self, ChainError> {
        let envelope = decode(raw)?;
        let hash = *envelope.tx_hash();
        let sender = recover_signer(envelope.signature(), envelope.signature_hash())
            .map_err(|_| ChainError::Signature(hash))?;
        Ok(Self {
            envelope,
            sender,
            hash,
        })
    }

    /// Decodes bytes whose sender is known from elsewhere.
    ///
    /// # Errors
    /// When they are no transaction of type 0, 1, 2 or 4.
    pub fn trust(raw: &[u8], sender: Address) -> Result<Self, ChainError> {
        let envelope = decode(raw)?;
        Ok(Self {
            hash: *envelope.tx_hash(),
            envelope,
            sender,
        })
    }

    /// Puts a signature on a transaction of `sender`.
    pub fn new(transaction: TypedTransaction, signature: Signature, sender: Address) -> Self {
        let envelope: TxEnvelope = transaction.into_signed(signature).into();
        let hash = *envelope.tx_hash();
        Self {
            envelope,
            sender,
            hash,
        }
    }

    /// Whether its signature is the mark that [`super::Signers::sign`] puts on a transaction of an
    /// impersonated sender.
    pub fn is_impersonated(&self) -> bool {
        *self.envelope.signature() == impersonated_signature(self.sender)
    }

    /// Where it puts a contract, if it creates one and succeeds.
    pub fn creates(&self) -> Option<Address> {
        let tx = &self.envelope;
        tx.is_create().then(|| self.sender.create(tx.nonce()))
    }

    /// The EIP-2718 bytes.
    pub fn raw(&self) -> Bytes {
        self.envelope.encoded_2718().into()
    }

    /// What the executor runs.
    pub fn message(&self) -> Message {
        let tx = &self.envelope;
        Message {
            tx_type: tx.ty(),
            from: self.sender,
            to: tx.to(),
            value: tx.value(),
            input: tx.input().clone(),
            gas_limit: tx.gas_limit(),
            gas_price: tx.max_fee_per_gas(),
            priority_fee: tx
                .max_priority_fee_per_gas()
                .unwrap_or_else(|| tx.max_fee_per_gas()),
            nonce: Some(tx.nonce()),
            access_list: tx.access_list().cloned().unwrap_or_default(),
            authorizations: tx
                .authorization_list()
                .map(<[_]>::to_vec)
                .unwrap_or_default(),
            raw: Some(self.posted()),
        }
    }

    /// What would be posted to L1. An impersonated sender has signed nothing, so a stand-in of a
    /// signature takes the place of the mark, which is shorter.
    fn posted(&self) -> Bytes {
        if !self.is_impersonated() {
            return self.raw();
        }
        let (r, s) = stand_in_signature();
        let unsigned = TypedTransaction::from(self.envelope.clone());
        let signed: TxEnvelope = unsigned.into_signed(Signature::new(r, s, false)).into();
        signed.encoded_2718().into()
    }
}

/// Carries the sender and proves nothing: nobody can sign with such an `s`.
pub(super) fn impersonated_signature(sender: Address) -> Signature {
    Signature::new(U256::from_be_slice(sender.as_slice()), U256::ONE, false)
}

/// The hash to sign for a transaction.
pub fn signature_hash(transaction: &TypedTransaction) -> B256 {
    transaction.signature_hash()
}

fn decode(raw: &[u8]) -> Result<TxEnvelope, ChainError> {
    let envelope = TxEnvelope::decode_2718_exact(raw)
        .map_err(|error| ChainError::Decode(error.to_string()))?;
    if envelope.is_eip4844() {
        return Err(ChainError::UnsupportedType(envelope.ty()));
    }
    Ok(envelope)
}

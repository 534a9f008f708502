//! ERC-2612: allowances by signature, in a domain of EIP-712 with version 1.
//!
//! The domain is computed anew in every call, so that it names the chain the contract runs on. A signature is accepted in
//! one form only: the lower of the two values of `s`.

use alloy_primitives::hex;
use alloy_sol_types::SolError;
use alm_abi::IDepositVault::{
    ECDSAInvalidSignatureS, ERC2612ExpiredSignature, ERC2612InvalidSigner,
};
use stylus_sdk::stylus_core::Host;

use crate::{
    arguments::Arguments,
    erc20::{self, NAME},
    host, slots, text,
    words::{Failure, Output, Word, word},
};

/// `keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")`.
pub const DOMAIN_TYPE: Word =
    hex!("8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f");
/// `keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)")`.
pub const PERMIT_TYPE: Word =
    hex!("6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c9");
/// `keccak256("1")`.
pub const VERSION: Word = hex!("c89efdaa54c0f20c7adf612882df0950f5a951637e0307cdcb4c672f298b8bc6");
/// Half the order of the curve, rounded down.
const S_MAX: Word = hex!("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
/// The precompiled contract that recovers signers.
const ECRECOVER: u128 = 1;

/// The domain of this contract on this chain.
#[inline(never)]
pub fn domain<H: Host>(vm: &H) -> Word {
    let name = slots::read(vm, &slots::fixed(NAME));
    let mut fields = Output::default();
    fields
        .append(&DOMAIN_TYPE)
        .append(&host::keccak(vm, text::bytes(&name)))
        .append(&VERSION)
        .numbers(&[vm.chain_id().into()])
        .append(&vm.contract_address().into_word().0);
    host::keccak(vm, fields.bytes())
}

/// Sets an allowance by its owner's signature: owner, spender, value, deadline, v, r, s.
///
/// # Errors
/// Empty for malformed arguments; those of [`Signature::check`], and what [`erc20::approve`] refuses.
pub fn permit<H: Host>(vm: &H, arguments: &Arguments<'_>) -> Result<(), Failure> {
    let owner = arguments.address(0).ok_or_else(Failure::empty)?;
    let spender = arguments.address(1).ok_or_else(Failure::empty)?;
    let value = arguments.word(2).ok_or_else(Failure::empty)?;
    let signature = Signature::read(arguments, 3)?;
    let deadline = signature.deadline;
    signature.check_deadline(vm)?;
    let nonce = word(erc20::use_nonce(vm, owner));
    let message = [PERMIT_TYPE, *owner, *spender, *value, nonce, *deadline];
    signature.check(vm, owner, &message)?;
    erc20::approve(vm, owner, spender, value)
}

/// A signature with the last instant at which it may be used.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// The last instant.
    pub deadline: &'a Word,
    v: &'a Word,
    r: &'a Word,
    s: &'a Word,
}

impl<'a> Signature<'a> {
    /// Reads deadline, v, r and s from an index on.
    ///
    /// # Errors
    /// Empty for malformed arguments.
    pub fn read(arguments: &Arguments<'a>, first: usize) -> Result<Self, Failure> {
        arguments.numbers(first.saturating_add(1), &[1], &mut [0])?;
        let (words, _) = arguments.0.as_chunks::<32>();
        let Some([deadline, v, r, s, ..]) = words.get(first..) else {
            return Err(Failure::empty());
        };
        Ok(Self { deadline, v, r, s })
    }

    /// Refuses a signature after its deadline.
    ///
    /// # Errors
    /// `ERC2612ExpiredSignature`.
    pub fn check_deadline<H: Host>(&self, vm: &H) -> Result<(), Failure> {
        if *self.deadline < word(vm.block_timestamp().into()) {
            return Err(Failure::new(
                ERC2612ExpiredSignature::SELECTOR,
                &[*self.deadline],
            ));
        }
        Ok(())
    }

    /// Refuses a signature of a message by anybody but its owner.
    ///
    /// # Errors
    /// `ECDSAInvalidSignatureS`, `ERC2612InvalidSigner`.
    pub fn check<H: Host>(&self, vm: &H, owner: &Word, message: &[Word]) -> Result<(), Failure> {
        if *self.s > S_MAX {
            return Err(Failure::new(ECDSAInvalidSignatureS::SELECTOR, &[*self.s]));
        }
        let signed = [digest(vm, message), *self.v, *self.r, *self.s];
        let mut signer = [0; 32];
        // The precompile answers with nothing where there is no signer.
        host::ask(vm, &word(ECRECOVER), signed.as_flattened(), &mut signer);
        if signer != *owner || signer == [0; 32] {
            return Err(Failure::new(
                ERC2612InvalidSigner::SELECTOR,
                &[signer, *owner],
            ));
        }
        Ok(())
    }
}

/// What is signed for a message.
fn digest<H: Host>(vm: &H, message: &[Word]) -> Word {
    let mut typed = Output::default();
    typed
        .append(&[0x19, 0x01])
        .append(&domain(vm))
        .append(&host::keccak(vm, message.as_flattened()));
    host::keccak(vm, typed.bytes())
}

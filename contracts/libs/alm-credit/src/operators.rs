//! Who may act for an account.

use alloy_primitives::hex;
use alloy_sol_types::SolEvent;
use alm_abi::ICreditDesk as abi;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    permit::Signature,
    slots,
    words::{Output, Word, is_zero, word},
};

use crate::{
    account::Account,
    desk::Desk,
    errors::{address, someone},
    layout::{NONCE, OPERATORS},
};

/// `keccak256("OperatorPermit(address account,address operator,bool approved,uint256 nonce,uint256 deadline)")`.
const PERMIT_TYPE: Word = hex!("6f1288dc850f8bb6a28b6c78cb2895ed1e1049fe4d76f03148281cdb3a85d2f2");

impl Desk {
    /// `setOperator`: operator, approved.
    pub fn set_operator(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let operator = someone(arguments, 0)?;
        let approved = truth(arguments, 1)?;
        self.appoint(&host::sender(self.vm()), operator, approved);
        Ok(())
    }

    /// `permitOperator`: account, operator, approved, deadline, v, r, s.
    pub fn permit_operator(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let (owner, operator) = (address(arguments, 0)?, someone(arguments, 1)?);
        let approved = truth(arguments, 2)?;
        let signature = Signature::read(arguments, 3)?;
        let mut account = Account::default();
        self.load_account(owner, &mut account);
        let [.., nonce, _] = &mut account.fields;
        let deadline = signature.deadline;
        let message = [
            PERMIT_TYPE,
            *owner,
            *operator,
            *approved,
            word(*nonce),
            *deadline,
        ];
        // Of 64 bits: nobody signs so often.
        *nonce = nonce.saturating_add(1);
        signature.check_deadline(self.vm())?;
        signature.check(self.vm(), owner, &message)?;
        self.store_account(&account);
        self.appoint(owner, operator, approved);
        Ok(())
    }

    /// `acceptOffers`: accepted. The caller's own account.
    pub fn accept_offers(&self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let accepted = truth(arguments, 0)?;
        let owner = host::sender(self.vm());
        let mut account = Account::default();
        self.load_account(&owner, &mut account);
        let [.., offers] = &mut account.fields;
        *offers = u128::from(!is_zero(accepted));
        self.store_account(&account);
        let mut event = Output::default();
        event
            .append(&abi::OffersAccepted::SIGNATURE_HASH.0)
            .append(&owner)
            .append(accepted)
            .emit(self.vm(), 2);
        Ok(())
    }

    /// Whether an operator may act for an account.
    #[inline(never)]
    pub(crate) fn may_act(&self, owner: &Word, operator: &Word) -> bool {
        !is_zero(&slots::read(
            self.vm(),
            &self.operator_slot(owner, operator),
        ))
    }

    fn appoint(&self, owner: &Word, operator: &Word, approved: &Word) {
        slots::write(self.vm(), &self.operator_slot(owner, operator), approved);
        let mut event = Output::default();
        event
            .append(&abi::OperatorSet::SIGNATURE_HASH.0)
            .append(owner)
            .append(operator)
            .append(approved)
            .emit(self.vm(), 3);
    }

    #[inline(never)]
    fn operator_slot(&self, owner: &Word, operator: &Word) -> Word {
        let of_owner = slots::mapped(self.vm(), owner, OPERATORS);
        host::keccak(self.vm(), [*operator, of_owner].as_flattened())
    }
}

/// A truth, one or zero, as a word.
#[inline(never)]
pub(crate) fn truth<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    let truth = arguments.word(index).ok_or_else(Failure::empty)?;
    if *truth > word(1) {
        return Err(Failure::empty());
    }
    Ok(truth)
}

/// The nonce is the last field but one of an account.
const _: () = assert!(NONCE == 3);

//! What must hold before a message runs.

use alloy_primitives::{Address, U256};
use revm::{Database, context_interface::JournalTr, state::Bytecode};

use super::{
    environment::MAX_CODE_SIZE,
    machine::Context,
    types::{BlockContext, ExecError, ExecOptions, Message},
};

/// Checks sender, nonce, funds, price and size, and returns the nonce the message uses.
///
/// # Errors
/// The first rule broken, with the figures; [`ExecError::State`] when the database fails.
pub(crate) fn check_message<DB: Database>(
    context: &mut Context<'_, DB>,
    block: &BlockContext,
    message: &Message,
    options: &ExecOptions,
) -> Result<u64, ExecError> {
    check_shape(message)?;
    let account = context
        .journaled_state
        .load_account_with_code(message.from)
        .map_err(state_error)?;
    let (balance, nonce) = (account.data.info.balance, account.data.info.nonce);
    if options.simulate {
        return match balance < message.value {
            true => Err(unfunded_transfer(message.from)),
            false => Ok(nonce),
        };
    }
    if !options.impersonated && !may_send(account.data.info.code.as_ref()) {
        return Err(sender_not_eoa(message.from));
    }
    check_nonce(message, nonce)?;
    check_price(block, message)?;
    check_funds(message, balance)?;
    Ok(nonce)
}

/// Turns an error of the database into the error of the message.
pub(crate) fn state_error(error: impl std::fmt::Display) -> ExecError {
    ExecError::State(error.to_string())
}

fn check_shape(message: &Message) -> Result<(), ExecError> {
    if !matches!(message.tx_type, 0 | 1 | 2 | 4) {
        return Err(ExecError::Invalid("transaction type not supported".into()));
    }
    if message.tx_type == 4 && message.to.is_none() {
        return Err(ExecError::Invalid(
            "EIP-7702 transaction cannot be used to create contract".into(),
        ));
    }
    if message.tx_type == 4 && message.authorizations.is_empty() {
        return Err(ExecError::Invalid(
            "EIP-7702 transaction with empty auth list".into(),
        ));
    }
    let (size, limit) = (message.input.len(), 2 * MAX_CODE_SIZE);
    if message.to.is_none() && size > limit {
        return Err(ExecError::Invalid(format!(
            "max initcode size exceeded: code size {size}, limit {limit}"
        )));
    }
    Ok(())
}

/// EIP-3607, with the delegations of EIP-7702 excepted.
fn may_send(code: Option<&Bytecode>) -> bool {
    code.is_none_or(|code| code.is_empty() || code.is_eip7702())
}

fn check_nonce(message: &Message, want: u64) -> Result<(), ExecError> {
    match message.nonce {
        Some(have) if have < want => Err(ExecError::NonceTooLow { have, want }),
        Some(have) if have > want => Err(ExecError::NonceTooHigh { have, want }),
        _ if want == u64::MAX => Err(ExecError::Invalid("nonce has max value".into())),
        _ => Ok(()),
    }
}

fn check_price(block: &BlockContext, message: &Message) -> Result<(), ExecError> {
    let want = u128::from(block.base_fee);
    if message.gas_price < want {
        return Err(ExecError::FeeTooLow {
            have: message.gas_price,
            want,
        });
    }
    Ok(())
}

fn check_funds(message: &Message, have: U256) -> Result<(), ExecError> {
    let fee = U256::from(message.gas_limit) * U256::from(message.gas_price);
    match fee.checked_add(message.value) {
        Some(want) if want <= have => Ok(()),
        want => Err(ExecError::InsufficientFunds {
            have,
            want: want.unwrap_or(U256::MAX),
        }),
    }
}

fn unfunded_transfer(from: Address) -> ExecError {
    ExecError::Invalid(format!("insufficient funds for transfer: address {from}"))
}

fn sender_not_eoa(from: Address) -> ExecError {
    ExecError::Invalid(format!("sender not an eoa: address {from}"))
}

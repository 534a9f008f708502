//! Records of programs and the parameters they live by, read for gas.

use alloy_primitives::{Address, B256, U256};

use super::{
    context::{Failure, PrecompileCall, State, WARM_READ_GAS},
    params::StylusParams,
    precompiles::ArbWasm,
    record::ProgramRecord,
    storage::LAYOUT,
};

/// The parameters, for the gas of a warm read.
pub(crate) fn params(call: &mut PrecompileCall<'_>) -> Result<StylusParams, Failure> {
    call.burn(WARM_READ_GAS)?;
    params_free(call.state)
}

/// The parameters, without gas.
pub(crate) fn params_free(state: &mut dyn State) -> Result<StylusParams, Failure> {
    let [first, second] = LAYOUT.param_slots;
    Ok(StylusParams::decode([
        state.read(first)?,
        state.read(second)?,
    ]))
}

/// Writes the parameters.
pub(crate) fn set_params(
    call: &mut PrecompileCall<'_>,
    params: &StylusParams,
) -> Result<(), Failure> {
    for (slot, word) in LAYOUT.param_slots.into_iter().zip(params.encode()) {
        call.write(slot, word)?;
    }
    Ok(())
}

/// Slot of a program's record.
pub(crate) fn record_slot(code_hash: B256) -> U256 {
    LAYOUT.programs.slot(code_hash)
}

/// A program's record, whatever its condition.
pub(crate) fn record(
    call: &mut PrecompileCall<'_>,
    code_hash: B256,
) -> Result<ProgramRecord, Failure> {
    Ok(ProgramRecord::decode(call.read(record_slot(code_hash))?))
}

/// Writes a program's record.
pub(crate) fn set_record(
    call: &mut PrecompileCall<'_>,
    code_hash: B256,
    record: &ProgramRecord,
) -> Result<(), Failure> {
    call.write(record_slot(code_hash), record.encode())
}

/// The record of a program that can be called.
///
/// # Errors
/// The Solidity error that says why it cannot.
pub(crate) fn active_program(
    call: &mut PrecompileCall<'_>,
    code_hash: B256,
) -> Result<(StylusParams, ProgramRecord), Failure> {
    let params = params(call)?;
    let program = record(call, code_hash)?;
    check_usable(&program, call.now(), &params)?;
    Ok((params, program))
}

/// The record of the program at an address that can be called.
pub(crate) fn program_of(
    call: &mut PrecompileCall<'_>,
    address: Address,
) -> Result<(StylusParams, ProgramRecord), Failure> {
    let code_hash = call.code_hash(address)?;
    active_program(call, code_hash)
}

/// Checks that a program can be called: activated, by the current version, not expired.
///
/// # Errors
/// The Solidity error that says why it cannot.
pub(crate) fn check_usable(
    program: &ProgramRecord,
    now: u64,
    params: &StylusParams,
) -> Result<(), Failure> {
    if program.version == 0 {
        return Err(Failure::error(&ArbWasm::ProgramNotActivated {}));
    }
    if program.version != params.version {
        return Err(Failure::error(&ArbWasm::ProgramNeedsUpgrade {
            version: program.version,
            stylusVersion: params.version,
        }));
    }
    if program.expired(now, params) {
        return Err(Failure::error(&ArbWasm::ProgramExpired {
            ageInSeconds: program.age(now),
        }));
    }
    Ok(())
}

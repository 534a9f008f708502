//! Activation of a program, and the extension of its life.

use alloy_primitives::{Address, B256, Bytes, U256};
use devchain_wasm::{
    Rules,
    prefix::{self, CodeKind, Root},
};

use super::{
    context::{CODE_HASH_GAS, Failure, PrecompileCall, WARM_READ_GAS},
    data_pricer,
    params::{ACTIVATION_GAS_SLOT, StylusParams},
    precompiles::ArbWasm,
    programs::{active_program, params, record, set_record},
    record::{ProgramRecord, days, hours_since_epoch},
    storage::LAYOUT,
};
use crate::evm::MAX_CODE_SIZE;

/// Version of ArbOS from which the parameter `activationGas` is charged.
const ACTIVATION_GAS_SINCE: u64 = 59;
/// Gas per word of a fragment that is read.
const FRAGMENT_WORD_GAS: u64 = 3;

/// A program that has just been activated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Activated {
    /// Version of Stylus.
    pub(crate) version: u16,
    /// Hash of the code.
    pub(crate) code_hash: B256,
    /// Hash of the instrumented module.
    pub(crate) module_hash: B256,
    /// Data fee in wei, still to be paid.
    pub(crate) data_fee: U256,
}

/// Activates the program at `address`. A program that is not accepted costs all gas.
pub(crate) fn activate(
    call: &mut PrecompileCall<'_>,
    address: Address,
) -> Result<Activated, Failure> {
    let (code, code_hash) = call.state.code(address)?;
    if call.state.has_self_destructed(address) {
        return Err(Failure::Revert);
    }
    let params = params(call)?;
    let known = record(call, code_hash)?;
    if known.version == params.version && !known.expired(call.now(), &params) {
        return Err(Failure::error(&ArbWasm::ProgramUpToDate {}));
    }
    let wasm = read_wasm(call, &code, &params)?;
    store(call, code_hash, &wasm, &params, known.cached).map_err(|failure| match failure {
        Failure::Fatal(error) => Failure::Fatal(error),
        _ => call.burn_out(),
    })
}

/// Restarts the life of a program against another data fee, which is returned.
pub(crate) fn keep_alive(call: &mut PrecompileCall<'_>, code_hash: B256) -> Result<U256, Failure> {
    let (params, mut program) = active_program(call, code_hash)?;
    let age = program.age(call.now());
    if age < days(params.keepalive_days) {
        return Err(Failure::error(&ArbWasm::ProgramKeepaliveTooSoon {
            ageInSeconds: age,
        }));
    }
    let now = call.now();
    let fee = data_pricer::update(call, program.asm_size(), now)?;
    program.activated_at = hours_since_epoch(now);
    set_record(call, code_hash, &program)?;
    Ok(U256::from(fee))
}

/// Validates the module, charges for it and writes its record.
fn store(
    call: &mut PrecompileCall<'_>,
    code_hash: B256,
    wasm: &[u8],
    params: &StylusParams,
    cached: bool,
) -> Result<Activated, Failure> {
    let arbos_version = call.info.config.arbos_version;
    if arbos_version >= ACTIVATION_GAS_SINCE {
        let gas = call.state.read(LAYOUT.params.at(ACTIVATION_GAS_SLOT))?;
        call.burn(gas.saturating_to())?;
    }
    let rules = Rules {
        stylus_version: params.version,
        arbos_version,
        debug: call.info.config.debug,
        page_limit: params.page_limit.saturating_sub(call.info.pages.open),
    };
    let prepared = devchain_wasm::prepare(wasm, &rules).map_err(|_| Failure::Revert)?;
    let figures = prepared.activation;
    call.burn(figures.analysis_gas)?;
    call.write(
        LAYOUT.module_hashes.slot(code_hash),
        figures.module_hash.into(),
    )?;
    let now = call.now();
    let fee = data_pricer::update(call, figures.asm_estimate, now)?;
    let program = ProgramRecord {
        version: params.version,
        init_cost: figures.init_cost,
        cached_cost: figures.cached_init_cost,
        footprint: figures.footprint,
        activated_at: hours_since_epoch(now),
        asm_estimate_kb: figures.asm_estimate_kb(),
        cached,
    };
    set_record(call, code_hash, &program)?;
    Ok(Activated {
        version: params.version,
        code_hash,
        module_hash: figures.module_hash,
        data_fee: U256::from(fee),
    })
}

/// Unpacks the program of a code, in one piece or in fragments.
fn read_wasm(
    call: &mut PrecompileCall<'_>,
    code: &Bytes,
    params: &StylusParams,
) -> Result<Vec<u8>, Failure> {
    let max = params.max_wasm_size as usize;
    match prefix::classify(code) {
        CodeKind::Classic { .. } => prefix::decompress(code, max).map_err(|_| Failure::Revert),
        CodeKind::Root(_) if prefix::is_program(code, call.info.config.arbos_version) => {
            let root = Root::parse(code).map_err(|_| Failure::Revert)?;
            root.check_limits(params.max_fragments.into(), max)
                .map_err(|_| Failure::Revert)?;
            let codes = read_fragments(call, &root)?;
            root.assemble(&codes, max).map_err(|_| Failure::Revert)
        }
        _ => Err(Failure::error(&ArbWasm::ProgramNotWasm {})),
    }
}

fn read_fragments(call: &mut PrecompileCall<'_>, root: &Root) -> Result<Vec<Bytes>, Failure> {
    root.fragments
        .iter()
        .map(|address| {
            let cold = call.state.warm_up(*address)?;
            let access = if cold { CODE_HASH_GAS } else { WARM_READ_GAS };
            // The largest code must be affordable before the size is known.
            if call.gas_left < access + word_gas(MAX_CODE_SIZE) {
                return Err(call.burn_out());
            }
            let code = call.state.code(*address)?.0;
            call.burn(access + word_gas(code.len()))?;
            Ok(code)
        })
        .collect()
}

fn word_gas(bytes: usize) -> u64 {
    (bytes as u64).div_ceil(32) * FRAGMENT_WORD_GAS
}

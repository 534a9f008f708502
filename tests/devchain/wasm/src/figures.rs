//! What an activation records and charges.

use alloy_primitives::{B256, keccak256};

use crate::{Rules, ValidationError, instrument, module::Module};

/// Gas of every activation, before the terms that depend on the program.
pub const ACTIVATION_FIXED_GAS: u64 = 1_659_168;
/// Gas per microsecond of analysis.
const GAS_PER_MICROSECOND: u64 = 28;
/// The module's length is paid for from this ArbOS version on.
const ARBOS_PAYS_FOR_LENGTH: u64 = 32;

/// Figures of an activated program. The costs are in the units of the program's record; the
/// world turns them into gas (scalars, minimum).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activation {
    /// Initial pages.
    pub footprint: u16,
    /// Cost of a start that is not cached.
    pub init_cost: u16,
    /// Cost of a cached start.
    pub cached_init_cost: u16,
    /// Estimated machine code in bytes; the data fee is charged on it.
    pub asm_estimate: u32,
    /// Hash of the instrumented module.
    pub module_hash: B256,
    /// Gas of the analysis: the terms that depend on the program.
    pub analysis_gas: u64,
}

impl Activation {
    /// Gas of the activation, given the chain's `activationGas` parameter.
    pub fn gas(&self, activation_gas: u64) -> u64 {
        activation_gas
            .saturating_add(ACTIVATION_FIXED_GAS)
            .saturating_add(self.analysis_gas)
    }

    /// Machine code estimate in kibibytes, rounded up, as the record holds it.
    pub fn asm_estimate_kb(&self) -> u32 {
        self.asm_estimate.div_ceil(1024)
    }
}

/// Sizes the figures are computed from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Functions of the module's own.
    pub functions: u64,
    /// Parameters and results over these functions.
    pub types: u64,
    /// Length of the decompressed module in bytes, before instrumentation.
    pub wasm_len: u64,
    /// Globals after instrumentation.
    pub globals: u64,
    /// Length of data and element segments as stored, headers included.
    pub segments: u64,
    /// Initial pages.
    pub pages: u64,
    /// Bytes of data.
    pub data_bytes: u64,
    /// Length of element segments as stored.
    pub element_bytes: u64,
    /// Operators after instrumentation.
    pub operators: u64,
}

impl Sizes {
    fn of(module: &Module<'_>, wasm_len: usize) -> Self {
        let arity = |index: &u32| {
            let ty = module.types.get(*index as usize);
            ty.map_or(0, |t| (t.params().len() + t.results().len()) as u64)
        };
        let element_bytes = module.elements.iter().map(|e| e.range.len() as u64).sum();
        let stored: u64 = module.datas.iter().map(|d| d.range.len() as u64).sum();
        Self {
            functions: module.codes.len() as u64,
            types: module.functions.iter().map(arity).sum(),
            wasm_len: wasm_len as u64,
            globals: module.globals.len() as u64 + u64::from(instrument::ADDED_GLOBALS),
            segments: stored + element_bytes,
            pages: module.memories.first().map_or(0, |m| m.initial),
            data_bytes: module.datas.iter().map(|d| d.data.len() as u64).sum(),
            element_bytes,
            operators: module.codes.iter().map(|c| c.ops.len() as u64).sum(),
        }
    }

    /// Cost of a cached start; each term is rounded down.
    pub fn cached_init_cost(&self) -> u64 {
        self.functions * 13_420 / 100_000
            + self.types * 89 / 100_000
            + self.wasm_len * 122 / 100_000
            + self.globals * 1_628 / 1_000
            + self.segments * 75_244 / 100_000
            + self.pages * 5
    }

    /// Cost of a start that is not cached; version 1 includes the cached one.
    pub fn init_cost(&self, stylus_version: u16) -> u64 {
        let cached = match stylus_version {
            1 => self.cached_init_cost(),
            _ => 0,
        };
        cached
            + self.functions * 8_252 / 1_000
            + self.types * 1_059 / 1_000
            + self.wasm_len * 1_286 / 10_000
    }

    /// Estimated machine code in bytes.
    pub fn asm_estimate(&self) -> u64 {
        512_000
            + self.functions * 996_829 / 1_000
            + self.types * 11_416 / 1_000
            + self.wasm_len * 62_628 / 10_000
    }

    /// Gas of the analysis; each term is rounded down to a microsecond.
    pub fn analysis_gas(&self, arbos_version: u64) -> u64 {
        let length = match arbos_version {
            ARBOS_PAYS_FOR_LENGTH.. => self.wasm_len * 31_733 / 100_000,
            _ => 0,
        };
        let microseconds = length
            + self.functions * 17_263 / 100_000
            + self.data_bytes * 17_376 / 100_000
            + self.element_bytes * 17_376 / 100_000
            + self.pages * 2_217
            + self.operators * 535 / 1_000;
        microseconds * GAS_PER_MICROSECOND
    }
}

/// Figures of a validated module.
pub(crate) fn activation(
    module: &Module<'_>,
    wasm_len: usize,
    instrumented: &[u8],
    rules: &Rules,
) -> Result<Activation, ValidationError> {
    let sizes = Sizes::of(module, wasm_len);
    let small = |what, have: u64| {
        u16::try_from(have).map_err(|_| ValidationError::CostTooHigh {
            what,
            have,
            want: u16::MAX.into(),
        })
    };
    let asm = sizes.asm_estimate();
    Ok(Activation {
        footprint: small("footprint", sizes.pages)?,
        init_cost: small("init cost", sizes.init_cost(rules.stylus_version))?,
        cached_init_cost: small("cached init cost", sizes.cached_init_cost())?,
        asm_estimate: u32::try_from(asm).map_err(|_| ValidationError::CostTooHigh {
            what: "machine code estimate",
            have: asm,
            want: u32::MAX.into(),
        })?,
        module_hash: keccak256(instrumented),
        analysis_gas: sizes.analysis_gas(rules.arbos_version),
    })
}

//! Which rules a program is validated and instrumented by.

/// First Stylus version without multi-value and with the specified `memory.fill`.
pub const STYLUS_VERSION_3: u16 = 3;
/// Most pages any program may start with or reach.
pub const HEAP_BOUND_PAGES: u64 = 128;

/// Parameters of an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Stylus version the program is compiled for, 1 to 3.
    pub stylus_version: u16,
    /// ArbOS version of the chain, 0 when an active program is only compiled again.
    pub arbos_version: u64,
    /// Debug chain: `console` and `debug` imports, all exports kept, start functions tolerated.
    pub debug: bool,
    /// Pages the program may start with: the chain's limit less the pages open now.
    pub page_limit: u16,
}

impl Rules {
    /// Rules of a chain at this ArbOS version with all 128 pages free.
    pub fn for_arbos(arbos_version: u64, debug: bool) -> Self {
        Self {
            stylus_version: stylus_version(arbos_version),
            arbos_version,
            debug,
            page_limit: HEAP_BOUND_PAGES as u16,
        }
    }
}

/// Stylus version that goes with an ArbOS version.
pub fn stylus_version(arbos_version: u64) -> u16 {
    match arbos_version {
        59.. => 3,
        31..=58 => 2,
        _ => 1,
    }
}

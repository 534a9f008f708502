//! `ArbWasmCache`: programs that start as cached.

use alloy_primitives::{Address, B256};
use alloy_sol_types::sol;

use crate::arbos::{
    context::{Failure, PrecompileCall, READ_GAS},
    precompile::{Access, Method, Precompile, method},
    precompiles::ArbWasm,
    programs::{params, record, set_record},
    sets::{cache_managers, chain_owners},
};

sol! {
    /// Manages the cache of programs.
    interface ArbWasmCache {
        function isCacheManager(address manager) external view returns (bool);
        function allCacheManagers() external view returns (address[] memory managers);
        function cacheProgram(address program) external;
        function evictCodehash(bytes32 codehash) external;
        function codehashIsCached(bytes32 codehash) external view returns (bool);

        event UpdateProgramCache(address indexed manager, bytes32 indexed codehash, bool cached);
    }
}

use ArbWasmCache as A;

/// `0x72`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x72),
    access: Access::Anyone,
    methods: METHODS,
};

static METHODS: &[Method] = &[
    method!(
        A::isCacheManagerCall,
        View,
        30,
        |call, args: A::isCacheManagerCall| { cache_managers().contains(call, args.manager) }
    ),
    method!(A::allCacheManagersCall, View, 30, |call, _| cache_managers(
    )
    .members(call)),
    method!(
        A::cacheProgramCall,
        Write,
        31,
        |call: &mut PrecompileCall<'_>, args: A::cacheProgramCall| {
            let code_hash = call.code_hash(args.program)?;
            set_cached(call, code_hash, true)?;
            Ok(A::cacheProgramReturn {})
        }
    ),
    method!(
        A::evictCodehashCall,
        Write,
        30,
        |call, args: A::evictCodehashCall| {
            set_cached(call, args.codehash, false)?;
            Ok(A::evictCodehashReturn {})
        }
    ),
    method!(
        A::codehashIsCachedCall,
        View,
        30,
        |call, args: A::codehashIsCachedCall| { Ok(record(call, args.codehash)?.cached) }
    ),
];

fn set_cached(call: &mut PrecompileCall<'_>, code_hash: B256, cached: bool) -> Result<(), Failure> {
    let caller = call.info.caller;
    if !cache_managers().contains(call, caller)? && !chain_owners().contains(call, caller)? {
        return Err(call.burn_out());
    }
    let params = params(call)?;
    let mut program = record(call, code_hash)?;
    if cached && program.version != params.version {
        return Err(Failure::error(&ArbWasm::ProgramNeedsUpgrade {
            version: program.version,
            stylusVersion: params.version,
        }));
    }
    if cached && program.expired(call.now(), &params) {
        return Err(Failure::error(&ArbWasm::ProgramExpired {
            ageInSeconds: program.age(call.now()),
        }));
    }
    if program.cached == cached {
        return Ok(());
    }
    call.emit(&A::UpdateProgramCache {
        manager: caller,
        codehash: code_hash,
        cached,
    })?;
    // Pays for the start the cache saves, and for reading the module's hash.
    call.burn(u64::from(program.init_cost) + READ_GAS)?;
    program.cached = cached;
    set_record(call, code_hash, &program)
}

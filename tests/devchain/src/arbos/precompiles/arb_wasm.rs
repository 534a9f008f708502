//! `ArbWasm`: activation and the parameters of Stylus.

use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;

use crate::arbos::{
    activation,
    context::{Failure, PrecompileCall},
    params::ACTIVATION_GAS_SLOT,
    precompile::{Access, Method, Precompile, method},
    programs::{active_program, params, program_of},
    storage::{LAYOUT, Space, root},
};

sol! {
    /// Manages user programs.
    interface ArbWasm {
        function activateProgram(address program) external payable returns (uint16 version, uint256 dataFee);
        function stylusVersion() external view returns (uint16 version);
        function codehashVersion(bytes32 codehash) external view returns (uint16 version);
        function codehashKeepalive(bytes32 codehash) external payable;
        function codehashAsmSize(bytes32 codehash) external view returns (uint32 size);
        function programVersion(address program) external view returns (uint16 version);
        function programInitGas(address program) external view returns (uint64 gas, uint64 gasWhenCached);
        function programMemoryFootprint(address program) external view returns (uint16 footprint);
        function programTimeLeft(address program) external view returns (uint64 secs);
        function inkPrice() external view returns (uint32 price);
        function maxStackDepth() external view returns (uint32 depth);
        function freePages() external view returns (uint16 pages);
        function pageGas() external view returns (uint16 gas);
        function pageRamp() external view returns (uint64 ramp);
        function pageLimit() external view returns (uint16 limit);
        function minInitGas() external view returns (uint64 gas, uint64 cached);
        function initCostScalar() external view returns (uint64 percent);
        function expiryDays() external view returns (uint16 _days);
        function keepaliveDays() external view returns (uint16 _days);
        function blockCacheSize() external view returns (uint16 count);
        function activationGas() external view returns (uint64 gas);

        event ProgramActivated(bytes32 indexed codehash, bytes32 moduleHash, address program, uint256 dataFee, uint16 version);
        event ProgramLifetimeExtended(bytes32 indexed codehash, uint256 dataFee);

        error ProgramNotWasm();
        error ProgramNotActivated();
        error ProgramNeedsUpgrade(uint16 version, uint16 stylusVersion);
        error ProgramExpired(uint64 ageInSeconds);
        error ProgramUpToDate();
        error ProgramKeepaliveTooSoon(uint64 ageInSeconds);
        error ProgramInsufficientValue(uint256 have, uint256 want);
    }
}

use ArbWasm as A;

/// Per cent of one unit of a cost scalar.
const SCALAR_PERCENT: u64 = 2;
/// Gas of one unit of the minimum start costs, uncached and cached.
const MINIMUM_UNITS: (u64, u64) = (128, 32);

/// `0x71`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x71),
    access: Access::Anyone,
    methods: METHODS,
};

static METHODS: &[Method] = &[
    method!(A::activateProgramCall, Payable, 30, activate_program),
    method!(A::codehashKeepaliveCall, Payable, 30, codehash_keepalive),
    method!(A::stylusVersionCall, View, 30, |call, _| Ok(
        params(call)?.version
    )),
    method!(
        A::codehashVersionCall,
        View,
        30,
        |call, args: A::codehashVersionCall| { Ok(active_program(call, args.codehash)?.1.version) }
    ),
    method!(
        A::codehashAsmSizeCall,
        View,
        30,
        |call, args: A::codehashAsmSizeCall| {
            Ok(active_program(call, args.codehash)?.1.asm_size())
        }
    ),
    method!(
        A::programVersionCall,
        View,
        30,
        |call, args: A::programVersionCall| { Ok(program_of(call, args.program)?.1.version) }
    ),
    method!(
        A::programInitGasCall,
        View,
        30,
        |call, args: A::programInitGasCall| {
            let (params, program) = program_of(call, args.program)?;
            let cached = program.cached_gas(&params);
            Ok(A::programInitGasReturn {
                gas: program.init_gas(&params) + cached,
                gasWhenCached: cached,
            })
        }
    ),
    method!(
        A::programMemoryFootprintCall,
        View,
        30,
        |call, args: A::programMemoryFootprintCall| {
            Ok(program_of(call, args.program)?.1.footprint)
        }
    ),
    method!(
        A::programTimeLeftCall,
        View,
        30,
        |call: &mut PrecompileCall<'_>, args: A::programTimeLeftCall| {
            let (params, program) = program_of(call, args.program)?;
            Ok(program.time_left(call.now(), &params))
        }
    ),
    method!(A::inkPriceCall, View, 30, |call, _| Ok(
        params(call)?.ink_price
    )),
    method!(A::maxStackDepthCall, View, 30, |call, _| Ok(
        params(call)?.max_stack_depth
    )),
    method!(A::freePagesCall, View, 30, |call, _| Ok(
        params(call)?.free_pages
    )),
    method!(A::pageGasCall, View, 30, |call, _| Ok(
        params(call)?.page_gas
    )),
    method!(A::pageRampCall, View, 30, |call, _| Ok(
        params(call)?.page_ramp
    )),
    method!(A::pageLimitCall, View, 30, |call, _| Ok(
        params(call)?.page_limit
    )),
    method!(A::minInitGasCall, View, 32, |call, _| {
        let params = params(call)?;
        Ok(A::minInitGasReturn {
            gas: u64::from(params.min_init_gas) * MINIMUM_UNITS.0,
            cached: u64::from(params.min_cached_init_gas) * MINIMUM_UNITS.1,
        })
    }),
    method!(A::initCostScalarCall, View, 30, |call, _| {
        Ok(u64::from(params(call)?.init_cost_scalar) * SCALAR_PERCENT)
    }),
    method!(A::expiryDaysCall, View, 30, |call, _| Ok(
        params(call)?.expiry_days
    )),
    method!(A::keepaliveDaysCall, View, 30, |call, _| Ok(
        params(call)?.keepalive_days
    )),
    method!(A::blockCacheSizeCall, View, 30, |call, _| Ok(
        params(call)?.block_cache_size
    )),
    method!(
        A::activationGasCall,
        View,
        59,
        |call: &mut PrecompileCall<'_>, _| { call.read_u64(LAYOUT.params.at(ACTIVATION_GAS_SLOT)) }
    ),
];

fn activate_program(
    call: &mut PrecompileCall<'_>,
    args: A::activateProgramCall,
) -> Result<A::activateProgramReturn, Failure> {
    call.burn(devchain_wasm::figures::ACTIVATION_FIXED_GAS)?;
    let activated = activation::activate(call, args.program)?;
    pay_data_fee(call, activated.data_fee)?;
    call.emit(&A::ProgramActivated {
        codehash: activated.code_hash,
        moduleHash: activated.module_hash,
        program: args.program,
        dataFee: activated.data_fee,
        version: activated.version,
    })?;
    Ok(A::activateProgramReturn {
        version: activated.version,
        dataFee: activated.data_fee,
    })
}

fn codehash_keepalive(
    call: &mut PrecompileCall<'_>,
    args: A::codehashKeepaliveCall,
) -> Result<A::codehashKeepaliveReturn, Failure> {
    let data_fee = activation::keep_alive(call, args.codehash)?;
    pay_data_fee(call, data_fee)?;
    call.emit(&A::ProgramLifetimeExtended {
        codehash: args.codehash,
        dataFee: data_fee,
    })?;
    Ok(A::codehashKeepaliveReturn {})
}

/// Sends the fee to the network and the rest of the value back to the caller.
fn pay_data_fee(call: &mut PrecompileCall<'_>, fee: U256) -> Result<(), Failure> {
    let (have, this, caller) = (call.info.value, call.info.address, call.info.caller);
    let Some(rest) = have.checked_sub(fee) else {
        let error = A::ProgramInsufficientValue { have, want: fee };
        return Err(Failure::error(&error));
    };
    let network = call.read_address(Space::ROOT.at(root::NETWORK_FEE_ACCOUNT))?;
    let paid = call.transfer(this, network, fee)? && call.transfer(this, caller, rest)?;
    if paid { Ok(()) } else { Err(Failure::Revert) }
}

//! `ArbOwner`: the chain's government, for chain owners only and free of gas.

use alloy_primitives::{Address, Bytes, FixedBytes, LogData, U256};
use alloy_sol_types::{SolEvent, sol};

use crate::arbos::{
    context::{Failure, PrecompileCall},
    params::{ACTIVATION_GAS_SLOT, StylusParams},
    precompile::{Access, Method, Precompile, method},
    programs::{params, set_params},
    sets::{cache_managers, chain_owners},
    storage::{LAYOUT, Space, l1_price, l2_price, root},
};

sol! {
    /// Governs the chain.
    interface ArbOwner {
        function addChainOwner(address newOwner) external;
        function removeChainOwner(address ownerToRemove) external;
        function isChainOwner(address addr) external view returns (bool);
        function getAllChainOwners() external view returns (address[] memory);
        function getNetworkFeeAccount() external view returns (address);
        function setNetworkFeeAccount(address newNetworkFeeAccount) external;
        function setMinimumL2BaseFee(uint256 priceInWei) external;
        function setL1PricePerUnit(uint256 pricePerUnit) external;
        function scheduleArbOSUpgrade(uint64 newVersion, uint64 timestamp) external;
        function addWasmCacheManager(address manager) external;
        function removeWasmCacheManager(address manager) external;
        function setInkPrice(uint32 inkPrice) external;
        function setWasmMaxStackDepth(uint32 depth) external;
        function setWasmFreePages(uint16 pages) external;
        function setWasmPageGas(uint16 gas) external;
        function setWasmPageLimit(uint16 limit) external;
        function setWasmMaxSize(uint32 size) external;
        function setWasmMinInitGas(uint8 gas, uint16 cached) external;
        function setWasmInitCostScalar(uint64 percent) external;
        function setWasmExpiryDays(uint16 _days) external;
        function setWasmKeepaliveDays(uint16 _days) external;
        function setWasmBlockCacheSize(uint16 count) external;
        function setMaxStylusContractFragments(uint8 maxFragments) external;
        function setWasmActivationGas(uint64 gas) external;

        event OwnerActs(bytes4 indexed method, address indexed owner, bytes data);
    }
}

use ArbOwner as A;

/// Gas of one unit of the minimum start costs, uncached and cached.
const MINIMUM_UNITS: (u64, u64) = (128, 32);
/// Per cent of one unit of a cost scalar.
const SCALAR_PERCENT: u64 = 2;
/// Largest ink price: it is stored in 24 bits.
const MAX_INK_PRICE: u32 = 0x00ff_ffff;

/// `0x70`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x70),
    access: Access::Owner,
    methods: METHODS,
};

/// The event of an owner's deed.
pub(crate) fn acts(input: &[u8], owner: Address) -> LogData {
    let selector = input.first_chunk::<4>().copied().unwrap_or_default();
    A::OwnerActs {
        method: FixedBytes(selector),
        owner,
        data: Bytes::copy_from_slice(input),
    }
    .encode_log_data()
}

/// A method that changes one parameter of Stylus.
macro_rules! parameter {
    ($call:ident, $returns:ident, $since:expr, $change:expr) => {
        method!(A::$call, Write, $since, |call, args: A::$call| {
            change(call, |params| $change(params, args))?;
            Ok(A::$returns {})
        })
    };
}

/// A method that changes one slot.
macro_rules! slot {
    ($call:ident, $returns:ident, $since:expr, $slot:expr, $value:expr) => {
        method!(
            A::$call,
            Write,
            $since,
            |call: &mut PrecompileCall<'_>, args: A::$call| {
                call.write($slot, $value(args))?;
                Ok(A::$returns {})
            }
        )
    };
}

static METHODS: &[Method] = &[
    method!(
        A::addChainOwnerCall,
        Write,
        0,
        |call, args: A::addChainOwnerCall| {
            chain_owners().add(call, args.newOwner)?;
            Ok(A::addChainOwnerReturn {})
        }
    ),
    method!(
        A::removeChainOwnerCall,
        Write,
        0,
        |call, args: A::removeChainOwnerCall| {
            chain_owners().remove(call, args.ownerToRemove)?;
            Ok(A::removeChainOwnerReturn {})
        }
    ),
    method!(
        A::isChainOwnerCall,
        View,
        0,
        |call, args: A::isChainOwnerCall| { chain_owners().contains(call, args.addr) }
    ),
    method!(A::getAllChainOwnersCall, View, 0, |call, _| chain_owners()
        .members(call)),
    method!(
        A::getNetworkFeeAccountCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| {
            call.read_address(Space::ROOT.at(root::NETWORK_FEE_ACCOUNT))
        }
    ),
    slot!(
        setNetworkFeeAccountCall,
        setNetworkFeeAccountReturn,
        0,
        Space::ROOT.at(root::NETWORK_FEE_ACCOUNT),
        |args: A::setNetworkFeeAccountCall| args.newNetworkFeeAccount.into_word().into()
    ),
    slot!(
        setMinimumL2BaseFeeCall,
        setMinimumL2BaseFeeReturn,
        0,
        LAYOUT.l2_pricing.at(l2_price::MINIMUM_BASE_FEE),
        |args: A::setMinimumL2BaseFeeCall| args.priceInWei
    ),
    slot!(
        setL1PricePerUnitCall,
        setL1PricePerUnitReturn,
        0,
        LAYOUT.l1_pricing.at(l1_price::PRICE_PER_UNIT),
        |args: A::setL1PricePerUnitCall| args.pricePerUnit
    ),
    method!(
        A::scheduleArbOSUpgradeCall,
        Write,
        0,
        |call: &mut PrecompileCall<'_>, args: A::scheduleArbOSUpgradeCall| {
            call.write_u64(Space::ROOT.at(root::UPGRADE_VERSION), args.newVersion)?;
            call.write_u64(Space::ROOT.at(root::UPGRADE_TIMESTAMP), args.timestamp)?;
            Ok(A::scheduleArbOSUpgradeReturn {})
        }
    ),
    method!(
        A::addWasmCacheManagerCall,
        Write,
        30,
        |call, args: A::addWasmCacheManagerCall| {
            cache_managers().add(call, args.manager)?;
            Ok(A::addWasmCacheManagerReturn {})
        }
    ),
    method!(
        A::removeWasmCacheManagerCall,
        Write,
        30,
        |call, args: A::removeWasmCacheManagerCall| {
            cache_managers().remove(call, args.manager)?;
            Ok(A::removeWasmCacheManagerReturn {})
        }
    ),
    method!(
        A::setInkPriceCall,
        Write,
        30,
        |call, args: A::setInkPriceCall| {
            if args.inkPrice == 0 || args.inkPrice > MAX_INK_PRICE {
                return Err(Failure::Revert);
            }
            change(call, |params| params.ink_price = args.inkPrice)?;
            Ok(A::setInkPriceReturn {})
        }
    ),
    parameter!(
        setWasmMaxStackDepthCall,
        setWasmMaxStackDepthReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmMaxStackDepthCall| p.max_stack_depth = args.depth
    ),
    parameter!(
        setWasmFreePagesCall,
        setWasmFreePagesReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmFreePagesCall| p.free_pages = args.pages
    ),
    parameter!(
        setWasmPageGasCall,
        setWasmPageGasReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmPageGasCall| p.page_gas = args.gas
    ),
    parameter!(
        setWasmPageLimitCall,
        setWasmPageLimitReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmPageLimitCall| p.page_limit = args.limit
    ),
    parameter!(
        setWasmMaxSizeCall,
        setWasmMaxSizeReturn,
        40,
        |p: &mut StylusParams, args: A::setWasmMaxSizeCall| p.max_wasm_size = args.size
    ),
    parameter!(
        setWasmMinInitGasCall,
        setWasmMinInitGasReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmMinInitGasCall| {
            p.min_init_gas = units(args.gas.into(), MINIMUM_UNITS.0);
            p.min_cached_init_gas = units(args.cached.into(), MINIMUM_UNITS.1);
        }
    ),
    parameter!(
        setWasmInitCostScalarCall,
        setWasmInitCostScalarReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmInitCostScalarCall| {
            p.init_cost_scalar = units(args.percent, SCALAR_PERCENT);
        }
    ),
    parameter!(
        setWasmExpiryDaysCall,
        setWasmExpiryDaysReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmExpiryDaysCall| p.expiry_days = args._days
    ),
    parameter!(
        setWasmKeepaliveDaysCall,
        setWasmKeepaliveDaysReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmKeepaliveDaysCall| p.keepalive_days = args._days
    ),
    parameter!(
        setWasmBlockCacheSizeCall,
        setWasmBlockCacheSizeReturn,
        30,
        |p: &mut StylusParams, args: A::setWasmBlockCacheSizeCall| p.block_cache_size = args.count
    ),
    parameter!(
        setMaxStylusContractFragmentsCall,
        setMaxStylusContractFragmentsReturn,
        60,
        |p: &mut StylusParams, args: A::setMaxStylusContractFragmentsCall| {
            p.max_fragments = args.maxFragments;
        }
    ),
    slot!(
        setWasmActivationGasCall,
        setWasmActivationGasReturn,
        59,
        LAYOUT.params.at(ACTIVATION_GAS_SLOT),
        |args: A::setWasmActivationGasCall| U256::from(args.gas)
    ),
];

fn change(
    call: &mut PrecompileCall<'_>,
    change: impl FnOnce(&mut StylusParams),
) -> Result<(), Failure> {
    let mut params = params(call)?;
    change(&mut params);
    set_params(call, &params)
}

/// A figure in units, rounded up, at most what a byte holds.
fn units(figure: u64, unit: u64) -> u8 {
    u8::try_from(figure.div_ceil(unit)).unwrap_or(u8::MAX)
}

//! Typed calls of what is not a contract of the plan: the platform, the stand-in feed, and what
//! every contract answers. Those of the contracts stand in [`crate::contracts`].
#![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated

ethers::contract::abigen!(Owned, "../solidity-interfaces/abi/IOwned.json");
ethers::contract::abigen!(
    BookYardstick,
    "../tests/foundry/artifacts/BookYardstick.json"
);
ethers::contract::abigen!(RoundFeed, "../tests/foundry/artifacts/RoundFeed.json");
ethers::contract::abigen!(PlainToken, "../tests/foundry/artifacts/PlainToken.json");
ethers::contract::abigen!(
    ArbWasm,
    r#"[
        function activateProgram(address program) external payable returns (uint16 version, uint256 dataFee)
        function codehashKeepalive(bytes32 codehash) external payable
        function codehashVersion(bytes32 codehash) external view returns (uint16 version)
        function stylusVersion() external view returns (uint16 version)
        function programTimeLeft(address program) external view returns (uint64 left)
        function programInitGas(address program) external view returns (uint64 gas, uint64 gasWhenCached)
        error ProgramNotWasm()
        error ProgramNotActivated()
        error ProgramNeedsUpgrade(uint16 version, uint16 stylusVersion)
        error ProgramExpired(uint64 ageInSeconds)
        error ProgramUpToDate()
        error ProgramInsufficientValue(uint256 have, uint256 want)
    ]"#
);
ethers::contract::abigen!(
    ArbWasmCache,
    r#"[
        function allCacheManagers() external view returns (address[] managers)
        function codehashIsCached(bytes32 codehash) external view returns (bool cached)
        function cacheProgram(address program) external
        function evictCodehash(bytes32 codehash) external
    ]"#
);
ethers::contract::abigen!(
    CacheManager,
    r#"[
        function getMinBid(address program) external view returns (uint192 min)
        function placeBid(address program) external payable
    ]"#
);
ethers::contract::abigen!(
    StylusDeployer,
    r#"[
        function deploy(bytes bytecode, bytes initData, uint256 initValue, bytes32 salt) external payable returns (address deployed)
        function initSalt(bytes32 salt, bytes initData) external view returns (bytes32 initialised)
        event ContractDeployed(address deployedContract)
        error ContractDeploymentError(bytes bytecode)
        error ContractInitializationError(address newContract, bytes data)
        error RefundExcessValueError(uint256 excessValue)
        error EmptyBytecode()
        error InitValueButNotInitData()
    ]"#
);

/// What every token answers, ours or not.
pub mod erc20 {
    ethers::contract::abigen!(
        Erc20,
        r#"[
            function decimals() external view returns (uint8 decimals)
            function balanceOf(address account) external view returns (uint256 balance)
            function allowance(address owner, address spender) external view returns (uint256 allowed)
            function approve(address spender, uint256 value) external
            function transfer(address to, uint256 value) external
        ]"#
    );
}

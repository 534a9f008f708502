//! `ArbSys`: the chain itself, and messages to L1.

use alloy_primitives::{Address, B256, Bytes, U256, keccak256};

use crate::arbos::{
    context::{Failure, PrecompileCall},
    outbox,
    precompile::{Access, Method, Precompile, method},
};

mod interface {
    #![expect(
        clippy::too_many_arguments,
        reason = "an event of the chain has nine fields"
    )]
    use alloy_sol_types::sol;

    sol! {
        /// System functions.
        interface ArbSys {
            function arbBlockNumber() external view returns (uint256);
            function arbBlockHash(uint256 arbBlockNum) external view returns (bytes32);
            function arbChainID() external view returns (uint256);
            function arbOSVersion() external view returns (uint256);
            function getStorageGasAvailable() external view returns (uint256);
            function isTopLevelCall() external view returns (bool);
            function mapL1SenderContractAddressToL2Alias(address sender, address unused) external pure returns (address);
            function wasMyCallersAddressAliased() external view returns (bool);
            function withdrawEth(address destination) external payable returns (uint256);
            function sendTxToL1(address destination, bytes calldata data) external payable returns (uint256);

            event L2ToL1Tx(address caller, address indexed destination, uint256 indexed hash, uint256 indexed position, uint256 arbBlockNum, uint256 ethBlockNum, uint256 timestamp, uint256 callvalue, bytes data);
            event SendMerkleUpdate(uint256 indexed reserved, bytes32 indexed hash, uint256 indexed position);

            error InvalidBlockNumber(uint256 requested, uint256 current);
        }
    }
}

use interface::ArbSys as A;

/// What `arbOSVersion` adds to the version of ArbOS: the versions of the first Arbitrum.
const VERSION_OFFSET: u64 = 55;
/// Blocks whose hash can be asked for.
const HASH_WINDOW: u64 = 256;
/// Deepest frame that still counts as called from the top.
const TOP_LEVEL_DEPTH: usize = 2;
/// What is added to an L1 contract's address when it calls L2.
const ALIAS_OFFSET: U256 = alloy_primitives::uint!(0x1111000000000000000000000000000000001111_U256);
/// Gas of a hash: base and per word.
const HASH_GAS: (u64, u64) = (30, 6);

/// `0x64`.
pub(crate) static PRECOMPILE: Precompile = Precompile {
    address: Address::with_last_byte(0x64),
    access: Access::Anyone,
    methods: METHODS,
};

static METHODS: &[Method] = &[
    method!(
        A::arbBlockNumberCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| { Ok(U256::from(call.info.block.number)) }
    ),
    method!(A::arbBlockHashCall, View, 0, block_hash),
    method!(
        A::arbChainIDCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| { Ok(U256::from(call.info.block.chain_id)) }
    ),
    method!(
        A::arbOSVersionCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| {
            Ok(U256::from(VERSION_OFFSET + call.info.config.arbos_version))
        }
    ),
    // Storage has had no gas of its own since Nitro.
    method!(A::getStorageGasAvailableCall, View, 0, |_, _| Ok(
        U256::ZERO
    )),
    method!(
        A::isTopLevelCallCall,
        View,
        0,
        |call: &mut PrecompileCall<'_>, _| { Ok(call.info.depth <= TOP_LEVEL_DEPTH) }
    ),
    method!(
        A::mapL1SenderContractAddressToL2AliasCall,
        Pure,
        0,
        |_, args: A::mapL1SenderContractAddressToL2AliasCall| Ok(alias(args.sender))
    ),
    // No message comes from L1 here, so no sender is an alias.
    method!(A::wasMyCallersAddressAliasedCall, View, 0, |_, _| Ok(false)),
    method!(
        A::withdrawEthCall,
        Payable,
        0,
        |call, args: A::withdrawEthCall| { send(call, args.destination, &Bytes::new()) }
    ),
    method!(
        A::sendTxToL1Call,
        Payable,
        0,
        |call, args: A::sendTxToL1Call| { send(call, args.destination, &args.data) }
    ),
];

fn block_hash(call: &mut PrecompileCall<'_>, args: A::arbBlockHashCall) -> Result<B256, Failure> {
    let current = call.info.block.number;
    let oldest = current.saturating_sub(HASH_WINDOW);
    match u64::try_from(args.arbBlockNum) {
        Ok(number) if number < current && number >= oldest => call.state.block_hash(number),
        _ => Err(Failure::error(&A::InvalidBlockNumber {
            requested: args.arbBlockNum,
            current: U256::from(current),
        })),
    }
}

fn alias(sender: Address) -> Address {
    let sum = U256::from_be_slice(sender.as_slice()).wrapping_add(ALIAS_OFFSET);
    Address::from_word(sum.into())
}

/// Takes the value out of circulation and records the message for L1; its position is returned.
fn send(
    call: &mut PrecompileCall<'_>,
    destination: Address,
    data: &Bytes,
) -> Result<U256, Failure> {
    let (caller, value, this) = (call.info.caller, call.info.value, call.info.address);
    let block = call.info.block;
    let numbers = [block.number, block.l1_number, block.timestamp].map(U256::from);
    let mut message = [caller.as_slice(), destination.as_slice()].concat();
    for number in numbers.into_iter().chain([value]) {
        message.extend(number.to_be_bytes::<32>());
    }
    message.extend(data);
    call.burn(HASH_GAS.0 + HASH_GAS.1 * (message.len() as u64).div_ceil(32))?;
    let hash = keccak256(&message);
    let appended = outbox::append(call, hash)?;
    if !call.burn_balance(this, value)? {
        return Err(Failure::Revert);
    }
    for node in &appended.nodes {
        call.emit(&A::SendMerkleUpdate {
            reserved: U256::ZERO,
            hash: node.hash,
            position: node.position(),
        })?;
    }
    let position = U256::from(appended.leaf);
    call.emit(&A::L2ToL1Tx {
        caller,
        destination,
        hash: hash.into(),
        position,
        arbBlockNum: numbers[0],
        ethBlockNum: numbers[1],
        timestamp: numbers[2],
        callvalue: value,
        data: data.clone(),
    })?;
    Ok(position)
}

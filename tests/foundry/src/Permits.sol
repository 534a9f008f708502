// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";

/// @title Permits, and the signatures of those who give them
/// @notice Of allowances (ERC-2612) and of a credit desk's operators, which differ in nothing but their type.
library Permits {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    bytes32 internal constant ALLOWANCE =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 internal constant OPERATOR =
        keccak256("OperatorPermit(address account,address operator,bool approved,uint256 nonce,uint256 deadline)");
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    /// Of the curve: with a signature, the same with the rest of `s` to it is one too.
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    /// @dev The order of the fields is that of both types; `value` is an amount, or one for an approval.
    struct Permit {
        bytes32 kind;
        address signer;
        address grantee;
        uint256 value;
        uint256 nonce;
        uint256 deadline;
    }

    /// @dev What the holder of a key signs for a domain.
    function sign(Permit memory permit, uint256 key, bytes32 domain)
        internal
        pure
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        return VM.sign(key, keccak256(abi.encodePacked(hex"1901", domain, keccak256(abi.encode(permit)))));
    }

    /// @dev Of a contract that signs under a name, in its first version, on this chain.
    function domainOf(string memory name, address its) internal view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256(bytes(name)), keccak256("1"), block.chainid, its));
    }

    /// @dev The same signature in its other form.
    function mirrored(uint8 v, bytes32 s) internal pure returns (uint8, bytes32) {
        return (v == 27 ? 28 : 27, bytes32(ORDER - uint256(s)));
    }
}

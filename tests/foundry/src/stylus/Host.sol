// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Wire} from "./Wire.sol";

/// @title What a program may ask of the EVM, one function a request
/// @notice Internal, so that everything happens in the frame of the program's stand-in: its storage, its
///         address, its logs. Functions that answer return the record for the transcript, without its tag.
library Host {
    /// @notice Gas of a callee is told to the program in these steps, rounded down, so that the stand-ins' own
    ///         overhead does not make it jitter; a callee that burns gas on purpose still shows.
    uint256 private constant GAS_STEP = 100_000;

    /// @notice A word of state by its key.
    function readWord(uint8 tag, bytes32 key) internal view returns (bytes32 value) {
        assembly ("memory-safe") {
            switch tag
            case 0x10 { value := sload(key) }
            default { value := tload(key) }
        }
    }

    /// @notice A word about an account.
    function readAccount(uint8 tag, address account) internal view returns (bytes32) {
        return tag == Wire.BALANCE ? bytes32(account.balance) : account.codehash;
    }

    /// @notice Writes a word of state.
    function store(uint8 tag, bytes32 key, bytes32 value) internal {
        assembly ("memory-safe") {
            switch tag
            case 0x20 { sstore(key, value) }
            default { tstore(key, value) }
        }
    }

    /// @notice Emits a log.
    function emitLog(Wire.Reader memory reader) internal {
        uint8 count = Wire.octet(reader);
        bytes32[4] memory topics;
        for (uint256 i; i < count; ++i) {
            topics[i] = Wire.word(reader);
        }
        bytes memory data = Wire.blob(reader);
        assembly ("memory-safe") {
            let start := add(data, 32)
            let length := mload(data)
            switch count
            case 0 { log0(start, length) }
            case 1 { log1(start, length, mload(topics)) }
            case 2 { log2(start, length, mload(topics), mload(add(topics, 32))) }
            case 3 { log3(start, length, mload(topics), mload(add(topics, 32)), mload(add(topics, 64))) }
            default {
                log4(
                    start,
                    length,
                    mload(topics),
                    mload(add(topics, 32)),
                    mload(add(topics, 64)),
                    mload(add(topics, 96))
                )
            }
        }
    }

    /// @notice Calls a contract.
    /// @return record success, gas and output
    /// @return expected hash of the record that was guessed
    function call(Wire.Reader memory reader) internal returns (bytes memory record, bytes32 expected) {
        uint8 kind = Wire.octet(reader);
        address target = Wire.account(reader);
        uint256 value = Wire.integer(reader);
        uint256 allowance = Wire.number(reader);
        expected = Wire.word(reader);
        bytes memory input = Wire.blob(reader);
        uint256 before = gasleft();
        (bool success, bytes memory output) = _call(kind, target, value, allowance, input);
        record = abi.encodePacked(success, _spent(before), uint32(output.length), output);
    }

    /// @notice Deploys a contract.
    /// @return record address, gas and revert data
    function create(Wire.Reader memory reader) internal returns (bytes memory record) {
        bool salted = Wire.octet(reader) == 1;
        bytes32 salt = Wire.word(reader);
        uint256 value = Wire.integer(reader);
        bytes memory code = Wire.blob(reader);
        uint256 before = gasleft();
        address created;
        bytes memory output;
        assembly ("memory-safe") {
            switch salted
            case 0 { created := create(value, add(code, 32), mload(code)) }
            default { created := create2(value, add(code, 32), mload(code), salt) }
            output := mload(0x40)
            mstore(output, returndatasize())
            returndatacopy(add(output, 32), 0, returndatasize())
            mstore(0x40, and(add(add(output, returndatasize()), 63), not(31)))
        }
        record = abi.encodePacked(created, _spent(before), uint32(output.length), output);
    }

    function _call(uint8 kind, address target, uint256 value, uint256 allowance, bytes memory input)
        private
        returns (bool success, bytes memory output)
    {
        if (kind == Wire.PLAIN) return target.call{gas: allowance, value: value}(input);
        if (kind == Wire.DELEGATE) return target.delegatecall{gas: allowance}(input);
        return target.staticcall{gas: allowance}(input);
    }

    function _spent(uint256 before) private view returns (uint64) {
        uint256 spent = before - gasleft();
        return uint64(spent - spent % GAS_STEP);
    }
}

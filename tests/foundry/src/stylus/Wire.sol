// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title What crosses the wire between a program's stand-in and its executor
/// @notice The layout is described where it is read: `tests/devchain/src/executor/wire`.
library Wire {
    uint8 internal constant VERSION = 1;

    uint8 internal constant RETURN = 0x01;
    uint8 internal constant REVERT = 0x02;
    uint8 internal constant HALT = 0x03;
    uint8 internal constant SLOT = 0x10;
    uint8 internal constant TRANSIENT = 0x11;
    uint8 internal constant BALANCE = 0x12;
    uint8 internal constant CODE_HASH = 0x13;
    uint8 internal constant CODE = 0x14;
    uint8 internal constant STORE = 0x20;
    uint8 internal constant TRANSIENT_STORE = 0x21;
    uint8 internal constant LOG = 0x22;
    uint8 internal constant CALL = 0x30;
    uint8 internal constant CREATE = 0x31;

    uint8 internal constant PLAIN = 0;
    uint8 internal constant DELEGATE = 1;

    uint8 internal constant READ_ONLY = 1;
    uint8 internal constant REENTRANT = 2;

    /// @notice A reply and how far it has been read. Replies come from our own executor: reading past
    ///         the end yields what lies in memory there, which no honest reply leads to.
    struct Reader {
        bytes data;
        uint256 at;
    }

    /// @notice Whether there is nothing left.
    function done(Reader memory reader) internal pure returns (bool) {
        return reader.at >= reader.data.length;
    }

    /// @notice The next 32 bytes.
    function word(Reader memory reader) internal pure returns (bytes32) {
        return _take(reader, 32);
    }

    /// @notice The next 32 bytes as a number.
    function integer(Reader memory reader) internal pure returns (uint256) {
        return uint256(_take(reader, 32));
    }

    /// @notice The next byte.
    function octet(Reader memory reader) internal pure returns (uint8) {
        return uint8(bytes1(_take(reader, 1)));
    }

    /// @notice The next 8 bytes as a number.
    function number(Reader memory reader) internal pure returns (uint64) {
        return uint64(bytes8(_take(reader, 8)));
    }

    /// @notice The next 20 bytes.
    function account(Reader memory reader) internal pure returns (address) {
        return address(bytes20(_take(reader, 20)));
    }

    /// @notice Bytes behind their length in four bytes.
    function blob(Reader memory reader) internal pure returns (bytes memory out) {
        uint256 length = uint32(bytes4(_take(reader, 4)));
        bytes memory data = reader.data;
        uint256 at = reader.at;
        out = new bytes(length);
        assembly ("memory-safe") {
            mcopy(add(out, 32), add(add(data, 32), at), length)
        }
        reader.at = at + length;
    }

    function _take(Reader memory reader, uint256 length) private pure returns (bytes32 out) {
        bytes memory data = reader.data;
        uint256 at = reader.at;
        assembly ("memory-safe") {
            out := mload(add(add(data, 32), at))
        }
        reader.at = at + length;
    }
}

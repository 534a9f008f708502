// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Vm} from "forge-std/Vm.sol";
import {Host} from "./Host.sol";
import {Probe} from "./Probe.sol";
import {Wire} from "./Wire.sol";

/// @title Stands where a Stylus program should live
/// @notice Every call is handed to an executor, which runs the real WASM and replies with what the program does:
///         reads, writes, calls, logs, its end. That is done here, in forge's own EVM, in this very frame; so reverts
///         undo it, and cheatcodes see it, as with any contract. Replies contain guesses (values and answers seen
///         last). An action is performed only while every guess before it has proved right; at the first surprise
///         the reads that follow directly are still performed, then the executor is asked again with all that is
///         known by then.
contract StylusProgram {
    using Wire for Wire.Reader;

    /// @notice The executor sent a reply that this contract cannot read: rebuild the older side.
    error UnknownAction(uint8 tag);

    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Alias of the executor in `foundry.toml`.
    string private constant EXECUTOR = "stylus";

    /// @dev Transient slot that is 1 while a call of this contract is open; out of the program's way.
    ///      Read-only frames, which may not write it, mark the slot of their address at `READERS` by cheatcode.
    bytes32 private constant OPEN = keccak256("alm.stylus-program.open");

    address private constant READERS = address(uint160(uint256(keccak256("alm.stylus-program.readers"))));

    bytes32 private immutable PROGRAM;
    address private immutable SELF = address(this);

    /// @param program hash under which the executor knows the WASM
    constructor(bytes32 program) {
        PROGRAM = program;
    }

    fallback() external payable {
        bool readOnly = Probe.readOnly();
        bool delegated = address(this) != SELF;
        bytes32 opened = _opened(readOnly);
        if (!delegated) _mark(readOnly, bytes32(uint256(1)));
        bytes memory request = _request(readOnly, !delegated && opened != 0);
        while (true) {
            Wire.Reader memory reply = Wire.Reader(_ask(request), 0);
            bytes memory records = _perform(reply, readOnly, delegated, opened);
            request = bytes.concat(request, records);
        }
    }

    function _ask(bytes memory request) private returns (bytes memory) {
        return VM.rpc(EXECUTOR, "stylus_execute", string.concat('["', VM.toString(request), '"]'));
    }

    function _request(bool readOnly, bool reentrant) private view returns (bytes memory) {
        uint8 flags = (readOnly ? Wire.READ_ONLY : 0) | (reentrant ? Wire.REENTRANT : 0);
        bytes memory who =
            abi.encodePacked(Wire.VERSION, PROGRAM, flags, address(this), msg.sender, tx.origin, block.coinbase);
        bytes memory prices = abi.encodePacked(msg.value, block.basefee, tx.gasprice);
        bytes memory where = abi.encodePacked(
            uint64(block.chainid), uint64(block.gaslimit), uint64(block.number), uint64(block.timestamp)
        );
        return abi.encodePacked(who, prices, where, uint64(gasleft()), uint32(msg.data.length), msg.data);
    }

    /// @dev Performs a reply as far as its guesses are right; returns the records of what was done.
    function _perform(Wire.Reader memory reply, bool readOnly, bool delegated, bytes32 opened)
        private
        returns (bytes memory records)
    {
        bool surprised;
        while (!reply.done()) {
            uint8 tag = reply.octet();
            bool isRead = tag >= Wire.SLOT && tag <= Wire.CODE;
            if (surprised && !isRead) break;
            bool asGuessed = true;
            bytes memory record;
            if (isRead) {
                (record, asGuessed) = _read(tag, reply);
            } else if (tag == Wire.STORE || tag == Wire.TRANSIENT_STORE) {
                bytes32 key = reply.word();
                Host.store(tag, key, reply.word());
            } else if (tag == Wire.LOG) {
                Host.emitLog(reply);
            } else if (tag == Wire.CALL) {
                bytes32 expected;
                (record, expected) = Host.call(reply);
                asGuessed = keccak256(record) == expected;
            } else if (tag == Wire.CREATE) {
                (record, asGuessed) = (Host.create(reply), false);
            } else {
                _end(tag, reply, readOnly, delegated, opened);
            }
            records = bytes.concat(records, bytes1(tag), record);
            surprised = surprised || !asGuessed;
        }
    }

    function _read(uint8 tag, Wire.Reader memory reply) private view returns (bytes memory record, bool asGuessed) {
        if (tag == Wire.SLOT || tag == Wire.TRANSIENT) {
            bytes32 key = reply.word();
            bytes32 value = Host.readWord(tag, key);
            return (abi.encodePacked(key, value), value == reply.word());
        }
        address account = reply.account();
        if (tag == Wire.CODE) {
            bytes memory code = account.code;
            return (abi.encodePacked(account, uint32(code.length), code), keccak256(code) == reply.word());
        }
        bytes32 about = Host.readAccount(tag, account);
        return (abi.encodePacked(account, about), about == reply.word());
    }

    function _end(uint8 tag, Wire.Reader memory reply, bool readOnly, bool delegated, bytes32 opened) private {
        if (tag == Wire.HALT) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        bytes memory data = reply.blob();
        if (tag == Wire.REVERT) {
            assembly ("memory-safe") {
                revert(add(data, 32), mload(data))
            }
        }
        if (tag != Wire.RETURN) revert UnknownAction(tag);
        if (!delegated) _mark(readOnly, opened);
        assembly ("memory-safe") {
            return(add(data, 32), mload(data))
        }
    }

    /// @dev Not zero when a call of this contract is open further up. Above a read-only frame both kinds may stand,
    ///      above another only its own.
    function _opened(bool readOnly) private view returns (bytes32 opened) {
        bytes32 slot = OPEN;
        assembly ("memory-safe") {
            opened := tload(slot)
        }
        if (readOnly && opened == 0) opened = VM.load(READERS, _reader());
    }

    /// @dev Undone with the frame when it reverts, whichever way it is left.
    function _mark(bool readOnly, bytes32 mark) private {
        if (readOnly) return VM.store(READERS, _reader(), mark);
        bytes32 slot = OPEN;
        assembly ("memory-safe") {
            tstore(slot, mark)
        }
    }

    function _reader() private view returns (bytes32) {
        return bytes32(uint256(uint160(address(this))));
    }
}

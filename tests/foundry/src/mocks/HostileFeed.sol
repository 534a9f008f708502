// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title A feed that answers every call in the way it was told to
/// @notice The decimals are honest until told otherwise, so that it can be listed first and turn hostile later.
contract HostileFeed {
    /// @notice How it answers.
    enum Mode {
        Round,
        Revert,
        Empty,
        Short,
        Long,
        DirtyRound,
        BurnGas,
        ReEnter
    }

    /// @notice The present way.
    Mode public mode;
    /// @notice Answer of `decimals`.
    uint256 public decimals = 8;
    /// @notice What it calls when it re-enters.
    address public target;
    /// @notice With what calldata.
    bytes public input;

    uint256 private _roundId;
    int256 private _answer;
    uint256 private _updatedAt;

    /// @notice Sets the round and turns honest.
    function setRound(uint256 roundId, int256 answer, uint256 updatedAt) external {
        (mode, _roundId, _answer, _updatedAt) = (Mode.Round, roundId, answer, updatedAt);
    }

    /// @notice Turns hostile.
    function setMode(Mode mode_) external {
        mode = mode_;
    }

    /// @notice Sets what `decimals` answers.
    function setDecimals(uint256 decimals_) external {
        decimals = decimals_;
    }

    /// @notice Sets whom to call back, and turns to doing so before every honest answer.
    function setReEntry(address target_, bytes calldata input_) external {
        (mode, target, input) = (Mode.ReEnter, target_, input_);
    }

    /// @notice The latest round, in the present way. Reads of past rounds end here too.
    fallback() external {
        if (mode == Mode.Revert) revert("feed");
        if (mode == Mode.Empty) return;
        if (mode == Mode.BurnGas) _burn();
        if (mode == Mode.ReEnter) _reEnter();
        bytes memory round = abi.encode(_roundId, _answer, _updatedAt, _updatedAt, _roundId);
        if (mode == Mode.DirtyRound) round[0] = 0x01;
        uint256 length = mode == Mode.Short ? 159 : mode == Mode.Long ? 100_000 : 160;
        assembly ("memory-safe") {
            return(add(round, 32), length)
        }
    }

    function _burn() private pure {
        assembly ("memory-safe") {
            invalid()
        }
    }

    /// @dev The callee must refuse, because it is locked and for no other reason; else the feed says so by failing.
    function _reEnter() private view {
        (bool success, bytes memory reason) = target.staticcall(input);
        if (success) revert("re-entered");
        if (keccak256(reason) != keccak256(abi.encodeWithSignature("Locked()"))) revert("refused for another reason");
    }
}

// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title A Solidity contract for programs to call
contract Callee {
    error Failed(uint256 value);

    event Bumped(uint256 value);

    uint256 public stored;

    function bump(uint256 value) external returns (address, uint256) {
        stored = value;
        emit Bumped(value);
        return (msg.sender, value);
    }

    function fail(uint256 value) external {
        stored = value;
        revert Failed(value);
    }

    function echo(bytes calldata data) external pure returns (bytes calldata) {
        return data;
    }

    function burn() external pure {
        assembly ("memory-safe") {
            invalid()
        }
    }

    /// @notice Calls back whoever calls it.
    function callBack(bytes calldata input) external returns (bytes memory) {
        (bool success, bytes memory data) = msg.sender.call(input);
        require(success, "call back");
        return data;
    }

    /// @notice Calls back without changing anything.
    function lookBack(bytes calldata input) external view returns (bytes memory) {
        (bool success, bytes memory data) = msg.sender.staticcall(input);
        require(success, "look back");
        return data;
    }
}

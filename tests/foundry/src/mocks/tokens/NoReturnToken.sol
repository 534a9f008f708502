// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FreezableLedger} from "./FreezableLedger.sol";

/// @title A token without return values, with the habits of the best known one
/// @notice A transfer that is short of money or allowance burns all gas and gives no reason; an allowance has to be taken back
///         before another is given; accounts can be frozen.
contract NoReturnToken is FreezableLedger {
    uint8 public constant decimals = 6;

    function approve(address spender, uint256 value) external {
        if (value != 0 && allowance[msg.sender][spender] != 0) revert();
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        _moveOrAbort(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < value) _abort();
        _spend(from, allowed, value);
        _moveOrAbort(from, to, value);
    }

    function _moveOrAbort(address from, address to, uint256 value) private {
        if (isFrozen[from] || isFrozen[to]) revert();
        if (balanceOf[from] < value) _abort();
        _move(from, to, value);
    }

    /// As compilers of its time did where an assertion failed.
    function _abort() private pure {
        assembly ("memory-safe") {
            invalid()
        }
    }
}

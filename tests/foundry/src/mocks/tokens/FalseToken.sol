// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {FreezableLedger} from "./FreezableLedger.sol";

/// @title A token that never reverts: a transfer it refuses returns false
contract FalseToken is FreezableLedger {
    uint8 public constant decimals = 18;

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        return true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        return _tryMove(msg.sender, to, value);
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed < value || !_tryMove(from, to, value)) return false;
        _spend(from, allowed, value);
        return true;
    }

    function _tryMove(address from, address to, uint256 value) private returns (bool) {
        if (isFrozen[from] || isFrozen[to] || balanceOf[from] < value) return false;
        _move(from, to, value);
        return true;
    }
}

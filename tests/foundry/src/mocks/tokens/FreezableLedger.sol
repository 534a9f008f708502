// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title Balances and allowances of a token, whose accounts can be frozen
/// @notice What a transfer that cannot be made does, and what one answers, is the token's affair.
abstract contract FreezableLedger {
    mapping(address account => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    mapping(address account => bool) public isFrozen;

    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    function freeze(address account, bool frozen) external {
        isFrozen[account] = frozen;
    }

    function _move(address from, address to, uint256 value) internal {
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }

    function _spend(address from, uint256 allowed, uint256 value) internal {
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - value;
    }
}

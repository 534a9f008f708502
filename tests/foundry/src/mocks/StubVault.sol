// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title The vault of a book as the balance sheet sees it: two figures, told as a test wants them
contract StubVault {
    uint256 public totalSupply;
    uint256 public topHolding;

    function set(uint256 supply, uint256 top) external {
        (totalSupply, topHolding) = (supply, top);
    }
}

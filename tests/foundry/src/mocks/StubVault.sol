// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

/// @title The vault of a book as the balance sheet sees it: three figures, told as a test wants them
contract StubVault {
    uint256 public totalSupply;
    uint256 public topHolding;
    uint256 public queuedShares;

    function set(uint256 supply, uint256 top) external {
        (totalSupply, topHolding) = (supply, top);
    }

    function queue(uint256 shares) external {
        queuedShares = shares;
    }
}

// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IRedemptions} from "alm-interfaces/IRedemptions.sol";
import {ITreasury} from "alm-interfaces/ITreasury.sol";
import {FixedBookTest} from "../fixed-book/FixedBookTest.sol";

/// @title A book with a buffer pool behind it
abstract contract TreasuryTest is FixedBookTest {
    ITreasury internal treasury;
    address internal buffer = makeAddr("buffer pool");

    function setUp() public virtual override {
        super.setUp();
        treasury = ITreasury(address(sheet));
        vm.prank(owner);
        treasury.setBuffer(address(token), buffer);
    }

    /// The vault reports that a part of its shares queues.
    function _queue(uint256 part) internal {
        uint256 supply = vault.totalSupply();
        vm.prank(address(vault));
        IRedemptions(address(sheet)).setQueued(address(token), supply * part / 100, supply);
    }

    /// The desk owes so much more at the floating rate.
    function _draw(uint256 assets) internal {
        vm.prank(desk);
        sheet.draw(address(token), assets, client);
    }

    function _contribute(uint256 assets) internal {
        token.mint(address(sheet), assets);
        treasury.contributeEquity(address(token), assets);
    }
}

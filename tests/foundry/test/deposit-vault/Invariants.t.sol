// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {DepositVaultTest} from "./DepositVaultTest.sol";
import {VaultHandler} from "./VaultHandler.sol";

/// What must hold after every call and after any jump in time.
contract InvariantsTest is DepositVaultTest {
    VaultHandler private handler;

    function setUp() public override {
        super.setUp();
        // The highest address there is, so that it can end every ordered list.
        address queue = address(type(uint160).max);
        deployCodeTo("QueueStub.sol:QueueStub", abi.encode(vault), queue);
        vault.setQueue(queue);
        handler = new VaultHandler(vault, sheet, token, DEAD);
        targetContract(address(handler));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_deposit_vault() external view {
        assertEq(handler.broken(), "", "a broken rule");
        uint256 sum;
        uint256 top = vault.topHolding();
        for (uint256 i; i < handler.count(); ++i) {
            address actor = handler.actors(i);
            uint256 balance = vault.balanceOf(actor);
            assertEq(balance, handler.sharesOf(actor), "INV-SHARE-01");
            assertGe(top, balance, "INV-TOP-01");
            sum += balance;
        }
        uint256 queued = vault.balanceOf(handler.QUEUE());
        assertEq(queued, handler.sharesOf(handler.QUEUE()), "INV-SHARE-01");
        assertEq(queued, sheet.queued(), "INV-QUEUE-01");
        sum += queued;
        assertEq(vault.totalSupply(), sum, "INV-SHARE-01");
        assertEq(vault.totalSupply(), handler.supply(), "INV-SHARE-01");
        assertLe(top, sum, "INV-TOP-01");
        assertEq(sheet.cash(), handler.cash(), "INV-BOOK-01");
        assertGe(token.balanceOf(address(sheet)), sheet.cash(), "INV-BOOK-01");
        assertEq(token.balanceOf(address(vault)), 0, "INV-BOOK-01");
    }
}

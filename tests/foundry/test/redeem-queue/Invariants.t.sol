// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {RedeemQueueTest} from "./RedeemQueueTest.sol";
import {QueueHandler} from "./QueueHandler.sol";

/// What must hold after every call and after any jump in time.
contract InvariantsTest is RedeemQueueTest {
    uint256 private constant POINT = 1 << 64;

    QueueHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new QueueHandler(queue, sheet, token);
        targetContract(address(handler));
        bytes4[] memory last = new bytes4[](1);
        last[0] = QueueHandler.drain.selector;
        excludeSelector(FuzzSelector(address(handler), last));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_redeem_queue() external view {
        assertEq(handler.broken(), "", "a broken rule");
        (uint256 waiting, uint256 claimable) = _generations();
        assertEq(vault.balanceOf(address(queue)), waiting, "INV-QUEUE-01: what waits is there");
        assertEq(sheet.queued(), waiting, "INV-QUEUE-01: and is reported");
        assertLe(claimable, sheet.reserved(), "INV-QUEUE-01: what is claimable is set aside");
        assertGe(sheet.cash(), sheet.pot() + sheet.reserved(), "INV-BOOK-01");
        assertGe(token.balanceOf(address(sheet)), sheet.cash(), "INV-BOOK-01");
        uint256 top = vault.topHolding();
        for (uint256 i; i < handler.count(); ++i) {
            assertGe(top, vault.balanceOf(handler.actors(i)), "INV-TOP-01");
        }
    }

    /// In the end everybody is paid, and nothing is left over.
    function afterInvariant() external {
        handler.drain();
        assertEq(handler.broken(), "", "a broken rule");
        // What is left in the end is worth less than a unit, and its request keeps the fractions of others.
        uint256 dust = vault.balanceOf(address(queue));
        assertLt(vault.convertToAssets(dust), 2, "INV-QUEUE-01: nobody waits");
        assertLe(sheet.reserved(), dust == 0 ? 0 : 8, "INV-QUEUE-01: everything set aside was claimed");
    }

    /// Goes through all generations; tells the shares that wait, and what the open requests are due.
    function _generations() private view returns (uint256 waiting, uint256 due) {
        bool someWait;
        for (uint256 id = 1; id <= handler.generations(); ++id) {
            (,, uint256 asked, uint256 filled,) = queue.generation(id);
            assertTrue(!someWait || filled == 0, "INV-QUEUE-01: served in order");
            someWait = someWait || asked > filled;
            waiting += asked - filled;
            for (uint256 i; i < handler.count(); ++i) {
                address actor = handler.actors(i);
                QueueHandler.Stake memory stake = handler.stake(id, actor);
                due += stake.due / POINT;
                _compare(id, actor, stake);
            }
        }
        due = due > 8 * handler.generations() ? due - 8 * handler.generations() : 0;
    }

    /// Pro rata: what the queue tells of a request is what it would be by itself.
    function _compare(uint256 id, address actor, QueueHandler.Stake memory stake) private view {
        (, uint256 from,,,) = queue.generation(id);
        if (!stake.isOpen || block.timestamp < from) return;
        uint256 pending = queue.pendingRedeemRequest(id, actor);
        assertApproxEqAbs(pending, stake.waiting / POINT, 64, "INV-QUEUE-01: pro rata");
        (uint256 older,) = queue.requestsOf(actor);
        if (older != id) return;
        assertApproxEqAbs(queue.maxWithdraw(actor), stake.due / POINT, 8, "INV-QUEUE-01: pro rata");
    }
}

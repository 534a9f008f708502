// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {PlainToken} from "../../src/mocks/tokens/PlainToken.sol";
import {DeskHandler} from "./DeskHandler.sol";
import {TermDeskTest} from "./TermDeskTest.sol";

/// What must hold after every call and after any jump in time.
contract InvariantsTest is TermDeskTest {
    DeskHandler private handler;
    PlainToken[2] private tokens;

    function setUp() public override {
        super.setUp();
        tokens = [token, new PlainToken(18)];
        list(tokens[1]);
        for (uint256 i; i < 2; ++i) {
            // Enough for whatever interest there may be.
            tokens[i].mint(address(sheet), 1e28);
            sheet.receive_(address(tokens[i]), 1e28);
        }
        handler = new DeskHandler(desk, sheet, tokens);
        targetContract(address(handler));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_term_desk() external view {
        uint256 actors = handler.actorCount();
        for (uint256 i; i < handler.maturityCount(); ++i) {
            uint64 due = handler.maturities(i);
            for (uint256 j; j < 2; ++j) {
                uint256 claim = desk.idOf(address(tokens[j]), due);
                uint256 sum;
                for (uint256 k; k < actors; ++k) {
                    address actor = handler.actors(k);
                    uint256 held = desk.balanceOf(actor, claim);
                    assertEq(held, handler.heldBy(actor, claim), "INV-CLAIM-01");
                    sum += held;
                }
                assertEq(sum, sheet.faces(address(tokens[j]), due), "INV-LADDER-01");
            }
        }
        for (uint256 j; j < 2; ++j) {
            address currency = address(tokens[j]);
            assertEq(sheet.cash(currency), handler.cash(j), "INV-BOOK-01");
            assertEq(tokens[j].balanceOf(address(sheet)), handler.cash(j), "INV-BOOK-01");
            assertEq(tokens[j].balanceOf(address(desk)), 0, "INV-BOOK-01");
        }
    }
}

// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {FixedBookTest} from "./FixedBookTest.sol";
import {LadderHandler} from "./LadderHandler.sol";

/// What must hold of the ladder after every call and after any jump in time, on both programs and the rate model.
contract FixedBookInvariantsTest is FixedBookTest {
    LadderHandler private handler;

    function setUp() public override {
        super.setUp();
        // A zone so narrow that most positions cost something, and some are refused.
        IFixedBook.FixedTerms memory terms = _fixedTerms();
        (terms.neutralLoss, terms.lendingLoss, terms.exitLoss) = (5, 150, 300);
        vm.prank(owner);
        fixedBook.setFixedTerms(address(token), terms);
        handler = new LadderHandler(sheet, address(token), model, owner, [saver, desk]);
        targetContract(address(handler));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_fixed_book() external view {
        IBalanceSheet.Book memory now_ = sheet.book(address(token));
        IFixedBook.Limits memory limits = fixedBook.limits(address(token));
        assertEq(now_.cash, handler.cash(), "INV-BOOK-01");
        assertEq(token.balanceOf(address(sheet)), now_.cash, "INV-BOOK-01");
        int256 assets = int256(now_.cash + now_.floatingLoans) + now_.carryingValue;
        assertEq(now_.netValue, assets - now_.claims - int256(now_.drip), "INV-BOOK-02");
        uint256 owed = now_.pot + now_.equity + now_.owedToBuffer + limits.matured + limits.reserved;
        assertEq(now_.claims, int256(owed) - int256(limits.overdue), "INV-BOOK-02");
        _cells();
        (uint256 overdue, uint256 matured) = handler.due();
        assertEq(limits.overdue, overdue, "INV-LADDER-01");
        assertEq(limits.matured, matured, "INV-LADDER-01");
        assertApproxEqAbs(now_.carryingValue, handler.carrying(), handler.roundings() + 2, "INV-LADDER-02");
        assertLe(limits.markLow, limits.markHigh, "INV-BOOK-03");
    }

    /// Every cell of the ladder holds the positions of its week, and no others.
    function _cells() private view {
        (uint64 first, uint256[104] memory cells) = fixedBook.ladder(address(token));
        assertEq(first, (block.timestamp / WEEK + 1) * WEEK, "INV-LADDER-03");
        for (uint256 i; i < 104; ++i) {
            (uint256 assets, uint256 liabilities) = handler.faces(first + i * WEEK);
            assertEq(cells[i], (assets << 128) | liabilities, "INV-LADDER-01");
        }
    }
}

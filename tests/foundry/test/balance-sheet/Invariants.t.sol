// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";
import {BookHandler} from "./BookHandler.sol";

/// What must hold after every call and after any jump in time.
contract InvariantsTest is BalanceSheetTest {
    BookHandler private handler;

    function setUp() public override {
        super.setUp();
        address second = makeAddr("second desk");
        done(owner, abi.encodeCall(sheet.setLine, (address(token), second, uint96(100_000 * unit))));
        season();
        handler = new BookHandler(sheet, model, token, vault, rates, owner, [desk, second]);
        targetContract(address(handler));
    }

    /// One function, so that the suite stays within its calls: each check names its invariant.
    function invariant_balance_sheet() external view {
        IBalanceSheet.Book memory now_ = book();
        assertEq(abi.encode(now_), abi.encode(model.book(address(token))), "the model's book differs");
        assertEq(now_.cash, handler.cash(), "INV-BOOK-01");
        assertEq(token.balanceOf(address(sheet)), now_.cash + handler.gifts(), "INV-BOOK-01");
        assertGe(now_.netValue, 0, "INV-LOSS-01");
        int256 assets = int256(now_.cash + now_.floatingLoans) + now_.carryingValue;
        assertEq(now_.netValue, assets - now_.claims - int256(now_.drip), "INV-BOOK-02");
        uint256 parts = now_.pot + now_.equity + now_.owedToBuffer + handler.reserved();
        assertEq(now_.claims, int256(parts), "INV-BOOK-02");
        _debts(now_);
        _limits();
    }

    /// Every desk's debt is its own, and all of them are the book's.
    function _debts(IBalanceSheet.Book memory now_) private view {
        uint256 shares;
        for (uint256 i; i < 2; ++i) {
            address one = handler.desks(i);
            uint256 owned = sheet.lineOf(address(token), one).debtShares;
            assertEq(owned, handler.debtOf(one), "INV-CREDIT-01");
            shares += owned;
        }
        assertEq(now_.floatingLoans, Math.ceilDiv(shares * now_.index, 1e24), "INV-BOOK-02");
    }

    /// What the limits are read from is what the model reads.
    function _limits() private view {
        IFixedBook.Limits memory now_ = handler.limits();
        (int256 surplus, uint256 potential) = model.imbalance();
        assertEq(now_.surplus, surplus, "INV-GUARD-01");
        assertEq(now_.potential, potential, "INV-PHI-01");
        assertEq(now_.reserved, handler.reserved(), "INV-QUEUE-01");
        assertEq(now_.runOff, model.state().runOff, "the run-off");
        assertEq(now_.gap, 0, "nothing is fixed");
    }
}
